"""Recurring revenue, of the year and of the month: is the target of the year within reach? Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from knowledge_graph.load import Knowledge
from scorecards.document import Reading, Scorecard
from scorecards.part import Part
from scorecards.readings.standing import RECURRING, Track, recurring_revenue
from scorecards.story.figures import day, figure
from scorecards.story.monthly import Watched
from scorecards.story.said import interpretable, waiting
from scorecards.versions.diff import Words

ARR, MRR = RECURRING


class YearEnd(Part):
    """Whether the revenue target of the year's end is within reach.

    Attributes:
        metric: The figure whose target is looked at; None where neither has one.
        by: How far the value in force is from the line to the target; below zero where it is ahead.
        says: The answer in a sentence or two, unknown included.
        month: What twelve of the last month would make, beside the year; nothing where unknown.
    """

    answer: Literal["yes", "no", "unknown"]
    metric: str | None = None
    by: Decimal | None = None
    says: str
    month: str = ""


class Step(Part):
    """A month of the trend; ``change`` is the difference from the month before, where both are."""

    first: datetime.date
    value: Decimal | None
    change: Decimal | None


def year_end(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> YearEnd:
    """Whether recurring revenue is on track for the target at the end of the year.

    The target is that of ARR, else that of MRR, whose deadline is a 31 December. On track means on
    or above the straight line from its baseline, today.
    """
    tracks = recurring_revenue(card, readings, knowledge, today)
    month = _twelve_times(tracks)
    for each in tracks:
        target = card.kpi(each.metric).target
        if target is not None and (target.deadline.month, target.deadline.day) == (12, 31):
            answer = _answer(card, each, knowledge)
            return answer.model_copy(update={"month": month})
    label = knowledge.label
    missing = " or ".join(label(each).lower() for each in RECURRING)
    says = f"Unknown: no target for {missing} ends on a 31 December. Set one to get an answer."
    return YearEnd(answer="unknown", says=says, month=month)


def _answer(card: Scorecard, found: Track, knowledge: Knowledge) -> YearEnd:
    kpi = card.kpi(found.metric)
    where, unit = found.standing, Words(knowledge).unit(kpi)
    assert kpi.target is not None

    def unknown(why: str) -> YearEnd:
        return YearEnd(answer="unknown", metric=found.metric, says=f"Unknown: {why}")

    label = knowledge.label(found.metric)
    if not interpretable(where):
        return unknown(f"{label} is {waiting(where)[0].lower()}{waiting(where)[1:]}")
    if where.status == "not-yet-interpretable" or where.aim is None:
        return unknown(f"the target of {label.lower()} cannot be compared with its readings.")
    if found.expected is None or found.behind is None:
        return unknown(f"the target of {label.lower()} has no baseline, so there is no line to it.")
    currency = where.reading.currency if where.reading else None
    value, aim, expected = (
        figure(each, unit, currency)
        for each in (where.adjusted or Decimal(0), where.aim, found.expected)
    )
    gap = figure(abs(found.behind), unit, currency)
    to = f"the target is {aim} by {day(kpi.target.deadline)}"
    if found.behind > 0:
        says = f"No, {gap} behind: {label} is at {value} where the line is at {expected}; {to}."
        return YearEnd(answer="no", metric=found.metric, by=found.behind, says=says)
    ahead = f"Yes, {gap} ahead" if found.behind < 0 else "Yes, right on the line"
    says = f"{ahead}: {label} is at {value} where the line is at {expected}; {to}."
    return YearEnd(answer="yes", metric=found.metric, by=found.behind, says=says)


def _twelve_times(tracks: Sequence[Track]) -> str:
    by_metric = {each.metric: each.standing for each in tracks}
    month = by_metric.get(MRR)
    if month is None or month.raw is None or month.reading is None:
        return ""
    twelve = figure(month.raw * 12, "currency", month.reading.currency)
    told = f"Twelve times the last month would be {twelve}"
    year = by_metric.get(ARR)
    if year is not None and year.raw is not None and year.reading is not None:
        told += f"; the year's figure is {figure(year.raw, 'currency', year.reading.currency)}"
    return f"{told}."


def trend(watched: Watched) -> tuple[Step, ...]:
    """A monthly figure over twelve months, with the change from each month to the next."""
    steps: list[Step] = []
    for month in watched.months:
        value = month.reading.value if month.reading else None
        before = steps[-1].value if steps else None
        change = value - before if value is not None and before is not None else None
        steps.append(Step(first=month.first, value=value, change=change))
    return tuple(steps)


def trend_words(steps: Sequence[Step], unit: str, currency: str | None) -> str:
    """The trend in a sentence: from the first month with a reading to the last."""
    known = [each for each in steps if each.value is not None]
    if len(known) < 2:
        return f"{len(known)} of 12 months read: no trend can be told yet."
    first, last = known[0], known[-1]
    assert first.value is not None
    assert last.value is not None
    moved = last.value - first.value
    way = "rose by" if moved > 0 else "fell by" if moved < 0 else "did not move, by"
    return (
        f"From {first.first:%b %Y} to {last.first:%b %Y} it {way} "
        f"{figure(abs(moved), unit, currency)}, to {figure(last.value, unit, currency)} "
        f"({len(known)} of 12 months read)."
    )
