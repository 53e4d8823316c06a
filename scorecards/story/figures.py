"""Figures in sentences: grouped thousands, two decimal places at most; and days."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal

from scorecards.units import BARE, is_money, is_percent

_CENT = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    """The value to two decimal places, halves away from zero."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def grouped(value: Decimal) -> str:
    """A figure with grouped thousands and no zeros at its end: ``1,250,000`` or ``4.2``."""
    text = f"{rounded(value):,f}"
    return text.rstrip("0").rstrip(".") or "0"


def compact(value: Decimal) -> str:
    """A figure for a narrow cell, to two decimal places of thousands or millions: ``4.02M``."""
    for size, letter in ((10**6, "M"), (10**4, "k")):
        if abs(value) >= size:
            return f"{grouped(value / (10**6 if letter == 'M' else 1000))}{letter}"
    return grouped(value)


def figure(value: Decimal, unit: str, currency: str | None = None) -> str:
    """A figure with its unit: ``23 percent``, ``1,250,000 EUR``."""
    if is_money(unit):
        return f"{grouped(value)} {currency or 'of an unnamed currency'}{unit[len('currency') :]}"
    if unit in BARE:
        return grouped(value)
    return f"{grouped(value)} {unit}".strip()


def short(value: Decimal, unit: str, currency: str | None = None) -> str:
    """The same for a tile or an axis: ``23%``."""
    return f"{grouped(value)}%" if is_percent(unit) else figure(value, unit, currency)


def difference(value: Decimal, unit: str, currency: str | None = None) -> str:
    """How far two figures lie apart, without sign: percentages differ by points."""
    return figure(abs(value), "points" if is_percent(unit) else unit, currency)


def day(date: datetime.date) -> str:
    """A day as people write it: ``31 Mar 2027``."""
    return f"{date.day} {date:%b %Y}"
