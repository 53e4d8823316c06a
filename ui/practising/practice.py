"""The page: one exercise at a time beside the progress of whoever answers."""

from __future__ import annotations

import streamlit as st

from ui.kept import here
from ui.parts.links import read_link, write_link
from ui.parts.texts import gloss
from ui.parts.wording import escape, lowered
from ui.practising.lesson import Lesson, exercise, lesson, progress_of
from ui.practising.question_form import question_form, situation
from ui.practising.tally_board import tally_board
from ui.practising.verdict_shown import verdict_shown
from ui.session import knowledge

DESIGN, LEARN = "views/design.py", "views/learn.py"


def practice() -> None:
    """Show the page for the role that its address names."""
    given = st.query_params.to_dict() or st.session_state.get("design_link", {})
    asked = read_link(given, knowledge())
    st.title("Predict the engine", anchor=False)
    st.markdown(
        "Say what the rules will recommend before you see it. Each answer is checked by running "
        "them, and explained by those that fired.",
        help=gloss("term.rule", knowledge()),
    )
    for problem in asked.problems:
        st.warning(escape(problem), title="Left out", icon=":material/link_off:")
    desk = here.open_desk()
    if desk is None:
        return
    link = write_link(asked, knowledge())
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)
    at = lesson(asked)
    progress = progress_of(desk)
    if progress is None:
        here.tell()
        return
    left, right = st.columns([0.66, 0.34], gap="large")
    with left:
        _role(at)
        here.tell()
        now = exercise(at, progress)
        if now is None:
            _nothing_left(at, link)
        else:
            with st.container(border=True, key="exercise", gap="small"):
                situation(now)
                if at.verdict is None:
                    question_form(at, now, progress.answered)
                else:
                    verdict_shown(at, now, at.verdict)
    with right:
        tally_board(at, progress)


def _role(at: Lesson) -> None:
    """Whose role the exercises are about, and how to take another."""
    if at.completed:
        added = at.course.profile.objectives or ()
        label = lowered(knowledge().label(added[-1]))
        st.info(
            f"No objective is known of the role yet, so the exercises take one of the source "
            f"documents: “{escape(label)}”. Say on *Design* what yours is.",
            icon=":material/flag:",
        )
    with st.container(horizontal=True, gap="small"):
        st.page_link(
            DESIGN,
            label="Practise with another role",
            icon=":material/tune:",
            query_params=write_link(at.asked, knowledge()),
        )
        st.page_link(LEARN, label="Back to learning", icon=":material/school:")


def _nothing_left(at: Lesson, link: dict[str, str]) -> None:
    if next(at.course.every(), None) is None:
        st.info(
            "No exercise can be made of this role: too few KPIs follow from it. Change an answer "
            "on *Design*, such as the objectives or what is ruled out.",
            icon=":material/flag:",
        )
        return
    st.success(
        "You have answered every exercise of this role. Change one of its answers on *Design*, "
        "and there are new ones.",
        title="All done",
        icon=":material/check_circle:",
    )
    st.page_link(DESIGN, label="Change an answer", icon=":material/tune:", query_params=link)
