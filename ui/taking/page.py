"""Measuring, from the list of instruments to the result that is kept."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument, Measure
from scorecards.instruments import find
from scorecards.instruments.given import Given, Outcome, outcome
from scorecards.part import Refused
from ui.kept import here
from ui.parts.headings import heading
from ui.parts.wording import escape
from ui.taking import about, address, choose, enter, keep_it, worked

_WORKED = "measure_worked"


def show(params: Mapping[str, str], knowledge: Knowledge) -> None:
    """What an address asks for: an instrument, or the list of all."""
    card = params.get(address.CARD, "")
    asked = params.get(address.INSTRUMENT, "")
    instrument = _asked(asked, knowledge) if asked else None
    if instrument is not None and instrument.measure is not None:
        _one(instrument, instrument.measure, card, knowledge)
        return
    desk = here.open_desk() if card else None
    choose.show(here.opened(desk, {here.ID: card}) if desk else None, knowledge)


def _asked(name: str, knowledge: Knowledge) -> Instrument | None:
    try:
        return find(name, knowledge)
    except Refused as refused:
        st.warning(here.sentence(refused), icon=":material/search_off:", title="Not found")
        return None


def _one(instrument: Instrument, measure: Measure, card: str, knowledge: Knowledge) -> None:
    st.page_link(
        address.PAGE,
        label="All instruments",
        icon=":material/arrow_back:",
        query_params=address.link(None, card),
    )
    about.show(instrument, measure, knowledge)
    with st.container(key="instrument_given", gap="small"):
        heading("2 · Enter what came back", knowledge)
        said = enter.settings(measure)
        given = enter.given(measure)
    if given is None:
        st.info("The result stands here as soon as there is something to work out.")
        return
    with st.container(key="instrument_result", gap="small"):
        heading("3 · Result", knowledge)
        result, refused = _outcome(instrument, given, said)
        if result is None:
            _mistakes(refused)
            return
        worked.show(instrument, measure, result, given, knowledge)
    with st.container(key="instrument_kept", gap="small"):
        heading("4 · Keep it", knowledge)
        keep_it.show(instrument, result, given, card)


def _outcome(instrument: Instrument, given: Given, said: Mapping[str, str]) -> Outcome:
    """What comes of it, worked out once for as long as it stays the same."""
    key = (instrument.id, given.digest, tuple(said.items()))
    known: tuple[object, Outcome] | None = st.session_state.get(_WORKED)
    if known is None or known[0] != key:
        with st.spinner("Working it out …"):
            known = (key, outcome(instrument, given, said))
        st.session_state[_WORKED] = known
    return known[1]


def _mistakes(refused: Refused | None) -> None:
    found = refused.refusals if refused else ()
    lines = "\n".join(
        f"- **{escape(each.field)}**: {escape(each.wrong)}; {escape(each.right)}." for each in found
    )
    st.error(
        lines,
        icon=":material/error:",
        title="Nothing was worked out: mend this, and try again",
    )
