"""Every scorecard in a list, and what to do where there is none."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk
from ui.kept.here import PAGE, link
from ui.parts.wording import escape


def show(desk: Desk) -> None:
    """Show the list."""
    cards = desk.cards()
    if not cards:
        st.info("No scorecard is kept yet. Design one, then adopt it.")
        st.page_link("views/design.py", label="Design a scorecard", icon=":material/edit_square:")
        return
    for each in cards:
        st.page_link(PAGE, label=escape(each.title), query_params=link(each.id))
