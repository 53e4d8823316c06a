"""Which metrics can stand on a scorecard, and what is put back on it.

Nothing that is chosen here is recommended by being offered; each choice says whether it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric
from rules.records import Role
from scorecards.document import Scorecard
from scorecards.making.adopt import add, give_role, joint_objectives
from scorecards.part import Part, Refusal, Refused

_NEAR = ("own-part", "read-with", "guarded-by", "drives", "differs-from")
"""Relations by which one metric is close to another."""


class Choice(Part):
    """A metric that can be taken.

    Attributes:
        standing: Recommended; related to what it is to replace, or to an objective; or neither.
    """

    metric: str
    label: str
    standing: Literal["recommended", "related", "other"]


def choices(card: Scorecard, graph: Graph, instead_of: str | None = None) -> tuple[Choice, ...]:
    """Every metric that is not on the scorecard: recommended ones first, then related ones.

    Args:
        card: The scorecard.
        graph: What is known.
        instead_of: The KPI in whose place it is to stand; related is then what is linked to it,
            else what serves an objective of the profile.
    """
    near = _linked(instead_of, graph) if instead_of else _serving(card, graph)
    found = [
        Choice(
            metric=metric.id,
            label=metric.label,
            standing="recommended"
            if metric.id in card.basis.recommended
            else "related"
            if metric.id in near
            else "other",
        )
        for metric in graph.knowledge.every(Metric)
        if not card.holds(metric.id)
    ]
    order = ("recommended", "related", "other")
    return tuple(
        sorted(found, key=lambda each: (order.index(each.standing), each.label.casefold()))
    )


def add_chosen(card: Scorecard, metric: str, role: Role, reason: str, graph: Graph) -> Scorecard:
    """As ``adopt.add``; what nothing recommends has to say why it stands there.

    Raises:
        Refused: As there, or for want of a reason.
    """
    if metric not in card.basis.recommended and not reason.strip():
        wrong, right = "nothing recommends this metric", "say in a sentence why it belongs here"
        raise Refused(Refusal(field="reason", wrong=wrong, right=right))
    return add(card, metric, role, reason, graph)


def take_back(
    card: Scorecard, metric: str, earlier: Iterable[Scorecard], graph: Graph
) -> Scorecard:
    """The scorecard with a dropped KPI as it stood in the first of these that has it.

    It comes back without a weight, since the others have been weighed without it, and as a
    supporting KPI where another is the headline now.

    Raises:
        Refused: It stands on the scorecard.
    """
    stood = next((each.kpi(metric) for each in earlier if each.holds(metric)), None)
    role = stood.role if stood else card.basis.recommended.get(metric, "supporting")
    if role == "headline" and card.headlines:
        role = "supporting"
    back = add(card, metric, "supporting", "", graph)
    if stood is not None:
        back = back.with_kpi(stood.model_copy(update={"weight": None, "role": "supporting"}))
    back = give_role(back, metric, role)
    return back.model_copy(update={"joint": joint_objectives(back)})


def _linked(metric: str, graph: Graph) -> frozenset[str]:
    said = {other for relation in _NEAR for other in graph.targets(metric, relation)}
    heard = {edge.source for relation in _NEAR for edge in graph.into(metric, relation)}
    return frozenset(said | heard)


def _serving(card: Scorecard, graph: Graph) -> frozenset[str]:
    chosen = card.basis.answers("objectives")
    return frozenset(
        metric.id
        for metric in graph.knowledge.every(Metric)
        if any(graph.serves(metric.id, str(objective)) for objective in chosen)
    )
