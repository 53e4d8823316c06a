"""The story that a scorecard tells: objective, KPI against target, own part, bottom line. Pure.

One page in sentences. Each is read off the scorecard, its readings or a record, never made up; what
is not known is said to be unknown.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from engine.explain.words import listed, sentence
from knowledge_graph.graph import Graph
from scorecards.document import Reading, Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.readings.standing import ReadOut, Status, Track, read_outs, track
from scorecards.story.beside import Beside, read_beside
from scorecards.story.effect import Effect, effect
from scorecards.story.figures import day
from scorecards.story.own import Own, own_metrics, own_words
from scorecards.story.said import lead_in, standing_words, target_words
from scorecards.versions.diff import Words
from scorecards.versions.goalposts import agreed_before

_COUNTED: dict[Status, str] = {
    "met": "met",
    "on-the-way": "on the way",
    "at-risk": "at risk",
    "missed": "missed",
    "not-yet-interpretable": "not yet interpretable",
    "no-target": "without a target",
}


class Line(Part):
    """One KPI in the story.

    Attributes:
        label: Its name.
        role: Headline, supporting, guardrail or monitor.
        target: What it is to reach.
        standing: Where it stands.
        own_part: What product marketing answers for in it.
        effect: What it does for the bottom line, as far as the knowledge says.
        track: Readings, line and status, for a chart.
        unit: What it is counted in.
        says: The KPI against its target, in a sentence or two.
        own: The metrics of product marketing's own part, each with where it stands.
        way: The way to the bottom line.
        beside: The metrics that it has to be read beside.
        settled: What was settled of its definition, a sentence each.
        agreed: Where its target moved after the period began: how it stands to the one before.
    """

    metric: str
    label: str
    role: str
    target: str
    standing: str
    own_part: str
    effect: str
    track: Track
    unit: str
    says: str
    own: tuple[Own, ...]
    way: Effect
    beside: tuple[Beside, ...]
    settled: tuple[str, ...] = ()
    agreed: str = ""


class Chapter(Part):
    """An objective and the KPIs that serve it; ``objective`` is None for what serves none."""

    objective: str | None
    label: str
    lines: tuple[Line, ...]


class Story(Part):
    """The whole page.

    Attributes:
        opening: What matters most, a sentence or two.
        chapters: By objective; a KPI stands in the first chapter that it serves.
        windows: Launch windows by the day they close.
    """

    opening: str
    chapters: tuple[Chapter, ...]
    windows: tuple[ReadOut, ...]


def tell(
    card: Scorecard,
    readings: Sequence[Reading],
    graph: Graph,
    today: datetime.date,
    began: Scorecard | None = None,
) -> Story:
    """The story of a scorecard on a day; KPIs whose metric is not known any more are left out.

    Args:
        card: The scorecard.
        readings: What was read for it.
        graph: What is known.
        today: The day.
        began: The scorecard as its period began; a target that moved since then still scores.
    """
    words = Words(graph.knowledge)
    before = agreed_before(began, card, today) if began else {}
    chapters: dict[str | None, list[Line]] = {}
    for kpi in card.kpis:
        if kpi.metric in graph.knowledge.records:
            line = _line(card, kpi, readings, graph, today, words)
            if kpi.metric in before:
                said = _as_agreed(card, before[kpi.metric], readings, graph, today, words)
                line = line.model_copy(update={"agreed": said})
            chapters.setdefault(next(iter(kpi.objectives), None), []).append(line)
    lines = [line for found in chapters.values() for line in found]
    return Story(
        opening=_opening(card, lines),
        chapters=tuple(
            Chapter(
                objective=objective,
                label=words.label(objective) if objective else "Beside the objectives",
                lines=tuple(chapters[objective]),
            )
            for objective in sorted(chapters, key=lambda each: each is None)
        ),
        windows=read_outs(card, readings, today),
    )


def _line(
    card: Scorecard,
    kpi: ScorecardKpi,
    readings: Sequence[Reading],
    graph: Graph,
    today: datetime.date,
    words: Words,
) -> Line:
    found = track(card, kpi, readings, graph.knowledge, today)
    unit = words.unit(kpi)
    own = own_metrics(card, kpi, readings, graph.knowledge, today)
    way = effect(kpi.metric, kpi.objectives, graph)
    target = target_words(kpi, found, unit, words)
    says = standing_words(kpi, found, unit)
    return Line(
        metric=kpi.metric,
        label=words.label(kpi.metric),
        role=kpi.role,
        target=target,
        standing=says,
        own_part=own_words(kpi, own, graph.knowledge),
        effect=way.says,
        track=found,
        unit=unit,
        says=f"{lead_in(kpi, found, unit, words)} {says}",
        own=own,
        way=way,
        beside=read_beside(card, kpi.metric, readings, graph, today),
        settled=tuple(sentence(f"{each.what}: {each.says}") for each in kpi.settled),
    )


def _as_agreed(
    card: Scorecard,
    kpi: ScorecardKpi,
    readings: Sequence[Reading],
    graph: Graph,
    today: datetime.date,
    words: Words,
) -> str:
    """How a KPI stands to the target that it had when the period began."""
    found, unit = track(card, kpi, readings, graph.knowledge, today), words.unit(kpi)
    return (
        "Its target moved after the period began, and the one before still scores: "
        f"{target_words(kpi, found, unit, words)} {standing_words(kpi, found, unit)}"
    )


def _opening(card: Scorecard, lines: Sequence[Line]) -> str:
    """Where the headline stands, then how the KPIs proper do."""
    if not lines:
        return "No KPI stands on this scorecard yet."
    heads = [line for line in lines if line.role == "headline"]
    proper = [line for line in lines if line.role in ("headline", "supporting")]
    told = " ".join(line.says for line in heads) or "No KPI is the headline yet."
    if len(proper) < 2:
        return told
    count = Counter(line.track.standing.status for line in proper)
    parts = listed((f"{count[each]} {_COUNTED[each]}" for each in _COUNTED if count[each]), "and")
    return f"{told} Of the {len(proper)} KPIs {parts}; the period ends on {day(card.period.end)}."
