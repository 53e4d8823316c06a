"""Acquisition cost: what was spent on winning customers, for each customer won."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.money.values import (
    NOTHING,
    amount,
    every_month,
    later,
    percent,
    spellings,
    told,
    total,
)
from scorecards.instruments.found import Chart, Dated, Findings, Series, Table
from scorecards.part import Refusal, Refused
from scorecards.readings.cohorts import month_end
from scorecards.readings.uploads.mistakes import refuse

_FEW, _AROUND = 10, 2
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
Months = Mapping[datetime.date, tuple[Decimal, int]]
"""Month -> what was spent, and how many customers were won."""


def acquisition_cost(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Spend by month and kind, and customers won, as cost for each customer.

    Raises:
        Refused: A month counts its customers in two rows, or a launch is no month.
    """
    months = _months(answers)
    launches = _launches(Row(0, settings).text("launches"))
    around = {later(each, n) for each in launches for n in range(_AROUND + 1)}
    near, rest = _sum(months, around), _sum(months, set(months) - around)
    spend, won = _sum(months, set(months))
    cautions: dict[str, dict[str, object]] = {"kinds": {"kinds": ", ".join(_kinds(answers))}}
    if won < _FEW:
        cautions["few-won"] = {"won": won}
    missing = [f"{each:%Y-%m}" for each in launches if each not in months]
    if missing:
        cautions["launch-outside"] = {"which": ", ".join(missing)}
    if any(not count for _, count in months.values()):
        cautions["nobody-won"] = {}
    return Findings(
        figures={
            "cac": _each(spend, won),
            "spend": float(spend),
            "new_customers": won,
            "cac_around_launch": _each(*near) if launches else None,
            "cac_elsewhere": _each(*rest) if launches else None,
        },
        counts={"cac": won},
        tables=(_by_month(months, launches, around), _by_kind(answers, spend)),
        charts=tuple(_chart(months, launches)),
        cautions=cautions,
        dated=tuple(
            Dated(figure="cac", on=month_end(month), value=float(spent / count), n=count)
            for month, (spent, count) in months.items()
            if count
        ),
    )


def _each(spend: Decimal, won: int) -> float | None:
    """Spend for each customer; None where nobody was won."""
    return float(spend / won) if won else None


def _months(answers: Answers) -> Months:
    found: dict[datetime.date, tuple[Decimal, int]] = {}
    counted: dict[datetime.date, int] = {}
    wrong = []
    for row in answers:
        month, won = row.day("month"), int(row.number_in("new_customers") or 0)
        if month is None:
            continue
        spent, before = found.get(month, (NOTHING, 0))
        found[month] = spent + amount(row, "amount"), before + won
        if won and counted.setdefault(month, row.number) != row.number:
            there = f"row {counted[month]} has the customers of {month:%Y-%m} already"
            right = "count them in one row of the month, and leave the others empty"
            wrong.append(
                Refusal(field=f"row {row.number}, new_customers", wrong=there, right=right)
            )
    refuse(wrong)
    months = every_month(min(found), max(found))
    return {month: found.get(month, (NOTHING, 0)) for month in months}


def _sum(months: Months, wanted: set[datetime.date]) -> tuple[Decimal, int]:
    chosen = [months[each] for each in wanted if each in months]
    return total(spent for spent, _ in chosen), sum(won for _, won in chosen)


def _launches(text: str) -> tuple[datetime.date, ...]:
    """The months of launches in a setting such as ``2027-03, 2027-09``."""
    found = []
    for each in re.split(r"[,;\s]+", text):
        if not each:
            continue
        if not _MONTH.fullmatch(each):
            wrong, right = f"`{each[:40]}` is no month", "write months as 2027-03, 2027-09"
            raise Refused(Refusal(field="launches", wrong=wrong, right=right))
        found.append(datetime.date.fromisoformat(f"{each}-01"))
    return tuple(sorted(set(found)))


def _kinds(answers: Answers) -> dict[str, Decimal]:
    names, found = spellings(answers, "kind"), dict[str, Decimal]()
    for row in answers:
        kind = names[row.text("kind")]
        found[kind] = found.get(kind, NOTHING) + amount(row, "amount")
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _by_month(
    months: Months, launches: tuple[datetime.date, ...], around: set[datetime.date]
) -> Table:
    rows = []
    for month, (spent, won) in months.items():
        flag = "launch" if month in launches else "after a launch" if month in around else ""
        rows.append((f"{month:%Y-%m}", float(spent), won, _each(spent, won), flag))
    columns = {"month": "Month", "spend": "Spend", "new_customers": "New customers"}
    columns |= {"cac": "Cost for each", "launch": "Launch"}
    return Table(name="months", title="Month by month", columns=columns, rows=tuple(rows))


def _by_kind(answers: Answers, spend: Decimal) -> Table:
    rows = tuple(
        (kind, float(spent), percent(spent, spend)) for kind, spent in _kinds(answers).items()
    )
    columns = {"kind": "Spent on", "amount": "Amount", "share": "Percent of spend"}
    return Table(name="included", title="What the cost includes", columns=columns, rows=rows)


def _chart(months: Months, launches: tuple[datetime.date, ...]) -> Iterator[Chart]:
    known = {month: _each(*found) for month, found in months.items() if found[1]}
    points = tuple((f"{month:%Y-%m}", value) for month, value in known.items() if value is not None)
    if not points:
        return
    said = ", ".join(f"{month:%B %Y}" for month in launches)
    yield Chart(
        kind="bars",
        title="Acquisition cost by month",
        across="Month",
        up="Cost for each new customer",
        series=(Series(name="Acquisition cost", points=points),),
        says=f"Cost for each new customer: {told(points)}."
        + (f" Launches: {said}." if said else ""),
    )
