"""When things happened at the made-up company, as of the day on which the sample is opened. Pure.

The running quarter is the three months in the middle one of which that day lies, and the ended
quarter the three before. So there is as much to see on one day of the year as on another.
"""

from __future__ import annotations

import datetime

from scorecards.document import Period

PREFIX = "sample-"
_ONE = datetime.timedelta(days=1)


def periods(today: datetime.date) -> tuple[Period, Period]:
    """The quarter that has ended, and the running one."""
    month = today.year * 12 + today.month - 1
    ended, running, after = (_first_of(month + step) for step in (-4, -1, 2))
    return Period(start=ended, end=running - _ONE), Period(start=running, end=after - _ONE)


def sample_id(day: datetime.date, person: str, which: str) -> str:
    """The id of a scorecard of the sample; the day of opening stands in it."""
    return f"{PREFIX}{day:%Y%m%d}-{person}-{which}"


def opened_on(id: str) -> datetime.date | None:
    """The day of opening that stands in an id; None where it is no id of the sample."""
    if not id.startswith(PREFIX):
        return None
    try:
        day = id.removeprefix(PREFIX).partition("-")[0]
        return datetime.datetime.strptime(day, "%Y%m%d").date()
    except ValueError:
        return None


def at(day: datetime.date, minute: int = 0) -> datetime.datetime:
    """A moment of a day: from nine o'clock on, so many minutes later."""
    nine = datetime.datetime.combine(day, datetime.time(9), datetime.UTC)
    return nine + datetime.timedelta(minutes=minute)


def _first_of(month: int) -> datetime.date:
    return datetime.date(month // 12, month % 12 + 1, 1)
