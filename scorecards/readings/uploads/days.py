"""Days as people write them. What can mean two days is refused, never guessed."""

from __future__ import annotations

import datetime
import re

from scorecards.readings.uploads.cells import Broken, Cell, Number, said
from scorecards.readings.uploads.limits import Unclear

MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_LONG = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})\.?[ -]([a-z]+)\.?,?[ -]([0-9]{4})")
_NAMED_FIRST = re.compile(r"([a-z]+)\.? ([0-9]{1,2}),? ([0-9]{4})")
_RIGHT = "write it as 2027-03-31"


def day(cell: Cell) -> datetime.date:
    """The day that a cell holds.

    Raises:
        Unclear: It holds none, or can mean two.
    """
    if isinstance(cell, Broken):
        raise Unclear(cell.wrong, cell.right)
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, Number):
        raise Unclear(f"{said(cell)} is a number, not a day", "format the cell as a date")
    text = _MIDNIGHT.sub("", cell.strip())
    if not text:
        raise Unclear("it is empty", _RIGHT)
    if found := _YEAR_FIRST.fullmatch(text):
        return _made(text, found[1], found[3], found[4])
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(text, found[2], found[1], found[3], found[4])
    low = text.lower()
    if found := _NAMED.fullmatch(low):
        return _made(text, found[3], _month(text, found[2]), found[1])
    if found := _NAMED_FIRST.fullmatch(low):
        return _made(text, found[3], _month(text, found[1]), found[2])
    raise _no_day(text)


def _year_last(text: str, mark: str, first: str, second: str, year: str) -> datetime.date:
    """A day whose year stands last: a point means that the day stands first."""
    if mark == "." or int(first) > 12 or first == second:
        return _made(text, year, second, first)
    if int(second) > 12:
        return _made(text, year, first, second)
    one, other = _made(text, year, second, first), _made(text, year, first, second)
    raise Unclear(f"`{text}` can mean two days", f"write {one} or {other}")


def _month(text: str, name: str) -> str:
    for names in (MONTHS, _LONG):
        if name in names:
            return str(names.index(name) + 1)
    raise _no_day(text)


def _made(text: str, year: str, month: str, day: str) -> datetime.date:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        raise _no_day(text) from None


def _no_day(text: str) -> Unclear:
    return Unclear(f"`{text[:30]}` is no day", _RIGHT)
