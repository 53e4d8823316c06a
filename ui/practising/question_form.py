"""An exercise: the situation in words, what changes, and the options to choose from."""

from __future__ import annotations

import streamlit as st

from engine.exercises import TITLES, Exercise
from ui.parts.wording import escape, listed, lowered
from ui.practising.lesson import Lesson, answer


def situation(exercise: Exercise) -> None:
    """What is known of the role, its KPIs where they give nothing away, and what changes."""
    st.caption(TITLES[exercise.kind])
    known = [f"**{escape(each.label)}:** {escape(each.value)}" for each in exercise.known]
    st.markdown("\n".join(f"- {each}" for each in known))
    if exercise.card:
        first, *rest = exercise.card
        others = listed(escape(lowered(each.label)) for each in rest)
        headed = first.place == "headline"
        st.markdown(
            f"**KPIs{' before' if exercise.change else ''}:** {escape(first.label)}"
            f"{' (headline)' if headed else ''}{f', {others}' if others else ''}."
        )
    if exercise.change:
        st.info(escape(exercise.change), title="What changes", icon=":material/swap_horiz:")


def question_form(at: Lesson, exercise: Exercise, turn: int) -> None:
    """The options and the button; an exercise that returns starts empty.

    Args:
        at: The lesson.
        exercise: The one to answer.
        turn: How many answers there are so far.
    """
    key = f"option_{exercise.id}_{turn}"
    with st.form(f"exercise_{exercise.id}_{turn}", border=False):
        if exercise.many:
            st.markdown(f"**{escape(exercise.question)}** Tick every right one.")
            with st.container(gap="xxsmall"):
                for option in exercise.options:
                    st.checkbox(escape(option.label), key=f"{key}_{option.key}")
        else:
            st.radio(
                f"**{escape(exercise.question)}**",
                [option.key for option in exercise.options],
                index=None,
                format_func={o.key: escape(o.label) for o in exercise.options}.__getitem__,
                key=key,
            )
        st.form_submit_button(
            "Answer",
            type="primary",
            icon=":material/check:",
            on_click=_answer,
            args=(at, exercise, key),
        )


def _answer(at: Lesson, exercise: Exercise, key: str) -> None:
    state = st.session_state
    if exercise.many:
        chosen = tuple(o.key for o in exercise.options if state.get(f"{key}_{o.key}"))
    else:
        chosen = (state[key],) if state.get(key) else ()
    answer(at, chosen)
