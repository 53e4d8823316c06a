"""What was entered, checked: rows of values as their columns say them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

Value = str | int | Decimal | bool | datetime.date | None
"""Of a name, text, choice, currency or link a text; of a scale or count a whole number; of another
number a decimal; of yes or no a truth value; of a month its first day. None was left empty."""


def plain(text: str) -> str:
    """A name without its capitals and doubled spaces, by which two spellings are one."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Row:
    """A row; ``number`` as a spreadsheet counts it."""

    number: int
    cells: Mapping[str, Value]

    def __getitem__(self, column: str) -> Value:
        return self.cells.get(column)

    def text(self, column: str) -> str:
        """A text; empty where nothing stands there."""
        value = self[column]
        return "" if value is None else str(value)

    def number_in(self, column: str) -> float | None:
        """A number as statistics take it; None where nothing stands there."""
        value = self[column]
        return float(value) if isinstance(value, int | Decimal) else None

    def day(self, column: str) -> datetime.date | None:
        """A day, or the first of a month; None where nothing stands there."""
        value = self[column]
        return value if isinstance(value, datetime.date) else None


def by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """The rows by the name in a column, in order of name; empty cells left out.

    Capitals tell no names apart. Of several spellings the first in order is shown.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row[column] is not None:
            found.setdefault(plain(row.text(column)), []).append(row)
    return {min(row.text(column) for row in found[key]): found[key] for key in sorted(found)}


@dataclass(frozen=True)
class Answers:
    """The rows of a file, at least one.

    Attributes:
        notes: How the file was read, a sentence each.
        currency: The one currency of its amounts, where it names one.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    currency: str | None = None

    def numbers(self, column: str) -> list[float]:
        """Every number in a column, empty cells left out."""
        found = (row.number_in(column) for row in self.rows)
        return [each for each in found if each is not None]

    def groups(self, column: str) -> dict[str, Answers]:
        """The rows by the name in a column, see ``by``."""
        found = by(self.rows, column)
        return {name: Answers(tuple(rows), (), self.currency) for name, rows in found.items()}

    def where(self, column: str, value: Value) -> tuple[Row, ...]:
        """The rows with this value in a column."""
        return tuple(row for row in self.rows if row[column] == value)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
