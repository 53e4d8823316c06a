"""How much each person carries in a period, and what each partner team is asked to carry."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.document import Scorecard
from scorecards.plan import Plan
from scorecards.workload import Carried, Pledge, carried, pledges
from ui.parts.headings import heading
from ui.parts.wording import escape, listed, lowered


def people(desk: Desk, cards: Sequence[Scorecard]) -> None:
    """What each person carries; too much is said in words."""
    known = desk.adviser.knowledge
    heading("Load for each person", known, ("term.kpi",))
    found = carried(cards, known)
    most = max((each.kpis for each in found), default=0) or 1
    with st.container(border=True, key="loads", gap="small"):
        for each in found:
            with st.container(gap=None):
                st.progress(each.kpis / most, _load(each))
                if each.teams:
                    teams = listed(lowered(known.label(team)) for team in each.teams)
                    st.caption(f"Shares with {escape(teams)}.")
                for remark in each.remarks:
                    st.markdown(f":orange-badge[:material/warning: Too many] {escape(remark)}")
        st.caption("The bar is measured against whoever carries most.")


def _load(each: Carried) -> str:
    counts = {
        "direct": each.direct,
        "shared": each.shared,
        "contributing": each.contributing,
        "not stated": each.unstated,
    }
    held = listed(f"{count} {word}" for word, count in counts.items() if count)
    kpis = f"{each.kpis} KPI{'' if each.kpis == 1 else 's'}"
    rails = f"{each.guardrails} guardrail{'' if each.guardrails == 1 else 's'}"
    many = f" on {len(each.cards)} scorecards" if len(each.cards) > 1 else ""
    return f"**{escape(each.person)}**: {kpis}{many} ({held or 'none'}), {rails}"


def teams(desk: Desk, plan: Plan, cards: Sequence[Scorecard]) -> None:
    """What each partner team leads and shares, and whether it has signed."""
    known = desk.adviser.knowledge
    heading("Balance of the teams", known, ("term.shared",))
    if not plan.balance:
        st.info(
            "No KPI of these scorecards is shared with another team. Share one under "
            "*Accountability* of a scorecard.",
            icon=":material/group:",
        )
        return
    shown = {card.id for card in cards}
    signed = {
        each.team: each
        for each in pledges((each for each in desk.readable() if each[0].id in shown), desk.words)
    }
    rows = [
        {
            "Team": each.label,
            "Leads": each.leads,
            "Shares": each.shares,
            "Signed": _signed(signed.get(each.team)),
        }
        for each in plan.balance
    ]
    with st.container(key="plan_balance"):
        st.table(rows, border="horizontal", hide_index=True)


def _signed(pledge: Pledge | None) -> str:
    if pledge is None:
        return "Nothing to sign"
    said = [f"{pledge.cards_signed} of {pledge.cards} scorecards"]
    if pledge.joint:
        said.append(f"{pledge.joint_signed} of {pledge.joint} joint objectives")
    return f"{'All signed' if pledge.whole else 'Not all signed'}: {', '.join(said)}"
