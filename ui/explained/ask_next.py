"""The unknown answer that would change most, answerable where it is asked."""

from __future__ import annotations

import streamlit as st

from engine import Adviser
from engine.explain.prospects import Between, Missing
from knowledge_graph.load import Knowledge
from ui.parts.form import take_over, widget
from ui.parts.wording import escape, listed, lowered
from ui.session import Prospects

_NAMED = 4
"""Further questions that are named."""
NOTHING = "Nothing on the scorecard depends on this at present."


def ask_next(found: Prospects | None, adviser: Adviser) -> None:
    """Ask the question on which most depends, and say what each answer would do."""
    with st.container(border=True, key="next_question", gap="xsmall"):
        if found is None:
            st.markdown(":material/hourglass_top: **Answer this next**")
            st.caption("Trying every answer that is still open…")
            return
        if not found.next.missing:
            st.markdown(f":material/done_all: {escape(' '.join(found.next.says))}")
            return
        first, *others = found.next.missing
        _question(first, adviser)
        if others:
            after = [escape(lowered(each.label)) for each in others[:_NAMED]]
            more = len(others) - _NAMED
            st.caption(f"After that: {listed([*after, f'{more} more'] if more > 0 else after)}.")


def _question(first: Missing, adviser: Adviser) -> None:
    spec = next(each for each in adviser.knowledge.fields.profile if each.name == first.field)
    st.markdown(
        f":material/arrow_circle_right: **Answer this next: {escape(first.question)}**  \n"
        f"{escape(first.says)}"
    )
    key = f"next_{spec.name}"
    st.session_state[key] = [] if spec.type == "many" else None
    with st.container(key="next_answer"):
        widget(spec, adviser, key, "", take_over)
    with st.expander("What each answer would do", key="next_effects"):
        st.markdown("\n".join(effect(each) for each in first.between))


def effect(between: Between) -> str:
    """Some answers and what they do, as an item of a list."""
    said = between.said[:1].upper() + between.said[1:]
    return f"- **{escape(said)}:** {escape(between.says)}"


def decides(found: Prospects | None, knowledge: Knowledge) -> dict[str, str]:
    """Field -> what it decides at present, for the fields that nobody has answered."""
    if found is None:
        return {}
    known = {spec.name for spec in knowledge.fields.profile}
    said = {name: NOTHING for name in found.next.nothing if name in known}
    return said | {each.field: each.says for each in found.next.missing}
