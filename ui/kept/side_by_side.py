"""All scorecards of a period side by side: covered, colliding, carried, overridden."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk


def show(desk: Desk) -> None:
    """Show the page."""
    st.markdown(desk.who)
