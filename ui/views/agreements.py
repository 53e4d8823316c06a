"""What each partner team is asked to share, and what it says."""

from __future__ import annotations

import streamlit as st

from ui.kept import asked_of_teams, here

st.title("Agreements", anchor=False)
desk = here.open_desk()
if desk is not None:
    here.tell()
    asked_of_teams.show(desk)
