"""What a scorecard is called, whom it is for, and the days that it speaks of."""

from __future__ import annotations

import datetime

import streamlit as st

from scorecards.desk import Opened
from scorecards.document import Period, Scorecard
from scorecards.making.launch import move_launch
from scorecards.part import FIRST, LAST
from ui.kept import here
from ui.parts.wording import escape


def show(opened: Opened, changeable: bool) -> None:
    """Show the settings, to be changed where the version stands."""
    with st.expander("Settings", icon=":material/settings:", key=f"settings_{opened.id}"):
        if changeable:
            _form(opened)
        else:
            _read(opened.card)


def _read(card: Scorecard) -> None:
    for name, value in (
        ("Manager", escape(card.manager or "not named")),
        ("Next review", here.day(card.review_on) if card.review_on else "not set"),
        ("Launch", here.day(card.launched_on) if card.launched_on else "not set"),
        ("Why it was moved", escape(card.launch_why)),
    ):
        if value:
            st.markdown(f"{name}: **{value}**")


def _form(opened: Opened) -> None:
    card = opened.card
    with st.form(here.key(opened, "settings_form"), border=False):
        _text(opened, "title", "Title", card.title)
        with st.grid(2, min_column_width=220, gap="small"):
            _text(opened, "person", "Person (empty: a role template)", card.person or "")
            _text(opened, "manager", "Manager", card.manager or "")
            _day(opened, "start", "First day of the period", card.period.start)
            _day(opened, "end", "Last day of the period", card.period.end)
            _day(opened, "review_on", "Next review", card.review_on)
            _day(opened, "launched_on", "Day of the launch", card.launched_on)
        if card.launched_on is not None:
            _text(opened, "launch_why", "Why the launch moves, where it does", card.launch_why)
        st.form_submit_button(
            "Keep the settings",
            key=here.key(opened, "settings_keep"),
            on_click=_keep,
            args=(opened,),
        )


def _text(opened: Opened, name: str, label: str, value: str) -> None:
    st.text_input(label, value, key=here.key(opened, f"set_{name}"), max_chars=120)


def _day(opened: Opened, name: str, label: str, value: datetime.date | None) -> None:
    st.date_input(
        label,
        value,
        min_value=FIRST,
        max_value=LAST,
        format="YYYY-MM-DD",
        key=here.key(opened, f"set_{name}"),
    )


def _keep(opened: Opened) -> None:
    given = {
        name: st.session_state[here.key(opened, f"set_{name}")]
        for name in ("title", "person", "manager", "start", "end", "review_on", "launched_on")
    }

    why = str(st.session_state.get(here.key(opened, "set_launch_why")) or "").strip()

    def change(card: Scorecard) -> Scorecard:
        period = Period(start=given["start"], end=given["end"])
        update = {
            "title": given["title"],
            "person": given["person"].strip() or None,
            "manager": given["manager"].strip() or None,
            "period": period,
            "review_on": given["review_on"],
        }
        changed = Scorecard.model_validate({**card.model_dump(), **update})
        return move_launch(changed, given["launched_on"], why)

    was = opened.card.launched_on
    moved = was is not None and given["launched_on"] != was
    here.save(opened, change, f"Moved the launch: {why}" if moved else "Changed the settings.")
