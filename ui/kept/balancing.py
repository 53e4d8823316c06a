"""The balance of numbers and judgement: which KPIs are which, and adding what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from knowledge_graph.records import Metric
from scorecards.accountability.balance import Kind, Offer, of_kind, offers
from scorecards.desk import Desk, Opened
from scorecards.making.adopt import add
from ui.kept import here
from ui.kept.titles import TITLES
from ui.parts.wording import escape, listed, lowered

WORDS: dict[Kind, tuple[str, str, str]] = {
    "quantitative": (":material/tag:", "Numbers", "number"),
    "qualitative": (":material/forum:", "Judgement", "judgement"),
}
"""Kind -> its icon, its heading, and one of it."""


def panel(desk: Desk, opened: Opened) -> None:
    """Both kinds side by side, and what can be added."""
    graph = desk.adviser.graph
    held = {kind: of_kind(opened.card, kind, graph) for kind in WORDS}
    columns = st.columns(2, gap="medium", border=True)
    for column, (kind, (icon, heading, one)) in zip(columns, WORDS.items(), strict=True):
        with column:
            st.markdown(f"#### {icon} {heading}")
            st.markdown(_list(held[kind]) or f"No KPI here is a {one}.")
    _timing(desk, opened)
    if not here.writable(opened):
        return
    lacking = [kind for kind in WORDS if not held[kind]]
    for kind in lacking:
        _offered(desk, opened, kind, offers(opened.card, kind, graph))
    rest = [kind for kind in WORDS if kind not in lacking]
    if rest:
        with st.expander("Put another KPI beside them", icon=":material/add:"):
            for kind in rest:
                _offered(desk, opened, kind, offers(opened.card, kind, graph))


def _list(metrics: Sequence[Metric]) -> str:
    return "\n".join(
        f"- {escape(each.label)}{' (both)' if each.nature == 'mixed' else ''}" for each in metrics
    )


def _timing(desk: Desk, opened: Opened) -> None:
    records = desk.adviser.knowledge.records
    known = [records.get(kpi.metric) for kpi in opened.card.proper]
    said = []
    for timing, words in (("leading", "Moves early"), ("lagging", "Shows the result late")):
        labels = [
            escape(lowered(each.label))
            for each in known
            if isinstance(each, Metric) and each.timing == timing
        ]
        said.append(f"**{words}:** {listed(labels) if labels else 'none'}.")
    st.markdown(" ".join(said))


def _offered(desk: Desk, opened: Opened, kind: Kind, found: Sequence[Offer]) -> None:
    one = WORDS[kind][2]
    if not found:
        st.markdown(f"Nothing that fits this role adds a {one}; choose one under KPIs and targets.")
        st.page_link(
            here.PAGE,
            label=TITLES["kpis"],
            icon=":material/target:",
            query_params=here.link(opened.id, "kpis"),
        )
        return
    st.markdown(f"**Add a {one}**")
    for each in found:
        _offer(desk, opened, kind, each)


def _offer(desk: Desk, opened: Opened, kind: Kind, offer: Offer) -> None:
    record = desk.adviser.knowledge.get(Metric, offer.metric)

    def take() -> None:
        here.save(
            opened,
            lambda card: add(card, offer.metric, "supporting", offer.says, desk.adviser.graph),
            f"Added {lowered(record.label)} for balance.",
        )

    with st.container(key=f"offer_{kind}_{offer.metric.replace('.', '_')}", gap="xsmall"):
        st.markdown(f"**{escape(record.label)}.** {escape(record.definition)}")
        st.caption(escape(offer.says))
        st.button(
            f"Add {lowered(record.label)}",
            icon=":material/add:",
            key=here.key(opened, f"add_{kind}_{offer.metric}"),
            on_click=take,
        )
