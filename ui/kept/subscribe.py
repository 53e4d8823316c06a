"""The dates of a person's scorecards for a calendar: an address to subscribe to, or a file."""

from __future__ import annotations

import os

import streamlit as st

from scorecards.calendar_file import joint_calendar
from scorecards.desk import Desk
from ui import feed


def show(desk: Desk) -> None:
    """Offer the dates: with a login an address that stays up to date, and a file in any case."""
    address = feed.address(desk.member, os.environ)
    with st.popover("Subscribe", icon=":material/event:", key="subscribe"):
        st.markdown(
            "**Your dates in your calendar:** reviews, ends of periods, deadlines of targets, and "
            "read-outs of launch windows."
        )
        if address:
            st.markdown("Add this address to your calendar program as a subscription.")
            st.code(address, language=None, wrap_lines=True)
            st.caption(
                "It is yours alone and shows the scorecards that are for you, or that you manage "
                "or review. Whoever has it can read those dates, so keep it to yourself. It ends "
                "when an admin takes your membership away."
            )
        else:
            st.caption(
                "Without a login this Remit serves this machine alone, so there is no address to "
                "subscribe to. Take the file again when dates have changed: its entries move."
            )
        whose = desk.who if address else None
        st.download_button(
            "Download the dates",
            lambda: joint_calendar(desk.dated(whose), desk.adviser.knowledge, feed.TITLE)[0],
            file_name="remit.ics",
            mime="text/calendar",
            icon=":material/download:",
            on_click="ignore",
            key="subscribe_file",
        )
