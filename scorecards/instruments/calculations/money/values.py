"""Money, shares and months, as the calculations of this folder take them.

Money is summed in decimals, so that parts add up exactly; shares are percent.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from scorecards.instruments.answers import Row, plain

NOTHING = Decimal(0)
_TOLD = 24
"""So many points of a chart are told one by one."""


def amount(row: Row, column: str) -> Decimal:
    """Money or another number in a cell; zero where nothing stands there."""
    value = row[column]
    return Decimal(value) if isinstance(value, int | Decimal) else NOTHING


def spellings(rows: Iterable[Row], column: str) -> dict[str, str]:
    """Every name in a column -> how it is shown: one spelling, whatever the case and blanks."""
    found: dict[str, str] = {}
    names = sorted({row.text(column) for row in rows})
    return {each: found.setdefault(plain(each), each) for each in names}


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts, exactly."""
    return sum(amounts, NOTHING)


def percent(part: Decimal | int, whole: Decimal | int) -> float | None:
    """A part in percent of a whole; None where there is no whole."""
    return float(Decimal(part) * 100 / Decimal(whole)) if whole else None


def later(month: datetime.date, months: int) -> datetime.date:
    """The first day of the month that is so many months later, or earlier if negative."""
    years, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return datetime.date(years, index + 1, 1)


def every_month(first: datetime.date, last: datetime.date) -> tuple[datetime.date, ...]:
    """The first days of the months from one to another, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(later(first, each) for each in range(count))


def shown(value: float | None, places: int = 1) -> str:
    """A figure in a sentence."""
    return "unknown" if value is None else f"{value:,.{places}f}"


def told(points: Sequence[tuple[str | float, float]], places: int = 0) -> str:
    """What a chart draws, in words: every point, or of many the ends and the extremes."""
    if len(points) <= _TOLD:
        return ", ".join(_told(each, places) for each in points)
    low, high = (pick(points, key=lambda each: each[1]) for pick in (min, max))
    named = (("first", points[0]), ("last", points[-1]), ("lowest", low), ("highest", high))
    return ", ".join(f"{name} {_told(each, places)}" for name, each in named)


def _told(point: tuple[str | float, float], places: int) -> str:
    where = point[0] if isinstance(point[0], str) else f"{point[0]:g}"
    return f"{where} {shown(point[1], places)}"
