"""The guide beside a scorecard: its plan, what was done of it, and what was carried over.

Nothing of it is kept but what people did. The plan follows from the scorecard and from what is
known, so that another KPI, another phase or another reading shows in it at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from engine.first_days import (
    Owned,
    PlanItem,
    Situation,
    answered,
    dated,
    first_days,
    teams_of,
)
from engine.recommendation import Recommendation
from knowledge_graph.graph import Graph
from knowledge_graph.load import Knowledge
from knowledge_graph.onboarding import ByDay, Task
from knowledge_graph.records import Metric
from scorecards.document import Reading, Scorecard
from scorecards.making.next_cycle import SET_ANEW
from scorecards.onboarding.steps import Mark, Marks
from scorecards.part import Part
from scorecards.readings.standing import in_force
from scorecards.story.figures import day, figure
from scorecards.units import unit_of

State = Literal["open", "done", "left-out"]


class Line(Part):
    """An item of the guide as it stands.

    Attributes:
        because: Why it stands so: what shows that it is done, or why it was left out.
        of_itself: Whether it is done without anybody saying so.
        carried: Whether it was open at the end of the cycle before.
        late: Whether its last day has passed and it is open.
        by, at: Who said last where it stands, and when.
    """

    item: PlanItem
    state: State = "open"
    because: str = ""
    of_itself: bool = False
    carried: bool = False
    late: bool = False
    note: str = ""
    by: str = ""
    at: datetime.datetime | None = None


class OnboardingGuide(Part):
    """The guide beside a scorecard.

    Attributes:
        start: The first day; the period's, until somebody says another.
        phase: The phase it is in, as a profile names it; None where that is not known.
        moved: Whether the guide is in another phase than the profile of the scorecard.
        cycle: Which cycle of the scorecard it is, from 1.
    """

    start: datetime.date
    phase: str | None
    moved: bool
    cycle: int
    lines: tuple[Line, ...]

    def by_day(self, last: ByDay) -> tuple[Line, ...]:
        """The lines of one stretch of thirty days, what was carried over first."""
        found = (line for line in self.lines if line.item.by_day == last)
        return tuple(sorted(found, key=lambda line: not line.carried))

    def line(self, item: str) -> Line | None:
        """The line of an item; None where the guide has no such item."""
        return next((line for line in self.lines if line.item.id == item), None)

    @property
    def settled(self) -> int:
        """How many items are done or left out."""
        return sum(line.state != "open" for line in self.lines)


def guide_beside(
    card: Scorecard,
    graph: Graph,
    *,
    readings: Sequence[Reading] = (),
    marks: Marks | None = None,
    recommendation: Recommendation | None = None,
    before: OnboardingGuide | None = None,
    today: datetime.date,
) -> OnboardingGuide:
    """The guide as it stands.

    Args:
        card: The scorecard.
        graph: What is known.
        readings: All that was read for it.
        marks: What people did with the guide.
        recommendation: What it was adopted from, for the rules behind its KPIs and for what was
            inferred of the role; the guide is without them where that was not kept.
        before: The guide of the cycle before.
        today: The day for which it is told.
    """
    marks = marks or Marks()
    start = marks.began or card.period.start
    profiled = answered(card.basis.profile, graph.knowledge).get("phase")
    given = situation_of(card, graph.knowledge, recommendation, marks.phase)
    plan = first_days(given, graph, start)
    kept = [*plan, *_left_over(plan, before, start, graph.knowledge)]
    lines = tuple(_line(item, card, graph.knowledge, readings, marks, before) for item in kept)
    return OnboardingGuide(
        start=start,
        phase=given.answers.get("phase"),
        moved=given.answers.get("phase") != profiled,
        cycle=before.cycle + 1 if before else 1,
        lines=tuple(_told(line, today) for line in lines),
    )


def situation_of(
    card: Scorecard,
    knowledge: Knowledge,
    recommendation: Recommendation | None = None,
    phase: str | None = None,
) -> Situation:
    """What a scorecard says of a role: its own KPIs and contracts, not those of then.

    Args:
        card: The scorecard.
        knowledge: What is known.
        recommendation: What it was adopted from.
        phase: Another phase than its profile has.
    """
    rules = _rules(recommendation, knowledge)
    owned = tuple(
        Owned(
            metric=kpi.metric,
            role=kpi.role,
            shared=kpi.contract.kind in ("shared", "contributing"),
            teams=teams_of(kpi.contract.lead, kpi.contract.co_owners),
            rules=rules.get(kpi.metric, ()),
        )
        for kpi in card.kpis
        if isinstance(knowledge.records.get(kpi.metric), Metric)
    )
    traits = recommendation.appraisal if recommendation else ()
    answers = {each.trait: each.value for each in traits}
    answers |= answered(card.basis.profile, knowledge)
    if phase is not None:
        answers["phase"] = phase
    return Situation(owned=owned, answers=answers, sourced_only=card.basis.sourced_only)


def _rules(
    recommendation: Recommendation | None, knowledge: Knowledge
) -> Mapping[str, tuple[str, ...]]:
    """The rules behind each metric; none where they may be others today."""
    if recommendation is None or recommendation.versions.knowledge != knowledge.version:
        return {}
    return {kpi.metric: kpi.rules for kpi in recommendation.kpis}


def _left_over(
    plan: Iterable[PlanItem],
    before: OnboardingGuide | None,
    start: datetime.date,
    knowledge: Knowledge,
) -> Iterator[PlanItem]:
    """What was open in the cycle before and is not asked for anew, to do in the first thirty days.

    What was open for a KPI or a team goes with that KPI.
    """
    known = {item.id for item in plan}
    for line in before.lines if before else ():
        task = knowledge.records.get(line.item.task)
        goes_on = isinstance(task, Task) and task.each in ("once", "phase-metric")
        if line.state == "open" and line.item.id not in known and goes_on:
            yield dated(line.item.model_copy(update={"by_day": 30}), start)


def _line(
    item: PlanItem,
    card: Scorecard,
    knowledge: Knowledge,
    readings: Sequence[Reading],
    marks: Marks,
    before: OnboardingGuide | None,
) -> Line:
    mark, then = marks.of(item.id), before.line(item.id) if before else None
    carried = then is not None and then.state == "open"
    line = Line(item=item, carried=carried, note=mark.note or (then.note if then else ""))
    if mark.state in ("done", "left-out"):
        update = {"state": mark.state, "because": mark.reason, "by": mark.by, "at": mark.at}
        return line.model_copy(update=update)
    shown = _shown(item, card, knowledge, readings)
    if shown:
        return line.model_copy(update={"state": "done", "because": shown, "of_itself": True})
    if mark == Mark(note=mark.note) and then and then.state != "open" and not item.every_cycle:
        how = "Done" if then.state == "done" else "Left out"
        because = f"{how} in the cycle before." + (f" {then.because}" if then.because else "")
        return line.model_copy(update={"state": then.state, "because": because})
    return line


def _shown(
    item: PlanItem, card: Scorecard, knowledge: Knowledge, readings: Sequence[Reading]
) -> str:
    """What shows that an item is done, a sentence; empty where nothing does."""
    if not item.metrics:
        return ""
    metric = item.metrics[0]
    kpi = card.kpi(metric) if card.holds(metric) else None
    record = knowledge.get(Metric, metric)
    unit = unit_of(record, kpi.variant if kpi else None)
    if item.kind == "baseline":
        live = in_force(readings, metric)
        if live:
            value = figure(live[-1].value, unit, live[-1].currency)
            return f"A reading is kept: {value} on {day(live[-1].taken_on)}."
        if kpi is not None and kpi.last_value is not None:
            value = figure(kpi.last_value, unit)
            return f"The last value of the cycle before is the baseline: {value}."
    if item.kind == "target" and kpi and kpi.target and kpi.target.why != SET_ANEW:
        return f"A target is set for {day(kpi.target.deadline)}."
    return ""


def _told(line: Line, today: datetime.date) -> Line:
    last = line.item.last_day
    late = line.state == "open" and last is not None and last < today
    return line.model_copy(update={"late": late})
