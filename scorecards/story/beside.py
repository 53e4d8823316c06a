"""Metrics that have to be read together, with where each of them stands. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from knowledge_graph.graph import Graph
from knowledge_graph.records import Basis
from scorecards.document import Reading, Scorecard
from scorecards.part import Part
from scorecards.story.own import where_it_stands


class Beside(Part):
    """A metric that another has to be read beside.

    Attributes:
        value: Its value in force; nothing where it has none.
        says: Its status, or that it is not on the scorecard.
        why: Why the two belong together, as recorded.
        basis: What that rests on.
    """

    metric: str
    label: str
    on_card: bool
    value: str
    says: str
    why: str
    basis: Basis


def read_beside(
    card: Scorecard,
    metric: str,
    readings: Sequence[Reading],
    graph: Graph,
    today: datetime.date,
) -> tuple[Beside, ...]:
    """What a metric has to be read beside, in the order of its record."""
    found = []
    for edge in graph.edges(metric, "read-with"):
        at = where_it_stands(card, edge.target, readings, graph.knowledge, today)
        why = edge.why or next((citation.claim for citation in edge.citations), "")
        found.append(
            Beside(
                metric=edge.target,
                label=at.label,
                on_card=at.on_card,
                value=at.value,
                says=at.says,
                why=why,
                basis=edge.basis,
            )
        )
    return tuple(found)
