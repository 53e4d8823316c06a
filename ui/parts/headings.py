"""Headings, with the word explained where it stands."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.load import Knowledge
from ui.parts.glossed import Glossed
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


def words_of_the_page(words: Glossed, knowledge: Knowledge, key: str) -> None:
    """The words of the glossary that turned up on a page, with what they mean; nothing for none."""
    if not words.seen:
        return
    label = f"Words on this page: {len(words.seen)}"
    with st.expander(label, icon=":material/dictionary:", key=key, on_change="rerun") as opened:
        if opened.open:
            st.markdown("\n".join(f"- {gloss(term.id, knowledge)}" for term in words.seen))
