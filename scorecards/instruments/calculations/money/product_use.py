"""Use of the product: who reaches value, how soon, and who is active or uses the feature."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean, median

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.money.values import percent, shown
from scorecards.instruments.calculations.shares import wilson
from scorecards.instruments.found import Chart, Findings, Series, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

_DAYS = ("signed_up_on", "activated_on", "feature_used_on", "last_active_on")
_WINDOW, _FEW = 30, 30


def product_use(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """A row for each user, as activation, time to value, adoption and activity on a day.

    Raises:
        Refused: A day is before the sign-up or after the day of the read-out.
    """
    said = Row(0, settings)
    known = [day for row in answers for each in _DAYS if (day := row.day(each))]
    on = said.day("on") or max(known)
    refuse(_wrong(answers, on))
    window = int(said.number_in("active_within") or _WINDOW)
    limit = said.number_in("activate_within")
    rows = answers.rows
    activated = [row for row in rows if row.day("activated_on")]
    active = [row for row in rows if _recent(_last(row), on, window)]
    using = [row for row in active if _recent(row.day("feature_used_on"), on, window)]
    waits = [_wait(row) for row in activated]
    timely, eligible = _in_time(rows, on, int(limit)) if limit else (0, 0)
    low, high = wilson(len(activated), len(rows))
    adoption_low, adoption_high = wilson(len(using), len(active))
    return Findings(
        figures={
            "activation_rate": percent(len(activated), len(rows)),
            "activation_low": low,
            "activation_high": high,
            "activation_in_time": percent(timely, eligible),
            "time_to_value": float(median(waits)) if waits else None,
            "time_to_value_mean": fmean(waits) if waits else None,
            "feature_adoption": percent(len(using), len(active)),
            "adoption_low": adoption_low,
            "adoption_high": adoption_high,
            "active_share": percent(len(active), len(rows)),
            "active_users": len(active),
            "engagement": percent(len(using), len(rows)),
        },
        counts={
            "activation_in_time": eligible,
            "time_to_value": len(waits),
            "feature_adoption": len(active),
        },
        tables=(_steps(len(rows), len(activated), len(active), len(using)),),
        charts=(_chart(len(rows), len(activated), len(active), len(using), on),),
        cautions=_cautions(said, on, len(active), len(waits), eligible),
    )


def _last(row: Row) -> datetime.date | None:
    """The last day on which the user did something after signing up."""
    days = [day for each in _DAYS[1:] if (day := row.day(each))]
    return max(days, default=None)


def _recent(day: datetime.date | None, on: datetime.date, window: int) -> bool:
    return day is not None and (on - day).days < window


def _wait(row: Row) -> int:
    """Days from the sign-up to activation."""
    start, end = row.day("signed_up_on"), row.day("activated_on")
    return (end - start).days if start and end else 0


def _in_time(rows: Sequence[Row], on: datetime.date, limit: int) -> tuple[int, int]:
    """How many activated within so many days, of those who have had as many days by now."""
    eligible = [row for row in rows if (d := row.day("signed_up_on")) and (on - d).days >= limit]
    timely = sum(row.day("activated_on") is not None and _wait(row) <= limit for row in eligible)
    return timely, len(eligible)


def _wrong(answers: Answers, on: datetime.date) -> Iterator[Refusal]:
    for row in answers:
        start = row.day("signed_up_on")
        for name in _DAYS:
            day, field = row.day(name), f"row {row.number}, {name}"
            if day is None or start is None:
                continue
            if day > on:
                wrong = f"{day} is after the day of the read-out, {on}"
                right = "set `on` to the day on which the file was drawn"
                yield Refusal(field=field, wrong=wrong, right=right)
            elif day < start:
                wrong = f"{day} is before the sign-up, {start}"
                yield Refusal(field=field, wrong=wrong, right="look up which of the two is right")


def _cautions(
    said: Row, on: datetime.date, active: int, activated: int, eligible: int
) -> dict[str, dict[str, object]]:
    told: dict[str, dict[str, object]] = {}
    if said["on"] is None:
        told["no-day"] = {"on": on.isoformat()}
    if not activated:
        told["nobody-activated"] = {}
    if not active:
        told["nobody-active"] = {}
    elif active < _FEW:
        told["few-active"] = {"active": active}
    if said["activate_within"] is None:
        told["no-limit"] = {}
    elif not eligible:
        told["too-new"] = {"days": said.text("activate_within")}
    return told


_STEPS = ("Signed up", "Activated", "Active", "Active and use the feature")


def _steps(*counts: int) -> Table:
    rows = tuple(
        (name, count, percent(count, counts[0])) for name, count in zip(_STEPS, counts, strict=True)
    )
    columns = {"step": "Users who", "users": "Users", "share": "Percent of all"}
    return Table(name="steps", title="How far users come", columns=columns, rows=rows)


def _chart(users: int, activated: int, active: int, using: int, on: datetime.date) -> Chart:
    counts = (users, activated, active, using)
    points = tuple((name, float(n)) for name, n in zip(_STEPS, counts, strict=True))
    return Chart(
        kind="bars",
        title="How far users come",
        across="Step",
        up="Users",
        series=(Series(name="Users", points=points),),
        says=f"On {on}: of {users:,} users {activated:,} activated "
        f"({shown(percent(activated, users))} percent), {active:,} are active and {using:,} of "
        "them use the feature.",
    )
