"""Checks of a scorecard as a whole: headline, length, dates, joint objectives and factors."""

from __future__ import annotations

from collections.abc import Iterator

from engine.compose import OBJECTIVE_LIMIT
from knowledge_graph.records import Objective
from scorecards.document import Scorecard
from scorecards.lint.mends import adding, on_kpi, roles
from scorecards.lint.records import Bench, Fix, Found


def too_many(bench: Bench) -> Iterator[Found]:
    """More KPIs of one objective than its limit; none where each owner group has its own."""
    for objective in dict.fromkeys(o for kpi in bench.card.proper for o in kpi.objectives):
        count = sum(objective in kpi.objectives for kpi in bench.card.proper)
        if count > OBJECTIVE_LIMIT and not _per_team(bench, objective):
            yield None, f"{count} KPIs serve {bench.label(objective)}.", None


def _per_team(bench: Bench, objective: str) -> bool:
    record = bench.graph.knowledge.records.get(objective)
    return isinstance(record, Objective) and record.limit_per_team


def no_headline(bench: Bench) -> Iterator[Found]:
    """Nothing stands above the others."""
    if bench.card.kpis and not bench.card.headlines:
        first = _fit_for_headline(bench)
        fix = roles({first: "headline"}) if first else None
        yield None, "No KPI is the headline.", fix


def two_headlines(bench: Bench) -> Iterator[Found]:
    """A second headline without a reason."""
    for kpi in bench.card.headlines[1:]:
        if not kpi.reason:
            text = f"{bench.label(kpi.metric)} is one more headline, and nothing says why."
            yield kpi.metric, text, roles({kpi.metric: "supporting"})


def headline_counts_output(bench: Bench) -> Iterator[Found]:
    """A headline that counts what was produced."""
    for kpi, metric in bench.known():
        if kpi.role == "headline" and metric.output_count:
            other = _fit_for_headline(bench)
            fix = None
            if len(bench.card.headlines) > 1:
                fix = roles({kpi.metric: "supporting"})
            elif other:
                fix = roles({kpi.metric: "supporting", other: "headline"})
            text = f"{metric.label} is the headline and counts what is produced."
            yield kpi.metric, text, fix


def _fit_for_headline(bench: Bench) -> str | None:
    """The first supporting KPI that is a result and serves an objective, if any was chosen."""
    for kpi, metric in bench.known():
        serves = kpi.objectives or not bench.objectives
        if kpi.role == "supporting" and not metric.output_count and serves:
            return kpi.metric
    return None


def headline_unguarded(bench: Bench) -> Iterator[Found]:
    """A headline that can be gamed, with nothing beside it that would show it."""
    for kpi, metric in bench.known():
        guards = bench.graph.targets(metric.id, "guarded-by")
        if kpi.role == "headline" and guards and not any(map(bench.card.holds, guards)):
            names = " or ".join(bench.label(each) for each in guards)
            moved = "fell" if metric.direction == "lower-is-better" else "rose"
            text = f"Nothing would show if {metric.label} {moved} for the wrong reason: {names}."
            yield kpi.metric, text, adding(guards[0], "guardrail", "", bench.graph)


def headline_serves_nothing(bench: Bench) -> Iterator[Found]:
    """A headline whose link to the objectives was removed."""
    for kpi in bench.card.headlines:
        if bench.objectives and not set(kpi.objectives) & set(bench.objectives):
            text = f"{bench.label(kpi.metric)} is the headline and serves none of the objectives."
            served = tuple(o for o in bench.objectives if bench.graph.serves(kpi.metric, o))
            fix = on_kpi(kpi.metric, objectives=served) if served else None
            yield kpi.metric, text, fix


def no_review(bench: Bench) -> Iterator[Found]:
    """No day on which it is looked at again."""
    if bench.card.review_on is None and bench.card.status != "closed":
        yield None, "No review date is set.", _review_at_the_end(bench)


def review_passed(bench: Bench) -> Iterator[Found]:
    """A review that did not take place, or whose next day was not set."""
    day = bench.card.review_on
    if day is not None and day < bench.today and bench.card.status != "closed":
        yield None, f"The review date {day} has passed.", _review_at_the_end(bench)


def _review_at_the_end(bench: Bench) -> Fix | None:
    end = bench.card.period.end
    if end < bench.today:
        return None

    def fix(card: Scorecard) -> Scorecard:
        return card.model_copy(update={"review_on": end})

    return fix


def unsigned(bench: Bench) -> Iterator[Found]:
    """A joint objective that a team has not signed."""
    for joint in bench.card.joint:
        if joint.unsigned:
            teams = ", ".join(bench.label(team) for team in joint.unsigned)
            yield None, f"{bench.label(joint.objective)} is joint and not signed by {teams}.", None


def factor_late(bench: Bench) -> Iterator[Found]:
    """A factor that was declared when its effect could be seen already."""
    for factor in bench.card.factors:
        if factor.declared_on > bench.card.period.start:
            text = (
                f"{bench.label(factor.factor)} was declared on {factor.declared_on}, "
                f"after the period began."
            )
            yield factor.metric, text, None


def factor_unproved(bench: Bench) -> Iterator[Found]:
    """A factor that bears on a reading, or on a period that is over, without evidence."""
    for factor in bench.card.factors:
        bears = factor.adjustment is not None or bench.today > bench.card.period.end
        if bears and not factor.evidence:
            yield factor.metric, f"Nothing shows that {bench.label(factor.factor)} came.", None


def adjustment_unreviewed(bench: Bench) -> Iterator[Found]:
    """An adjustment that nobody has accepted or refused, or that nobody has put a name to."""
    for factor in bench.card.factors:
        open_ = factor.accepted is None or factor.reviewed_by is None
        if factor.adjustment is not None and open_:
            text = f"The adjustment for {bench.label(factor.factor)} has not been reviewed."
            yield factor.metric, text, None
