"""Checks of each KPI: its contract, its target, its definition, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge_graph.graph import LEAD
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.lint.mends import in_contract, in_target, on_kpi
from scorecards.lint.records import Bench, Fix, Found
from scorecards.readings.standing import in_force
from scorecards.targets import check_scorecard
from scorecards.units import unit_of


def unknown_record(bench: Bench) -> Iterator[Found]:
    """A metric, objective or team that the knowledge does not have."""
    records = bench.graph.knowledge.records
    for kpi in bench.card.kpis:
        contract = kpi.contract
        teams = (*((contract.lead,) if contract.lead else ()), *contract.co_owners)
        for named in (kpi.metric, *kpi.objectives, *teams, *contract.own_part):
            if named not in records:
                yield kpi.metric, f"`{named}` is not known.", None
        metric = bench.metric(kpi.metric)
        if metric and kpi.variant and kpi.variant not in {each.id for each in metric.variants}:
            text = f"`{kpi.variant}` is no definition of {metric.label}."
            yield kpi.metric, text, on_kpi(kpi.metric, variant=None)


def shared_without_lead(bench: Bench) -> Iterator[Found]:
    """A shared KPI that no team leads."""
    for kpi, metric in bench.known():
        if kpi.contract.kind == "shared" and kpi.contract.lead is None:
            leads = (*bench.graph.teams(metric.id, "leads"),)
            if bench.graph.pmm_part(metric.id) == "leads":
                leads = (LEAD, *leads)
            fix = in_contract(kpi.metric, lead=leads[0]) if leads else None
            yield kpi.metric, f"{metric.label} is shared, and no team leads it.", fix


def shared_without_tie_breaker(bench: Bench) -> Iterator[Found]:
    """A shared KPI for which nobody decides where its owners do not agree."""
    for kpi, metric in bench.known():
        if kpi.contract.kind == "shared" and kpi.contract.tie_breaker is None:
            boss = bench.card.manager
            fix = in_contract(kpi.metric, tie_breaker=boss) if boss else None
            yield kpi.metric, f"{metric.label} is shared, and nobody breaks a tie.", fix


def no_target(bench: Bench) -> Iterator[Found]:
    """A KPI that nothing is to be reached in."""
    for kpi, metric in bench.known():
        if kpi.target is None:
            yield kpi.metric, f"{metric.label} has no target.", None


def no_baseline(bench: Bench) -> Iterator[Found]:
    """A target without a value to start from."""
    for kpi, metric in bench.known(proper=False):
        if kpi.target is not None and kpi.target.baseline is None:
            yield kpi.metric, f"{metric.label} has no baseline.", _baseline_read(bench, kpi)


def _baseline_read(bench: Bench, kpi: ScorecardKpi) -> Fix | None:
    """The last reading until the period began, where it gives a target that can stand."""
    before = [
        each
        for each in in_force(bench.readings, kpi.metric)
        if each.taken_on <= bench.card.period.start
    ]
    if not before or kpi.target is None:
        return None
    last = before[-1]
    if last.currency not in (None, kpi.target.currency):
        return None
    fix = in_target(kpi.metric, baseline=last.value)
    known = bench.graph.knowledge
    worse = len(check_scorecard(fix(bench.card), known)) > len(check_scorecard(bench.card, known))
    return None if worse else fix


def target_refused(bench: Bench) -> Iterator[Found]:
    """A target that cannot stand."""
    for metric, refusal in check_scorecard(bench.card, bench.graph.knowledge, bench.readings):
        name = f"The target of {bench.label(metric)}" if metric else "The weights"
        yield metric, f"{name}: {refusal.wrong}; {refusal.right}.", None


def goalpost_moved(bench: Bench) -> Iterator[Found]:
    """A target that was set when the period had begun."""
    start = bench.card.period.start
    for kpi, metric in bench.known(proper=False):
        if kpi.target is not None and kpi.target.set_on > start:
            why = (
                f": {kpi.target.why.rstrip('.')}." if kpi.target.why else ", and nothing says why."
            )
            text = f"The target of {metric.label} was set on {kpi.target.set_on}, after the period "
            yield kpi.metric, f"{text}began on {start}{why}", None


def definition_differs(bench: Bench) -> Iterator[Found]:
    """A metric that another scorecard of the same time defines in another way."""
    for kpi, metric in bench.known(proper=False):
        others = [
            (card.title, card.kpi(kpi.metric))
            for card in bench.others
            if _same_time(card, bench.card) and card.holds(kpi.metric)
        ]
        theirs = {(other.variant, other.formula) for _, other in others}
        for title, other in others:
            if (other.variant, other.formula) != (kpi.variant, kpi.formula):
                one_unit = unit_of(metric, kpi.variant) == unit_of(metric, other.variant)
                fix = on_kpi(kpi.metric, variant=other.variant, formula=other.formula)
                text = f"{metric.label} is defined in another way on {title}."
                yield kpi.metric, text, fix if one_unit and len(theirs) == 1 else None


def _same_time(one: Scorecard, other: Scorecard) -> bool:
    if one.id == other.id:
        return False
    return one.period.start <= other.period.end and other.period.start <= one.period.end


def no_path(bench: Bench) -> Iterator[Found]:
    """A KPI from which nothing leads to its objective, or to a corporate KPI."""
    graph = bench.graph
    for kpi, metric in bench.known():
        lost = [o for o in kpi.objectives if not graph.serves(metric.id, o)]
        for objective in lost:
            outcomes = " or ".join(bench.label(o) for o in graph.targets(objective, "outcome"))
            edge = f" No link says that {metric.label} drives {outcomes}." if outcomes else ""
            text = f"Nothing leads from {metric.label} to {bench.label(objective)}.{edge}"
            kept = tuple(o for o in kpi.objectives if o not in lost)
            enough = set(kept) & set(bench.objectives) if bench.objectives else kept
            yield kpi.metric, text, on_kpi(kpi.metric, objectives=kept) if enough else None
        if not lost and not graph.corporate(metric.id, kpi.objectives):
            missing = f"no link says that {metric.label} drives a metric that expresses one"
            text = f"Nothing leads from {metric.label} to a corporate KPI: {missing}."
            yield kpi.metric, text, None
