"""Readings: entering, uploading, correcting."""

from __future__ import annotations

from functools import partial

import streamlit as st

from knowledge_graph.records import Metric
from scorecards.desk import Desk, Opened
from scorecards.document import ScorecardKpi
from scorecards.instruments.catalogue import for_metric
from scorecards.readings.standing import read_outs, standing
from ui.kept import here, read_form, read_upload, read_words
from ui.parts.cards import slug
from ui.parts.wording import escape
from ui.taking import address

SHOWN, MOST = 6, 100
"""Readings of a KPI that are shown at once, and when somebody asks for earlier ones."""


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    with st.container(key="readings", gap="medium"):
        if not opened.card.kpis:
            st.info("This scorecard has no KPI to read. Add one under *KPIs and targets*.")
            return
        if not here.writable(opened, "record"):
            _what_was_read(desk, opened)
            _evidence(desk, opened)
            return
        read, enter, correct, upload, files = st.tabs(
            ["What was read", "Enter one", "Correct one", "Upload a file", "Evidence"]
        )
        with read:
            _what_was_read(desk, opened)
        with enter, st.container(key="enter_reading", gap="small"):
            read_form.enter(desk, opened)
        with correct, st.container(key="correct_reading", gap="small"):
            read_form.correct(desk, opened)
        with upload:
            read_upload.show(desk, opened)
        with files:
            _evidence(desk, opened)


def _what_was_read(desk: Desk, opened: Opened) -> None:
    if not opened.readings:
        st.info("Nothing has been read yet. Enter a reading, or upload a file with several.")
    with st.grid(2, min_column_width=320, gap="small"):
        for kpi in opened.card.kpis:
            _kpi(kpi, desk, opened)


def _kpi(kpi: ScorecardKpi, desk: Desk, opened: Opened) -> None:
    knowledge, unit = desk.adviser.knowledge, desk.words.unit(kpi)
    metric = knowledge.records.get(kpi.metric)
    with st.container(border=True, key=f"read_{slug(kpi.metric)}", gap="small"):
        st.markdown(f"#### {escape(desk.words.label(kpi.metric))}")
        if not isinstance(metric, Metric):
            st.caption("This metric is not known any more; its readings cannot be interpreted.")
            return
        st.caption(escape(read_words.counted(unit, metric.direction)))
        if here.writable(opened, "record"):
            address.to_measure(for_metric(kpi.metric, knowledge), opened.id)
        found = standing(opened.card, kpi, opened.readings, knowledge, opened.today)
        st.markdown(read_words.standing(found))
        windows = read_outs(opened.card, opened.readings, opened.today)
        told = [read_words.window(each, unit) for each in windows if each.metric == kpi.metric]
        if told:
            st.markdown("  \n".join(told))
        live = opened.in_force(kpi.metric)[::-1]
        lines = [read_words.line(each, opened.readings, unit) for each in live[:MOST]]
        for each in lines[:SHOWN]:
            st.markdown(each)
        if len(lines) > SHOWN:
            more = len(lines) - SHOWN
            with st.expander(f"{more} earlier reading{'' if more == 1 else 's'}"):
                st.markdown("\n\n".join(lines[SHOWN:]))
                if len(live) > MOST:
                    st.caption(f"{len(live) - MOST:,} before these are kept and not shown here.")


def _evidence(desk: Desk, opened: Opened) -> None:
    files = desk.files(opened)
    if not files:
        st.info("No file is attached. Attach one where you enter a reading.")
    for number, each in enumerate(files):
        with st.container(border=True, key=f"file_{number}", gap="xsmall"):
            st.markdown(f"**{escape(each.name)}**")
            when = f"{escape(each.by)}, {here.day(each.at.date())}"
            st.caption(f"{read_words.size(each.size)} · attached by {when}")
            st.download_button(
                "Download",
                partial(desk.file, opened, each.name),
                file_name=each.name,
                mime="application/octet-stream",
                icon=":material/download:",
                key=here.key(opened, f"take_{number}"),
                on_click="ignore",
            )
