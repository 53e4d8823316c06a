"""Targets: whether one can stand, which value it aims at, and what is to be reached on the way.

Nothing is rounded but the checkpoints, and no figure is filled in that nobody gave: where the
baseline is unknown, so is the value that a change aims at.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Period, Reading, Scorecard, Target
from scorecards.part import Part, Refusal
from scorecards.units import (
    HOURS,
    grouped,
    highest,
    is_money,
    is_percent,
    is_time,
    lowest,
    measured,
    unit_of,
)

HUNDRED = Decimal(100)
BASELINE_UNKNOWN = "The baseline is not known yet, so nobody can tell later what changed."
MOST = 24
"""Periods whose end is shown on the way to a far deadline."""
_CENT = Decimal("0.01")
IN_POINTS = ("percent", "points", "score", "index")
"""Units of which a change can be told in points."""


class Checkpoint(Part):
    """What a target asks for on a day, on a straight line from its baseline."""

    on: datetime.date
    value: Decimal


def aimed_at(target: Target, unit: str) -> Decimal | None:
    """The value aimed at; None for a range, and for a change of an unknown baseline.

    A relative change is one of the size of the baseline, so that plus always means up.
    """
    amount = _amount(target, unit)
    if target.change == "within-range" or amount is None:
        return None
    if target.change == "to-level":
        return amount
    if target.baseline is None:
        return None
    if target.change == "by-relative-percent":
        return target.baseline + abs(target.baseline) * amount / HUNDRED
    return target.baseline + amount


def checkpoints(target: Target, unit: str, period: Period) -> tuple[Checkpoint, ...]:
    """The ends of the periods until the deadline, each with its share of the way, to two places.

    The last one is the deadline itself; before it stand ``MOST`` at most. There is none where
    baseline or aim is unknown.
    """
    aim = aimed_at(target, unit)
    if aim is None or target.baseline is None or target.deadline < period.start:
        return ()
    found: list[Checkpoint] = []
    each = period
    while each.end < target.deadline and len(found) < MOST:
        value = on_the_line(target.baseline, aim, period.start, target.deadline, each.end)
        found.append(Checkpoint(on=each.end, value=value.quantize(_CENT)))
        each = each.following
    return (*found, Checkpoint(on=target.deadline, value=aim))


def on_the_line(
    start: Decimal, aim: Decimal, begins: datetime.date, ends: datetime.date, day: datetime.date
) -> Decimal:
    """The value on a straight line between two days; the nearer end outside them."""
    if day >= ends:
        return aim
    if day <= begins:
        return start
    return start + (aim - start) * (day - begins).days / (ends - begins).days


def flags(target: Target) -> tuple[str, ...]:
    """What is legal and should be seen all the same."""
    return (BASELINE_UNKNOWN,) if target.baseline is None else ()


def check(
    target: Target, metric: Metric, period: Period, variant: str | None = None
) -> tuple[Refusal, ...]:
    """Every reason why a target cannot stand; none where it can."""
    unit = unit_of(metric, variant)
    found = [*_shape(target, unit), *_dates(target, period), *_thresholds(target, metric, unit)]
    if not found:
        found = [*_direction(target, metric, unit), *_possible(target, metric, unit)]
    return tuple(found)


def check_scorecard(
    card: Scorecard, knowledge: Knowledge, readings: Iterable[Reading] = ()
) -> tuple[tuple[str | None, Refusal], ...]:
    """Every reason why the targets of a scorecard cannot stand, each with its KPI.

    A KPI whose metric is not known is left out. None in place of a KPI means all of them.
    """
    found: list[tuple[str | None, Refusal]] = []
    known = tuple(readings)
    for kpi in card.kpis:
        metric = knowledge.records.get(kpi.metric)
        if kpi.target is None or not isinstance(metric, Metric):
            continue
        refusals = check(kpi.target, metric, card.period, kpi.variant)
        found.extend((kpi.metric, refusal) for refusal in refusals)
        want = kpi.target.currency
        others = {r.currency for r in known if r.metric == kpi.metric and r.currency} - {want}
        if want and others:
            wrong = f"the target is in {want}, readings are in {', '.join(sorted(others))}"
            right = "take one currency for the target and all readings of a KPI"
            found.append((kpi.metric, Refusal(field="currency", wrong=wrong, right=right)))
    weights = [kpi.weight for kpi in card.proper]
    given = [weight for weight in weights if weight is not None]
    total = sum(given, Decimal(0))
    if given and (total > HUNDRED or (len(given) == len(weights) and total != HUNDRED)):
        wrong = f"the weights add up to {grouped(total)}"
        right = "weigh the KPIs so that they add up to 100, or weigh none"
        found.append((None, Refusal(field="weight", wrong=wrong, right=right)))
    return tuple(found)


def _amount(target: Target, unit: str) -> Decimal | None:
    """The amount in the unit of the metric."""
    if target.amount is None or target.time is None or not is_time(unit):
        return target.amount
    return target.amount * HOURS[target.time] / HOURS[unit]


def _refusal(field: str, wrong: str, right: str) -> Refusal:
    return Refusal(field=field, wrong=wrong, right=right)


def _shape(target: Target, unit: str) -> Iterator[Refusal]:
    """Whether the parts that are given fit the unit and each other."""
    if target.change == "by-amount" and is_percent(unit):
        wrong = f"a change by {grouped(target.amount or Decimal(0))} percent has two meanings"
        yield _refusal("change", wrong, "choose points or relative percent")
    if target.change == "by-points" and unit not in IN_POINTS:
        right = "change it by an amount, by relative percent, or to a level"
        yield _refusal("change", f"a figure in {unit} has no points", right)
    if target.time and (target.change == "by-relative-percent" or not is_time(unit)):
        wrong = f"{target.time} are given for what is counted in {unit}"
        yield _refusal("time", wrong, "leave the length of time out")
    if is_money(unit) and target.currency is None and target.change != "by-relative-percent":
        wrong = f"a figure in {unit} has no currency"
        yield _refusal("currency", wrong, "give its three-letter code, such as EUR")
    if not is_money(unit) and target.currency is not None:
        wrong = f"{target.currency} is given for what is counted in {unit}"
        yield _refusal("currency", wrong, "leave the currency out")
    if target.change == "within-range":
        yield from _range(target)
    elif target.amount is None:
        right = "give the level" if target.change == "to-level" else "say by how much"
        yield _refusal("amount", "the amount is missing", right)
    elif target.low is not None or target.high is not None:
        right = "leave low and high out, or choose a range"
        yield _refusal("low", "low and high are for a range", right)
    elif target.amount == 0 and target.change != "to-level":
        right = "give an amount, or set the level that is to be held"
        yield _refusal("amount", "a change by zero changes nothing", right)
    if target.change == "by-relative-percent" and target.baseline == 0:
        right = "change it by an amount or points, or to a level"
        yield _refusal("baseline", "any percent of a baseline of zero is zero", right)


def _range(target: Target) -> Iterator[Refusal]:
    if target.amount is not None:
        yield _refusal("amount", "a range has no amount", "give low and high instead")
    if target.low is None or target.high is None:
        yield _refusal("low", "the range has no two ends", "give both low and high")
    elif target.low >= target.high:
        wrong = f"the range goes from {grouped(target.low)} to {grouped(target.high)}"
        yield _refusal("low", wrong, "low must be below high")


def _dates(target: Target, period: Period) -> Iterator[Refusal]:
    if target.deadline < period.start:
        wrong = f"the deadline {target.deadline} lies before the period, from {period.start}"
        yield _refusal("deadline", wrong, "choose a day within the period or after it")


def _thresholds(target: Target, metric: Metric, unit: str) -> Iterator[Refusal]:
    """Whether a reading passes from fail over warn to the aim, in the direction of the metric."""
    given = target.warn is not None or target.fail is not None
    if given and (target.change == "within-range" or metric.direction == "range"):
        wrong = "a range warns at its own ends"
        yield _refusal("warn", wrong, "leave the values for warning and failing out")
        return
    steps = [target.fail, target.warn, aimed_at(target, unit)]
    known = [each for each in steps if each is not None]
    if known != sorted(known, reverse=metric.direction == "lower-is-better"):
        up = metric.direction == "higher-is-better"
        wrong = "the values for failing, for warning and the aim do not follow each other"
        right = f"failing must be the {'lowest' if up else 'highest'}, then warning, then the aim"
        yield _refusal("warn", wrong, right)


def _direction(target: Target, metric: Metric, unit: str) -> Iterator[Refusal]:
    """Whether it moves the way in which the metric is better."""
    if metric.direction == "range" and target.change != "within-range":
        wrong = f"of {metric.label} neither more nor less is better"
        yield _refusal("change", wrong, "give the range within which it is healthy")
        return
    amount = _amount(target, unit)
    if target.change == "within-range" or amount is None:
        return
    moves = amount
    if target.change == "to-level":
        if target.baseline is None:
            return
        moves = amount - target.baseline
    better = "higher" if metric.direction == "higher-is-better" else "lower"
    if (moves < 0 and better == "higher") or (moves > 0 and better == "lower"):
        way = "lowers" if moves < 0 else "raises"
        wrong = f"it {way} {metric.label}, of which {better} is better"
        right = f"aim for {'more' if better == 'higher' else 'less'}, or choose another metric"
        yield _refusal("amount", wrong, right)


def _possible(target: Target, metric: Metric, unit: str) -> Iterator[Refusal]:
    """Whether the metric can have these values at all."""
    least, most = lowest(metric), highest(metric, unit)
    ends = {"baseline": target.baseline, "warn": target.warn, "fail": target.fail}
    ends |= {"low": target.low, "high": target.high, "amount": aimed_at(target, unit)}
    for field, value in ends.items():
        if value is None:
            continue
        said = measured(value, unit, target.currency)
        aim = field == "amount" and target.change != "to-level"
        if least is not None and value < least:
            right = f"{metric.label} cannot fall below {grouped(least)}"
            if aim and target.baseline is not None:
                right += f"; from {measured(target.baseline, unit, target.currency)} take off less"
            yield _refusal(field, f"{'it would end at ' if aim else ''}{said}", right)
        if most is not None and value > most:
            right = f"{metric.label} is a share and cannot exceed {grouped(most)} percent"
            yield _refusal(field, f"{'it would end at ' if aim else ''}{said}", right)
    falls = target.change == "by-relative-percent" and (target.amount or 0) < -HUNDRED
    if falls and target.baseline is None and least is not None:
        wrong, right = "more than all of it is taken off", "take off 100 percent at most"
        yield _refusal("amount", wrong, right)
