"""Factors outside anybody's control: declared, shown, weighed, reviewed."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from knowledge_graph.records import Factor, Metric
from scorecards.accountability.factors import FILE, late, missing
from scorecards.desk import Desk, Opened
from scorecards.document import DeclaredFactor
from scorecards.readings.standing import Standing
from scorecards.units import is_percent, measured, unit_of
from ui.kept import here
from ui.kept.weighing import acts, declaring, stands
from ui.parts.wording import escape


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    st.subheader("Outside factors", anchor=False)
    st.markdown(
        "What nobody here controls and what may still move a result. Declare it before the period "
        "begins, show afterwards that it came, and have an adjustment reviewed by somebody else. "
        "The value as read always stays beside the adjusted one."
    )
    panel(desk, opened)


def panel(desk: Desk, opened: Opened) -> None:
    """The factors that are declared, and declaring one more."""
    changeable = here.writable(opened)
    _effects(desk, opened)
    if not opened.card.factors:
        now = " Declare the first one below." if changeable else ""
        st.info(f"No factor is declared.{now}", icon=":material/cloud_off:")
    for number, factor in enumerate(opened.card.factors):
        with st.container(border=True, key=f"factor_{number}", gap="small"):
            _told(desk, opened, factor)
            if here.writable(opened, "edit", *here.AFTER):
                acts(desk, opened, number, factor)
    if changeable:
        declaring(desk, opened)


def _effects(desk: Desk, opened: Opened) -> None:
    """The KPIs that an accepted adjustment moves: as read, and adjusted."""
    moved = dict.fromkeys(each.metric for each in opened.card.factors if each.accepted)
    for metric in moved:
        where = stands(desk, opened, metric)
        if metric is not None and where is not None and where.raw is not None:
            label = escape(desk.words.label(metric))
            st.markdown(f":material/balance: **{label}.** {escape(where.says)}")


def _told(desk: Desk, opened: Opened, factor: DeclaredFactor) -> None:
    record = desk.adviser.knowledge.records.get(factor.factor)
    st.markdown(f"#### {escape(desk.words.label(factor.factor))}")
    marks = [
        ":orange-badge[:material/schedule: Late]"
        if late(opened.card, factor)
        else ":green-badge[:material/event_available: Declared in time]",
        ":green-badge[:material/task: Evidence given]"
        if factor.evidence
        else ":gray-badge[:material/pending: No evidence yet]",
    ]
    if factor.adjustment is not None:
        marks.append(_REVIEW[factor.accepted])
    st.markdown(" ".join(marks))
    began = ", after the period began" if late(opened.card, factor) else ""
    means = f" {escape(record.definition)}" if isinstance(record, Factor) else ""
    st.caption(f"Declared on {here.day(factor.declared_on)}{began}.{means}")
    if factor.expectation:
        st.markdown(f"**Expected:** {escape(factor.expectation)}")
    if factor.evidence:
        st.markdown(f"**What shows it:** {escape(factor.evidence)}")
        _files(desk, opened, factor)
    for line in _values(desk, opened, factor):
        st.markdown(line)
    for lack in missing(opened.card, factor, opened.today):
        st.markdown(f":orange[:material/error_outline:] **Missing:** {lack}")


_REVIEW = {
    None: ":orange-badge[:material/hourglass_empty: Adjustment not reviewed]",
    True: ":green-badge[:material/check_circle: Adjustment accepted]",
    False: ":gray-badge[:material/block: Adjustment refused]",
}


def _values(desk: Desk, opened: Opened, factor: DeclaredFactor) -> list[str]:
    """The value as read, and what the adjustment makes of it."""
    if factor.metric is None:
        return []
    where = stands(desk, opened, factor.metric)
    label = escape(desk.words.label(factor.metric))
    if where is None or where.raw is None:
        return [f"**Bears on:** {label}, which has no reading yet."]
    lines = [f"**Bears on:** {label}, **{_figure(desk, opened, where, where.raw)}** as read."]
    if factor.adjustment is not None:
        by = f", proposed by {escape(factor.proposed_by)}" if factor.proposed_by else ""
        sign = "+" if factor.adjustment > 0 else "−"
        amount = _figure(desk, opened, where, abs(factor.adjustment), change=True)
        ends = _figure(desk, opened, where, where.raw + factor.adjustment)
        verdict = {None: "would be", True: "is", False: "would have been"}[factor.accepted]
        lines.append(f"**Adjustment:** {sign}{amount}{by}: with it alone it {verdict} **{ends}**.")
    if factor.accepted is not None and factor.reviewed_by:
        word = "Accepted" if factor.accepted else "Refused"
        alone = ", who proposed it too" if factor.reviewed_by == factor.proposed_by else ""
        lines.append(f"**{word} by** {escape(factor.reviewed_by)}{alone}.")
    return lines


def _figure(
    desk: Desk, opened: Opened, where: Standing, value: Decimal, *, change: bool = False
) -> str:
    """A value with its unit; a change of what is in percent is told in points."""
    kpi = opened.card.kpi(where.metric)
    unit = unit_of(desk.adviser.knowledge.get(Metric, kpi.metric), kpi.variant)
    if change and is_percent(unit):
        unit = "points"
    return escape(measured(value, unit, where.reading.currency if where.reading else None))


def _files(desk: Desk, opened: Opened, factor: DeclaredFactor) -> None:
    named = {
        line.removeprefix(FILE) for line in factor.evidence.splitlines() if line.startswith(FILE)
    }
    for name in sorted(named & {each.name for each in desk.files(opened)}):

        def content(name: str = name) -> bytes:
            return desk.file(opened, name)

        st.download_button(
            f"Download {escape(name)}",
            content,
            file_name=name,
            icon=":material/attach_file:",
            on_click="ignore",
            key=here.key(opened, f"file_{factor.factor}_{factor.metric}_{name}"),
        )
