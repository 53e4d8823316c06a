"""What a file holds once it is read: rows of cells, whatever kind of file it was."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Number:
    """A number of a workbook, which knows its numbers from its texts.

    Attributes:
        value: As the workbook shows it: 25 where it shows 25 %.
        percent: Whether it is shown in percent.
    """

    value: Decimal
    percent: bool = False


@dataclass(frozen=True)
class Broken:
    """A cell that has no value: what is wrong with it, and what would be right."""

    wrong: str
    right: str


Cell = str | Number | datetime.date | Broken
"""A cell; an empty one is an empty text. A text is data, whatever it begins with."""


@dataclass(frozen=True)
class Line:
    """A row with something in it; ``number`` counts from 1, as a spreadsheet does."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """A cell by its place from 0; empty where the row ends before it."""
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """The rows of a file.

    Attributes:
        name: The name of the file.
        header: The row that names the columns.
        lines: The rows after it.
        notes: How the file was read, a sentence each.
        terms: The columns of figures in an export of Google Trends; none in other files.
    """

    name: str
    header: Line
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def trends(self) -> bool:
        """Whether it is an export of Google Trends."""
        return bool(self.terms)


def said(cell: Cell) -> str:
    """A cell in words."""
    match cell:
        case str():
            return cell.strip()
        case Number():
            return f"{cell.value:f}{' %' if cell.percent else ''}"
        case datetime.date():
            return cell.isoformat()
        case Broken():
            return ""
