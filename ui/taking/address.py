"""Where measuring stands in the address, and links to it."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from knowledge_graph.measures import Instrument
from ui.parts.wording import escape

PAGE = "views/measure.py"
INSTRUMENT, CARD = "instrument", "scorecard"


def link(instrument: Instrument | None = None, scorecard: str = "") -> dict[str, str]:
    """The address of an instrument, or of the list; with the scorecard that it is for."""
    found = {}
    if instrument is not None and instrument.measure is not None:
        found[INSTRUMENT] = instrument.measure.short
    if scorecard:
        found[CARD] = scorecard
    return found


def in_words(instrument: Instrument, scorecard: str = "") -> str:
    """An instrument's label as a Markdown link to its page."""
    return f"[{escape(instrument.label)}](measure?{urlencode(link(instrument, scorecard))})"


def to_instrument(instrument: Instrument, label: str, scorecard: str = "") -> None:
    """A link to an instrument, in this tab."""
    st.page_link(
        PAGE,
        label=label,
        icon=":material/straighten:",
        query_params=link(instrument, scorecard),
    )
