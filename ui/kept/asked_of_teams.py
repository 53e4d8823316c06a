"""Each partner team before a period: what it is asked to share, its answers, what was agreed."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk


def show(desk: Desk) -> None:
    """Show the page."""
    st.markdown(desk.who)
