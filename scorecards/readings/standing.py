"""What the readings of a scorecard say: the value in force, and how it stands to the target.

A reading is never changed. A correction replaces it and the old one stays readable; an accepted
adjustment for a factor stands beside the raw value and never in its place.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Reading, Scorecard, ScorecardKpi, Target
from scorecards.part import Part, Refusal, Refused
from scorecards.targets import aimed_at, on_the_line
from scorecards.units import grouped, highest, is_money, lowest, measured, unit_of

Status = Literal["met", "on-the-way", "at-risk", "missed", "not-yet-interpretable", "no-target"]
RECURRING = ("metric.arr", "metric.mrr")
"""The two figures of recurring revenue that are looked at together."""


class Standing(Part):
    """Where a KPI stands on a day.

    Attributes:
        reading: The reading in force; None where there is none.
        raw: Its value as read.
        adjusted: The value with every accepted adjustment; equal to ``raw`` where there is none.
        count: Days with a reading so far; ``needed`` is how many it takes.
        aim: The value aimed at, where one can be told.
        raw_status: The status that the raw value has, where an adjustment makes a difference.
        says: The status in a sentence.
    """

    metric: str
    reading: Reading | None
    raw: Decimal | None
    adjusted: Decimal | None
    count: int
    needed: int
    aim: Decimal | None
    status: Status
    raw_status: Status
    says: str


class ReadOut(Part):
    """One launch window of a KPI: the day it closes, and what was read."""

    metric: str
    window: int
    closes_on: datetime.date
    state: Literal["open", "read", "missed"]
    reading: Reading | None


class Point(Part):
    """A value on a day."""

    on: datetime.date
    value: Decimal


class Track(Part):
    """What a view needs to show whether a KPI is on track.

    Attributes:
        points: Readings in order of day, raw.
        line: The straight line from baseline to aim; empty where either is unknown.
        expected: The value of that line today.
        behind: How far the value in force lacks that; negative where it is ahead.
    """

    metric: str
    currency: str | None
    standing: Standing
    points: tuple[Point, ...]
    line: tuple[Point, ...]
    expected: Decimal | None
    behind: Decimal | None


def in_force(readings: Iterable[Reading], metric: str) -> tuple[Reading, ...]:
    """The readings of a metric that no correction replaces, oldest first."""
    known = [reading for reading in readings if reading.metric == metric]
    replaced = {reading.replaces for reading in known}
    kept = [reading for reading in known if reading.id not in replaced]
    return tuple(sorted(kept, key=lambda reading: (reading.taken_on, reading.at, reading.id)))


def corrections(readings: Iterable[Reading], reading: Reading) -> tuple[Reading, ...]:
    """What a reading has replaced, the newest first; the old values stay readable."""
    by_id = {each.id: each for each in readings}
    found: list[Reading] = []
    before = by_id.get(reading.replaces or "")
    while before is not None and before not in found:
        found.append(before)
        before = by_id.get(before.replaces or "")
    return tuple(found)


def accept(
    card: Scorecard,
    reading: Reading,
    readings: Sequence[Reading],
    knowledge: Knowledge,
    today: datetime.date,
) -> Reading:
    """The reading, if it can stand beside the others.

    Raises:
        Refused: With every reason.
    """
    found = list(_refusals(card, reading, readings, knowledge, today))
    if found:
        raise Refused(*(Refusal(field=f, wrong=wrong, right=right) for f, wrong, right in found))
    return reading


def standing(
    card: Scorecard,
    kpi: ScorecardKpi,
    readings: Iterable[Reading],
    knowledge: Knowledge,
    today: datetime.date,
) -> Standing:
    """Where a KPI stands today. Without enough readings it has no status against its target.

    Readings of one day count once towards that. ``readings`` are those of the scorecard.

    Raises:
        KeyError: The metric is not known any more.
    """
    metric = knowledge.get(Metric, kpi.metric)
    unit = unit_of(metric, kpi.variant)
    live = [each for each in in_force(readings, kpi.metric) if each.taken_on <= today]
    last = live[-1] if live else None
    count = len({each.taken_on for each in live})
    raw = last.value if last else None
    adjusted = None if raw is None else raw + adjustment(card, kpi.metric)
    currency = last.currency if last else None
    status, raw_status = (
        _status(value, currency, metric, kpi, count, today) for value in (adjusted, raw)
    )
    aim = aimed_at(kpi.target, unit) if kpi.target else None
    return Standing(
        metric=kpi.metric,
        reading=last,
        raw=raw,
        adjusted=adjusted,
        count=count,
        needed=metric.min_readings,
        aim=aim,
        status=status,
        raw_status=raw_status,
        says=_says(status, count, metric, raw, adjusted, unit, currency),
    )


def adjustment(card: Scorecard, metric: str) -> Decimal:
    """What factors take off or add to the reading of a metric: those that somebody accepted."""
    accepted = (
        each.adjustment
        for each in card.factors
        if each.metric == metric
        and each.accepted
        and each.reviewed_by
        and each.adjustment is not None
    )
    return sum(accepted, Decimal(0))


def read_outs(
    card: Scorecard, readings: Sequence[Reading], today: datetime.date
) -> tuple[ReadOut, ...]:
    """Every launch window of the scorecard, by the day it closes; none without a launch date."""
    if card.launched_on is None:
        return ()
    found = []
    for kpi in card.kpis:
        for window in kpi.windows:
            closes = card.launched_on + datetime.timedelta(days=window)
            known = [each for each in in_force(readings, kpi.metric) if each.window == window]
            state: Literal["open", "read", "missed"] = (
                "read" if known else "open" if today <= closes else "missed"
            )
            found.append(
                ReadOut(
                    metric=kpi.metric,
                    window=window,
                    closes_on=closes,
                    state=state,
                    reading=known[-1] if known else None,
                )
            )
    return tuple(sorted(found, key=lambda each: each.closes_on))


def track(
    card: Scorecard,
    kpi: ScorecardKpi,
    readings: Sequence[Reading],
    knowledge: Knowledge,
    today: datetime.date,
) -> Track:
    """What shows whether a KPI is on track: its readings beside a straight line to the aim."""
    where = standing(card, kpi, readings, knowledge, today)
    live = [each for each in in_force(readings, kpi.metric) if each.taken_on <= today]
    target = kpi.target
    line: tuple[Point, ...] = ()
    expected = behind = None
    if target and target.baseline is not None and where.aim is not None:
        start, aim = target.baseline, where.aim
        begins = min(card.period.start, target.deadline)
        line = (Point(on=begins, value=start), Point(on=target.deadline, value=aim))
        expected = on_the_line(start, aim, begins, target.deadline, today)
        if where.adjusted is not None:
            lower = knowledge.get(Metric, kpi.metric).direction == "lower-is-better"
            behind = (where.adjusted - expected) if lower else (expected - where.adjusted)
    return Track(
        metric=kpi.metric,
        currency=target.currency if target else None,
        standing=where,
        points=tuple(Point(on=each.taken_on, value=each.value) for each in live),
        line=line,
        expected=expected,
        behind=behind,
    )


def recurring_revenue(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> tuple[Track, ...]:
    """Annual and monthly recurring revenue side by side, those of the two that are there."""
    held = (card.kpi(metric) for metric in RECURRING if card.holds(metric))
    return tuple(track(card, kpi, readings, knowledge, today) for kpi in held)


def _refusals(
    card: Scorecard,
    reading: Reading,
    readings: Sequence[Reading],
    knowledge: Knowledge,
    today: datetime.date,
) -> Iterator[tuple[str, str, str]]:
    if reading.scorecard != card.id:
        yield "scorecard", f"it is meant for {reading.scorecard}", f"name {card.id}"
    if any(each.id == reading.id for each in readings):
        yield "id", f"{reading.id} is taken", "give each reading an id of its own"
    metric = knowledge.records.get(reading.metric)
    if not card.holds(reading.metric) or not isinstance(metric, Metric):
        right = "take one of " + ", ".join(kpi.metric for kpi in card.kpis)
        yield "metric", f"{reading.metric} is not on the scorecard", right
        return
    if reading.taken_on > today:
        yield "taken_on", f"{reading.taken_on} is yet to come", f"take a day until {today}"
    kpi = card.kpi(reading.metric)
    yield from _value(reading, kpi, readings, metric)
    if reading.replaces is not None:
        live = in_force(readings, reading.metric)
        old = next((each for each in live if each.id == reading.replaces), None)
        if old is None:
            wrong = f"{reading.replaces} is no reading in force of {metric.label}"
            yield "replaces", wrong, "name the reading that is to be corrected"
        elif old.window != reading.window:
            wrong = "the reading that it corrects has another window"
            yield "window", wrong, f"write {old.window or 'no window'}"
    if reading.window is not None:
        yield from _window(card, reading, kpi, readings, today)


def _value(
    reading: Reading, kpi: ScorecardKpi, readings: Sequence[Reading], metric: Metric
) -> Iterator[tuple[str, str, str]]:
    unit = unit_of(metric, kpi.variant)
    least, most = lowest(metric), highest(metric, unit)
    if least is not None and reading.value < least:
        yield "value", f"{grouped(reading.value)} is too low", f"{metric.label} starts at zero"
    if most is not None and reading.value > most:
        right = f"{metric.label} is a share: give it in percent, up to 100"
        yield "value", f"{grouped(reading.value)} is too high", right
    if not is_money(unit):
        if reading.currency:
            wrong = f"{reading.currency} is given for what is counted in {unit}"
            yield "currency", wrong, "leave the currency out"
        return
    if reading.currency is None:
        yield "currency", "the currency is missing", "give its three-letter code, such as EUR"
        return
    others = (each for each in in_force(readings, reading.metric) if each.id != reading.replaces)
    used = {each.currency for each in others} | {kpi.target.currency if kpi.target else None}
    used -= {None}
    if used - {reading.currency}:
        right = f"give it in {', '.join(sorted(map(str, used)))}, as target and readings are"
        yield "currency", f"{reading.currency} is another currency", right


def _window(
    card: Scorecard,
    reading: Reading,
    kpi: ScorecardKpi,
    readings: Sequence[Reading],
    today: datetime.date,
) -> Iterator[tuple[str, str, str]]:
    assert reading.window is not None
    if reading.window not in kpi.windows:
        right = f"take one of {', '.join(map(str, kpi.windows))}" if kpi.windows else "leave it out"
        yield "window", f"there is no window of {reading.window} days", right
        return
    if card.launched_on is None:
        yield "window", "the day of the launch is not known", "set the day of the launch first"
        return
    closes = card.launched_on + datetime.timedelta(days=reading.window)
    if today > closes:
        wrong = f"the window of {reading.window} days closed on {closes}"
        right = "enter it as a reading without a window"
        if reading.replaces is not None:
            right = "leave it as it was read, and enter the right value without a window beside it"
        yield "window", wrong, right
    elif not card.launched_on <= reading.taken_on <= closes:
        wrong = f"{reading.taken_on} lies outside the window"
        yield "taken_on", wrong, f"take a day from {card.launched_on} to {closes}"
    elif reading.replaces is None and any(
        each.window == reading.window for each in in_force(readings, reading.metric)
    ):
        yield "window", "this window has been read", "correct that reading instead"


def _status(
    value: Decimal | None,
    currency: str | None,
    metric: Metric,
    kpi: ScorecardKpi,
    count: int,
    today: datetime.date,
) -> Status:
    """How a value stands to the target.

    Short of the aim it is on the way, at risk beyond the value for warning (where none is given, on
    the wrong side of the baseline), and missed beyond the value for failing or past the deadline.
    """
    if value is None or count < metric.min_readings:
        return "not-yet-interpretable"
    target = kpi.target
    if target is None:
        return "no-target"
    unit = unit_of(metric, kpi.variant)
    if is_money(unit) and currency != (target.currency or currency):
        return "not-yet-interpretable"
    over = today > target.deadline
    if target.change == "within-range":
        return _within(value, target, over)
    aim = aimed_at(target, unit)
    if aim is None:
        return "not-yet-interpretable"
    sign = -1 if metric.direction == "lower-is-better" else 1
    if sign * value >= sign * aim:
        return "met"
    if over or (target.fail is not None and sign * value <= sign * target.fail):
        return "missed"
    if target.warn is not None:
        return "at-risk" if sign * value <= sign * target.warn else "on-the-way"
    back = target.baseline is not None and sign * value < sign * target.baseline
    return "at-risk" if back else "on-the-way"


def _within(value: Decimal, target: Target, over: bool) -> Status:
    low, high = target.low, target.high
    if (low is None or value >= low) and (high is None or value <= high):
        return "met"
    return "missed" if over else "at-risk"


def _says(
    status: Status,
    count: int,
    metric: Metric,
    raw: Decimal | None,
    adjusted: Decimal | None,
    unit: str,
    currency: str | None,
) -> str:
    if count < metric.min_readings or raw is None or adjusted is None:
        return f"Not yet interpretable, {count} of {metric.min_readings} readings."
    said = {
        "met": "Met",
        "on-the-way": "On the way",
        "at-risk": "At risk",
        "missed": "Missed",
        "no-target": "No target",
        "not-yet-interpretable": "Not yet interpretable, the target cannot be compared with it",
    }[status]
    text = f"{said}: {measured(adjusted, unit, currency)}"
    if adjusted != raw:
        text += f" with the accepted adjustment, {measured(raw, unit, currency)} as read"
    return text + "."
