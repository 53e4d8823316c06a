"""The made-up company: opening it, marking it, and taking it away again."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk
from scorecards.rights import may
from scorecards.sample.opening import close_sample, open_sample
from ui.kept import here

MARK = ":violet-badge[Sample, made up]"
OFFER = (
    "Larkspur is a made-up company of four product marketers. Its eight scorecards hold targets, "
    "readings, launch windows and a few mistakes to find. One click takes it away again."
)
OPEN = "Open the sample company"


def open_it() -> None:
    """Open it, in a callback."""

    def doing() -> str:
        count = open_sample(here.desk())
        return f"Larkspur is open: {count} scorecards of made-up people."

    here.act(doing)


def close_it() -> None:
    """Take it away, in a callback."""

    def doing() -> str:
        count = close_sample(here.desk())
        return f"Larkspur is gone, with its {count} scorecards. Yours are as they were."

    here.act(doing)


def offered(desk: Desk) -> bool:
    """Whether this person may open the sample and take it away."""
    return may(desk.member, "remove-sample")


def take_away(desk: Desk) -> None:
    """What is shown while it is open: that it is made up, and the way to be rid of it."""
    with st.container(
        border=True, key="made_up", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.markdown(f"{MARK} Larkspur does not exist, and nobody measured its figures.")
        if offered(desk):
            st.button(
                "Remove the sample", icon=":material/delete:", key="sample_close", on_click=close_it
            )
