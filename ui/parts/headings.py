"""Headings, with the word explained where it stands."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.load import Knowledge
from ui.parts.texts import gloss


def heading(
    title: str, knowledge: Knowledge, terms: tuple[str, ...] = (), caption: str = ""
) -> None:
    """The heading of a section; a line below it says what the section is for."""
    explained = "\n\n".join(filter(None, (gloss(term, knowledge) for term in terms)))
    with st.container(gap=None):
        st.subheader(title, anchor=False, help=explained or None)
        if caption:
            st.caption(caption)
