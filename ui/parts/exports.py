"""Taking a scorecard along: the link, and the text to copy."""

from __future__ import annotations

import streamlit as st

from engine import Adviser, Recommendation
from ui.parts.headings import heading
from ui.parts.markdown import scorecard_markdown


def copy_out(recommendation: Recommendation, targets: tuple[str, ...], adviser: Adviser) -> None:
    """Offer the scorecard as Markdown, to copy or to download."""
    heading(
        "Take it along",
        adviser.knowledge,
        caption="The profile is in the address of this page: keep or send that link.",
    )
    text = scorecard_markdown(recommendation, adviser, targets)
    with st.expander("Copy as Markdown", icon=":material/content_copy:", key="copy"):
        st.code(text, language="markdown", wrap_lines=True, height=420)
        st.download_button(
            "Download",
            text,
            file_name="scorecard.md",
            mime="text/markdown",
            icon=":material/download:",
            on_click="ignore",
        )
