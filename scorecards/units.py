"""What a metric is counted in, and which values it can have at all.

The record of each metric gives its unit, and says whether its formula can give more than 100
percent or less than zero.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge_graph.records import Metric

BARE = ("count", "score", "index", "ratio")
"""Units that say nothing beside a figure; the metric's name does."""
HOURS: dict[str, Decimal] = {
    "hours": Decimal(1),
    "days": Decimal(24),
    "weeks": Decimal(7 * 24),
    "months": Decimal(30 * 24),
}
"""Hours in each length of time; a month is taken as 30 days."""


def unit_of(metric: Metric, variant: str | None = None) -> str:
    """What a metric is counted in, under the definition in use."""
    for each in metric.variants:
        if each.id == variant and each.unit:
            return each.unit
    return metric.unit


def is_money(unit: str) -> bool:
    """Whether a figure needs a currency beside it."""
    return unit.startswith("currency")


def is_percent(unit: str) -> bool:
    """Whether a change of it can be meant in points or in relative percent."""
    return unit == "percent"


def is_time(unit: str) -> bool:
    """Whether it is a length of time."""
    return unit in HOURS


def highest(metric: Metric, unit: str) -> Decimal | None:
    """The greatest value it can have; None where there is no limit."""
    whole = metric.unit == unit and is_percent(unit) and not metric.above_100
    return Decimal(100) if whole else None


def lowest(metric: Metric) -> Decimal | None:
    """The least value it can have; None where there is no limit."""
    return None if metric.below_zero else Decimal(0)


def plain(value: Decimal) -> str:
    """A figure as people type it: no exponent, no zeros at the end."""
    return _trimmed(f"{value:f}")


def grouped(value: Decimal) -> str:
    """The same figure as people read it, with its thousands apart: ``141,000``."""
    return _trimmed(f"{value:,f}")


def measured(value: Decimal, unit: str, currency: str | None = None) -> str:
    """A figure with its unit: ``5 percent``, ``141,000 EUR``; what is only counted has none."""
    if is_money(unit):
        per = unit.removeprefix("currency")
        return f"{grouped(value)} {currency or 'of an unnamed currency'}{per}"
    return grouped(value) if unit in BARE else f"{grouped(value)} {unit}".strip()


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
