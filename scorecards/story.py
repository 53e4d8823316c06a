"""The story that a scorecard tells: objective, KPI against target, own part, bottom line. Pure.

One page in sentences. Each is read off the scorecard, its readings or a record, never made up; what
is not known is said to be unknown.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from knowledge_graph.graph import Graph
from scorecards.diff import Words
from scorecards.document import Reading, Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.readings import ReadOut, Track, read_outs, track


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
    """

    metric: str
    label: str
    role: str
    target: str
    standing: str
    own_part: str
    effect: str
    track: Track


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


def tell(card: Scorecard, readings: Sequence[Reading], graph: Graph, today: datetime.date) -> Story:
    """The story of a scorecard on a day; KPIs whose metric is not known any more are left out."""
    words = Words(graph.knowledge)
    chapters: dict[str | None, list[Line]] = {}
    for kpi in card.kpis:
        if kpi.metric in graph.knowledge.records:
            line = _line(card, kpi, readings, graph, today, words)
            chapters.setdefault(next(iter(kpi.objectives), None), []).append(line)
    return Story(
        opening="",
        chapters=tuple(
            Chapter(
                objective=objective,
                label=words.label(objective) if objective else "Beside the objectives",
                lines=tuple(lines),
            )
            for objective, lines in chapters.items()
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
    return Line(
        metric=kpi.metric,
        label=words.label(kpi.metric),
        role=kpi.role,
        target=words.target(kpi.target, words.unit(kpi)),
        standing=found.standing.says,
        own_part="",
        effect="",
        track=found,
    )
