"""What an instrument is, what it asks, and the files to ask with."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument, Measure
from scorecards.instruments import template
from scorecards.instruments.catalogue import feeding
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
        heading("1 · Ask", knowledge, caption=_to_ask(measure))
        with st.expander(_counted(measure), icon=":material/list:", expanded=not measure.export):
            st.markdown(_questions(measure))
        _files(instrument, measure)


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


def _to_ask(measure: Measure) -> str:
    if measure.export:
        return "Take the file as the tool exports it; nothing has to be filled in."
    return "Send the questions, or fill in the file yourself: a row for each answer."


def _counted(measure: Measure) -> str:
    many = len(measure.columns)
    return f"{many} questions, each a column" if many > 1 else "One question"


def _questions(measure: Measure) -> str:
    lines = []
    for number, each in enumerate(measure.columns, 1):
        left = ", may be left empty" if each.optional else ""
        question = f"  \n   {escape(each.question)}" if each.question else ""
        hint = f"*{escape(answered_with(each))}{left}* · column `{each.name}`"
        lines.append(f"{number}. **{escape(each.label)}**{question}  \n   {hint}")
    return "\n".join(lines)


def _files(instrument: Instrument, measure: Measure) -> None:
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Questions as text",
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
