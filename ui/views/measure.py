"""Measuring: surveys, logs and tables, worked out and kept."""

from __future__ import annotations

import streamlit as st

from ui.kept import here
from ui.session import knowledge
from ui.taking import page

with st.container(key="measure", gap="medium"):
    top = st.container()
    page.show(st.query_params.to_dict(), knowledge())
    with top:
        here.tell()  # what was not told beside the buttons, further down
