"""The cards of a scorecard: the headline and the KPIs, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from engine import Adviser
from engine.explain.prospects import Firmness
from engine.explain.records import Moved
from engine.recommendation import Kpi, Reason
from knowledge_graph.records import Metric
from ui.explained.case import Case
from ui.explained.doors import ways
from ui.explained.ticks import change_words, sentences
from ui.parts.routes import rule_link
from ui.parts.texts import gloss
from ui.parts.wording import (
    ACCOUNTABILITY,
    BASIS,
    CONTROL,
    FIRM,
    ICON,
    MARKS,
    accountability,
    escape,
    listed,
    lowered,
    strength_word,
)


def slug(record_id: str) -> str:
    """An id as part of a widget key."""
    return record_id.replace(".", "_").replace("-", "_")


def headline_card(
    kpi: Kpi, case: Case, adviser: Adviser, change: Moved | None, firm: Firmness | None
) -> None:
    """The one KPI that stands above the others; its justification is open."""
    with st.container(border=True, key="headline", gap="small"):
        with st.container(key="headline_top", gap="xxsmall"):
            st.markdown("Headline KPI", help=gloss("term.headline", adviser.knowledge))
            st.header(escape(kpi.label), anchor=False)
            st.markdown(_definition(kpi, adviser))
            st.markdown(path_words(kpi, adviser))
        with st.container(key="headline_body", gap="small"):
            _mark(change)
            chips(kpi, adviser, firm)
            _held(kpi, adviser)
            if kpi.promoted:
                st.caption(
                    "No rule names a headline here; this KPI ranks first and took its place."
                )
            _justified(kpi, case)


def kpi_card(
    kpi: Kpi, case: Case, adviser: Adviser, change: Moved | None, firm: Firmness | None
) -> None:
    """One KPI."""
    with st.container(border=True, key=f"kpi_{slug(kpi.metric)}", gap="small", height="stretch"):
        _mark(change)
        st.caption(path_words(kpi, adviser))
        st.subheader(escape(kpi.label), anchor=False)
        st.markdown(_definition(kpi, adviser))
        chips(kpi, adviser, firm)
        _held(kpi, adviser)
        _because(kpi, case)


def gone_card(change: Moved) -> None:
    """A KPI that a changed answer took off the scorecard."""
    with st.container(border=True, key=f"gone_{slug(change.metric)}", gap="xsmall"):
        st.badge("Gone", icon=":material/remove_circle:", color="gray")
        st.markdown(f"~~{escape(change.label)}~~")
        st.caption(change_words(change))


def chips(kpi: Kpi, adviser: Adviser, firm: Firmness | None) -> None:
    """At most four marks, each a word with an icon: accountability, strength, basis, firmness."""
    kind = kpi.accountability.kind
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(
            ACCOUNTABILITY[kind],
            icon=ICON[kind],
            color="blue" if kind in ("direct", "shared") else "gray",
            help=gloss(f"term.{kind}", adviser.knowledge)
            + "\n\n"
            + gloss("term.control", adviser.knowledge),
        )
        st.badge(
            strength_word(kpi.strength),
            icon=ICON[kpi.strength],
            color="violet",
            help=gloss("term.strength", adviser.knowledge)
            + f"\n\nScore {kpi.score}: {_score_words(kpi.because)}.",
        )
        st.badge(
            BASIS[kpi.basis],
            icon=ICON[kpi.basis],
            color="green" if kpi.basis == "sourced" else "orange",
            help=gloss(f"term.{kpi.basis}", adviser.knowledge),
        )
        if firm is not None:
            st.badge(
                FIRM[firm.firm],
                icon=ICON[firm.firm],
                color="red" if firm.firm == "fragile" else "gray",
                help=escape(firm.says),
            )


def path_words(kpi: Kpi, adviser: Adviser) -> str:
    """The way from the bottom line to the KPI: corporate KPI, objective, KPI."""
    label = adviser.knowledge.label
    corporate = listed((escape(label(each)) for each in kpi.corporate), "and")
    objectives = listed((escape(label(each)) for each in kpi.objectives), "and")
    steps = [corporate, objectives or "*none of your objectives*", f"**{escape(kpi.label)}**"]
    return " → ".join(step for step in steps if step)


def _definition(kpi: Kpi, adviser: Adviser) -> str:
    return escape(adviser.knowledge.get(Metric, kpi.metric).definition)


def _mark(change: Moved | None) -> None:
    if change is not None:
        icon = ":material/fiber_new:" if change.mark == "came" else ":material/swap_horiz:"
        st.badge(MARKS[change.mark], icon=icon, color="yellow")


def _held(kpi: Kpi, adviser: Adviser) -> None:
    kind, _, rest = accountability(kpi.accountability, adviser.knowledge).partition(".")
    st.markdown(f"**{escape(kind)}.** {escape(rest)}" if rest else escape(kind))
    notes = [f"Control of the outcome: **{CONTROL.get(kpi.control, kpi.control)}**."]
    if kpi.windows:
        days = listed(str(day) for day in kpi.windows)
        notes.append(f"Read {days} days after the launch.")
    if kpi.guards:
        guarded = listed(lowered(adviser.knowledge.label(metric)) for metric in kpi.guards)
        notes.append(f"It also shows when {escape(guarded)} is being gamed.")
    st.caption(" ".join(notes))


def _because(kpi: Kpi, case: Case) -> None:
    """The weightiest reason, and the ways to everything else that explains the KPI."""
    why = case.why(kpi.metric)
    reason = next((each for each in why.spoke if each.weight > 0), None)
    if reason is not None:
        st.markdown(f"{escape(reason.because)} *({rule_link(reason.rule)})*")
    ways(kpi.metric, kpi.label)


def _justified(kpi: Kpi, case: Case) -> None:
    """The whole justification: from the objective through the path to the reason and its source."""
    key = slug(kpi.metric)
    with st.container(key=f"why_{key}", gap="xsmall"):
        st.markdown("### Why it makes sense for you")
        st.markdown(sentences(case.why(kpi.metric).justification, case.knowledge))
    ways(kpi.metric, kpi.label)


def _score_words(because: tuple[Reason, ...]) -> str:
    return " ".join(f"{'+' if each.for_ else '−'} {each.strength}" for each in because) or "none"


def changes_by_metric(found: tuple[Moved, ...]) -> Mapping[str, Moved]:
    """Changes by the metric they are about."""
    return {change.metric: change for change in found}
