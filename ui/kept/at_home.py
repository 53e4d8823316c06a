"""What waits for the person who opens the app, on its first page."""

from __future__ import annotations

import streamlit as st

from scorecards.part import Refused
from scorecards.store import StoreError
from ui.kept import here, made_up, noticed


def show() -> None:
    """Show what waits, or offer the sample where no scorecard is kept.

    A database that cannot be reached is told on the page of scorecards, not here.
    """
    try:
        desk = here.desk()
        found, cards = desk.notices(), desk.cards()
    except (StoreError, Refused):
        return
    here.tell()
    if not cards and not found:
        if made_up.offered(desk):
            _offer()
        return
    with st.container(border=bool(found), key="at_home", gap="small"):
        count = f"See {len(cards)} scorecards" if len(cards) > 1 else "See the scorecards"
        if not found:
            with st.container(horizontal=True, vertical_alignment="center", key="at_home_top"):
                st.markdown(":material/check: Nothing waits for you.")
                st.page_link(here.ALL, label=count)
            return
        with st.container(horizontal=True, vertical_alignment="center", key="at_home_top"):
            st.subheader("What waits for you", anchor=False, icon=":material/notifications:")
            st.page_link(here.ALL, label=count)
        noticed.show(found)


def _offer() -> None:
    with st.container(
        border=True, key="at_home", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.markdown(
            "**New here?** Look around in Larkspur, a made-up company of four product marketers "
            "with eight scorecards."
        )
        st.button(made_up.OPEN, key="sample_open", on_click=made_up.open_it)
