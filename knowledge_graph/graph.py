"""The records as a networkx graph, and the questions that are asked of it.

The graph does the joining, so that rules never have to: an objective's metrics, what a metric
drives, which corporate KPI it ends in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from knowledge_graph.load import Knowledge
from knowledge_graph.onboarding import Task
from knowledge_graph.records import (
    Basis,
    Benchmark,
    Citation,
    Corporate,
    Defect,
    Dispute,
    Focus,
    GridRow,
    Kpi,
    Link,
    Metric,
    Objective,
    Phase,
    Record,
    Rhythm,
    Step,
    Team,
)

LEAD = "team.product-marketing"


@dataclass(frozen=True)
class Edge:
    """One relation between two records, with what it rests on.

    Attributes:
        order: Place among the edges of its start and relation, from one.
        detail: The link as recorded, where it says more (a grid row, a KPI of an objective).
    """

    source: str
    relation: str
    target: str
    basis: Basis
    why: str
    citations: tuple[Citation, ...]
    order: int
    detail: Link | None = None


class Graph:
    """The knowledge graph. Nothing in it changes after it is built."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.nx: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._edges: dict[tuple[str, str], tuple[Edge, ...]] = {}
        for record in knowledge.records.values():
            self.nx.add_node(record.id, record=record)
        for edge in edges_of(knowledge.records.values()):
            self.nx.add_edge(edge.source, edge.target, key=edge.relation, edge=edge)
            key = (edge.source, edge.relation)
            self._edges[key] = (*self._edges.get(key, ()), edge)

    def edges(self, source: str, relation: str) -> tuple[Edge, ...]:
        """The edges of one relation that leave a record, in their order."""
        return self._edges.get((source, relation), ())

    def targets(self, source: str, relation: str) -> tuple[str, ...]:
        """Where those edges lead."""
        return tuple(edge.target for edge in self.edges(source, relation))

    def into(self, target: str, relation: str) -> tuple[Edge, ...]:
        """The edges of one relation that arrive at a record."""
        if target not in self.nx:
            return ()
        found = (data["edge"] for _, _, data in self.nx.in_edges(target, data=True))
        return tuple(edge for edge in found if edge.relation == relation)

    @cached_property
    def _drives(self) -> nx.DiGraph[str]:
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(metric.id for metric in self.knowledge.every(Metric))
        for (source, relation), edges in self._edges.items():
            if relation == "drives":
                graph.add_edges_from((source, edge.target) for edge in edges)
        return graph

    @cached_property
    def _driven(self) -> dict[str, frozenset[str]]:
        return {node: frozenset(nx.descendants(self._drives, node)) for node in self._drives}

    def driven_by(self, metric: str) -> frozenset[str]:
        """Every metric that moves, near or far, when this one does."""
        return self._driven.get(metric, frozenset())

    def serves(self, metric: str, objective: str) -> bool:
        """Whether a metric tracks an objective, is its outcome, or drives its outcome."""
        return metric in self._serving.get(objective, frozenset())

    @cached_property
    def _serving(self) -> dict[str, frozenset[str]]:
        serving: dict[str, frozenset[str]] = {}
        for objective in self.knowledge.every(Objective):
            outcomes = self.targets(objective.id, "outcome")
            known = {*outcomes, *self.targets(objective.id, "measured-by")}
            serving[objective.id] = frozenset(
                metric.id
                for metric in self.knowledge.every(Metric)
                if metric.id in known or not self.driven_by(metric.id).isdisjoint(outcomes)
            )
        return serving

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """Every metric that is the outcome of some objective, in order of id."""
        objectives = self.knowledge.every(Objective)
        return tuple(sorted({o for each in objectives for o in self.targets(each.id, "outcome")}))

    def corporate(self, metric: str, objectives: Iterable[str]) -> tuple[str, ...]:
        """The corporate KPIs a metric serves: through these objectives, else by what it drives."""
        through = {
            corporate for objective in objectives for corporate in self.targets(objective, "serves")
        }
        return tuple(sorted(through)) or self._corporate_reached.get(metric, ())

    @cached_property
    def _corporate_reached(self) -> dict[str, tuple[str, ...]]:
        reached: dict[str, tuple[str, ...]] = {}
        for metric in self._drives:
            around = self.driven_by(metric) | {metric}
            reached[metric] = tuple(
                corporate.id
                for corporate in self.knowledge.every(Corporate)
                if around & set(self.targets(corporate.id, "expressed-by"))
            )
        return reached

    def path(self, metric: str, objective: str) -> tuple[str, ...]:
        """The metrics from one that serves an objective to the objective's outcome, both included.

        Only the metric itself where the objective is tracked by it and no drive leads on.
        """
        for outcome in self.targets(objective, "outcome"):
            if metric == outcome or outcome in self.driven_by(metric):
                return tuple(nx.shortest_path(self._drives, metric, outcome))
        return (metric,)

    def differences(self, metric: str) -> tuple[tuple[str, Edge], ...]:
        """The metrics it is easily taken for, each with the edge that says how they differ.

        The difference is recorded on one of the two and holds for both.
        """
        said = ((edge.target, edge) for edge in self.edges(metric, "differs-from"))
        heard = ((edge.source, edge) for edge in self.into(metric, "differs-from"))
        return (*said, *heard)

    def teams(self, metric: str, *parts: str) -> tuple[str, ...]:
        """The teams other than product marketing that have one of these parts in a metric."""
        record = self.knowledge.get(Metric, metric)
        return tuple(team.team for team in record.teams if team.part in parts and team.team != LEAD)

    def pmm_part(self, metric: str) -> str:
        """The part product marketing has in a metric, or ``none``."""
        for team in self.knowledge.get(Metric, metric).teams:
            if team.team == LEAD:
                return team.part
        return "none"


def edges_of(records: Iterable[Record]) -> Iterator[Edge]:
    """Every edge that the records state."""
    for record in records:
        for relation, links in _relations(record):
            for order, link in enumerate(links, start=1):
                detail = link if isinstance(link, Kpi | GridRow) else None
                yield Edge(
                    source=record.id,
                    relation=relation,
                    target=link.to,
                    basis=link.basis,
                    why=link.why,
                    citations=link.citations,
                    order=order,
                    detail=detail,
                )


def _relations(record: Record) -> Iterator[tuple[str, tuple[Link, ...]]]:
    match record:
        case Metric():
            yield from (
                ("own-part", record.own_part),
                ("drives", record.drives),
                ("read-with", record.read_with),
                ("guarded-by", record.guardrails),
                ("measured-with", record.measured_with),
                ("differs-from", record.differs_from),
                (
                    "has-team",
                    tuple(
                        Link(
                            to=team.team, why=team.part, basis=team.basis, citations=team.citations
                        )
                        for team in record.teams
                    ),
                ),
            )
        case Objective():
            yield "measured-by", record.kpis
            yield "serves", record.serves
            yield "works-with", record.works_with
            yield "outcome", (record.outcome,) if record.outcome else ()
        case Phase():
            yield "tracks", record.grid
            yield "next", (Link(to=record.next),)
        case Rhythm():
            yield "checks", record.grid
        case Focus():
            yield "practises", record.metrics
        case Team():
            yield "cares-about", record.cares_about
        case Corporate():
            yield "expressed-by", record.measured_by
        case Step():
            yield "names", record.names
        case _:
            yield from _remarks(record)


def _remarks(record: Record) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """The relations of what speaks about other records."""
    match record:
        case Benchmark():
            yield "benchmark-of", (Link(to=record.of),)
        case Dispute():
            yield "touches", record.touches
        case Defect():
            yield "concerns", record.concerns
        case Task():
            yield "takes-up", record.metrics
            yield "prepares", record.names
        case _:
            return
