"""Who answers for what: contracts, joint objectives, RACI."""

from __future__ import annotations

import streamlit as st

from scorecards.agree import recommended
from scorecards.desk import Desk, Opened
from ui.kept import agreed, initiatives, pulses, raci_table, signing
from ui.kept.here import writable


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    direct(desk, opened)
    shared(desk, opened)
    raci_table.show(desk, opened)
    together(desk, opened)


def direct(desk: Desk, opened: Opened) -> None:
    """What the person answers for alone, to be confirmed or changed."""
    st.subheader("Held alone", anchor=False)
    st.caption("Product marketing controls the work and its outcome, and answers for both.")
    found = [kpi for kpi in opened.card.kpis if kpi.contract.kind == "direct"]
    said = recommended(opened.card, desk.adviser)
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
    st.subheader("Shared", anchor=False)
    st.caption(
        "Several teams move these. One leads, one person decides where they disagree, and product "
        "marketing answers for its own part."
    )
    found = [kpi for kpi in opened.card.kpis if kpi.contract.kind == "shared"]
    if writable(opened):
        agreed.ties(opened)
    for kpi in found:
        agreed.card(desk, opened, kpi, said.get(kpi.metric))
    if not found:
        st.info(
            "No KPI is shared. If another team has a hand in one, change who answers for it.",
            icon=":material/group:",
        )
    rest = [kpi for kpi in opened.card.kpis if kpi.contract.kind in ("contributing", "unstated")]
    if rest:
        st.subheader("Contributing", anchor=False)
        st.caption("Another team answers for these; product marketing helps.")
    for kpi in rest:
        agreed.card(desk, opened, kpi, said.get(kpi.metric))


def together(desk: Desk, opened: Opened) -> None:
    """Joint objectives with their signatures, initiatives, and the pulse of other teams."""
    signing.show(desk, opened)
    initiatives.show(desk, opened)
    pulses.show(desk, opened)
