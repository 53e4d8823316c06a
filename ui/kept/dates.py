"""Launch windows, the calendar of a scorecard, and the next cycle."""

from __future__ import annotations

import streamlit as st

from scorecards.calendar_file import Entry, calendar_file, entries, window_entries
from scorecards.desk import Desk, Opened
from scorecards.making.next_cycle import following_id, is_over, next_cycle
from scorecards.rights import may
from ui.kept import here, launch
from ui.parts.wording import escape


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    with st.container(key="dates", gap="medium"):
        launch.show(desk, opened)
        _calendar(desk, opened)
        _next(desk, opened)


def _calendar(desk: Desk, opened: Opened) -> None:
    """Every date, and the two files for a calendar."""
    card, knowledge = opened.card, desk.adviser.knowledge
    every, windows = entries(card, knowledge), window_entries(card, knowledge)
    with st.container(border=True, key="calendar", gap="small"):
        st.subheader("Dates", anchor=False)
        st.table(
            {
                "Day": [here.day(each.on) for each in every],
                "What": [each.title for each in every],
                "To do": [each.about for each in every],
            }
        )
        with st.container(horizontal=True):
            _file(opened, "Read-out days for a calendar", windows, "read-outs")
            _file(opened, "All dates for a calendar", every, "dates")
        if not windows:
            st.caption("There is no launch window yet, so the first file would be empty.")


def _file(opened: Opened, label: str, found: tuple[Entry, ...], name: str) -> None:
    content = calendar_file(
        opened.card, found, stamp=opened.version.at, sequence=opened.version.number
    )
    st.download_button(
        label,
        content,
        file_name=f"{opened.id}-{name}.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        disabled=not found,
        key=f"calendar_{name}",
    )


def _next(desk: Desk, opened: Opened) -> None:
    """The next cycle, once this one is over."""
    card = opened.card
    after = card.period.following
    with st.container(border=True, key="next_cycle", gap="small"):
        st.subheader("Next cycle", anchor=False)
        st.markdown(
            f"A new draft for {here.day(after.start)} to {here.day(after.end)}, in the phase "
            "Discover. The last value of each KPI becomes its baseline; each target is to be set "
            "anew. What is open in the first 90 days is carried over with its notes."
        )
        if not is_over(card, opened.today):
            st.caption(
                f"It can begin when this one is closed, or after {here.day(card.period.end)}."
            )
            return
        id = following_id(card)
        if desk.taken(id, ()):
            st.page_link(here.PAGE, label="Open the next cycle", query_params=here.link(id))
            return
        if not may(desk.member, "create", opened.stands):
            st.caption(here.not_allowed(desk.member, "create", opened.stands))
            return
        key = here.key(opened, "next_title")
        st.text_input("Title", value=card.title, max_chars=120, key=key)
        st.button(
            "Start the next cycle",
            type="primary",
            icon=":material/restart_alt:",
            key=here.key(opened, "next_cycle_start"),
            on_click=_start,
            args=(opened, key),
        )


def _start(opened: Opened, key: str) -> None:
    def doing() -> str:
        desk, id = here.desk(), following_id(opened.card)
        new = next_cycle(
            opened.card,
            opened.readings,
            desk.adviser.knowledge,
            id=id,
            title=str(st.session_state[key]).strip() or opened.card.title,
            today=opened.today,
        )
        desk.create(new, why=f"Follows {opened.card.title}.", token=id)
        return f"The next cycle is a draft now: {escape(new.title)}."

    here.act(doing)
