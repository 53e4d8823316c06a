"""Comma-separated rows that people paste or upload, read strictly: each fault names its line."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from scorecards.part import FIRST, LAST, Refusal, Refused

MAX_CHARACTERS = 2_000_000
MAX_ROWS = 50_000
MAX_FAULTS = 10
"""So many faults are named before the rest is only counted."""
_SHOWN = 40


@dataclass(frozen=True)
class Row:
    """One row of a file: its line, and what stands in each column, trimmed."""

    line: int
    cells: dict[str, str]


class Faults:
    """The faults found in a file, each with its line and column."""

    def __init__(self) -> None:
        self._found: list[Refusal] = []

    def add(self, row: Row, column: str, wrong: str, right: str) -> None:
        """Note one."""
        field = f"line {row.line}, {column}"
        self._found.append(Refusal(field=field, wrong=wrong, right=right))

    def settle(self) -> None:
        """Refuse the file where there is any.

        Raises:
            Refused: With the first faults, and how many more there are.
        """
        more = len(self._found) - MAX_FAULTS
        shown = self._found[:MAX_FAULTS]
        if more > 0:
            right = "mend these first"
            shown.append(Refusal(field="file", wrong=f"{more} more faults", right=right))
        if shown:
            raise Refused(*shown)

    def count(self, row: Row, column: str) -> int:
        """A whole number from zero; zero after noting that it is none."""
        text = row.cells[column]
        if text.isascii() and text.isdigit() and len(text) <= 12:
            return int(text)
        self.add(row, column, f"`{text[:_SHOWN]}` is no whole number", "write it as 120")
        return 0

    def amount(self, row: Row, column: str) -> Decimal:
        """An amount from zero; zero after noting that it is none."""
        text = row.cells[column]
        try:
            found = Decimal(text) if len(text) <= 18 else None
        except InvalidOperation:
            found = None
        if found is not None and found.is_finite() and 0 <= found < Decimal(10) ** 12:
            return found
        right = "write it as 1200.50, without grouping"
        self.add(row, column, f"`{text[:_SHOWN]}` is no amount", right)
        return Decimal(0)

    def day(self, row: Row, column: str) -> datetime.date | None:
        """A day; None after noting that it is none."""
        return self._day(row, column, row.cells[column], "2027-03-31")

    def month(self, row: Row, column: str) -> datetime.date | None:
        """The first day of a month; None after noting that it is none."""
        text = row.cells[column]
        whole = f"{text}-01" if len(text) == 7 else "none"
        return self._day(row, column, whole, "2027-03")

    def _day(self, row: Row, column: str, text: str, right: str) -> datetime.date | None:
        try:
            found = datetime.date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            found = None
        if found is None or not FIRST <= found <= LAST:
            what = "day" if len(right) == 10 else "month"
            wrong = f"`{row.cells[column][:_SHOWN]}` is no {what}"
            self.add(row, column, wrong, f"write it as {right}")
            return None
        return found


def decoded(content: bytes) -> str:
    """The text of a file.

    Raises:
        Refused: It is too large or is not UTF-8.
    """
    if len(content) > MAX_CHARACTERS:
        _refuse("the file", f"it holds {len(content):,} bytes", f"keep to {MAX_CHARACTERS:,}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        right = "save it as comma-separated values in UTF-8"
        _refuse("the file", "it is no text in UTF-8", right)
        raise AssertionError from None


def read_rows(text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows below the heading; lines without any content are left out.

    Args:
        text: A heading and rows, parted by commas.
        columns: What the heading has to name, in any order and nothing else.

    Raises:
        Refused: It is too long or empty, or heading or rows do not fit.
    """
    if len(text) > MAX_CHARACTERS:
        _refuse("the file", f"it holds {len(text):,} characters", f"keep to {MAX_CHARACTERS:,}")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        given = list(_filled(reader))
    except csv.Error as error:
        _refuse(f"line {reader.line_num}", f"it cannot be read ({error})", "close every quote")
    if not given:
        _refuse("the file", "it is empty", f"begin with the line {','.join(columns)}")
    if len(given) > MAX_ROWS + 1:
        _refuse("the file", f"it has {len(given) - 1:,} rows", f"keep to {MAX_ROWS:,}")
    (line, heading), *rest = given
    names = [name.casefold() for name in heading]
    if sorted(names) != sorted(columns):
        wrong = f"the heading is {','.join(heading)[:120]}"
        _refuse(f"line {line}", wrong, f"write {','.join(columns)}")
    for line, cells in rest:
        if len(cells) != len(names):
            wrong = f"it has {len(cells)} cells for {len(names)} columns"
            _refuse(f"line {line}", wrong, "put a comma between cells, and quote commas inside one")
    if not rest:
        _refuse("the file", "there is no row below the heading", "add a row for each record")
    return tuple(Row(line, dict(zip(names, cells, strict=True))) for line, cells in rest)


def _filled(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for cells in reader:
        trimmed = [cell.strip() for cell in cells]
        if any(trimmed):
            yield getattr(reader, "line_num", 0), trimmed


def _refuse(field: str, wrong: str, right: str) -> None:
    raise Refused(Refusal(field=field, wrong=wrong, right=right))
