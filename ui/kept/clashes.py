"""Collisions of a period: both sides of each, and what resolves it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.document import Scorecard
from scorecards.mends import Mend, mends
from scorecards.plan import Collision, Plan, Side
from scorecards.rights import may, standing
from ui.kept.here import PAGE, act, desk, link, save
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.wording import escape

KINDS = {
    "both-direct": ":orange-badge[:material/warning: Two answer for it]",
    "definition": ":orange-badge[:material/warning: Two definitions]",
    "target": ":orange-badge[:material/warning: Two targets]",
}
_PART = {"both-direct": "contract", "definition": "kpis", "target": "kpis"}
_AT_ONCE = 12
_SIDES_AT_ONCE = 5
_SHOWN = "clashes_shown"


def show(at: Desk, plan: Plan, cards: Sequence[Scorecard]) -> None:
    """Every collision with all of its sides."""
    heading(
        "Collisions",
        at.adviser.knowledge,
        ("term.direct",),
        caption="A KPI that two people answer for alone, or that two scorecards define or aim at "
        "differently.",
    )
    if not plan.collisions:
        st.markdown(":green-badge[:material/check: None] No KPI of these scorecards collides.")
        return
    limit: int = st.session_state.get(_SHOWN, _AT_ONCE)
    shown = plan.collisions[:limit]
    editable = _editable(at, {side.card for each in shown for side in each.sides})
    for each in shown:
        _collision(at, each, cards, editable)
    left = len(plan.collisions) - limit
    if left > 0:
        st.button(f"Show {min(left, _AT_ONCE)} more of {left}", key="clashes_more", on_click=_more)


def _more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _AT_ONCE) + _AT_ONCE


def _editable(at: Desk, ids: set[str]) -> frozenset[str]:
    """The scorecards that this person may change."""
    return frozenset(
        card.id
        for card, review in at.readable()
        if card.id in ids
        and may(at.member, "edit", standing(at.member, card, review))
        and "closed" not in (card.status, review.status)
    )


def _collision(
    at: Desk, each: Collision, cards: Sequence[Scorecard], editable: frozenset[str]
) -> None:
    known = at.adviser.knowledge
    offered = [
        mend for mend in mends(each, cards, at.adviser.graph, at.today) if mend.card in editable
    ]
    name = f"{each.kind}_{slug(each.metric)}"
    with st.container(border=True, key=f"finding_clash_{name}", gap="small"):
        st.markdown(f"#### {record_link(each.metric, known)} {KINDS[each.kind]}")
        groups: dict[str, list[Side]] = {}
        for side in each.sides:
            groups.setdefault(side.says, []).append(side)
        for number, (says, sides) in enumerate(groups.items()):
            with st.container(key=f"clash_side_{number}_{name}", gap="xxsmall"):
                _side(says, sides, each)
        st.markdown(f":material/build: {escape(each.mend)}")
        if offered:
            with st.container(key=f"clash_mends_{name}", horizontal=True, gap="small"):
                for number, mend in enumerate(offered):
                    _button(mend, cards, f"mend_{number}_{name}")


def _side(says: str, sides: Sequence[Side], each: Collision) -> None:
    with st.container(horizontal=True, gap="small"):
        for side in sides[:_SIDES_AT_ONCE]:
            st.page_link(
                PAGE,
                label=f"**{escape(side.title)}**",
                query_params=link(side.card, _PART[each.kind]),
                width="content",
            )
        if len(sides) > _SIDES_AT_ONCE:
            st.markdown(f"and {len(sides) - _SIDES_AT_ONCE} more")
    st.caption(escape(says[:1].upper() + says[1:]))


def _button(mend: Mend, cards: Sequence[Scorecard], key: str) -> None:
    card = next(each for each in cards if each.id == mend.card)
    again = card.status in ("approved", "in-review")
    st.button(
        f"{escape(card.person or card.title)}: {escape(mend.label)}",
        key=key,
        type="secondary",
        help="It was agreed on as it stands; changed, it is a draft again." if again else None,
        on_click=_mend,
        args=(mend,),
    )


def _mend(mend: Mend) -> None:
    def doing() -> None:
        save(desk().open(mend.card), mend.change, mend.why)

    act(doing)
