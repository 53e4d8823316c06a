"""Checks of what comes before a KPI can be trusted: sources, gates, control, first waves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from knowledge_graph.records import Phase
from scorecards.accountability.control import BOTH, unsaid
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.lint.mends import on_kpi
from scorecards.lint.records import Bench, Fix, Found
from scorecards.making.adopt import add
from scorecards.making.settling import shut
from scorecards.part import FIRST
from scorecards.readings.standing import in_force
from scorecards.ready import without_source


def gate_shut(bench: Bench) -> Iterator[Found]:
    """A KPI that is taken on before what it stands on is there."""
    for kpi, metric in bench.known():
        if left := shut(kpi, metric):
            yield (
                kpi.metric,
                f"{metric.label} is not open yet: it needs {' and '.join(left)}.",
                None,
            )


def no_source(bench: Bench) -> Iterator[Found]:
    """A KPI whose system of record nobody named, where it is not known which data are at hand."""
    if bench.profile.data_sources is not None:
        return  # then the engine's critique says what cannot be measured
    for kpi, metric in bench.known():
        if without_source(kpi, metric):
            text = f"{metric.label} is not measurable yet: no data source is named."
            yield kpi.metric, text, None


def first_wave_late(bench: Bench) -> Iterator[Found]:
    """A first survey so near the launch that nothing could be done about its result."""
    launch = bench.card.launched_on
    for kpi, metric in bench.known(proper=False):
        days = kpi.before_launch
        if launch is None or metric.before_launch is None or days is None:
            continue
        due = launch - datetime.timedelta(days=min(days, (launch - FIRST).days))
        if days < metric.before_launch:
            text = (
                f"The first survey of {metric.label} is planned {days} days before the launch; "
                f"{metric.before_launch} leave time to act on it."
            )
            yield kpi.metric, text, _as_early(bench, kpi, metric.before_launch, launch)
        elif due < bench.today and not _read_until(bench, kpi, due):
            text = f"The first survey of {metric.label} was due on {due}, and nothing was read."
            yield kpi.metric, text, None


def _as_early(bench: Bench, kpi: ScorecardKpi, days: int, launch: datetime.date) -> Fix | None:
    """Plans it as early as it should be, where that day is still to come."""
    early = (launch - bench.today).days >= days
    return on_kpi(kpi.metric, before_launch=days) if early else None


def _read_until(bench: Bench, kpi: ScorecardKpi, due: datetime.date) -> bool:
    return any(each.taken_on <= due for each in in_force(bench.readings, kpi.metric))


def read_alone(bench: Bench) -> Iterator[Found]:
    """What a customer costs or is worth, without the others it is read with in this phase."""
    phase = bench.graph.knowledge.records.get(f"phase.{bench.profile.phase}")
    if not isinstance(phase, Phase):
        return
    grid = {row.to for row in phase.grid}
    for kpi, metric in bench.known():
        if metric.family != "unit-economics":
            continue
        missing = [
            edge.target
            for edge in bench.graph.edges(metric.id, "read-with")
            if edge.basis == "sourced" and {metric.id, edge.target} <= grid
            if not bench.card.holds(edge.target)
        ]
        if missing:
            names = " and ".join(bench.label(each) for each in missing)
            text = f"{metric.label} stands without {names}, beside which it is read."
            yield kpi.metric, text, _watching(bench, missing, f"Read beside {metric.label}.")


def _watching(bench: Bench, metrics: list[str], reason: str) -> Fix:
    graph = bench.graph

    def fix(card: Scorecard) -> Scorecard:
        for metric in metrics:
            if not card.holds(metric):
                card = add(card, metric, "monitor", reason, graph)
        return card

    return fix


def control_unsaid(bench: Bench) -> Iterator[Found]:
    """A KPI of direct impact of which nobody has said that work and outcome are controlled."""
    for kpi, metric in bench.known():
        if unsaid(kpi, bench.graph.knowledge):
            left = [each for each in BOTH if each not in kpi.contract.controls]
            text = f"{metric.label} is held alone, and nobody has ticked {' and '.join(left)}."
            yield kpi.metric, text, None
