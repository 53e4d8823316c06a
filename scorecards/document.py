"""A scorecard: who answers for what, measured how, towards which target. Records only.

A scorecard is a value: every change makes a new one, and the store keeps each as a version. Dates
and names come from whoever changes it; nothing here reads a clock.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from knowledge_graph.records import Id, Slug, Text
from rules.records import Accountability, Role
from scorecards.part import Currency, Day, Name, Note, Number, Part
from scorecards.together import Initiative, JointObjective, Pulse


class Period(Part):
    """The time that a scorecard speaks of, both days included."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _forward(self) -> Period:
        if self.end <= self.start:
            before = "the day" if self.end == self.start else "before"
            raise ValueError(f"the period ends on {self.end}, {before} it starts on {self.start}")
        return self

    @property
    def following(self) -> Period:
        """The next period of the same length: in whole months where this one is, else in days.

        It may lie beyond the days that a scorecard can speak of; then it can be told, not kept.
        """
        start = self.end + datetime.timedelta(days=1)
        if self.start.day != 1 or start.day != 1:
            return Period.model_construct(start=start, end=start + (self.end - self.start))
        months = _months(start) - _months(self.start)
        year, month = divmod(_months(start) + months, 12)
        end = datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)
        return Period.model_construct(start=start, end=end)


def next_quarter(today: datetime.date) -> Period:
    """The quarter after the one that a day lies in."""
    months = today.year * 12 + (today.month - 1) // 3 * 3 + 3
    start, after = _first_of(months), _first_of(months + 3)
    return Period(start=start, end=after - datetime.timedelta(days=1))


def _first_of(months: int) -> datetime.date:
    return datetime.date(months // 12, months % 12 + 1, 1)


def _months(day: datetime.date) -> int:
    return day.year * 12 + day.month - 1


class Target(Part):
    """What a KPI is to reach.

    Attributes:
        baseline: The value to start from, in the metric's unit as all values here are but an amount
            with a ``time`` of its own; None is unknown, which is legal and flagged.
        change: To a level, by an amount, by points, by relative percent, or to stay within a range.
            For a metric in percent, points and relative percent are two things and one must be
            chosen; an amount is for what is counted otherwise.
        amount: The level, or by how much; negative where it is to fall. None for a range.
        time: What the amount is counted in, for a metric that is a length of time; None where it
            is counted as the metric is.
        low, high: The range.
        currency: For a metric counted in money.
        deadline: The day by which it is to be reached.
        warn, fail: Values from which a reading counts as at risk, and as missed.
        set_on: The day it was set; a target set after the period began is marked.
        why: Why it is other than before, where it is.
    """

    baseline: Number | None = None
    change: Literal["to-level", "by-amount", "by-points", "by-relative-percent", "within-range"]
    amount: Number | None = None
    time: Literal["hours", "days", "weeks", "months"] | None = None
    low: Number | None = None
    high: Number | None = None
    currency: Currency | None = None
    deadline: Day
    warn: Number | None = None
    fail: Number | None = None
    set_on: Day
    why: Note = ""


Control = Literal["execution", "outcome"]
"""What of a KPI somebody controls: how the work is done, and what comes of it."""


class Settled(Part):
    """Something that had to be settled about a KPI, in the words of its record, and what was."""

    what: Text
    says: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Contract(Part):
    """Who answers for a KPI: the accountability contract.

    Attributes:
        lead: The team that leads the outcome.
        co_owners: The other teams that share it, product marketing among them where it does.
        tie_breaker: Who decides where they do not agree.
        own_part: The metrics by which the PMM's own part is told.
        reason: Why it is agreed so, where the record of the metric has it otherwise.
        controls: What of it the PMM was said to control; empty where nobody has said.
    """

    kind: Accountability
    lead: Id | None = None
    co_owners: tuple[Id, ...] = ()
    tie_breaker: Name | None = None
    own_part: tuple[Id, ...] = ()
    reason: Note = ""
    controls: tuple[Control, ...] = ()


class ScorecardKpi(Part):
    """A KPI of a scorecard.

    Attributes:
        origin: Recommended, put in another's place, or added though nothing recommends it.
        replaces: The recommended metric in whose place it stands.
        reason: Why it stands here in this role, where that is not the recommendation's word.
        variant: The definition in use, where the metric has several.
        formula: The organisation's own formula, where none that is known is in use.
        objectives: The objectives it serves.
        weight: Percent of the whole; None where nobody weighs.
        source: The system its readings come from.
        windows: Days after the launch on which a reading closes, for what is read that way.
        before_launch: Days before the launch by which its first wave is read, for what is read so.
        last_value: Its last value in the cycle before, for the baseline of a target.
        settled: What its record asks to settle first, as far as that was done.
    """

    metric: Id
    role: Role
    origin: Literal["recommended", "swapped", "added"] = "recommended"
    replaces: Id | None = None
    reason: Note = ""
    variant: Slug | None = None
    formula: Note = ""
    objectives: tuple[Id, ...] = ()
    contract: Contract
    target: Target | None = None
    weight: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    source: Slug | None = None
    cadence: Text
    windows: tuple[Annotated[int, Field(ge=1, le=3650)], ...] = ()
    before_launch: Annotated[int, Field(ge=1, le=3650)] | None = None
    last_value: Number | None = None
    settled: tuple[Settled, ...] = ()


class Dropped(Part):
    """A recommended KPI that was not taken, and why."""

    metric: Id
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class DeclaredFactor(Part):
    """Something outside everybody's control that was declared; late where the period had begun.

    Attributes:
        evidence: What shows that it came.
        adjustment: What is proposed to be taken off or added to which metric's reading.
        proposed_by: Who proposed it.
        reviewed_by: Who accepted or refused the adjustment.
    """

    factor: Id
    declared_on: Day
    expectation: Note = ""
    evidence: Note = ""
    metric: Id | None = None
    adjustment: Number | None = None
    proposed_by: Name | None = None
    accepted: bool | None = None
    reviewed_by: Name | None = None


class Basis(Part):
    """What a scorecard was adopted from; enough to recommend again and compare.

    Attributes:
        profile, policy: As given.
        knowledge, rules: Digests of what the recommendation was made from.
        recommended: Metric -> role, as recommended then, monitors and guardrails included.
        recommendation: The digest by which the store finds the recommendation itself; None where
            it was not kept.
    """

    profile: dict[str, Any]
    policy: dict[str, str] = {}
    sourced_only: bool = False
    knowledge: str
    rules: str
    recommended: dict[str, Role]
    recommendation: str | None = None

    def answers(self, field: str) -> tuple[str, ...]:
        """What the profile lists in a field; nothing where a file from elsewhere has no list."""
        given = self.profile.get(field)
        return tuple(map(str, given)) if isinstance(given, list | tuple) else ()


class Scorecard(Part):
    """The document.

    Attributes:
        id: Short and random; it stands in addresses.
        template: The role template it was made from, if it was.
        person: Who it is for; None for a template.
        review_on: The day it is to be looked at again.
        launched_on: The day of the launch that its windows count from.
        launch_why: Why the launch lies on another day than before, where it was moved.
        spending: What the trend of recurring revenue means for planned spending.
    """

    id: Slug
    title: Name
    person: Name | None = None
    manager: Name | None = None
    template: Slug | None = None
    status: Literal["draft", "in-review", "changes-requested", "approved", "closed"] = "draft"
    period: Period
    review_on: Day | None = None
    launched_on: Day | None = None
    launch_why: Note = ""
    spending: Note = ""
    basis: Basis
    kpis: tuple[ScorecardKpi, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    joint: tuple[JointObjective, ...] = ()
    factors: tuple[DeclaredFactor, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    pulses: tuple[Pulse, ...] = ()
    sample: bool = False

    @model_validator(mode="after")
    def _each_metric_once(self) -> Scorecard:
        metrics = [kpi.metric for kpi in self.kpis]
        twice = sorted({metric for metric in metrics if metrics.count(metric) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} stands on the scorecard twice")
        if len({each.metric for each in self.dropped}) < len(self.dropped):
            raise ValueError("a metric is dropped twice")
        if len({each.objective for each in self.joint}) < len(self.joint):
            raise ValueError("an objective is joint twice")
        for named in (self.initiatives, self.pulses):
            if len({each.id for each in named}) < len(named):
                raise ValueError("two initiatives or two pulses have one id")
        return self

    def kpi(self, metric: str) -> ScorecardKpi:
        """The KPI of a metric.

        Raises:
            KeyError: The metric is not on the scorecard.
        """
        for kpi in self.kpis:
            if kpi.metric == metric:
                return kpi
        raise KeyError(metric)

    def holds(self, metric: str) -> bool:
        """Whether a metric stands on it, in any role."""
        return any(kpi.metric == metric for kpi in self.kpis)

    @property
    def proper(self) -> tuple[ScorecardKpi, ...]:
        """The KPIs proper: the headline and the supporting ones, without what only watches."""
        return tuple(kpi for kpi in self.kpis if kpi.role in ("headline", "supporting"))

    @property
    def headlines(self) -> tuple[ScorecardKpi, ...]:
        """What stands above the others; one, as a rule."""
        return tuple(kpi for kpi in self.kpis if kpi.role == "headline")

    def with_kpi(self, kpi: ScorecardKpi) -> Scorecard:
        """The scorecard with this KPI in the place of the one of the same metric."""
        kpis = tuple(kpi if each.metric == kpi.metric else each for each in self.kpis)
        return self.model_copy(update={"kpis": kpis})


class Reading(Part):
    """A value that was read. It is never changed; a correction is a reading that replaces it.

    Attributes:
        taken_on: The day that the value speaks of.
        value: In the metric's unit.
        n: How many observations are behind it, where that means something.
        evidence: A note, or the name of an attached file.
        replaces: The reading that this one corrects.
        window: Days after a launch, for a reading that closes then.
    """

    id: Slug
    scorecard: Slug
    metric: Id
    taken_on: Day
    value: Number
    currency: Currency | None = None
    n: int | None = Field(None, ge=0)
    evidence: Note = ""
    by: Name
    at: datetime.datetime
    replaces: Slug | None = None
    window: int | None = Field(None, ge=1)
