"""What the PMM controls of a KPI held alone: the work and its outcome, each to be ticked."""

from __future__ import annotations

import streamlit as st

from scorecards.accountability.control import BOTH, areas, partners, say_control
from scorecards.desk import Desk, Opened
from scorecards.document import Control, ScorecardKpi
from ui.kept.here import key, save, writable
from ui.parts.cards import slug
from ui.parts.wording import escape, listed

_SAYS: dict[Control, str] = {
    "execution": "how the work is done",
    "outcome": "what comes of it",
}


def show(desk: Desk, opened: Opened, kpi: ScorecardKpi) -> None:
    """Show what is controlled of a KPI of direct impact, and ask for it; nothing of the others."""
    known = desk.adviser.knowledge
    if kpi.metric not in areas(known) or kpi.contract.kind not in ("direct", "shared"):
        return
    have = kpi.contract.controls
    if have:
        st.markdown(
            f"Product marketing controls **{listed(map(_SAYS.__getitem__, have), 'and')}**."
        )
    if kpi.contract.kind == "shared":
        return
    if have != BOTH:
        st.markdown(
            ":orange-badge[:material/error: Missing] It is held alone only where product marketing "
            "controls both the work and its outcome."
        )
    if writable(opened):
        _form(desk, opened, kpi)


def _form(desk: Desk, opened: Opened, kpi: ScorecardKpi) -> None:
    name, graph = slug(kpi.metric), desk.adviser.graph
    with st.form(key(opened, f"control_{name}"), border=False):
        for each in BOTH:
            st.checkbox(
                f"Product marketing controls {_SAYS[each]}",
                each in kpi.contract.controls,
                key=key(opened, f"control_{each}_{name}"),
            )
        st.selectbox(
            "Where one is not ticked, it is shared with",
            partners(kpi.metric, graph),
            index=None,
            format_func=desk.adviser.knowledge.label,
            placeholder="Choose the team that controls the rest",
            key=key(opened, f"control_team_{name}"),
        )
        st.form_submit_button(
            "Keep what is controlled", on_click=_keep, args=(desk, opened, kpi.metric)
        )


def _keep(desk: Desk, opened: Opened, metric: str) -> None:
    name, state = slug(metric), st.session_state
    ticked = [each for each in BOTH if state.get(key(opened, f"control_{each}_{name}"))]
    team: str | None = state.get(key(opened, f"control_team_{name}"))
    label = escape(desk.adviser.knowledge.label(metric))
    save(
        opened,
        lambda card: say_control(card, metric, ticked, team, desk.adviser.graph),
        f"What product marketing controls of {label} was said.",
    )
