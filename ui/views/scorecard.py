"""One scorecard, a part at a time."""

from __future__ import annotations

import streamlit as st

from ui.kept import conflicts, here, parts

desk = here.open_desk()
opened = here.opened(desk, st.query_params.to_dict()) if desk else None
if desk is not None and opened is not None:
    with st.container(key="scorecard", gap="medium"):
        shown = parts.top(opened)
        here.tell()
        if not conflicts.show(desk, opened):
            shown(desk, opened)
