"""Who answers for one KPI: what is agreed, why, what is missing, and changing it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.recommendation import Held
from knowledge_graph.graph import LEAD
from knowledge_graph.records import Metric, Team
from rules.records import Accountability
from scorecards.accountability.contracts import break_ties, missing, own_part_choices, set_contract
from scorecards.desk import Desk, Opened
from scorecards.document import Contract, Scorecard, ScorecardKpi
from ui.kept import controlled
from ui.kept.here import key, save, writable
from ui.parts.cards import slug
from ui.parts.metric_facets import PARTS
from ui.parts.routes import record_link
from ui.parts.texts import cited
from ui.parts.wording import ACCOUNTABILITY, BASIS, CONTROL, ICON, escape, lowered

KINDS: dict[Accountability, str] = {
    "direct": "Direct, held alone",
    "shared": "Shared",
    "contributing": "Contributing",
}
ROLE = {
    "headline": "Headline",
    "supporting": "Supporting KPI",
    "monitor": "Only watched",
    "guardrail": "Guardrail",
}


def card(desk: Desk, opened: Opened, kpi: ScorecardKpi, held: Held | None) -> None:
    """One KPI: who answers for it, why, and what is missing."""
    with st.container(border=True, key=f"agreed_card_{slug(kpi.metric)}", gap="small"):
        with st.container(gap=None):
            st.markdown(f"#### {record_link(kpi.metric, desk.adviser.knowledge)}")
            st.caption(ROLE[kpi.role])
        _owners(desk, kpi)
        for each in missing(kpi.contract):
            st.markdown(f":orange-badge[:material/error: Missing] {each}")
        _why(desk, kpi, held)
        controlled.show(desk, opened, kpi)
        if writable(opened):
            with st.expander("Change who answers for it", icon=":material/edit:"):
                _form(desk, opened, kpi)


def _owners(desk: Desk, kpi: ScorecardKpi) -> None:
    contract, known = kpi.contract, desk.adviser.knowledge
    lines: dict[str, str] = {}
    if contract.kind != "direct":
        lines["Leads"] = escape(known.label(contract.lead)) if contract.lead else "nobody yet"
        others = ", ".join(escape(known.label(team)) for team in contract.co_owners)
        if others:
            lines["Share it"] = others
        if contract.kind == "shared":
            lines["Decides where they disagree"] = escape(contract.tie_breaker or "nobody yet")
        parts = ", ".join(record_link(metric, known) for metric in contract.own_part)
        lines["Product marketing's own part"] = parts or "none named"
    if contract.reason:
        lines["Agreed so because"] = escape(contract.reason)
    if lines:
        st.markdown("\n".join(f"- **{name}:** {text}" for name, text in lines.items()))


def _why(desk: Desk, kpi: ScorecardKpi, held: Held | None) -> None:
    """Why the kind is what it is: what the rules say, or what the record of the metric has."""
    metric = desk.adviser.knowledge.records.get(kpi.metric)
    if not isinstance(metric, Metric):
        return
    said = f"Control of the outcome: {CONTROL[metric.control].removesuffix(' control')}."
    if held is not None and held.because:
        basis = f" *{BASIS[held.basis]}.*" if held.basis else ""
        if held.kind != kpi.contract.kind:
            other = lowered(ACCOUNTABILITY[held.kind])
            said += f" The rules have it as {other}; here it is agreed otherwise."
        st.caption(f"{ICON[held.kind]} {escape(held.because[0])}{basis} {said}")
        return
    part = next((each for each in metric.teams if each.team == LEAD), None)
    if part is None:
        st.caption(f"No record gives product marketing a part in it. {said}")
        return
    word = PARTS[part.part]
    st.caption(f"In the catalogue, product marketing {word}. *{BASIS[part.basis]}.* {said}")
    for citation in part.citations:
        st.caption(f":material/format_quote: {cited(citation, desk.adviser.knowledge)}")


def _form(desk: Desk, opened: Opened, kpi: ScorecardKpi) -> None:
    name, known, contract = slug(kpi.metric), desk.adviser.knowledge, kpi.contract
    start: list[Accountability] = list(KINDS)
    kind = st.radio(
        "How product marketing answers for it",
        start,
        index=start.index(contract.kind) if contract.kind in KINDS else None,
        format_func=KINDS.__getitem__,
        horizontal=True,
        key=key(opened, f"kind_{name}"),
    )
    if kind is None:
        st.caption("Choose one, to name the teams.")
        return
    with st.form(key(opened, f"contract_{name}"), border=False):
        if kind != "direct":
            _teams(desk, opened, kpi, kind)
            offered = own_part_choices(kpi, desk.adviser.graph)
            st.multiselect(
                "Product marketing's own part: the metrics that show it",
                offered,
                default=[metric for metric in contract.own_part if metric in offered],
                format_func=known.label,
                placeholder="Choose one or more",
                key=key(opened, f"part_{name}"),
            )
        st.text_input(
            "Why it is agreed so",
            contract.reason,
            max_chars=400,
            placeholder="Needed only where a KPI that others lead is to be held alone",
            key=key(opened, f"reason_{name}"),
        )
        st.form_submit_button(
            "Save", type="primary", on_click=_keep, args=(desk, opened, kpi.metric)
        )


def _teams(desk: Desk, opened: Opened, kpi: ScorecardKpi, kind: Accountability) -> None:
    name, known, contract = slug(kpi.metric), desk.adviser.knowledge, kpi.contract
    teams = [team.id for team in known.every(Team)]
    st.selectbox(
        "Team that leads",
        teams,
        index=teams.index(contract.lead) if contract.lead in teams else None,
        format_func=known.label,
        placeholder="Choose the team",
        key=key(opened, f"lead_{name}"),
    )
    st.multiselect(
        "Teams that share it",
        teams,
        default=[team for team in contract.co_owners if team in teams],
        format_func=known.label,
        placeholder="Choose one or more",
        key=key(opened, f"owners_{name}"),
    )
    if kind == "shared":
        st.text_input(
            "Who decides where they disagree",
            contract.tie_breaker or "",
            max_chars=120,
            placeholder="A name or a role",
            key=key(opened, f"tie_{name}"),
        )


def _keep(desk: Desk, opened: Opened, metric: str) -> None:
    name, state = slug(metric), st.session_state

    def entered(field: str) -> Any:
        return state.get(key(opened, f"{field}_{name}"))

    def change(now: Scorecard) -> Scorecard:
        contract = Contract.model_validate(
            {
                "kind": entered("kind"),
                "lead": entered("lead"),
                "co_owners": tuple(entered("owners") or ()),
                "tie_breaker": entered("tie") or None,
                "own_part": tuple(entered("part") or ()),
                "reason": entered("reason") or "",
                "controls": now.kpi(metric).contract.controls,
            }
        )
        return set_contract(now, metric, contract, desk.adviser.graph)

    label = desk.adviser.knowledge.label(metric)
    save(opened, change, f"Who answers for {label} was agreed.")


def ties(opened: Opened) -> None:
    """One tie-breaker for every shared KPI that lacks its own."""
    lacking = sum(
        kpi.contract.kind == "shared" and kpi.contract.tie_breaker is None
        for kpi in opened.card.kpis
    )
    if lacking < 2:
        return
    field = key(opened, "tie_for_all")

    def keep() -> None:
        name = st.session_state[field]
        save(opened, lambda now: break_ties(now, name), f"{name} decides where teams disagree.")

    with st.container(horizontal=True, vertical_alignment="bottom", key="ties"):
        st.text_input(
            f"{lacking} shared KPIs have nobody who decides where the teams disagree. One for all:",
            opened.card.manager or "",
            max_chars=120,
            placeholder="A name or a role",
            key=field,
        )
        st.button("Set for all", on_click=keep, key=key(opened, "ties_set"))
