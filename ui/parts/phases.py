"""The cycle of phases: five linked steps, and what each measures for a role."""

from __future__ import annotations

import streamlit as st

from engine import Adviser, Recommendation
from engine.guide import guide
from knowledge_graph.records import Defect, GridRow, Metric, Phase, Record, Rhythm
from ui.parts.routes import CATALOGUE
from ui.parts.texts import cited, team_words
from ui.parts.wording import BASIS, CONTROL, accountability, escape, listed

ROLES = {
    "headline": ":green-badge[:material/star: Headline KPI]",
    "supporting": ":green-badge[:material/check_circle: KPI]",
    "guardrail": ":blue-badge[:material/shield: Guardrail]",
    "monitor": ":violet-badge[:material/visibility: Watched monthly]",
    "considered": ":gray-badge[:material/do_not_disturb_on: Considered, not taken]",
    "barred": ":red-badge[:material/block: Barred]",
    "": ":gray-badge[:material/remove: Not on this scorecard]",
}


def in_order(adviser: Adviser) -> list[Phase]:
    """The phases, in the order of the cycle."""
    return sorted(adviser.knowledge.every(Phase), key=lambda phase: phase.order)


def cycle(phases: list[Phase], chosen: Phase) -> Phase:
    """Show the phases as a ring of buttons, and return the one to look at."""
    picked = chosen
    with st.container(key="cycle"):
        for phase in phases:
            if st.button(
                phase.label,
                key=f"phase_{phase.order}",
                type="primary" if phase.id == chosen.id else "secondary",
                help=escape(phase.definition),
            ):
                picked = phase
        st.markdown(f"**{chosen.order} of {len(phases)}**  \nthen round again")
    return picked


def roles_in(recommendation: Recommendation) -> dict[str, str]:
    """What became of every metric that a recommendation speaks of."""
    found = {each.metric: "considered" for each in recommendation.also_considered}
    found |= {each.metric: "barred" for each in recommendation.barred}
    found |= {each.metric: "monitor" for each in recommendation.monitor}
    found |= {each.metric: "guardrail" for each in recommendation.guardrails}
    return found | {each.metric: each.role for each in recommendation.kpis}


def rows(record: Phase | Rhythm, recommendation: Recommendation, adviser: Adviser) -> None:
    """What a phase or rhythm measures, in the order of the source, with the part of this role."""
    roles = roles_in(recommendation)
    with st.grid(2, min_column_width=320, gap="small"):
        for row in record.grid:
            _row(row, record, roles.get(row.to, ""), recommendation, adviser)


def _row(
    row: GridRow, record: Record, role: str, recommendation: Recommendation, adviser: Adviser
) -> None:
    knowledge = adviser.knowledge
    metric = knowledge.get(Metric, row.to)
    wave = f", measurement {row.wave}" if row.wave > 1 else ""
    key = f"step_{record.id}_{row.to}_{row.wave}".replace(".", "_")
    with st.container(border=True, key=key, gap="xsmall", height="stretch"):
        st.markdown(f"#### {escape(metric.label)}{wave}", help=escape(metric.definition))
        st.markdown(f"{escape(row.why)}" if row.why else "*The source gives no reason of its own.*")
        kpi = next((each for each in recommendation.kpis if each.metric == row.to), None)
        stated = kpi is not None and kpi.accountability.kind != "unstated"
        held = (
            accountability(kpi.accountability, knowledge)
            if kpi and stated
            else team_words(metric, knowledge)
        )
        st.markdown(
            f"{ROLES[role]}  \n{escape(held)} Control of the outcome: "
            f"**{CONTROL[metric.control]}**."
        )
        if row.defect:
            defect = knowledge.get(Defect, row.defect)
            st.markdown(f":orange-badge[:material/report: Source defect] {escape(defect.label)}")
            st.caption(escape(defect.handled))
            st.page_link(
                CATALOGUE,
                label="See where it stands",
                icon=":material/menu_book:",
                query_params={"id": defect.id},
            )
        for citation in row.citations:
            st.caption(f"{BASIS[row.basis]}: {cited(citation, knowledge)}")


def missing_figure(phase: Phase, adviser: Adviser) -> None:
    """Defects of the source that concern the phase as a whole and none of its rows."""
    in_rows = {row.defect for row in phase.grid}
    for defect in adviser.knowledge.every(Defect):
        concerned = [link.to for link in defect.concerns]
        whole = all(each.startswith("phase.") for each in concerned)
        if phase.id in concerned and whole and defect.id not in in_rows:
            st.caption(
                f":material/report: **{escape(defect.label)}.** {escape(defect.handled)}",
                help=escape(defect.definition),
            )


def meetings(recommendation: Recommendation, adviser: Adviser) -> str:
    """The teams to meet, with the KPIs that are the reason, as Markdown."""
    return "\n".join(
        f"- **{escape(each.label)}**: {escape(listed(each.kpis))}"
        for each in guide(recommendation, adviser.graph).meetings
    )
