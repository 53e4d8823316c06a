"""From *Learn* to a plan of one's own: a scorecard is adopted, and its guide is shown."""

from __future__ import annotations

import datetime

import streamlit as st

from engine import Recommendation
from engine.first_days import PlanItem
from knowledge_graph.load import Knowledge
from knowledge_graph.onboarding import BY_DAYS
from scorecards.document import Period
from scorecards.part import FIRST, LAST
from scorecards.store import StoreError
from ui import door
from ui.explained.case import Case
from ui.kept import here
from ui.kept.guiding import TITLES
from ui.kept.made_once import MadeOnce
from ui.parts import first_days
from ui.parts.glossed import Glossed
from ui.parts.links import write_link
from ui.parts.wording import escape

NINETY = datetime.timedelta(days=89)
"""From the first day to the ninetieth."""
_STARTED = "Your plan is started. Tick off what is done; your KPIs are a draft beside it."
_FORM = MadeOnce("start")
arrive = _FORM.arrive


def plan(items: tuple[PlanItem, ...], words: Glossed, knowledge: Knowledge) -> None:
    """Show the plan of a role, folded by stretches of thirty days."""
    for by_day in BY_DAYS:
        found = [item for item in items if item.by_day == by_day]
        if not found:
            continue
        label = f"By day {by_day}: {TITLES[by_day].lower()} ({len(found)})"
        with st.expander(label, key=f"days_{by_day}", on_change="rerun") as unfolded:
            if unfolded.open:
                for item in found:
                    st.markdown(f"#### {escape(item.do)}")
                    first_days.details(item, words, knowledge)


def start_block(case: Case) -> None:
    """Offer to start the plan; says what to answer first where there is no KPI yet."""
    recommendation = case.recommendation
    with st.container(border=True, key="start_plan", gap="small"):
        st.subheader("Start my plan", anchor="start-my-plan")
        here.tell()
        if not recommendation.kpis:
            _what_first(case)
            return
        refused = here.no_new_one()
        if refused:
            st.markdown(f":material/lock: {refused}")
            return
        count = len(recommendation.kpis)
        st.caption(
            f"It keeps {count} KPI{'' if count == 1 else 's'} as a draft for your first 90 days, "
            "with this plan beside it to tick off. You can change everything afterwards."
        )
        if not case.asked.answers.get("objectives"):
            st.caption(
                "What the business wants is not said yet, so these KPIs follow from the phase and "
                "the role alone. Say it at the top of the page if you know it."
            )
        today = datetime.datetime.now(datetime.UTC).date()
        with st.form("start_form", border=False), st.container(horizontal=True, gap="small"):
            st.text_input("Your name", value=_name(), max_chars=120, key="start_name")
            st.date_input(
                "Your first day in the role", today, min_value=FIRST, max_value=LAST - NINETY,
                format="YYYY-MM-DD", key="start_day",
            )  # fmt: skip
            st.text_input("Your manager, if you like", max_chars=120, key="start_manager")
            st.form_submit_button(
                "Start my plan",
                type="primary",
                icon=":material/flag:",
                key="start_go",
                on_click=_start,
                args=(recommendation, _FORM.token()),
            )


def _what_first(case: Case) -> None:
    st.markdown(
        "With these answers nothing is recommended yet, and a plan is kept beside KPIs. "
        "Say above what the business wants."
    )
    question = case.recommendation.next_question
    if question is not None:
        st.caption(f"What would help most: {escape(question.question)}")
    st.page_link(
        "views/design.py",
        label="Answer more questions",
        icon=":material/arrow_forward:",
        query_params=write_link(case.asked, case.knowledge),
    )


def _name() -> str:
    """Who is at the page, as far as that is known; the person may write another name."""
    try:
        return door.member(here.store()).name
    except StoreError:
        return ""


def _start(recommendation: Recommendation, token: str) -> None:
    state = st.session_state

    def making() -> dict[str, str]:
        name, first = state["start_name"].strip(), state["start_day"]
        desk = here.desk()
        version = desk.adopt(
            recommendation,
            title=f"{(name or 'First days')[:80]}, first 90 days",
            period=Period(start=first, end=first + NINETY),
            person=name or desk.who,
            manager=state["start_manager"].strip() or None,
            token=token,
        )
        here.say(_STARTED)
        return here.link(version.document.id, "guide")

    _FORM.make(token, making)
