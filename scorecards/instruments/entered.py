"""From what people type to values: exactly, or with every mistake by row and column."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from engine.explain.words import listed
from knowledge_graph.measures import Asked, Column, Measure
from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.questions import between
from scorecards.part import FIRST, LAST
from scorecards.readings.uploads.cells import Cell, said
from scorecards.readings.uploads.days import day
from scorecards.readings.uploads.figures import figure
from scorecards.readings.uploads.limits import Unclear
from scorecards.readings.uploads.mistakes import Mistakes

_NAME, _TEXT = 120, 4000
_TRUTH = {
    **dict.fromkeys(("yes", "y", "true", "1", "x"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
"""A month as a file writes it, such as 2026-11."""
_CURRENCY = re.compile(r"[A-Z]{3}")
_LINK = re.compile(r"https?://[^\s<>\"]{3,2000}")


def answers_of(
    measure: Measure, rows: Iterable[tuple[int, Mapping[str, Cell]]], notes: tuple[str, ...] = ()
) -> Answers:
    """Rows as they were entered, in a file or a form, as values.

    Args:
        measure: Which columns there are.
        rows: The number of each row, as people count, and its cells by column.
        notes: How they were read.

    Raises:
        Refused: With the first mistakes, and how many more there are.
    """
    mistakes = Mistakes()
    found = [_row(number, cells, measure, mistakes) for number, cells in rows]
    _see_that_each_is_there_once(found, measure, mistakes)
    currency = _one_currency(found, measure, mistakes)
    if not found:
        mistakes.add("file", "there is no row", "fill in a row for each answer")
    mistakes.settle()
    return Answers(tuple(found), notes, currency)


def settings_of(measure: Measure, given: Mapping[str, str]) -> dict[str, Value]:
    """What is said once for a file, with the defaults for the rest; None is unknown.

    Raises:
        Refused: A setting is not known, or cannot be what was given.
    """
    names = [each.name for each in measure.settings]
    mistakes = Mistakes()
    for name in given:
        if name not in names:
            right = f"take one of {', '.join(names)}" if names else "it has none"
            mistakes.add(name[:40], "there is no such setting", right)
    values: dict[str, Value] = {}
    for setting in measure.settings:
        text = given.get(setting.name, setting.default).strip()
        try:
            values[setting.name] = value_of(setting, text) if text else None
        except Unclear as unclear:
            mistakes.add(setting.name, unclear.wrong, unclear.right)
    mistakes.settle()
    return values


def _row(number: int, cells: Mapping[str, Cell], measure: Measure, mistakes: Mistakes) -> Row:
    values: dict[str, Value] = {}
    for column in measure.columns:
        try:
            values[column.name] = _cell(column, cells.get(column.name, ""))
        except Unclear as unclear:
            mistakes.add(f"row {number}, {column.name}", unclear.wrong, unclear.right)
    return Row(number, values)


def _cell(column: Column, cell: Cell) -> Value:
    if cell == "":
        if column.optional:
            return None
        raise Unclear("it is empty", f"fill it in, as in `{column.example}`")
    return value_of(column, cell)


def value_of(asked: Asked, cell: Cell) -> Value:
    """The value of a cell.

    Raises:
        Unclear: It is none of what is asked.
    """
    match asked.kind:
        case "name" | "text":
            return _text(said(cell), _NAME if asked.kind == "name" else _TEXT)
        case "choice":
            return _choice(said(cell), asked.values)
        case "yes-no":
            return _truth(said(cell))
        case "day":
            return _within(day(cell))
        case "month":
            text = said(cell)
            first = day(f"{text}-01" if MONTH.fullmatch(text) else cell)
            return _within(first).replace(day=1)
        case "currency":
            return _matching(said(cell).upper(), _CURRENCY, "a currency", "EUR")
        case "link":
            return _matching(said(cell), _LINK, "a link", "https://example.org/item/12")
    return _number(asked, cell)


def _number(asked: Asked, cell: Cell) -> Value:
    number = figure(cell, "percent" if asked.kind == "percent" else asked.kind)
    low, high = asked.low, asked.high
    if asked.kind in ("count", "amount", "percent") and low is None:
        low = 0
    if asked.kind == "percent" and high is None:
        high = 100
    if low is not None and number < Decimal(str(low)):
        raise Unclear(f"{number:f} is below {low:g}", f"write {between(asked, low, high)}")
    if high is not None and number > Decimal(str(high)):
        raise Unclear(f"{number:f} is above {high:g}", f"write {between(asked, low, high)}")
    if asked.kind not in ("scale", "count"):
        return number
    if number != number.to_integral_value():
        raise Unclear(f"{number:f} is no whole number", f"write {between(asked, low, high)}")
    return int(number)


def _text(text: str, most: int) -> str:
    if len(text) > most:
        raise Unclear(f"it has {len(text):,} characters", f"keep to {most:,}")
    return text


def _choice(text: str, values: tuple[str, ...]) -> str:
    known = {_plain(each): each for each in values}
    found = known.get(_plain(text))
    if found is None:
        near = difflib.get_close_matches(_plain(text), known, 1)
        right = f"is `{known[near[0]]}` meant? " if near else ""
        raise Unclear(
            f"`{text[:40]}` is none of the answers", f"{right}write {listed(values, 'or')}"
        )
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _truth(text: str) -> bool:
    found = _TRUTH.get(text.casefold())
    if found is None:
        raise Unclear(f"`{text[:40]}` is neither yes nor no", "write yes or no")
    return found


def _within(found: datetime.date) -> datetime.date:
    if not FIRST <= found <= LAST:
        raise Unclear(f"{found} is too far away", f"write a day from {FIRST} to {LAST}")
    return found


def _matching(text: str, pattern: re.Pattern[str], what: str, right: str) -> str:
    if not pattern.fullmatch(text):
        raise Unclear(f"`{text[:40]}` is not {what}", f"write it as {right}")
    return text


def _see_that_each_is_there_once(rows: Iterable[Row], measure: Measure, mistakes: Mistakes) -> None:
    if not measure.one_row_per:
        return
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(_plain(row.text(each)) for each in measure.one_row_per)
        first = seen.setdefault(key, row.number)
        if all(key) and first != row.number:
            what = ", ".join(row.text(each)[:40] for each in measure.one_row_per)
            where = f"row {row.number}, {measure.one_row_per[0]}"
            mistakes.add(
                where, f"{what} is there a second time", f"keep one; row {first} is the first"
            )


def _one_currency(rows: Iterable[Row], measure: Measure, mistakes: Mistakes) -> str | None:
    first: tuple[str, int] | None = None
    columns = [each.name for each in measure.columns if each.kind == "currency"]
    for row in rows:
        for column in columns:
            code = row.text(column)
            if not code:
                continue
            if first is None:
                first = code, row.number
            elif code != first[0]:
                wrong = f"{code} stands here and {first[0]} in row {first[1]}"
                right = "convert all amounts into one currency; none is converted here"
                mistakes.add(f"row {row.number}, {column}", wrong, right)
    return first[0] if first else None
