"""The plan of the first ninety days in a role: what to do by which day, and what it rests on.

Every item comes from a task that is known, and names it with all else that it comes from: the rules
that speak for its KPI, the phase whose grid it stands in. Its words are those of these records.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.explain.parts import Part
from engine.explain.words import listed, lowered
from engine.recommendation import Recommendation
from knowledge_graph.graph import LEAD, Graph
from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument
from knowledge_graph.onboarding import Applies, ByDay, Each, PartOfCard, Task, TaskKind
from knowledge_graph.records import Basis, Citation, GridRow, Metric, Phase

AS_KPI = ("headline", "supporting")
_READS: frozenset[TaskKind] = frozenset({"baseline", "learn"})
"""Kinds of task in which something is measured."""


@dataclass(frozen=True)
class Owned:
    """A metric of a scorecard.

    Attributes:
        shared: Whether it is held with others.
        teams: The teams that lead or share it, without product marketing.
        rules: The rules that speak for it, and those that say who answers for it.
    """

    metric: str
    role: str
    shared: bool = False
    teams: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """What a plan is made for.

    Attributes:
        owned: What stands on the scorecard.
        answers: What is known of the role, by field; inferred traits included.
        sourced_only: Leave out every task that does not rest on a seed document.
    """

    owned: tuple[Owned, ...]
    answers: Mapping[str, Any]
    sourced_only: bool = False

    @property
    def kpis(self) -> tuple[Owned, ...]:
        """The KPIs proper."""
        return tuple(each for each in self.owned if each.role in AS_KPI)


class Tool(Part):
    """An instrument; ``short`` is what its form is called, empty where it is only named."""

    instrument: str
    label: str
    short: str = ""


class Ask(Part):
    """A team to speak with, because it leads or shares the metric; ``co_owns`` where a KPI is."""

    team: str
    label: str
    co_owns: bool


class PlanItem(Part):
    """Something to do.

    Attributes:
        id: The task, and what it is done for where there are several items of one task.
        do, how, why: In the words of the task.
        basis: What it rests on; ``due_basis`` is what its day rests on.
        metrics: What is read.
        apart: The definitions of the metric whose figures must not be compared.
        on_scorecard: The role of its metric on the scorecard; empty where it has none.
        comes_from: The records and rules that it comes from, the task first.
        part: The part of a scorecard where it is done.
        last_day: The day itself, where the first day is known.
    """

    id: str
    task: str
    kind: TaskKind
    by_day: ByDay
    do: str
    how: str
    why: str
    basis: Basis
    citations: tuple[Citation, ...]
    due_why: str
    due_basis: Basis
    due_citations: tuple[Citation, ...]
    metrics: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    on_scorecard: str = ""
    instruments: tuple[Tool, ...] = ()
    ask: tuple[Ask, ...] = ()
    comes_from: tuple[str, ...]
    part: PartOfCard = ""
    every_cycle: bool = False
    last_day: datetime.date | None = None


def situation(recommendation: Recommendation, knowledge: Knowledge) -> Situation:
    """What a recommendation says of a role, as far as a plan needs it."""
    owned = [
        Owned(
            metric=kpi.metric,
            role=kpi.role,
            shared=kpi.accountability.kind in ("shared", "contributing"),
            teams=teams_of(kpi.accountability.lead, kpi.accountability.with_),
            rules=kpi.rules,
        )
        for kpi in recommendation.kpis
    ]
    owned += [
        Owned(metric=each.metric, role="guardrail", rules=each.rules)
        for each in recommendation.guardrails
    ]
    answers = {each.trait: each.value for each in recommendation.appraisal}
    return Situation(
        owned=tuple(owned),
        answers={**answers, **answered(recommendation.profile, knowledge)},
        sourced_only=recommendation.policy.get("evidence") == "sourced-only",
    )


def teams_of(lead: str | None, others: Sequence[str]) -> tuple[str, ...]:
    """Who has to be met over a KPI: its lead and its co-owners, without product marketing."""
    return _once(team for team in (lead, *others) if team and team != LEAD)


def answered(profile: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """The answers of a profile by field, as tasks ask for them."""
    found: dict[str, Any] = {}
    for spec in knowledge.fields.profile:
        value: Any = profile
        for step in spec.path or (spec.name,):
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is not None:
            found[spec.name] = value
    return found


def first_days(
    given: Situation, graph: Graph, start: datetime.date | None = None
) -> tuple[PlanItem, ...]:
    """The plan, by day and by the order of the tasks.

    Args:
        given: What it is made for.
        graph: What is known.
        start: The first day in the role; with it every item has its last day.
    """
    tasks = sorted(graph.knowledge.every(Task), key=lambda task: (task.due.by_day, task.order))
    made = [
        (task, item)
        for task in tasks
        if _applies(task, given)
        for item in _items(task, given, graph)
        if not (given.sourced_only and item.basis != "sourced")
    ]
    found = _without_repeats(made)
    return found if start is None else tuple(dated(item, start) for item in found)


def _without_repeats(made: Sequence[tuple[Task, PlanItem]]) -> tuple[PlanItem, ...]:
    """The items, each reading asked for once: by the task that is about it, if there is one."""
    about = [item for task, item in made if task.kind == "baseline" and task.each == "once"]
    every_kpi = [item for task, item in made if task.kind == "baseline" and task.each == "kpi"]
    found = {item.id: item for _, item in made}
    for task, item in made:
        first = about if item in every_kpi else [*about, *every_kpi]
        # A later measurement of a metric is another reading than its baseline.
        once_more = task.each == "phase-metric" and "#" in item.id
        if item in every_kpi or (task.each == "phase-metric" and not once_more):
            said = next((each for each in first if set(item.metrics) <= set(each.metrics)), None)
            if said is not None:
                del found[item.id]
                found[said.id] = _joined(found[said.id], item)
    return tuple(sorted(found.values(), key=lambda item: item.by_day))


def _joined(item: PlanItem, other: PlanItem) -> PlanItem:
    """One item for two that ask for the same reading: what one says, by the earlier day."""
    both = {"comes_from": _once((*item.comes_from, *other.comes_from))}
    due = ("by_day", "due_why", "due_basis", "due_citations")
    sooner = {name: getattr(other, name) for name in due if other.by_day < item.by_day}
    return item.model_copy(update=both | sooner)


def dated(item: PlanItem, start: datetime.date) -> PlanItem:
    """An item with its last day; the first day in the role is day 1."""
    last = start + datetime.timedelta(days=item.by_day - 1)
    return item.model_copy(update={"last_day": last})


def _applies(task: Task, given: Situation) -> bool:
    return not task.applies or any(_holds(case, given) for case in task.applies)


def _holds(case: Applies, given: Situation) -> bool:
    kpis = {each.metric for each in given.kpis}
    return all(given.answers.get(each.field) in each.any_of for each in case.answers) and not (
        case.on_scorecard and kpis.isdisjoint(case.on_scorecard)
    )


def _items(task: Task, given: Situation, graph: Graph) -> Iterator[PlanItem]:
    label = graph.knowledge.label
    match task.each:
        case "once":
            metrics = tuple(link.to for link in task.metrics)
            yield _item(task, given, graph, metrics, names=[link.to for link in task.names])
        case "kpi" | "shared-kpi" | "undefined-kpi":
            for kpi in given.kpis:
                words = _words(task.each, kpi, graph)
                if words is not None:
                    yield _item(task, given, graph, (kpi.metric,), kpi.metric, words)
        case "team":
            for team, kpis in _met(given):
                words = {"of": label(team), "kpis": listed(label(each.metric) for each in kpis)}
                names = [team, *(each.metric for each in kpis)]
                rules = [rule for each in kpis for rule in each.rules]
                yield _item(task, given, graph, (), team, words, names=names, rules=rules)
        case "phase-metric":
            phase = graph.knowledge.records.get(f"phase.{given.answers.get('phase')}")
            if isinstance(phase, Phase):
                for row in phase.grid:
                    words = {"of": lowered(label(row.to)), "phase": label(phase.id)}
                    yield _of_the_grid(task, given, graph, row, words, phase.id)


def _words(each: Each, kpi: Owned, graph: Graph) -> dict[str, str] | None:
    """What stands in braces for a KPI; None where there is no item for it."""
    record = graph.knowledge.get(Metric, kpi.metric)
    words = {"of": lowered(record.label)}
    if each == "shared-kpi":
        words["teams"] = listed(lowered(graph.knowledge.label(team)) for team in kpi.teams)
        return words if kpi.shared and kpi.teams else None
    if each == "undefined-kpi":
        words["open"] = listed(record.define_first)
        return words if record.define_first else None
    return words


def _met(given: Situation) -> list[tuple[str, list[Owned]]]:
    """The teams that lead or share a KPI, those with most of them first."""
    found: dict[str, list[Owned]] = {}
    for kpi in given.kpis:
        for team in kpi.teams:
            found.setdefault(team, []).append(kpi)
    return sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))


def _of_the_grid(
    task: Task, given: Situation, graph: Graph, row: GridRow, words: Mapping[str, str], phase: str
) -> PlanItem:
    """An item for a row of the grid: why it stands there is for the row to say."""
    wave = f"#{row.wave}" if row.wave > 1 else ""
    item = _item(task, given, graph, (row.to,), row.to + wave, words, names=[phase])
    found = {"why": row.why or item.why, "basis": row.basis, "citations": row.citations}
    return item.model_copy(update=found)


def _item(
    task: Task,
    given: Situation,
    graph: Graph,
    metrics: tuple[str, ...],
    of: str = "",
    words: Mapping[str, str] | None = None,
    *,
    names: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> PlanItem:
    owned = {each.metric: each for each in given.owned}
    mine = [owned[metric] for metric in metrics if metric in owned]
    rules = [*rules, *(rule for each in mine for rule in each.rules)]
    return PlanItem(
        id=f"{task.id}/{of}" if of else task.id,
        task=task.id,
        kind=task.kind,
        by_day=task.due.by_day,
        do=_filled(task.do or task.label, words),
        how=_filled(task.how or task.definition, words),
        why=task.why,
        basis=task.basis,
        citations=task.citations,
        due_why=task.due.why,
        due_basis=task.due.basis,
        due_citations=task.due.citations,
        metrics=metrics,
        apart=tuple(_apart(metrics, graph)) if task.kind == "baseline" else (),
        on_scorecard=mine[0].role if mine else "",
        instruments=tuple(_tools(metrics, graph)) if task.kind in _READS else (),
        ask=tuple(_ask(metrics[0], owned, graph)) if len(metrics) == 1 else (),
        comes_from=_once((task.id, *metrics, *names, *rules)),
        part=task.part,
        every_cycle=task.every_cycle,
    )


def _filled(text: str, words: Mapping[str, str] | None) -> str:
    for name, word in (words or {}).items():
        text = text.replace(f"{{{name}}}", word)
    return text


def _apart(metrics: Sequence[str], graph: Graph) -> Iterator[str]:
    for metric in metrics:
        for variant in graph.knowledge.get(Metric, metric).variants:
            yield variant.label


def tools(metric: str, graph: Graph) -> Iterator[Tool]:
    """What a metric is measured with."""
    for link in graph.knowledge.get(Metric, metric).measured_with:
        found = graph.knowledge.get(Instrument, link.to)
        short = found.measure.short if found.measure else ""
        yield Tool(instrument=found.id, label=found.label, short=short)


def _tools(metrics: Sequence[str], graph: Graph) -> Iterator[Tool]:
    yield from dict.fromkeys(tool for metric in metrics for tool in tools(metric, graph))


def _ask(metric: str, owned: Mapping[str, Owned], graph: Graph) -> Iterator[Ask]:
    """Who leads or shares a metric: by the scorecard where it says so, else by the record."""
    kpi = owned.get(metric)
    teams = kpi.teams if kpi and kpi.teams else graph.teams(metric, "leads", "shares")
    for team in teams:
        yield Ask(team=team, label=graph.knowledge.label(team), co_owns=bool(kpi))


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
