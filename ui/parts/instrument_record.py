"""The page of one instrument: how it is entered, what comes out, or why nothing does."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.measures import Instrument
from ui.parts.wording import escape, listed
from ui.taking.address import to_instrument


def show_instrument(instrument: Instrument) -> None:
    """What the record of an instrument says, below its name and definition."""
    if instrument.effort:
        st.markdown(f"**Effort:** {instrument.effort}")
    measure = instrument.measure
    if measure is None:
        if instrument.unmeasured:
            st.markdown(f"**Not worked out here:** {escape(instrument.unmeasured)}")
        return
    to_instrument(instrument, f"**Measure with it: {escape(instrument.label)}**")
    columns = escape(listed(each.label for each in measure.columns))
    st.markdown(f"**What is entered:** {columns}.")
    st.markdown("**What comes out**")
    st.markdown(
        "\n".join(
            f"- **{escape(each.label)}**, in {escape(each.unit)}: {escape(each.definition)}"
            for each in measure.figures
        )
    )
    if measure.cautions:
        st.markdown("**Warnings that it gives**")
        st.markdown("\n".join(f"- {escape(each.in_general)}" for each in measure.cautions))
