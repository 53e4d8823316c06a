"""Which period a page is about: from the address, or chosen."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from scorecards.desk import Desk
from scorecards.document import Period
from scorecards.part import Refused
from scorecards.periods import choices, read_period, written
from ui.kept.here import day
from ui.parts.wording import escape

QUARTER, FROM, TO = "quarter", "from", "to"


def asked(params: Mapping[str, str]) -> Period | None:
    """The period that an address names; None where it names none, after saying what is wrong."""
    quarter, start, end = (params.get(name, "") for name in (QUARTER, FROM, TO))
    text = quarter or (f"{start}..{end}" if start or end else "")
    if not text:
        return None
    try:
        return read_period(text)
    except Refused as refused:
        st.warning(escape(str(refused)), icon=":material/link_off:")
        return None


def address(period: Period) -> dict[str, str]:
    """What the address says of a period."""
    text = written(period)
    if ".." not in text:
        return {QUARTER: text}
    return {FROM: period.start.isoformat(), TO: period.end.isoformat()}


def words(period: Period) -> str:
    """A period as people read it: 2026-Q4 (1 Oct 2026 to 31 Dec 2026)."""
    days, text = f"{day(period.start)} to {day(period.end)}", written(period)
    return days if ".." in text else f"{text}: {days}"


def choose(shown: Period, known: tuple[Period, ...], at: Desk, key: str) -> None:
    """Let the person choose another period; the address then names it.

    Args:
        shown: The period that is shown.
        known: The period of each scorecard.
        at: The desk, for the day it is.
        key: Of the widget.
    """
    offered = choices((shown, *known), at.today)
    # The key bears what is shown, so that a link to another period is followed.
    name = f"{key}_{written(shown)}"

    def follow() -> None:
        st.query_params.from_dict(address(st.session_state[name]))

    st.selectbox(
        "Period",
        offered,
        index=offered.index(shown),
        format_func=words,
        key=name,
        on_change=follow,
    )
