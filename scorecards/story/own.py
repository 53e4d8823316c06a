"""Product marketing's own part of a KPI, and where the metrics that tell it stand. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from engine.explain.words import listed, lowered
from knowledge_graph.graph import LEAD
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Reading, Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.readings.standing import Track, track
from scorecards.story.figures import figure
from scorecards.story.said import standing_words, waiting
from scorecards.units import unit_of

NOT_HERE = "not on this scorecard"


class Own(Part):
    """A metric that tells product marketing's own part, with where it stands.

    Attributes:
        value: Its value in force with its unit; nothing where it has none.
        says: Its status, or that it is not on the scorecard.
        track: Its readings; None where it is not on the scorecard.
    """

    metric: str
    label: str
    on_card: bool
    value: str
    says: str
    track: Track | None


def own_metrics(
    card: Scorecard,
    kpi: ScorecardKpi,
    readings: Sequence[Reading],
    knowledge: Knowledge,
    today: datetime.date,
) -> tuple[Own, ...]:
    """The metrics of the own part that the contract of a KPI names."""
    return tuple(
        where_it_stands(card, metric, readings, knowledge, today)
        for metric in kpi.contract.own_part
        if isinstance(knowledge.records.get(metric), Metric)
    )


def where_it_stands(
    card: Scorecard,
    metric: str,
    readings: Sequence[Reading],
    knowledge: Knowledge,
    today: datetime.date,
) -> Own:
    """A metric with its own status, where it is on the scorecard."""
    label = knowledge.label(metric)
    if not card.holds(metric):
        return Own(metric=metric, label=label, on_card=False, value="", says=NOT_HERE, track=None)
    kpi = card.kpi(metric)
    found = track(card, kpi, readings, knowledge, today)
    unit = unit_of(knowledge.get(Metric, metric), kpi.variant)
    says = standing_words(kpi, found, unit) if found.points else waiting(found.standing)
    where, value = found.standing, ""
    if where.reading is not None and where.adjusted is not None:
        value = figure(where.adjusted, unit, where.reading.currency)
    return Own(metric=metric, label=label, on_card=True, value=value, says=says, track=found)


def own_words(kpi: ScorecardKpi, own: Sequence[Own], knowledge: Knowledge) -> str:
    """Who answers for a KPI, and by what product marketing's own part is told."""
    contract = kpi.contract
    lead = knowledge.label(contract.lead) if contract.lead else ""
    others = [team for team in contract.co_owners if team != LEAD]
    with_ = listed((lowered(knowledge.label(team)) for team in others), "and")
    if contract.kind == "direct":
        told = "Product marketing answers for it directly"
        return f"{told}, together with {with_}." if with_ else f"{told}."
    if contract.kind == "unstated":
        return "Who answers for it is not stated."
    leads = f"{lead} leads" if lead else "Who leads is not named"
    between = f", with {with_}" if with_ else ""
    has = "shares it" if contract.kind == "shared" else "contributes"
    told = (
        f"Product marketing leads, and shares it with {with_ or 'others'}."
        if contract.lead == LEAD
        else f"{leads}{between}; product marketing {has}."
    )
    if not own:
        return f"{told} By what its own part is told is not named."
    parts = listed((lowered(each.label) for each in own), "and")
    return f"{told} Its own part is told by {parts}."
