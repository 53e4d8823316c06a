"""Where measuring stands in the address, and links to it."""

from __future__ import annotations

from collections.abc import Iterable

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


def to_instrument(instrument: Instrument, label: str = "", scorecard: str = "") -> None:
    """A link to an instrument, in this tab; under its label unless other words are given."""
    st.page_link(
        PAGE,
        label=label or escape(instrument.label),
        icon=":material/straighten:",
        query_params=link(instrument, scorecard),
    )


def to_measure(instruments: Iterable[Instrument], scorecard: str = "") -> None:
    """A row of links to the instruments that measure something; nothing where there is none."""
    found = tuple(instruments)
    if found:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption("Measure it with:", width="content")
            for each in found:
                to_instrument(each, "", scorecard)
