"""Who may log in, as what; and the log of all that was done."""

from __future__ import annotations

import streamlit as st

from ui.kept import here, membership

st.title("People", anchor=False)
desk = here.open_desk()
if desk is not None:
    here.tell()
    membership.show(desk)
