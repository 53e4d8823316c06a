"""What a list is asked for, as an address says it and back, and what it then holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import Adviser
from knowledge_graph.records import Metric
from ui.parts.facets import Chosen, Facet, narrowed, read_facets, write_facets
from ui.parts.find import KINDS, Hit, everything, search
from ui.parts.metric_facets import metric_facets

WORDS = 80
"""The longest search, in characters."""

AT_ONCE = 40
"""How many entries a page shows at once."""

LISTS = tuple(kind for kind in KINDS if kind != "rule")
"""The kinds that have a list in the catalogue; rules have a page of their own."""


@dataclass(frozen=True)
class Query:
    """What a list is asked for.

    Attributes:
        kind: The kind of record listed where no words are searched for.
        matrix: Whether metrics are shown against phases.
        untracked: Whether the matrix shows metrics that no phase tracks, too.
        part: Which part of a long list is shown, from zero.
    """

    words: str = ""
    kind: str = "metric"
    chosen: Chosen = field(default_factory=dict)
    matrix: bool = False
    untracked: bool = False
    part: int = 0


def read_query(params: Mapping[str, str], facets: Iterable[Facet[Any]]) -> Query:
    """What an address asks for. What cannot be read is left out."""
    part = params.get("page", "")
    kind = params.get("kind", "")
    return Query(
        words=params.get("q", "")[:WORDS].strip(),
        kind=kind if kind in LISTS else "metric",
        chosen=read_facets(params, facets),
        matrix=params.get("view") == "matrix",
        untracked=params.get("untracked") == "yes",
        part=max(int(part) - 1, 0) if part.isdecimal() and len(part) < 4 else 0,
    )


def write_query(query: Query) -> dict[str, str]:
    """The parameters of an address that asks for the same."""
    params = {
        "q": query.words,
        "kind": "" if query.kind == "metric" else query.kind,
        **write_facets(query.chosen),
        "view": "matrix" if query.matrix else "",
        "untracked": "yes" if query.untracked and query.matrix else "",
        "page": str(query.part + 1) if query.part else "",
    }
    return {name: value for name, value in params.items() if value}


def hits(query: Query, adviser: Adviser) -> list[Hit]:
    """What a query lists: by words over every kind, else one kind; filters leave only metrics."""
    found = search(query.words, adviser) if query.words else everything(query.kind, adviser)
    if not query.chosen or (query.kind != "metric" and not query.words):
        return found
    kept = {metric.id for metric in metrics(query, adviser)}
    return [hit for hit in found if hit.id in kept]


def metrics(query: Query, adviser: Adviser) -> tuple[Metric, ...]:
    """The metrics that a query leaves: under the words, within the filters."""
    every = adviser.knowledge.every(Metric)
    if query.words:
        named = {hit.id for hit in search(query.words, adviser, limit=len(every))}
        every = tuple(metric for metric in every if metric.id in named)
    return narrowed(every, metric_facets(adviser), query.chosen)


def spans(found: list[Hit]) -> list[str]:
    """How the parts of a long list are called: by what each starts and ends with."""
    parts = [found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)]
    return [_span(part[0], part[-1]) for part in parts]


def _span(first: Hit, last: Hit) -> str:
    if first.kind == "rule":
        return f"{first.id} to {last.id}"
    return f"{first.label[:3]} – {last.label[:3]}"
