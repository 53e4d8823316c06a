"""Numbers and judgement on a scorecard: which KPIs are which, and what could be put beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric, Step
from scorecards.document import Scorecard
from scorecards.making.adopt import contract_known
from scorecards.part import Part

Kind = Literal["quantitative", "qualitative"]
STEP = "step.balance"
"""The step that names examples of both."""


class Offer(Part):
    """A metric that could be added for balance.

    Attributes:
        says: Where it comes from, a sentence; it is kept as the reason.
    """

    metric: str
    says: str


def of_kind(card: Scorecard, kind: Kind, graph: Graph) -> tuple[Metric, ...]:
    """The KPIs proper of a kind, in their order; one that is both counts as either."""
    known = (graph.knowledge.records.get(kpi.metric) for kpi in card.proper)
    return tuple(each for each in known if isinstance(each, Metric) and is_kind(each, kind))


def is_kind(metric: Metric, kind: Kind) -> bool:
    """Whether a metric is a number, or a judgement."""
    return metric.nature in (kind, "mixed")


def offers(card: Scorecard, kind: Kind, graph: Graph, most: int = 3) -> tuple[Offer, ...]:
    """What could be added: recommended KPIs, own parts, what is watched, what the step names.

    None counts output, stands there already, or would be shared with nobody leading it.
    """
    found: dict[str, Offer] = {}
    for metric, says in _sources(card, graph):
        record = graph.knowledge.records.get(metric)
        if not isinstance(record, Metric) or record.output_count or card.holds(metric):
            continue
        contract = contract_known(metric, graph)
        whole = contract.kind == "direct" or bool(contract.lead and contract.own_part)
        if whole and is_kind(record, kind):
            found.setdefault(metric, Offer(metric=metric, says=says))
    return tuple(found.values())[:most]


def _sources(card: Scorecard, graph: Graph) -> Iterator[tuple[str, str]]:
    recommended, label = card.basis.recommended, graph.knowledge.label
    for metric, role in recommended.items():
        if role in ("headline", "supporting"):
            yield metric, "It was recommended for this role."
    for kpi in card.proper:
        for metric in kpi.contract.own_part:
            yield metric, f"It tells the own part of {label(kpi.metric)}."
    for metric in recommended:
        yield metric, "It was recommended to be watched."
    for link in graph.knowledge.get(Step, STEP).names:
        yield link.to, "The step names it as an example."
