"""The sections of a plan review: in short, side by side, coverage, overlap, load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from engine import Adviser, Recommendation
from engine.plan import PlanReview
from engine.recommendation import Kpi
from ui.explained.address import explanation_link
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.links import write_link
from ui.parts.people import Person
from ui.parts.texts import gloss
from ui.parts.wording import ACCOUNTABILITY, ICON, escape, listed, lowered


def in_short(review: PlanReview, adviser: Adviser) -> None:
    """Three figures that say how the plan stands."""
    with st.container(key="plan_figures"), st.grid(3, min_column_width=200, gap="medium"):
        st.metric("Objectives covered", len(review.coverage), border=True)
        st.metric(
            "KPIs with two owners",
            len(review.overlaps),
            border=True,
            help="Held directly by two people or more: then nobody answers for the result. "
            + gloss("term.direct", adviser.knowledge),
        )
        heaviest = max(review.loads, key=lambda load: load.kpis, default=None)
        st.metric(
            "Most KPIs on one person",
            heaviest.kpis if heaviest else 0,
            border=True,
            help=f"Carried by {escape(heaviest.person)}." if heaviest else None,
        )


def side_by_side(
    team: Sequence[Person], answered: Mapping[str, Recommendation], adviser: Adviser
) -> None:
    """Each person's scorecard in brief."""
    heading("Side by side", adviser.knowledge)
    four = len(team) == 4  # in one row, with nobody alone in the next
    with st.grid(4 if four else 3, min_column_width=240 if four else 280, gap="medium"):
        for number, person in enumerate(team):
            _person(number, person, answered[person.name], adviser)


def _person(number: int, person: Person, answer: Recommendation, adviser: Adviser) -> None:
    label = adviser.knowledge.label
    with st.container(border=True, key=f"person_{number}", gap="small", height="stretch"):
        st.markdown(f"### {escape(person.name)}")
        if person.sample:
            st.badge("Made up", icon=":material/theater_comedy:", color="gray")
        served = listed(dict.fromkeys(label(each.metric) for each in answer.outcomes))
        about = [escape(person.role)] if person.role else []
        about += [f"Serves: {escape(served)}"] if served else []
        if about:
            st.caption("  \n".join(about))
        for kpi in answer.kpis:
            _kpi(kpi, person, adviser)
        if not answer.kpis:
            st.caption("No KPI yet. Open it in Design and say what the business wants.")
        st.page_link(
            "views/design.py",
            label="Open in Design",
            icon=":material/open_in_new:",
            query_params=write_link(person.asked, adviser.knowledge),
        )


def _kpi(kpi: Kpi, person: Person, adviser: Adviser) -> None:
    """A KPI of a person, with the way to its explanations."""
    kind = kpi.accountability.kind
    star = kpi.role == "headline"
    with st.container(gap=None):
        st.page_link(
            "views/design.py",
            label=f"**{escape(kpi.label)}**" if star else escape(kpi.label),
            icon=":material/star:" if star else None,
            help=f"Why {kpi.label} is there, and what would change it",
            query_params=explanation_link(person.asked, kpi.metric, adviser.knowledge),
        )
        st.caption(f"{ICON[kind]} {ACCOUNTABILITY[kind]}{' · headline' if star else ''}")


def coverage(review: PlanReview, names: list[str], adviser: Adviser) -> None:
    """Which objective is served by whom, and which by nobody."""
    heading("Coverage", adviser.knowledge, ("term.objective",))
    with st.container(border=True, key="coverage", gap="small"):
        for each in review.coverage:
            who = " ".join(
                f":green-badge[:material/check: {escape(name)}]"
                for name in names
                if name in each.people
            )
            served = (
                f"Served by {escape(listed(map(lowered, each.kpis)))}."
                if each.kpis
                else ":material/warning: No KPI serves it."
            )
            with st.container(gap=None):
                st.markdown(f"**{escape(each.label)}** {who}")
                st.caption(served)
        if not review.coverage:
            st.caption("None of these roles has an objective. Open one in Design and choose one.")
    if review.uncovered:
        words = listed(escape(lowered(adviser.knowledge.label(each))) for each in review.uncovered)
        with st.expander(
            f"{len(review.uncovered)} objectives that nobody has", icon=":material/visibility_off:"
        ):
            st.markdown(f"{words[:1].upper()}{words[1:]}.")
            st.caption("Not every plan needs all of them; this is the list to choose from.")


def overlaps(review: PlanReview, adviser: Adviser) -> None:
    """KPIs on several scorecards."""
    heading("Overlap", adviser.knowledge, ("term.shared",))
    if not review.overlaps and not review.shared:
        st.markdown("No KPI stands on two scorecards.")
    for each in review.overlaps:
        with st.container(border=True, key=f"finding_overlap_{slug(each.metric)}", gap="xxsmall"):
            st.markdown(
                f":orange-badge[:material/warning: Two owners] **{escape(each.label)}** is held "
                f"directly by {escape(listed(each.people))}."
            )
            st.caption("Name one who answers for the result; the others share or contribute.")
    if review.shared:
        lines = [
            f"- **{escape(each.label)}**: {escape(listed(each.people))}" for each in review.shared
        ]
        st.markdown("On several scorecards, with one direct owner at most:\n" + "\n".join(lines))


def loads(review: PlanReview, adviser: Adviser) -> None:
    """How much each person carries."""
    heading(
        "Load",
        adviser.knowledge,
        ("term.kpi",),
        "The bar is measured against whoever carries most.",
    )
    most = max((load.kpis for load in review.loads), default=0) or 1
    with st.container(border=True, key="loads", gap="small"):
        for load in review.loads:
            held = listed(
                f"{count} {word}"
                for count, word in (
                    (load.direct, "direct"),
                    (load.shared, "shared"),
                    (load.contributing, "contributing"),
                    (load.unstated, "not stated"),
                )
                if count
            )
            st.progress(
                load.kpis / most,
                f"**{escape(load.person)}**: {load.kpis} KPIs ({held or 'none'}), "
                f"{load.guardrails} guardrails, {load.monitored} watched",
            )
    idle = [load.person for load in review.loads if load.kpis and not load.direct]
    if idle:
        verb = "holds" if len(idle) == 1 else "hold"
        st.caption(f":material/info: {escape(listed(idle))} {verb} nothing directly.")
