"""Figures as people write them. What can mean two numbers is refused, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from scorecards.readings.uploads.cells import Broken, Cell, Number, said
from scorecards.readings.uploads.limits import Unclear
from scorecards.units import plain

_SHOWN = 30
_PERCENT = re.compile(r"\s*%$")
_BLANKS = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f'\u2019](?=[0-9])")
_GROUPS = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f'\u2019][0-9]{3})+(?![0-9])")
_PLAIN = re.compile(r"[0-9]+")
_DECIMALS, _DIGITS = 6, 18
_LEAST = Decimal(1).scaleb(-_DECIMALS)


def figure(cell: Cell, unit: str) -> Decimal:
    """The number that a cell holds.

    Args:
        cell: The cell.
        unit: What the figure is counted in; a percent sign fits a percentage alone.

    Raises:
        Unclear: It holds none, or can mean two.
    """
    if isinstance(cell, Broken):
        raise Unclear(cell.wrong, cell.right)
    if isinstance(cell, Number):
        number, percent = cell.value, cell.percent
    elif isinstance(cell, str):
        text = cell.strip()
        percent = text.endswith("%")
        number = _number(_PERCENT.sub("", text), text)
    else:
        raise Unclear(f"{said(cell)} is a day", "write a number, and format the cell as one")
    if percent and unit != "percent":
        raise Unclear(f"a percent sign is given for what is counted in {unit}", "leave it out")
    return _bounded(number)


def whole(cell: Cell, least: int) -> int:
    """The whole number that a cell holds.

    Raises:
        Unclear: It holds none, or a smaller one.
    """
    number = figure(cell, "count")
    if number != number.to_integral_value() or number < least:
        raise Unclear(f"{_short(said(cell))} does not fit", f"write a whole number from {least} on")
    return int(number)


def _number(text: str, given: str) -> Decimal:
    """The number that a text without its percent sign says."""
    if not text:
        raise Unclear("it is empty", "write a number")
    sign = -1 if text[0] in "-\u2212" else 1
    digits = text[1:].strip() if text[0] in "+-\u2212" else text
    if _BLANKS.search(digits):
        groups = _GROUPS.match(digits)
        if groups is None:
            raise _no_number(given)
        rest = digits[groups.end() :]
        digits = re.sub("[^0-9]", "", groups[0]) + rest
        if rest:  # what follows grouped digits is a decimal mark, whichever it is
            digits = digits.replace(",", ".")
        return sign * _exact(digits, given)
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        mark = max(".,", key=digits.rfind)
        group = "," if mark == "." else "."
        before, _, after = digits.rpartition(mark)
        return sign * _exact(f"{_ungrouped(before, group, given)}.{after}", given)
    if points + commas > 1:
        return sign * _exact(_ungrouped(digits, "." if points else ",", given), given)
    mark = "." if points else ","
    before, found, after = digits.partition(mark)
    could_group = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    if found and could_group and _PLAIN.fullmatch(before) and _PLAIN.fullmatch(after):
        minus = "-" if sign < 0 else ""
        wrong = f"`{_short(given)}` can mean {minus}{before}{after} or {minus}{before}.{after}"
        raise Unclear(wrong, f"write {minus}{before}{after}, or {minus}{before}.{after}0")
    return sign * _exact(digits.replace(",", "."), given)


def _ungrouped(text: str, mark: str, given: str) -> str:
    first, *others = text.split(mark)
    fits = 1 <= len(first) <= 3 and all(len(each) == 3 for each in others)
    if not fits and others:
        raise _no_number(given)
    return "".join((first, *others))


def _exact(text: str, given: str) -> Decimal:
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+", text):
        raise _no_number(given)
    return Decimal(text)


def _bounded(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise Unclear("it is no number", "write one")
    most = _DIGITS - _DECIMALS
    if number and number.adjusted() >= most:
        raise Unclear(f"it has more than {most} digits before the point", "write a smaller figure")
    rounded = number.quantize(_LEAST)
    if number != rounded:
        raise Unclear(f"it has more than {_DECIMALS} decimals", f"round it to {_DECIMALS}")
    return Decimal(plain(rounded)) + 0  # a minus before zero goes


def _no_number(given: str) -> Unclear:
    return Unclear(f"`{_short(given)}` is no number", "write digits alone, such as 1234.5")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
