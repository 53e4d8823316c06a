"""Which period is meant: as an address or a command names it, or as most scorecards have it. Pure.

A quarter is written ``2026-Q4``; any other time as its two days, ``2026-10-01..2026-12-31``.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable

from pydantic import ValidationError

from scorecards.document import Period, next_quarter
from scorecards.part import Refusal, Refused

_QUARTER = re.compile(r"(\d{4})-q([1-4])", re.IGNORECASE)
_RIGHT = "write a quarter as 2026-Q4, or two days as 2026-10-01..2026-12-31"


def read_period(text: str) -> Period:
    """The period that a text names.

    Raises:
        Refused: It names none.
    """
    quarter = _QUARTER.fullmatch(text.strip())
    if quarter:
        year, number = map(int, quarter.groups())
        start = f"{year:04}-{number * 3 - 2:02}-01"
        end = f"{year:04}-{number * 3:02}-{31 if number in (1, 4) else 30}"
    else:
        start, _, end = (part.strip() for part in text.partition(".."))
    try:
        return Period.model_validate({"start": start, "end": end})
    except ValidationError:
        wrong = f"`{text[:40]}` is no period"
        raise Refused(Refusal(field="period", wrong=wrong, right=_RIGHT)) from None


def written(period: Period) -> str:
    """A period as ``read_period`` reads it."""
    quarter = (period.start.month + 2) // 3
    text = f"{period.start.year}-Q{quarter}"
    return text if read_period(text) == period else f"{period.start}..{period.end}"


def choices(periods: Iterable[Period], today: datetime.date) -> tuple[Period, ...]:
    """Every period once, and the next quarter; the latest first."""
    found = {*periods, next_quarter(today)}
    return tuple(sorted(found, key=lambda each: (each.start, each.end), reverse=True))


def running(periods: Iterable[Period], today: datetime.date) -> Period:
    """The period that most scorecards have of those that run on a day.

    Args:
        periods: The period of each scorecard.
        today: The day; the quarter that it lies in is given where none runs.
    """
    now = Counter(each for each in periods if each.start <= today <= each.end)
    if now:
        return min(now, key=lambda each: (-now[each], each.start, each.end))
    return read_period(f"{today.year:04}-Q{(today.month + 2) // 3}")


def coming(periods: Iterable[Period], today: datetime.date) -> Period | None:
    """The period that most scorecards have of those that begin next; None where none is to come."""
    ahead = [each for each in periods if each.start > today]
    if not ahead:
        return None
    first = min(each.start for each in ahead)
    found = Counter(each for each in ahead if each.start == first)
    return min(found, key=lambda each: (-found[each], each.end))
