"""Rows put together, and what does not fit together refused."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from scorecards.instruments.answers import Row, Value, plain
from scorecards.part import Refusal


def names(rows: Iterable[Row], column: str) -> set[str]:
    """The different names in a column, without their capitals."""
    return {plain(row.text(column)) for row in rows if row[column] is not None}


def wrong(row: Row, column: str, what: str, right: str) -> Refusal:
    """A mistake in a cell."""
    return Refusal(field=f"row {row.number}, {column}", wrong=what, right=right)


def count(row: Row, column: str) -> int:
    """A whole number in a cell; nought where nothing stands there."""
    value = row[column]
    return value if isinstance(value, int) else 0


def when(row: Row) -> datetime.date:
    """The day of a row, for its place in order; a row without one comes last."""
    return row.day("on") or datetime.date.max


def one_value(rows: Iterable[Row], column: str) -> tuple[Value, Refusal | None]:
    """What rows that speak of one thing say in a column, or the row that says otherwise."""
    said = sorted((row for row in rows if row[column] is not None), key=lambda row: row.number)
    for row in said[1:]:
        if row[column] != said[0][column]:
            what = f"{_word(row[column])} stands here and {_word(said[0][column])} in row "
            return None, wrong(row, column, f"{what}{said[0].number}", "keep one of the two")
    return (said[0][column] if said else None), None


def _word(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
