"""What has to hold of the tasks of the first days, so that each of them can come up."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge_graph.check import Check, Found
from knowledge_graph.fields import FieldSpec
from knowledge_graph.graph import Graph
from knowledge_graph.onboarding import Applies, Task
from knowledge_graph.records import Metric


def _can_apply(graph: Graph) -> Iterator[Found]:
    fields = {spec.name: spec for spec in graph.knowledge.fields.profile}
    for task in graph.knowledge.every(Task):
        for case in task.applies:
            for text, where in _never(case, fields, graph):
                yield task.id, text, where


def _never(case: Applies, fields: dict[str, FieldSpec], graph: Graph) -> Iterator[tuple[str, str]]:
    """What is asked for and cannot be, with the word that asks for it."""
    for each in case.answers:
        spec = fields.get(each.field)
        if spec is None:
            yield f"no answer is called `{each.field}`", each.field
            continue
        known = _values(spec, graph)
        for value in each.any_of:
            if value not in known:
                yield f"`{each.field}` is never `{str(value).lower()}`", each.field
    for metric in case.on_scorecard:
        if not isinstance(graph.knowledge.records.get(metric), Metric):
            yield f"`{metric}` is no metric", metric


def _values(spec: FieldSpec, graph: Graph) -> frozenset[object]:
    if spec.type == "flag":
        return frozenset({True, False})
    if spec.values_from:
        start = f"{spec.values_from}."
        found = (each for each in graph.knowledge.records if each.startswith(start))
        return frozenset(each.partition(".")[2] if spec.slugs else each for each in found)
    return frozenset(spec.values)


CHECKS = (
    Check(
        "G180",
        "A task that waits for an answer nobody can give never comes up.",
        "name a field of the profile with one of its values, or a metric",
        _can_apply,
    ),
)
