"""Keeping readings that were worked out from a file: what is new is added, what changed corrected.

The same figures said twice are kept once.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from decimal import Decimal

from scorecards.desk import Desk, Opened
from scorecards.document import Reading, Scorecard
from scorecards.part import Part, Refusal, Refused
from scorecards.readings.cohorts import (
    CHURN,
    CONVERSION,
    Converted,
    Lost,
    altogether,
    by_month,
    month_end,
)
from scorecards.readings.standing import in_force
from scorecards.readings.windows import Rate


class Taken(Part):
    """A value that a file gives for a metric.

    Attributes:
        on: The day that it speaks of.
        n: How many are behind it.
        evidence: The file, or what it was counted from.
    """

    metric: str
    on: datetime.date
    value: Decimal
    n: int
    evidence: str
    window: int | None = None


def keep_taken(desk: Desk, id: str, values: Iterable[Taken]) -> tuple[Reading, ...]:
    """Keep values as readings of a scorecard; gives those that were not there already.

    Raises:
        Refused: One of them cannot stand; then none is kept.
        StoreError: The database fails.
    """
    opened = desk.open(id)
    known, new = list(opened.readings), list[Reading]()
    for value in values:
        reading = _reading(value, opened, known, desk)
        if reading is not None:
            known.append(reading)
            new.append(reading)
    return desk.keep(id, new)


def _reading(value: Taken, opened: Opened, known: list[Reading], desk: Desk) -> Reading | None:
    """The value as a reading; None where it is in force already."""

    def same_place(each: Reading) -> bool:
        if value.window is not None:
            return each.window == value.window
        return each.window is None and each.taken_on == value.on

    live = [each for each in in_force(known, value.metric) if same_place(each)]
    old = live[-1] if live else None
    if old is not None and (old.value, old.n) == (value.value, value.n):
        return None
    told = f"{opened.id}\n{value.model_dump_json()}\n{old.id if old else ''}"
    return Reading(
        id=hashlib.sha256(told.encode()).hexdigest()[:16],
        scorecard=opened.id,
        metric=value.metric,
        taken_on=value.on,
        value=value.value,
        n=value.n,
        evidence=value.evidence,
        by=desk.who,
        at=desk.now(),
        replaces=old.id if old else None,
        window=value.window,
    )


def churn_values(card: Scorecard, rows: Iterable[Lost], evidence: str) -> tuple[Taken, ...]:
    """Churn of all cohorts for each month, on its last day.

    Customers are counted, or revenue where the scorecard defines churn so.

    Raises:
        Refused: The scorecard defines churn in another way, or not at all.
    """
    variant = _variant(card, CHURN, (None, "gross-revenue"), "customers or of revenue lost")
    found = []
    for month in by_month(rows):
        value = month.revenue if variant else month.customers
        if value is not None:
            found.append(
                Taken(
                    metric=CHURN,
                    on=month_end(month.month),
                    value=value,
                    n=month.customers_start,
                    evidence=evidence,
                )
            )
    return tuple(found)


def conversion_values(
    card: Scorecard, rows: tuple[Converted, ...], on: datetime.date, evidence: str
) -> tuple[Taken, ...]:
    """Sign-up to subscriber conversion of all cohorts together, on a day.

    Raises:
        Refused: The scorecard defines it in another way, or not at all.
    """
    _variant(card, CONVERSION, (None,), "sign-ups that subscribed")
    whole = altogether(rows)
    if whole.rate is None:
        return ()
    return (Taken(metric=CONVERSION, on=on, value=whole.rate, n=whole.signups, evidence=evidence),)


def window_value(metric: str, found: Rate, today: datetime.date, evidence: str) -> Taken | None:
    """What was counted in a launch window; None where nobody was exposed in it."""
    if found.percent is None:
        return None
    return Taken(
        metric=metric,
        on=min(today, found.closes_on),
        value=found.percent,
        n=found.exposed,
        evidence=evidence,
        window=found.window,
    )


def _variant(
    card: Scorecard, metric: str, fitting: tuple[str | None, ...], gives: str
) -> str | None:
    if not card.holds(metric):
        wrong = f"{metric} is not on the scorecard"
        raise Refused(Refusal(field="metric", wrong=wrong, right="watch it here first"))
    variant = card.kpi(metric).variant
    if variant not in fitting:
        wrong = f"the scorecard defines it as {variant}, and such a file gives a share of {gives}"
        raise Refused(Refusal(field="metric", wrong=wrong, right="enter the value by hand"))
    return variant
