"""What resolves a collision with one change of one scorecard. Pure.

A mend is offered where it is simple: one takes over what the other has, shares the KPI with the
teams of its record, or only watches it. Anything else is for people to talk about.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge_graph.graph import Graph
from scorecards.accountability.contracts import set_contract
from scorecards.document import Scorecard, Target
from scorecards.making.adopt import contract_known, give_role
from scorecards.part import Refusal, Refused
from scorecards.plan import Collision


@dataclass(frozen=True)
class Mend:
    """A change that resolves a collision.

    Attributes:
        card: The scorecard that changes.
        label: What pressing it does.
        why: What the history of the scorecard says of it.
        change: Makes the changed document.
    """

    card: str
    label: str
    why: str
    change: Callable[[Scorecard], Scorecard]


def mends(
    collision: Collision, cards: Sequence[Scorecard], graph: Graph, today: datetime.date
) -> tuple[Mend, ...]:
    """What resolves a collision of two scorecards; nothing where there are more sides."""
    at = {card.id: card for card in cards}
    sides = [at[side.card] for side in collision.sides]
    if len(sides) != 2:
        return ()
    return tuple(
        mend
        for mine, other in (sides, reversed(sides))
        for mend in _MENDS[collision.kind](mine, other, collision.metric, graph, today)
    )


def _apart(
    mine: Scorecard, other: Scorecard, metric: str, graph: Graph, _: datetime.date
) -> Iterator[Mend]:
    label, whose = graph.knowledge.label(metric), other.person or other.title
    known = metric in graph.nx and graph.teams(metric, "leads", "shares")
    contract = contract_known(metric, graph) if known else None
    if contract is not None and contract.kind == "shared":
        yield Mend(
            card=mine.id,
            label="Share it here",
            why=f"{label} is shared, since {whose} answers for it too.",
            change=lambda card: set_contract(card, metric, contract, graph),
        )
    reason = f"{whose} answers for it."
    yield Mend(
        card=mine.id,
        label="Only watch it here",
        why=f"{label} is only watched, since {whose} answers for it.",
        change=lambda card: give_role(card, metric, "monitor", reason),
    )


def _defined(
    mine: Scorecard, other: Scorecard, metric: str, graph: Graph, _: datetime.date
) -> Iterator[Mend]:
    label, theirs = graph.knowledge.label(metric), other.kpi(metric)
    update = {"variant": theirs.variant, "formula": theirs.formula}
    whose = other.person or other.title
    yield Mend(
        card=mine.id,
        label=f"Take {whose}'s definition",
        why=f"{label} is defined as on the scorecard of {whose}.",
        change=lambda card: _changed(card, metric, update),
    )


def _aimed(
    mine: Scorecard, other: Scorecard, metric: str, graph: Graph, today: datetime.date
) -> Iterator[Mend]:
    theirs, own = other.kpi(metric).target, mine.kpi(metric).target
    same = mine.kpi(metric).variant == other.kpi(metric).variant
    if theirs is None or own is None or not same or metric not in graph.nx:
        return
    label, whose = graph.knowledge.label(metric), other.person or other.title
    why = f"As agreed with {whose}."
    taken: Target = theirs.model_copy(
        update={"deadline": own.deadline, "set_on": today, "why": why}
    )
    yield Mend(
        card=mine.id,
        label=f"Take {whose}'s target",
        why=f"{label} has the target of {whose}'s scorecard.",
        change=lambda card: _changed(card, metric, {"target": taken}),
    )


def _changed(card: Scorecard, metric: str, update: Mapping[str, object]) -> Scorecard:
    if not card.holds(metric):
        wrong = f"{metric} is not on the scorecard any more"
        raise Refused(Refusal(field="metric", wrong=wrong, right="nothing is left to resolve"))
    return card.with_kpi(card.kpi(metric).model_copy(update=update))


_MENDS: dict[str, Callable[[Scorecard, Scorecard, str, Graph, datetime.date], Iterator[Mend]]] = {
    "both-direct": _apart,
    "definition": _defined,
    "target": _aimed,
}
