"""Which columns a file has: our own, or those of an export of Google Trends."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scorecards.readings.uploads.cells import Line, Sheet, said
from scorecards.readings.uploads.limits import MAX_ROWS, UploadError


@dataclass(frozen=True)
class Shape:
    """The columns that a kind of file has.

    Attributes:
        known_names: How many names of columns are found in the first rows of a file.
        sheet: The rows of a file, called so, with how it was read.
        most: How many rows it may have.
    """

    known_names: Callable[[Sequence[Line]], int]
    sheet: Callable[[str, Iterator[Line], tuple[str, ...]], Sheet]
    most: int = MAX_ROWS


NAMES: dict[str, tuple[str, ...]] = {
    "metric": ("metric", "kpi"),
    "day": ("day", "date", "taken on", "taken_on"),
    "value": ("value", "figure"),
    "unit": ("unit",),
    "n": ("n", "observations"),
    "currency": ("currency",),
    "evidence": ("evidence", "note"),
    "window": ("window",),
}
"""Our columns -> the names under which each is found, in any case."""
NEEDED = ("metric", "day", "value")
SPANS = ("week", "day", "month", "time")
"""What the first column of an export of Google Trends is called."""
_COLUMN = {name: column for column, names in NAMES.items() for name in names}


def column_of(name: str) -> str | None:
    """Our column of that name."""
    return _COLUMN.get(name.strip().casefold())


def known_names(lines: Sequence[Line]) -> int:
    """How many names of columns are found in the first rows of a file."""
    counts = [sum(column_of(said(cell)) is not None for cell in line.cells) for line in lines[:1]]
    counts += [len(line.cells) for line in lines[:2] if _names_terms(line, lines[0])]
    return max(counts, default=0)


def _names_terms(line: Line, first: Line) -> bool:
    """Whether a row names the columns of an export of Google Trends."""
    names = [said(cell) for cell in line.cells]
    if names[0].casefold() not in SPANS or len(names) < 2:
        return False
    return _category(first) or not any(column_of(name) for name in names[1:])


def _category(line: Line) -> bool:
    """Whether a row is the first of such an export, as in ``Category: All categories``."""
    return said(line.cells[0]).casefold().startswith("category:")


def sheet(name: str, lines: Iterator[Line], notes: tuple[str, ...]) -> Sheet:
    """The rows of a file, with the one that names the columns.

    Raises:
        UploadError: There is none, or a name is missing, twice there or not known.
    """
    first = next(lines, None)
    if first is None:
        raise UploadError(name, "it is empty", "take the template, and fill it in")
    found = _export(name, first, lines, notes)
    if found is not None:
        return found
    _see_that_all_is_named(first)
    return Sheet(name, first, tuple(lines), notes)


def export(name: str, lines: Iterator[Line], notes: tuple[str, ...]) -> Sheet:
    """The rows of an export of Google Trends, and of nothing else.

    Raises:
        UploadError: It is none, or a term has no name or another's.
    """
    first = next(lines, None)
    found = None if first is None else _export(name, first, lines, notes)
    if found is None or not found.lines:
        right = "take the download of “Interest over time” as it is"
        raise UploadError(name, "it is no export of Google Trends", right)
    return found


def _export(name: str, first: Line, lines: Iterator[Line], notes: tuple[str, ...]) -> Sheet | None:
    header = next(lines, None) if _category(first) else first
    if header is None or not _names_terms(header, first):
        return None
    terms = tuple(said(cell) for cell in header.cells[1:] if said(cell))
    if len(set(terms)) < len(header.cells) - 1:
        where = f"row {header.number}"
        raise UploadError(where, "a term has no name, or two have one", "export it again")
    return Sheet(name, header, tuple(lines), notes, terms)


def _see_that_all_is_named(header: Line) -> None:
    where, found = f"row {header.number}", []
    names = [said(cell) for cell in header.cells]
    while names and not names[-1]:
        names.pop()
    for name in names:
        column = column_of(name)
        if column is None:
            raise UploadError(where, f"`{name[:40]}` is no column", f"{_nearest(name)}{_ALL}")
        if column in found:
            raise UploadError(where, f"the column {column} is there twice", "keep one of the two")
        found.append(column)
    missing = [each for each in NEEDED if each not in found]
    if missing:
        wrong = f"the column {missing[0]} is missing"
        raise UploadError(where, wrong, f"name the columns in the first row: {', '.join(NAMES)}")


def _nearest(name: str) -> str:
    close = difflib.get_close_matches(name.casefold(), _COLUMN, 1)
    return f"is `{_COLUMN[close[0]]}` meant? " if close else ""


_ALL = f"the columns are {', '.join(NAMES)}"

READINGS = Shape(known_names, sheet)
"""Files of readings."""
EXPORTS = Shape(known_names, export)
"""Exports of Google Trends alone."""
