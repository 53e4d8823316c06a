"""Cost to serve: what it costs to keep customers going, for each of them and by kind of cost."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.money.values import (
    NOTHING,
    amount,
    percent,
    shown,
    spellings,
    told,
    total,
)
from scorecards.instruments.found import Chart, Findings, Series, Table


def serving_cost(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Rows of customer, kind of cost and amount as cost for each customer."""
    customers = _sums(answers, "customer")
    kinds = _sums(answers, "cost_type")
    whole = total(customers.values())
    cautions: dict[str, dict[str, object]] = {"included": {"kinds": ", ".join(kinds)}}
    if len(answers) < len(customers) * len(kinds):
        cautions["gaps"] = {}
    (name, highest), *_rest = customers.items()
    points = tuple((kind, float(cost)) for kind, cost in kinds.items())
    return Findings(
        figures={
            "cost_to_serve": float(whole / len(customers)),
            "cost": float(whole),
            "customers": len(customers),
            "highest": float(highest),
        },
        counts={"cost_to_serve": len(customers)},
        tables=(
            _table("customers", "Cost of each customer", "Customer", customers, whole),
            _table("included", "What the cost includes", "Kind of cost", kinds, whole),
        ),
        charts=(
            Chart(
                kind="bars",
                title="Cost to serve by kind",
                across="Kind of cost",
                up="Cost",
                series=(Series(name="Cost", points=points),),
                says=f"By kind of cost: {told(points)}. {name} costs most, "
                f"{shown(float(highest), 0)}.",
            ),
        ),
        cautions=cautions,
    )


def _sums(answers: Answers, column: str) -> dict[str, Decimal]:
    """The sum for each name in a column, the highest first."""
    names, found = spellings(answers, column), dict[str, Decimal]()
    for row in answers:
        name = names[row.text(column)]
        found[name] = found.get(name, NOTHING) + amount(row, "amount")
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _table(
    name: str, title: str, heading: str, sums: Mapping[str, Decimal], whole: Decimal
) -> Table:
    columns = {"name": heading, "cost": "Cost", "share": "Percent of all cost"}
    rows = tuple((each, float(cost), percent(cost, whole)) for each, cost in sums.items())
    return Table(name=name, title=title, columns=columns, rows=rows)
