"""The review of a scorecard: who says what, who signs, and what it waits for."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk, Opened


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    st.markdown(opened.review.status)
