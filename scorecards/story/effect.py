"""What a KPI does for the bottom line, as far as the knowledge says. Pure.

It is read off the edges of the graph: which metric is held to move which, by which metric a company
goal is told, which goal an objective serves. How much one moves the other is known of none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from engine.explain.words import listed, lowered
from knowledge_graph.graph import Edge, Graph
from knowledge_graph.records import BASES, Basis
from scorecards.part import Part

_RESTS = {
    "sourced": "The seed documents say so",
    "practice": "Practitioners say so",
    "editorial": "This is our judgement",
}
UNKNOWN = "Which company goal it moves is not known."


class Effect(Part):
    """The way from a metric to company goals.

    Attributes:
        path: The metrics on the way, the metric first; it alone where no way through others leads.
        corporate: The company goals at its end.
        basis: What the weakest edge of the way rests on; None where there is no way.
        says: The way in a sentence or two.
    """

    path: tuple[str, ...]
    corporate: tuple[str, ...]
    basis: Basis | None
    says: str


def effect(metric: str, objectives: Iterable[str], graph: Graph) -> Effect:
    """The shortest way from a metric to a company goal that its objectives serve, else to any.

    Of two ways as short, the one whose edges come first in the records.
    """
    corporate = graph.corporate(metric, objectives)
    told = {
        edge.target: (each, edge)
        for each in reversed(corporate)
        for edge in graph.edges(each, "expressed-by")
    }
    ways = _ways(metric, graph)
    ends = [way for way in ways if _end(metric, way) in told]
    if ends:
        return _through(metric, ends[0], told, graph)
    served = [each for each in objectives if graph.targets(each, "serves")]
    if corporate and served:
        edges = graph.edges(served[0], "serves")
        goals = listed((graph.knowledge.label(edge.target) for edge in edges), "and")
        objective = graph.knowledge.label(served[0])
        basis = _weakest(edges)
        says = f"It is tracked for the objective “{objective}”, which serves {lowered(goals)}."
        targets = tuple(edge.target for edge in edges)
        return Effect(path=(metric,), corporate=targets, basis=basis, says=_with(says, basis))
    return Effect(path=(metric,), corporate=(), basis=None, says=UNKNOWN)


def _ways(metric: str, graph: Graph) -> Sequence[tuple[Edge, ...]]:
    """The shortest chain of ``drives`` edges to each metric that is moved, the nearest first."""
    found: dict[str, tuple[Edge, ...]] = {metric: ()}
    waiting = deque([metric])
    while waiting:
        each = waiting.popleft()
        for edge in graph.edges(each, "drives"):
            if edge.target not in found:
                found[edge.target] = (*found[each], edge)
                waiting.append(edge.target)
    return tuple(found.values())


def _end(metric: str, way: tuple[Edge, ...]) -> str:
    return way[-1].target if way else metric


def _through(
    metric: str, way: tuple[Edge, ...], told: dict[str, tuple[str, Edge]], graph: Graph
) -> Effect:
    label = graph.knowledge.label
    end = _end(metric, way)
    goal, last = told[end]
    path = (metric, *(edge.target for edge in way))
    basis = _weakest((*way, last))
    if way:
        moved = ", which moves ".join(lowered(label(each)) for each in path[1:])
        says = f"It is held to move {moved}, by which {lowered(label(goal))} is told."
    else:
        says = f"It is one of the figures by which {lowered(label(goal))} is told."
    return Effect(path=path, corporate=(goal,), basis=basis, says=_with(says, basis))


def _weakest(edges: Iterable[Edge]) -> Basis:
    return max((edge.basis for edge in edges), key=BASES.index)


def _with(says: str, basis: Basis) -> str:
    return f"{says} {_RESTS[basis]}; by how much is not known."
