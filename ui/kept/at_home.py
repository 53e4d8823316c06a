"""What the first page says of the scorecards that are kept."""

from __future__ import annotations

import streamlit as st

from scorecards.part import Refused
from scorecards.store import StoreError
from ui.kept import here, listed, made_up
from ui.parts.wording import escape

MOST = 3
"""Scorecards that the first page names."""


def show() -> None:
    """Show the scorecards on which something waits, or offer the sample where there is none.

    A database that cannot be reached is told on the page of scorecards, not here.
    """
    try:
        desk = here.desk()
        every = desk.overview()
    except (StoreError, Refused):
        return
    here.tell()
    if not every:
        if made_up.offered(desk):
            _offer()
        return
    waiting = [each for each in every if each.waiting]
    running = [each for each in every if each.when == "this-period"]
    with st.container(border=True, key="at_home", gap="small"):
        made = all(each.sample for each in every)
        title = "Scorecards of the made-up company" if made else "Your scorecards"
        with st.container(horizontal=True, vertical_alignment="center", key="at_home_top"):
            st.subheader(title, anchor=False, icon=":material/dashboard:")
            st.page_link(
                here.ALL, label=f"See all {len(every)}" if len(every) > 1 else "See the list"
            )
        if not waiting:
            st.markdown("Nothing waits: reviews, launch windows and readings are up to date.")
        with st.grid(MOST, min_column_width=240, gap="small"):
            for each in (waiting or running or every)[:MOST]:
                with st.container(key=f"waits_{each.id}", gap="xxsmall"):
                    st.page_link(
                        here.PAGE,
                        label=f"**{escape(each.title)}**",
                        query_params=here.link(each.id),
                    )
                    st.markdown(listed.waits(each))


def _offer() -> None:
    with st.container(
        border=True, key="at_home", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.markdown(
            "**New here?** Look around in Larkspur, a made-up company of four product marketers "
            "with eight scorecards."
        )
        st.button(made_up.OPEN, key="sample_open", on_click=made_up.open_it)
