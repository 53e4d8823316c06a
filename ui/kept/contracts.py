"""Who answers for what: contracts, joint objectives, RACI."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk, Opened


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    direct(desk, opened)
    shared(desk, opened)
    together(desk, opened)


def direct(desk: Desk, opened: Opened) -> None:
    """What the person answers for alone, to be confirmed or changed."""
    st.markdown(opened.card.title)


def shared(desk: Desk, opened: Opened) -> None:
    """What is shared: lead, co-owners, tie-breaker and own part of each KPI."""


def together(desk: Desk, opened: Opened) -> None:
    """Joint objectives with their signatures, initiatives, and the pulse of other teams."""
