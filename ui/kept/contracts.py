"""Who answers for what: contracts, joint objectives, RACI."""

from __future__ import annotations

import streamlit as st

from scorecards.accountability.contracts import recommended
from scorecards.desk import Desk, Opened
from ui.kept import agreed, initiatives, pulses, raci_table, signing
from ui.kept.here import writable
from ui.parts.headings import heading


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    direct(desk, opened)
    shared(desk, opened)
    raci_table.show(desk, opened)
    together(desk, opened)


def direct(desk: Desk, opened: Opened) -> None:
    """What the person answers for alone, to be confirmed or changed."""
    heading(
        "Direct",
        desk.adviser.knowledge,
        ("term.direct",),
        caption="Product marketing answers for these alone: for the work and for its outcome.",
    )
    found = [kpi for kpi in opened.card.kpis if kpi.contract.kind == "direct"]
    said = recommended(opened.card, desk.adviser)
    with st.container(key="agreed_direct"):
        for kpi in found:
            agreed.card(desk, opened, kpi, said.get(kpi.metric))
    if not found:
        st.info(
            "Product marketing answers for no KPI alone. Add one that it controls, such as message "
            "quality, under *KPIs and targets*, or change who answers for one of those below.",
            icon=":material/person:",
        )


def shared(desk: Desk, opened: Opened) -> None:
    """What is shared: lead, co-owners, tie-breaker and own part of each KPI."""
    said = recommended(opened.card, desk.adviser)
    heading(
        "Shared",
        desk.adviser.knowledge,
        ("term.shared",),
        caption=(
            "Several teams move these. One leads, one person decides where they disagree, and "
            "product marketing answers for its own part."
        ),
    )
    found = [kpi for kpi in opened.card.kpis if kpi.contract.kind == "shared"]
    if writable(opened):
        agreed.ties(opened)
    with st.container(key="agreed_shared"):
        for kpi in found:
            agreed.card(desk, opened, kpi, said.get(kpi.metric))
    if not found:
        st.info(
            "No KPI is shared. If another team has a hand in one, change who answers for it.",
            icon=":material/group:",
        )
    rest = [kpi for kpi in opened.card.kpis if kpi.contract.kind in ("contributing", "unstated")]
    if rest:
        heading(
            "Contributing, or not stated yet",
            desk.adviser.knowledge,
            ("term.contributing", "term.unstated"),
            caption="Another team answers and product marketing helps, or nobody has said who.",
        )
    with st.container(key="agreed_rest"):
        for kpi in rest:
            agreed.card(desk, opened, kpi, said.get(kpi.metric))


def together(desk: Desk, opened: Opened) -> None:
    """Joint objectives with their signatures, initiatives, and the pulse of other teams."""
    signing.show(desk, opened)
    initiatives.show(desk, opened)
    pulses.show(desk, opened)
