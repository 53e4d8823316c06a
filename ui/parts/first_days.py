"""What an item of the first ninety days says of itself: why, with what, with whom, from where."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from engine.first_days import PlanItem, Tool
from knowledge_graph.load import Knowledge
from ui.parts.glossed import Glossed
from ui.parts.routes import record_link, rule_link
from ui.parts.texts import cited
from ui.parts.wording import BASIS, escape, listed


def details(item: PlanItem, words: Glossed, knowledge: Knowledge, scorecard: str = "") -> None:
    """All of an item, as Markdown.

    Args:
        item: The item.
        words: The words of the page.
        knowledge: What is known.
        scorecard: The scorecard beside which it stands; what is measured is kept there.
    """
    st.markdown("  \n".join(_lines(item, words, knowledge, scorecard)))
    for citation in item.citations:
        st.caption(f"{BASIS[item.basis]}: {cited(citation, knowledge)}")
    if not item.citations:
        st.caption(f"{BASIS[item.basis]}.")
    st.caption(f"By day {item.by_day}: {escape(item.due_why)} ({BASIS[item.due_basis]})")
    st.caption(f"Comes from {_origins(item, knowledge)}.")


def _lines(item: PlanItem, words: Glossed, knowledge: Knowledge, scorecard: str) -> Iterator[str]:
    yield f"**How:** {words.say(item.how)}"
    yield f"**Why:** {words.say(item.why)}"
    if len(item.apart) > 1:
        yield f"**Keep apart:** {escape(listed(item.apart))}; their figures cannot be compared."
    if item.instruments:
        yield f"**With what:** {measured_with(item, knowledge, scorecard)}"
    for ask in item.ask:
        why = "it holds this KPI with you" if ask.co_owns else "it leads or shares this metric"
        yield f"**Whom to meet:** {record_link(ask.team, knowledge)}, because {why}."


def measured_with(item: PlanItem, knowledge: Knowledge, scorecard: str = "") -> str:
    """The instruments of an item: a link to the form of each that has one, else to its record."""
    return listed(
        _form(each, scorecard) if each.short else record_link(each.instrument, knowledge)
        for each in item.instruments
    )


def forms(item: PlanItem, scorecard: str) -> str:
    """The instruments of an item that have a form, each a link to it; empty where none has."""
    return listed(_form(each, scorecard) for each in item.instruments if each.short)


def _form(tool: Tool, scorecard: str) -> str:
    beside = f"&scorecard={scorecard}" if scorecard else ""
    return f"[{escape(tool.label)}](measure?instrument={tool.short}{beside})"


def _origins(item: PlanItem, knowledge: Knowledge) -> str:
    return listed(
        record_link(each, knowledge) if each in knowledge.records else rule_link(each)
        for each in item.comes_from
    )
