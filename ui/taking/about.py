"""What an instrument is, what it asks, and the files to ask with."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument, Measure
from scorecards.instruments import template
from scorecards.instruments.catalogue import asks_people, feeding
from scorecards.instruments.questions import answered_with, questionnaire
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.texts import cited
from ui.parts.wording import BASIS, ICON, escape, listed


def show(instrument: Instrument, measure: Measure, knowledge: Knowledge) -> None:
    """What it is, how to go about it, and its questions."""
    with st.container(key="instrument_head", gap="xsmall"):
        _head(instrument, knowledge)
    if measure.steps:
        heading("How to go about it", knowledge)
        st.markdown("\n".join(f"{n}. {escape(each)}" for n, each in enumerate(measure.steps, 1)))
    with st.container(key="instrument_asks", gap="small"):
        asks = asks_people(instrument)
        heading("1 · Ask" if asks else "1 · Collect", knowledge, caption=_to_do(measure, asks))
        with st.expander(
            _counted(measure, asks), icon=":material/list:", expanded=not measure.export
        ):
            st.markdown(_questions(measure))
        _files(instrument, measure, asks)


def _head(instrument: Instrument, knowledge: Knowledge) -> None:
    st.title(escape(instrument.label), anchor=False)
    st.markdown(escape(instrument.definition))
    facts = []
    if instrument.effort:
        facts.append(f":material/timer: Effort: {instrument.effort}")
    fed = [record_link(each, knowledge) for each in feeding(instrument)]
    if fed:
        facts.append(f":material/monitoring: Feeds {listed(fed)}")
    facts.append(f"{ICON[instrument.basis]} {BASIS[instrument.basis]}")
    st.caption(" · ".join(facts))
    for citation in instrument.citations:
        st.caption(f":material/format_quote: {cited(citation, knowledge)}")


def _to_do(measure: Measure, asks: bool) -> str:
    if measure.export:
        return "Take the file as the tool exports it; nothing has to be filled in."
    if asks:
        return "Send the questions, or fill in the file yourself: a row for each answer."
    return "Fill in the file: a row for each line, a column for each of these."


def _counted(measure: Measure, asks: bool) -> str:
    many, what = len(measure.columns), "question" if asks else "column"
    return f"{many} {what}s" if many > 1 else f"One {what}"


def _questions(measure: Measure) -> str:
    lines = []
    for number, each in enumerate(measure.columns, 1):
        left = ", may be left empty" if each.optional else ""
        question = f"  \n   {escape(each.question)}" if each.question else ""
        hint = f"*{escape(answered_with(each))}{left}* · column `{each.name}`"
        lines.append(f"{number}. **{escape(each.label)}**{question}  \n   {hint}")
    return "\n".join(lines)


def _files(instrument: Instrument, measure: Measure, asks: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Questions as text" if asks else "What to write, as text",
            questionnaire(instrument),
            file_name=f"{measure.short}-questions.txt",
            mime="text/plain",
            icon=":material/download:",
            on_click="ignore",
            key="measure_questions",
        )
        if not measure.export:
            st.download_button(
                "Template (CSV)",
                template(measure),
                file_name=f"{measure.short}.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key="measure_template",
            )
