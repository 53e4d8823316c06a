"""The filters over metrics, and which phase tracks which metric. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine import Adviser
from knowledge_graph.graph import Graph
from knowledge_graph.records import Focus, Metric, Phase, Rhythm, Team
from rules.vocabulary import Vocabulary
from ui.parts.facets import Chosen, Facet
from ui.parts.wording import BASIS, CONTROL

PARTS = {"leads": "leads it", "shares": "shares it", "contributes": "contributes to it"}


def metric_facets(adviser: Adviser) -> tuple[Facet[Metric], ...]:
    """Every filter over metrics, in the order in which they are asked."""
    graph, knowledge = adviser.graph, adviser.knowledge
    words = adviser.rules.vocabularies["link"]
    grids = {_slug(each.id): each.label for each in columns(graph)}
    teams = {_slug(team.id): team.label for team in knowledge.every(Team)}
    focuses = {_slug(focus.id): focus.label for focus in knowledge.every(Focus)}

    def into(metric: Metric, *relations: str) -> frozenset[str]:
        edges = (edge for each in relations for edge in graph.into(metric.id, each))
        return frozenset(_slug(edge.source) for edge in edges)

    return (
        Facet("phase", "Phase", grids, lambda metric, _: into(metric, "tracks", "checks")),
        Facet("team", "Team", teams, lambda metric, _: _teams(metric)),
        Facet("part", "The team's part", PARTS, _parts),
        Facet("focus", "Specialism", focuses, lambda metric, _: into(metric, "practises")),
        Facet("family", "Family", _families(words), lambda metric, _: frozenset({metric.family})),
        Facet(
            "control",
            "Product marketing's control",
            {value: said.capitalize() for value, said in CONTROL.items()},
            lambda metric, _: frozenset({metric.control}),
        ),
        Facet(
            "basis",
            "Basis",
            {str(basis): said for basis, said in BASIS.items()},
            lambda metric, _: frozenset({metric.basis}),
        ),
    )


@dataclass(frozen=True)
class Row:
    """One line of the matrix.

    Attributes:
        marks: For each column the rows of the source's grid that name the metric; empty for none.
    """

    metric: Metric
    marks: tuple[tuple[int, ...], ...]

    @property
    def tracked(self) -> bool:
        """Whether any phase or rhythm tracks it."""
        return any(self.marks)


def columns(graph: Graph) -> tuple[Phase | Rhythm, ...]:
    """The columns of the matrix: the phases in their cycle, then the rhythms."""
    phases = sorted(graph.knowledge.every(Phase), key=lambda phase: phase.order)
    return (*phases, *graph.knowledge.every(Rhythm))


def matrix(metrics: Iterable[Metric], graph: Graph) -> tuple[Row, ...]:
    """Which phase tracks which of these metrics: those of the first phase first."""
    places: dict[tuple[str, str], tuple[int, ...]] = {}
    for column in columns(graph):
        for line in column.grid:
            places[column.id, line.to] = (*places.get((column.id, line.to), ()), line.row)
    rows = [
        Row(metric, tuple(places.get((column.id, metric.id), ()) for column in columns(graph)))
        for metric in metrics
    ]
    return tuple(sorted(rows, key=_first_seen))


def _first_seen(row: Row) -> tuple[int, int, str]:
    for number, places in enumerate(row.marks):
        if places:
            return number, min(places), row.metric.label
    return len(row.marks), 0, row.metric.label.casefold()


def _families(words: Vocabulary) -> dict[str, str]:
    values = words["metric_family"].values
    return {value: value.replace("-", " ").capitalize() for value in values}


def _teams(metric: Metric) -> frozenset[str]:
    return frozenset(_slug(each.team) for each in metric.teams)


def _parts(metric: Metric, chosen: Chosen) -> frozenset[str]:
    """The parts of the teams asked for; of any team where none is."""
    wanted = chosen.get("team", ())
    return frozenset(each.part for each in metric.teams if not wanted or _slug(each.team) in wanted)


def _slug(record_id: str) -> str:
    return record_id.partition(".")[2]
