"""The verdict on an answer, and what the trace says of each option that matters."""

from __future__ import annotations

import streamlit as st

from engine.exercises import Exercise, Verdict
from engine.exercises.records import Told
from ui.explained.address import explanation_link
from ui.explained.ticks import sentences
from ui.parts.links import Asked, answers_of
from ui.parts.wording import escape
from ui.practising.lesson import Lesson, go_on
from ui.session import knowledge

DESIGN = "views/design.py"


def verdict_shown(at: Lesson, exercise: Exercise, verdict: Verdict) -> None:
    """Right or not, in a word and an icon; then why, by the rules that fired."""
    st.markdown(f"**{escape(exercise.question)}**")
    if verdict.right:
        st.success("This is what the rules say.", title="Right", icon=":material/check_circle:")
    else:
        said = verdict.says.removeprefix("Not right: ")
        st.warning(escape(said), title="Not right", icon=":material/cancel:")
    for number, told in enumerate(verdict.told):
        _told(told, number, exercise)
    st.button(
        "Next",
        type="primary",
        icon=":material/arrow_forward:",
        icon_position="right",
        key="next_exercise",
        on_click=go_on,
        args=(at,),
    )


def _told(told: Told, number: int, exercise: Exercise) -> None:
    with st.container(border=True, key=f"about_option_{number}", gap="xsmall"):
        st.markdown(f"**{escape(told.label)}**")
        with st.container(horizontal=True, gap="xsmall"):
            if told.right:
                st.badge("Right", icon=":material/check:", color="green")
            else:
                st.badge("Not right", icon=":material/close:", color="orange")
            if told.chosen:
                st.badge("You chose it", icon=":material/person:", color="gray")
        st.markdown(sentences(told.because, knowledge()))
        if told.metric:
            profile, policy = exercise.ask.after
            asked = Asked(answers_of(profile, knowledge()), profile, policy)
            about = "dissent" if exercise.kind in ("dispute", "policy") else "why"
            st.page_link(
                DESIGN,
                label="See the whole explanation",
                icon=":material/arrow_forward:",
                query_params=explanation_link(asked, told.metric, knowledge(), about),
            )
