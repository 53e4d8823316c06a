"""Lifetime value of customers: what is expected of one, and what each has brought so far."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.money.values import amount, percent, told, total
from scorecards.instruments.found import Chart, Findings, Series, Table

_TOP, _FEW = 10, 5


class _Customer(NamedTuple):
    """A customer, with gross profit in a month and so far."""

    name: str
    months: Decimal
    profit: Decimal
    so_far: Decimal
    left: bool


def customer_value(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """A row for each customer as lifetime value, expected and so far.

    Expected is gross profit a month / monthly churn, with churn as those who left / all months that
    customers stayed.
    """
    customers = sorted(map(_customer, answers), key=lambda each: (-each.so_far, each.name))
    left = sum(each.left for each in customers)
    stayed = total(each.months for each in customers)
    profit = total(each.profit for each in customers) / len(customers)
    so_far = total(each.so_far for each in customers)
    churn = Decimal(left) / stayed if stayed else None
    cautions: dict[str, dict[str, object]] = {}
    if not churn:
        cautions["nobody-left"] = {}
    elif left < _FEW:
        cautions["few-left"] = {"left": left}
    best = customers[: ceil(len(customers) / 10)]
    return Findings(
        figures={
            "clv": float(profit / churn) if churn else None,
            "clv_so_far": float(so_far / len(customers)),
            "profit_per_month": float(profit),
            "monthly_churn": float(churn * 100) if churn is not None else None,
            "top_decile_share": percent(total(each.so_far for each in best), so_far),
        },
        tables=(_top(customers), _candidates(customers)),
        charts=(_chart(customers),),
        cautions=cautions,
    )


def _customer(row: Row) -> _Customer:
    months = amount(row, "months")
    profit = amount(row, "revenue_per_month") * amount(row, "margin") / 100
    return _Customer(row.text("customer"), months, profit, profit * months, bool(row["churned"]))


_COLUMNS = {"customer": "Customer", "months": "Months so far", "profit": "Gross profit so far"}


def _top(customers: list[_Customer]) -> Table:
    rows = tuple(
        (each.name, float(each.months), float(each.so_far), "yes" if each.left else "no")
        for each in customers[:_TOP]
    )
    columns = {**_COLUMNS, "left": "Has left"}
    return Table(name="top_customers", title="Top customers", columns=columns, rows=rows)


def _candidates(customers: list[_Customer]) -> Table:
    """The top customers who are still there."""
    staying = [each for each in customers if not each.left and each.so_far][:_TOP]
    rows = tuple((each.name, float(each.months), float(each.so_far)) for each in staying)
    title = "Whom to ask for a case study first"
    return Table(name="case_study_candidates", title=title, columns=_COLUMNS, rows=rows)


def _chart(customers: list[_Customer]) -> Chart:
    points = tuple((each.name, float(each.so_far)) for each in customers[:_TOP])
    return Chart(
        kind="bars",
        title="Gross profit so far of the top customers",
        across="Customer",
        up="Gross profit so far",
        series=(Series(name="Gross profit so far", points=points),),
        says=f"Gross profit so far, the most first: {told(points)}.",
    )
