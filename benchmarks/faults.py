"""A recommendation as a reader sees it, and the faults that can be planted in it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.explain.run import Run
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from rules.records import Accountability


@dataclass(frozen=True)
class Line:
    """One KPI: its place and how the product marketer answers for it."""

    metric: str
    place: str
    held: Accountability


@dataclass(frozen=True)
class Shown:
    """A recommendation as it is put before a reader.

    Attributes:
        kpis: The KPIs, the headline first.
        guardrails: Guardrail -> the KPIs that it guards.
    """

    kpis: tuple[Line, ...]
    guardrails: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Planted:
    """A recommendation with one fault.

    Attributes:
        shown: What the reader sees.
        where: The metric that is wrong, as shown; for a guardrail, the one that is missing.
        instead: What the rules say in its place, in one sentence.
    """

    shown: Shown
    where: str
    instead: str


def true_to(run: Run) -> Shown:
    """What the rules say."""
    composed = run.results.composed
    kpis = (Line(metric, place, run.held(metric).kind) for metric, place in composed.roles.items())
    return Shown(tuple(kpis), dict(run.results.guards))


def _swapped(run: Run, knowledge: Knowledge, chance: random.Random) -> Planted | None:
    """A supporting KPI gives way to a metric of which no rule speaks, of its family if possible."""
    shown = true_to(run)
    old = chance.choice(shown.kpis[1:])
    family = knowledge.get(Metric, old.metric).family
    silent = [each for each in knowledge.every(Metric) if each.id not in run.spoken]
    alike = [each for each in silent if each.family == family]
    if not silent:
        return None
    new = chance.choice(alike or silent).id
    kpis = tuple(replace(each, metric=new) if each == old else each for each in shown.kpis)
    guards = {
        guard: tuple(new if kpi == old.metric else kpi for kpi in guarded)
        for guard, guarded in shown.guardrails.items()
        if guard != old.metric
    }
    instead = f"{knowledge.label(old.metric)} stands there; no rule speaks of the metric shown."
    return Planted(Shown(kpis, guards), new, instead)


def _headline(run: Run, knowledge: Knowledge, chance: random.Random) -> Planted | None:
    """The headline and a supporting KPI change places."""
    shown = true_to(run)
    first, *rest = shown.kpis
    if first.place != "headline":
        return None
    other = chance.choice(rest)
    kpis = (
        replace(other, place="headline"),
        *(replace(first, place="supporting") if each == other else each for each in rest),
    )
    instead = f"{knowledge.label(first.metric)} is the headline."
    return Planted(replace(shown, kpis=kpis), other.metric, instead)


def _accountability(run: Run, knowledge: Knowledge, chance: random.Random) -> Planted | None:
    """What is held directly becomes contributed to; all else becomes held directly."""
    shown = true_to(run)
    flips: dict[Accountability, Accountability] = {
        "direct": "contributing",
        "contributing": "direct",
        "shared": "direct",
    }
    stated = [each for each in shown.kpis if each.held in flips]
    if not stated:
        return None
    old = chance.choice(stated)
    new = replace(old, held=flips[old.held])
    kpis = tuple(new if each == old else each for each in shown.kpis)
    instead = f"{knowledge.label(old.metric)} is {old.held}, not {new.held}."
    return Planted(replace(shown, kpis=kpis), old.metric, instead)


def _barred(run: Run, knowledge: Knowledge, chance: random.Random) -> Planted | None:
    """A metric that a rule forbids stands among the supporting KPIs."""
    shown = true_to(run)
    barred = sorted(run.results.selection.barred - {each.metric for each in shown.kpis})
    if not barred:
        return None
    new = Line(chance.choice(barred), "supporting", shown.kpis[-1].held)
    place = chance.randint(1, len(shown.kpis))
    kpis = (*shown.kpis[:place], new, *shown.kpis[place:])
    instead = f"A rule forbids {knowledge.label(new.metric)}."
    return Planted(replace(shown, kpis=kpis), new.metric, instead)


def _guardrail(run: Run, knowledge: Knowledge, chance: random.Random) -> Planted | None:
    """One guardrail of several is left out."""
    shown = true_to(run)
    if len(shown.guardrails) < 2:
        return None
    lost = chance.choice(sorted(shown.guardrails))
    left = {guard: kpis for guard, kpis in shown.guardrails.items() if guard != lost}
    instead = f"{knowledge.label(lost)} is a guardrail too."
    return Planted(replace(shown, guardrails=left), lost, instead)


KINDS: Mapping[str, Callable[[Run, Knowledge, random.Random], Planted | None]] = {
    "kpi-swapped": _swapped,
    "headline-exchanged": _headline,
    "accountability-flipped": _accountability,
    "barred-slipped-in": _barred,
    "guardrail-dropped": _guardrail,
}
"""Kind of fault -> what plants it; None where a recommendation has no room for it."""
