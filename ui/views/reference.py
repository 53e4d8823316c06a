"""The address under which the catalogue and the rules stood together: it leads on to them."""

from __future__ import annotations

import streamlit as st

from ui.parts.routes import CATALOGUE, page_of

wanted = st.query_params.get("id", "")
if wanted:
    st.switch_page(page_of(wanted), query_params={"id": wanted})
st.switch_page(CATALOGUE)
