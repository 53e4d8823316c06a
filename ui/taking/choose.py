"""The list of instruments: what each answers, what it takes, and what it feeds."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument
from scorecards.desk import Opened
from scorecards.instruments.catalogue import feeding, grouped, only_named, search
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.wording import escape, listed
from ui.taking import address


def show(opened: Opened | None, knowledge: Knowledge) -> None:
    """The list; with a scorecard what its KPIs need stands first."""
    with st.container(key="measure_head", gap="small"):
        st.title("Measure", anchor=False)
        st.markdown(
            "Choose how to measure: a survey, a log, or a table of your own figures. Remit gives "
            "you the questions and the file, works out the result with its margin of error, and "
            "keeps it on a scorecard."
        )
        words = st.text_input(
            "Search by instrument or by what is measured",
            placeholder="NPS, price, win rate, interviews …",
            key="measure_words",
            icon=":material/search:",
        )
    found = search(words, knowledge)
    if not found:
        st.info(f"No instrument speaks of “{escape(words)}”. Search for the metric you need.")
        return
    groups = grouped(found)
    if opened is not None:
        needed = tuple(each for each in found if any(map(opened.card.holds, feeding(each))))
        title = f"For {opened.card.title}"
        groups = {title: needed, **groups} if needed else groups
        if not needed and not words:
            st.info("No instrument here feeds a KPI of this scorecard. All of them stand below.")
    shown: set[str] = set()
    for number, (title, members) in enumerate(groups.items()):
        fresh = [each for each in members if each.id not in shown]
        if fresh:
            with st.container(key=f"group_{number}", gap="small"):
                heading(escape(title), knowledge)
                _cards(fresh, opened, knowledge, number)
        shown.update(each.id for each in fresh)
    if not words:
        _named(knowledge)


def _cards(
    found: Iterable[Instrument], opened: Opened | None, knowledge: Knowledge, number: int
) -> None:
    with st.container(key=f"instruments_{number}"):
        for each in found:
            _card(each, opened, knowledge)


def _card(instrument: Instrument, opened: Opened | None, knowledge: Knowledge) -> None:
    with st.container(border=True, key=f"take_{slug(instrument.id)}", gap="xsmall"):
        to = opened.id if opened is not None else ""
        address.to_instrument(instrument, "", to)
        st.markdown(escape(instrument.definition))
        fed = list(feeding(instrument))
        lines = []
        if instrument.effort:
            lines.append(f":material/timer: Effort: {instrument.effort}")
        if fed:
            lines.append(f":material/monitoring: Feeds {listed(_named_metrics(fed, knowledge))}")
        if opened is not None:
            here = [metric for metric in fed if opened.card.holds(metric)]
            if here:
                kpis = escape(listed(knowledge.label(each) for each in here))
                lines.append(f":material/target: Needed on this scorecard for {kpis}")
        st.caption("  \n".join(lines))


def _named_metrics(metrics: Iterable[str], knowledge: Knowledge) -> list[str]:
    return [record_link(each, knowledge) for each in metrics]


def _named(knowledge: Knowledge) -> None:
    """What Remit knows of and does not work out, and why."""
    found = only_named(knowledge)
    if not found:
        return
    many = f"{len(found)} instruments" if len(found) > 1 else "One instrument"
    with st.expander(f"{many} that Remit names and does not work out"):
        for each in found:
            why = f": {escape(each.unmeasured)}" if each.unmeasured else "."
            st.markdown(f"- {record_link(each.id, knowledge)}{why}")
