"""A KPI in words: what it is to reach, where it stands, how far it is from the line. Pure."""

from __future__ import annotations

from scorecards.document import ScorecardKpi
from scorecards.readings.standing import Standing, Status, Track
from scorecards.story.figures import day, difference, figure, grouped
from scorecards.units import is_money
from scorecards.versions.diff import Words

STATUS: dict[Status, str] = {
    "met": "Met",
    "on-the-way": "On the way",
    "at-risk": "At risk",
    "missed": "Missed",
    "not-yet-interpretable": "Not yet interpretable",
    "no-target": "No target",
}
"""A status as people read it."""
UNCOMPARED = "the target has no level that a reading can be compared with"


def interpretable(found: Standing) -> bool:
    """Whether there are readings enough to say anything."""
    return found.raw is not None and found.count >= found.needed


def waiting(found: Standing) -> str:
    """What is missing before anything can be said, such as ``Not yet interpretable, 1 of 3``."""
    return f"{STATUS['not-yet-interpretable']}, {found.count} of {found.needed} readings."


def target_words(kpi: ScorecardKpi, found: Track, unit: str, words: Words) -> str:
    """What a KPI is to reach and by when; the level first, where it can be told."""
    target = kpi.target
    if target is None:
        if kpi.last_value is None:
            return "No target yet."
        last = grouped(kpi.last_value) if is_money(unit) else figure(kpi.last_value, unit)
        return f"No target yet; the cycle before ended at {last}."
    by = f"by {day(target.deadline)}"
    aim = found.standing.aim
    if target.change == "within-range":
        ends = [each for each in (target.low, target.high) if each is not None]
        return f"Between {' and '.join(figure(e, unit, target.currency) for e in ends)} {by}."
    change = words.target(target, unit)
    if aim is None:
        return f"{change} {by}; the baseline is not known, so no level can be told."
    level = figure(aim, unit, target.currency)
    if target.baseline is None:
        return f"{level} {by}."
    start = figure(target.baseline, unit, target.currency)
    how = "" if target.change == "to-level" else f", {change}"
    return f"{level} {by} (from {start}{how})."


def lead_in(kpi: ScorecardKpi, found: Track, unit: str, words: Words) -> str:
    """The value in force beside what it is to reach; the value alone where there is no target."""
    label, where = words.label(kpi.metric), found.standing
    if where.adjusted is None or where.reading is None:
        return f"{label} has no reading yet."
    value = figure(where.adjusted, unit, where.reading.currency)
    told = f"{label} is at {value}"
    target = kpi.target
    if target is not None and target.change == "within-range":
        ends = [
            figure(e, unit, target.currency) for e in (target.low, target.high) if e is not None
        ]
        return f"{told}; it is to stay between {' and '.join(ends)}."
    if target is None or where.aim is None:
        return f"{told}."
    aim = figure(where.aim, unit, target.currency)
    return f"{told}; the target is {aim} by {day(target.deadline)}."


def standing_words(kpi: ScorecardKpi, found: Track, unit: str) -> str:
    """The status, the distance to the line, and the raw value where an adjustment is accepted."""
    where = found.standing
    if not interpretable(where) or where.raw is None or where.adjusted is None:
        return waiting(where)
    currency = where.reading.currency if where.reading else None
    told = STATUS[where.status]
    if where.status == "not-yet-interpretable":
        told = f"{told}: {UNCOMPARED}"
    elif where.status in ("on-the-way", "at-risk"):
        told += _distance(found, unit, currency)
    if where.adjusted != where.raw:
        adjusted, raw = (figure(each, unit, currency) for each in (where.adjusted, where.raw))
        told += f". Counted as {adjusted} with the accepted adjustment; {raw} as read"
        if where.raw_status != where.status:
            told += f", which would be: {STATUS[where.raw_status].lower()}"
    elif kpi.target is None:
        told += ", so there is no status"
    return f"{told}."


def _distance(found: Track, unit: str, currency: str | None) -> str:
    """How far the value lies from where the line is today."""
    if found.behind is None or found.expected is None:
        return ""
    if found.behind == 0:
        return ", right on the line to the target"
    side = "behind" if found.behind > 0 else "ahead of"
    return f", {difference(found.behind, unit, currency)} {side} the line to the target"
