"""Who may log in and as what, and the log of all that was done."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk


def show(desk: Desk) -> None:
    """Show the page."""
    st.markdown(desk.who)
