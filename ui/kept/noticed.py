"""What waits for the person at the page, grouped by how it presses."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.waiting import Group, Kind, Notice
from ui.kept.here import PAGE, day, link
from ui.parts.wording import escape

AGREEMENTS = "views/agreements.py"
GROUPS: dict[Group, str] = {
    "late": "Late",
    "asked": "Asked of you",
    "soon": "Due",
    "changed": "Changed",
}
ICON: dict[Kind, str] = {
    "review-overdue": ":material/event_busy:",
    "period-over": ":material/event_busy:",
    "changes": ":material/edit:",
    "approve": ":material/verified:",
    "sign": ":material/draw:",
    "review": ":material/rate_review:",
    "answer": ":material/handshake:",
    "comment": ":material/forum:",
    "adjustment": ":material/cloud:",
    "window": ":material/hourglass_bottom:",
    "reading": ":material/edit_note:",
    "review-soon": ":material/event:",
    "goalpost": ":material/moving:",
    "upgrade": ":material/update:",
}
MOST = 6
"""Notices that are shown before one asks for all."""
_ALL = "notices_all"


def show(found: Sequence[Notice]) -> None:
    """Show the notices, the most urgent first; few of them, until all are asked for."""
    shown = found if st.session_state.get(_ALL) else found[:MOST]
    for group, title in GROUPS.items():
        lines = [each for each in shown if each.group == group]
        if lines:
            with st.container(key=f"notices_{group}", gap="xxsmall"):
                st.markdown(f"**{title}**")
                with st.grid(2, min_column_width=300, gap="small"):
                    for number, each in enumerate(lines):
                        with st.container(key=f"notice_{group}_{number}", gap=None):
                            _line(each)
    if len(found) > MOST:
        label = "Show fewer" if len(shown) == len(found) else f"See all {len(found)}"
        st.button(label, type="tertiary", key="notices_more", on_click=_turn)


def _line(each: Notice) -> None:
    label = f"{ICON[each.kind]} {escape(each.says)}"
    if each.part is None:
        st.page_link(AGREEMENTS, label=label)
    else:
        st.page_link(PAGE, label=label, query_params=link(each.scorecard, each.part))
    told = [escape(each.title)] if each.title else []
    if each.since and each.group in ("asked", "changed"):
        told.append(f"since {day(each.since)}")
    if each.sample:
        told.append("made up")
    st.caption(" · ".join(told))


def _turn() -> None:
    st.session_state[_ALL] = not st.session_state.get(_ALL)
