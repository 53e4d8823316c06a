"""All scorecards of a period side by side."""

from __future__ import annotations

import streamlit as st

from ui.kept import here, side_by_side

st.title("Plan", anchor=False)
desk = here.open_desk()
if desk is not None:
    here.tell()
    side_by_side.show(desk)
