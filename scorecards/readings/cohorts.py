"""Churn of each cohort in each month, and how many sign-ups of each cohort subscribe. Pure.

A cohort is whatever the file calls one: those who came in one month, from one channel or to one
plan. Rates are percent to two decimal places, of what a cohort had at the start of the month, and
of all who signed up in it. A month that is not over is refused: its rate would still grow.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from scorecards.part import Part
from scorecards.readings.delimited import Faults, read_rows
from scorecards.story.figures import rounded

CHURN, CONVERSION = "metric.churn-rate", "metric.trial-to-paid-conversion"
LOST_COLUMNS = (
    "cohort",
    "month",
    "customers_start",
    "customers_lost",
    "revenue_start",
    "revenue_lost",
)
CONVERTED_COLUMNS = ("cohort", "signups", "subscribers")
LOST_TEMPLATE = ",".join(LOST_COLUMNS) + "\n2026-Q4,2027-01,120,3,24000,500\n"
CONVERTED_TEMPLATE = ",".join(CONVERTED_COLUMNS) + "\n2027-01,400,30\n"
_NAME = 80


class Lost(Part):
    """What a cohort lost in a month; ``month`` is the first day of it, money is in one currency."""

    cohort: str
    month: datetime.date
    customers_start: int
    customers_lost: int
    revenue_start: Decimal
    revenue_lost: Decimal

    @property
    def customers(self) -> Decimal | None:
        """Percent of the customers at the start that left; None where there was none."""
        return _share(Decimal(self.customers_lost), Decimal(self.customers_start))

    @property
    def revenue(self) -> Decimal | None:
        """Percent of the revenue at the start that went; None where there was none."""
        return _share(self.revenue_lost, self.revenue_start)


class Converted(Part):
    """How many who signed up in a cohort became subscribers."""

    cohort: str
    signups: int
    subscribers: int

    @property
    def rate(self) -> Decimal | None:
        """Percent of the sign-ups that subscribed; None where nobody signed up."""
        return _share(Decimal(self.subscribers), Decimal(self.signups))


def read_lost(text: str, today: datetime.date) -> tuple[Lost, ...]:
    """The rows of a churn file, by month and cohort.

    Raises:
        Refused: With each fault by line and column.
    """
    faults, found, seen = Faults(), [], dict[tuple[str, datetime.date], int]()
    for row in read_rows(text, LOST_COLUMNS):
        cohort, month = row.cells["cohort"], faults.month(row, "month")
        if not cohort or len(cohort) > _NAME:
            faults.add(row, "cohort", "a cohort has no usable name", f"use 1 to {_NAME} characters")
        start, lost = (faults.count(row, name) for name in LOST_COLUMNS[2:4])
        revenue_start, revenue_lost = (faults.amount(row, name) for name in LOST_COLUMNS[4:])
        if lost > start:
            faults.add(row, "customers_lost", f"{lost} of {start} left", "lose no more than all")
        if revenue_lost > revenue_start:
            wrong = f"{revenue_lost} of {revenue_start} went"
            faults.add(row, "revenue_lost", wrong, "lose no more than all")
        if month is None:
            continue
        if month_end(month) >= today:
            faults.add(row, "month", f"{month:%Y-%m} is not over", "leave it out until it is")
        before = seen.setdefault((cohort, month), row.line)
        if before != row.line:
            wrong = f"{cohort} stands for {month:%Y-%m} on line {before} too"
            faults.add(row, "cohort", wrong, "keep one row for a cohort and month")
        found.append(
            Lost(
                cohort=cohort,
                month=month,
                customers_start=start,
                customers_lost=lost,
                revenue_start=revenue_start,
                revenue_lost=revenue_lost,
            )
        )
    faults.settle()
    return tuple(sorted(found, key=lambda each: (each.month, each.cohort)))


def read_converted(text: str) -> tuple[Converted, ...]:
    """The rows of a conversion file, in their order.

    Raises:
        Refused: With each fault by line and column.
    """
    faults, found, seen = Faults(), [], dict[str, int]()
    for row in read_rows(text, CONVERTED_COLUMNS):
        cohort = row.cells["cohort"]
        if not cohort or len(cohort) > _NAME:
            faults.add(row, "cohort", "a cohort has no usable name", f"use 1 to {_NAME} characters")
        signups, subscribers = (faults.count(row, name) for name in CONVERTED_COLUMNS[1:])
        if subscribers > signups:
            wrong = f"{subscribers} of {signups} subscribed"
            faults.add(row, "subscribers", wrong, "count only those who signed up in the cohort")
        before = seen.setdefault(cohort, row.line)
        if before != row.line:
            wrong = f"{cohort} stands on line {before} too"
            faults.add(row, "cohort", wrong, "keep one row for a cohort")
        found.append(Converted(cohort=cohort, signups=signups, subscribers=subscribers))
    faults.settle()
    return tuple(found)


def by_month(rows: Iterable[Lost]) -> tuple[Lost, ...]:
    """All cohorts of a month together, one sum for each month."""
    months: dict[datetime.date, list[Lost]] = {}
    for row in rows:
        months.setdefault(row.month, []).append(row)
    return tuple(
        Lost(
            cohort="All cohorts",
            month=month,
            customers_start=sum(each.customers_start for each in found),
            customers_lost=sum(each.customers_lost for each in found),
            revenue_start=sum((each.revenue_start for each in found), Decimal(0)),
            revenue_lost=sum((each.revenue_lost for each in found), Decimal(0)),
        )
        for month, found in sorted(months.items())
    )


def altogether(rows: Sequence[Converted]) -> Converted:
    """All cohorts together."""
    return Converted(
        cohort="All cohorts",
        signups=sum(each.signups for each in rows),
        subscribers=sum(each.subscribers for each in rows),
    )


def best(rows: Iterable[Converted]) -> tuple[Converted, ...]:
    """The cohort that converts best; several where they convert alike, none without sign-ups.

    Shares are compared as they are, before they are rounded.
    """
    known = [each for each in rows if each.signups]
    if not known:
        return ()

    def ahead(each: Converted, other: Converted) -> bool:
        return each.subscribers * other.signups > other.subscribers * each.signups

    return tuple(each for each in known if not any(ahead(other, each) for other in known))


def best_words(rows: Sequence[Converted]) -> str:
    """The best-converting cohort in a sentence, with the count behind it."""
    found = best(rows)
    if not found:
        return "No cohort has a sign-up, so none converts best."
    told = [f"{e.cohort} ({e.subscribers:,} of {e.signups:,}, {e.rate} percent)" for e in found]
    if len(found) == 1:
        return f"Best-converting cohort: {told[0]}."
    return f"These cohorts convert best, and alike: {'; '.join(told)}."


def month_end(month: datetime.date) -> datetime.date:
    """The last day of the month that begins on this day."""
    later = month.replace(day=28) + datetime.timedelta(days=4)
    return later.replace(day=1) - datetime.timedelta(days=1)


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return rounded(part * 100 / whole) if whole else None
