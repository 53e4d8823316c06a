"""Several recommendations side by side: what is covered, what collides, who carries how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from engine.recommendation import Recommendation
from knowledge_graph.graph import Graph
from knowledge_graph.records import Objective
from rules.records import Accountability


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Coverage(_Part):
    """An objective that somebody has, who has it, and the KPIs that serve it."""

    objective: str
    label: str
    people: tuple[str, ...]
    kpis: tuple[str, ...]


class Overlap(_Part):
    """A KPI that several people hold."""

    metric: str
    label: str
    people: tuple[str, ...]


class Load(_Part):
    """What one person carries."""

    person: str
    headline: str | None
    kpis: int
    direct: int
    shared: int
    contributing: int
    unstated: int
    guardrails: int
    monitored: int


class PlanReview(_Part):
    """A plan as its reviewers see it.

    Attributes:
        uncovered: Objectives of the catalogue that nobody has.
        overlaps: KPIs that two or more hold as direct: only one can answer for the result.
        shared: Other KPIs on two or more scorecards.
    """

    coverage: tuple[Coverage, ...]
    uncovered: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    shared: tuple[Overlap, ...]
    loads: tuple[Load, ...]


def review_plan(people: Sequence[tuple[str, Recommendation]], graph: Graph) -> PlanReview:
    """Lay the scorecards of several people side by side.

    Args:
        people: The name of each person or role, and what is recommended for it.
        graph: Where objectives and labels are looked up.
    """
    wanted = dict.fromkeys(each for _, one in people for each in one.profile.get("objectives", ()))
    every = graph.knowledge.every(Objective)
    direct = _held_by(people, "direct")
    anyhow = _held_by(people, None)
    labels = {kpi.metric: kpi.label for _, one in people for kpi in one.kpis}
    return PlanReview(
        coverage=tuple(_coverage(objective, people, graph) for objective in wanted),
        uncovered=tuple(each.id for each in every if each.id not in wanted),
        overlaps=_overlaps(direct, labels),
        shared=_overlaps({m: p for m, p in anyhow.items() if len(direct.get(m, ())) < 2}, labels),
        loads=tuple(_load(name, one) for name, one in people),
    )


def _coverage(
    objective: str, people: Sequence[tuple[str, Recommendation]], graph: Graph
) -> Coverage:
    kpis = [kpi.label for _, one in people for kpi in one.kpis if objective in kpi.objectives]
    return Coverage(
        objective=objective,
        label=graph.knowledge.label(objective),
        people=tuple(
            name for name, one in people if objective in one.profile.get("objectives", ())
        ),
        kpis=tuple(dict.fromkeys(kpis)),
    )


def _held_by(
    people: Iterable[tuple[str, Recommendation]], kind: Accountability | None
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, one in people:
        for kpi in one.kpis:
            if kind in (None, kpi.accountability.kind):
                found.setdefault(kpi.metric, []).append(name)
    return found


def _overlaps(held: dict[str, list[str]], labels: dict[str, str]) -> tuple[Overlap, ...]:
    return tuple(
        Overlap(metric=metric, label=labels[metric], people=tuple(names))
        for metric, names in sorted(held.items())
        if len(names) > 1
    )


def _load(name: str, one: Recommendation) -> Load:
    kinds = [kpi.accountability.kind for kpi in one.kpis]
    return Load(
        person=name,
        headline=one.headline,
        kpis=len(kinds),
        direct=kinds.count("direct"),
        shared=kinds.count("shared"),
        contributing=kinds.count("contributing"),
        unstated=kinds.count("unstated"),
        guardrails=len(one.guardrails),
        monitored=len(one.monitor),
    )
