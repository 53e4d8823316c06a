"""The result of an instrument: figures, what to beware of, charts, tables, and how it comes."""

from __future__ import annotations

import json

import streamlit as st

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument, Measure
from scorecards.instruments import Chart, Result, Table
from scorecards.instruments.given import Given
from scorecards.instruments.told import Told, as_csv, headline, margins, readable, told
from scorecards.part import Refused
from scorecards.rights import Standing
from scorecards.store import StoreError
from ui.kept import here
from ui.parts.texts import cited
from ui.parts.wording import BASIS, ICON, escape, listed
from ui.taking.drawn import drawn

SHOWN = 50
"""Rows of a table that are shown; the files hold all."""


def show(
    instrument: Instrument, measure: Measure, result: Result, given: Given, knowledge: Knowledge
) -> None:
    """The whole result, as far as this person may see it."""
    why_not = _why_no_people() if result.about_people else ""
    seen = result.without_people() if why_not else result
    if given.how == "example":
        st.info(
            "These figures come of the example in the template. They are made up, and are not "
            "kept.",
            icon=":material/science:",
            title="Example, made up",
        )
    _first(instrument, seen)
    _cautions(seen)
    _others(instrument, seen)
    for chart in seen.findings.charts:
        _chart(chart)
    for table in seen.findings.tables:
        _table(table)
    if why_not:
        st.info(
            f"A table about single people is not shown. {why_not}",
            icon=":material/lock:",
            title="Only for managers",
        )
    _remarks(measure, knowledge)
    _how(instrument, measure, seen, knowledge)
    _files(instrument, seen)


def _why_no_people() -> str:
    """Why this person does not see rows about single people; empty for who does."""
    try:
        nobody: frozenset[Standing] = frozenset({"nobody"})
        return here.not_allowed(here.desk().member, "see-single-people", nobody)
    except (Refused, StoreError):
        return "Who is at this page is not known."


def _first(instrument: Instrument, result: Result) -> None:
    first = headline(instrument, result)
    with st.grid(3, min_column_width=220, gap="small"):
        for each in first:
            if each.known:
                _figure(each, result)
    unknown = [each.label for each in first if not each.known]
    if unknown:
        st.markdown(f":material/help: Cannot be worked out of this: {escape(listed(unknown))}.")
    excluded = result.findings.excluded
    if excluded:
        rows = "row is" if excluded == 1 else "rows are"
        st.caption(f"{excluded:,} {rows} left out of the figures.")
    for note in result.notes:
        st.caption(escape(note))


def _figure(each: Told, result: Result) -> None:
    n = result.n if each.n is None else each.n
    with st.container(border=True, key=f"figure_{each.name}", gap="xxsmall"):
        st.metric(each.label, each.says, help=escape(each.definition))
        margin = f"{each.margin} · " if each.margin else ""
        st.caption(f"{margin}n {n:,}")


def _others(instrument: Instrument, result: Result) -> None:
    """The figures that do not come first."""
    first = {each.name for each in headline(instrument, result)} | margins(instrument)
    rest = [each for each in told(instrument, result) if each.name not in first]
    if rest:
        columns = {"figure": "Figure", "value": "Value"}
        rows = [[each.label, each.says] for each in rest]
        if any(each.margin for each in rest):
            columns["margin"] = "Margin of error"
            rows = [[*row, each.margin] for row, each in zip(rows, rest, strict=True)]
        cells = tuple(map(tuple, rows))
        _table(Table(name="others", title="Other figures", columns=columns, rows=cells))


def _cautions(result: Result) -> None:
    if result.warnings:
        st.warning(
            "\n".join(f"- {escape(each.text)}" for each in result.warnings),
            icon=":material/warning:",
            title="Warning" if len(result.warnings) == 1 else "Warnings",
        )


def _chart(chart: Chart) -> None:
    st.markdown(f"#### {escape(chart.title)}")
    st.altair_chart(drawn(chart), width="stretch")
    st.caption(escape(chart.says))


def _table(table: Table) -> None:
    st.markdown(f"#### {escape(table.title)}")
    rows = [[escape(readable(cell)) for cell in row] for row in table.rows[:SHOWN]]
    heads = list(table.columns.values())
    with st.container(key=f"table_{table.name}"):
        st.table(
            {head: [row[at] for row in rows] for at, head in enumerate(heads)},
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=table.title,
        )
    if len(table.rows) > SHOWN:
        st.caption(f"{len(table.rows) - SHOWN:,} more rows are in the files below.")


def _remarks(measure: Measure, knowledge: Knowledge) -> None:
    for each in measure.remarks:
        basis = f"{ICON[each.basis]} *{BASIS[each.basis]}*"
        st.markdown(f":material/lightbulb: **Remember:** {escape(each.text)} {basis}")
        for citation in each.citations:
            st.caption(f":material/format_quote: {cited(citation, knowledge)}")


def _how(instrument: Instrument, measure: Measure, result: Result, knowledge: Knowledge) -> None:
    """Every figure with its formula, and what that rests on."""
    with st.expander("How each figure is worked out", icon=":material/function:"):
        for each in told(instrument, result):
            st.markdown(
                f"**{escape(each.label)}**: {escape(each.says)}  \n{escape(each.definition)}"
            )
            for citation in measure.figure(each.name).citations:
                st.caption(f":material/format_quote: {cited(citation, knowledge)}")
        st.caption(f"The formula rests on: {ICON[measure.basis]} {BASIS[measure.basis]}")
        for citation in measure.citations:
            st.caption(f":material/format_quote: {cited(citation, knowledge)}")


def _files(instrument: Instrument, result: Result) -> None:
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Result as CSV",
            as_csv(instrument, result),
            file_name=f"{result.instrument}-result.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="result_csv",
        )
        st.download_button(
            "Result as JSON",
            json.dumps(result.as_data(), ensure_ascii=False, indent=2),
            file_name=f"{result.instrument}-result.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key="result_json",
        )
