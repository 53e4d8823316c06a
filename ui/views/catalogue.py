"""Everything that is known: to search, to narrow down, to read, to link to."""

from __future__ import annotations

import streamlit as st

from ui.parts import catalogue_list, narrowing
from ui.parts.hits import unknown
from ui.parts.records import show
from ui.parts.routes import CATALOGUE, show_address
from ui.session import adviser

ADVISER = adviser()

wanted = st.query_params.get("id", "")
with st.container(key="catalogue", gap="medium"):
    if wanted:
        show_address(catalogue_list.PAGE, {"id": wanted})
        narrowing.back_to(catalogue_list.PAGE, CATALOGUE, "Back to the catalogue")
        record = ADVISER.knowledge.records.get(wanted)
        if record is None:
            unknown(wanted, ADVISER)
        else:
            with st.container(key="record", gap="small"):
                show(record, ADVISER)
    else:
        st.title("Catalogue", anchor=False)
        st.markdown("Everything Remit knows. Search by any name a thing goes by.")
        catalogue_list.show_list(ADVISER)
