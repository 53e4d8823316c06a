"""Every scorecard that is kept, and what to do where there is none."""

from __future__ import annotations

import streamlit as st

from ui.kept import here, listed
from ui.session import adviser

adviser()
st.title("Scorecards", anchor=False)
desk = here.open_desk()
if desk is not None:
    here.tell()
    listed.show(desk)
