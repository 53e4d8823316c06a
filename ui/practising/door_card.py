"""The way from *Learn* to the exercises, for the same role."""

from __future__ import annotations

import streamlit as st

from ui.parts.links import Asked, write_link
from ui.session import knowledge

PRACTISE = "views/practise.py"


def door_card(asked: Asked) -> None:
    """A card that leads to the exercises."""
    with st.container(border=True, key="predict_card", gap="xsmall"):
        st.markdown("**Predict the engine**")
        st.markdown("Say which KPI comes, leaves or leads, and see by the rules whether it is so.")
        st.page_link(
            PRACTISE,
            label="Start the exercises",
            icon=":material/quiz:",
            query_params=write_link(asked, knowledge()),
        )
