"""Workbooks: the rows of their first sheet. A formula is never worked out."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl import DEFUSEDXML, load_workbook

from scorecards.readings.uploads.cells import Broken, Cell, Line, Number, Sheet
from scorecards.readings.uploads.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    UploadError,
    see_that_it_fits,
)
from scorecards.readings.uploads.shape import Shape
from scorecards.readings.uploads.unpacked import NOT_WHOLE, SHEETS, look_through

_DIGITS = 15
"""Digits of a number that a workbook keeps; what stands after them is noise."""
_UNFINISHED = Broken("its formula has no value yet", "open and save it in a spreadsheet")


def read_workbook(name: str, content: bytes, shape: Shape) -> Sheet:
    """The rows of the first sheet that is not hidden.

    Raises:
        UploadError: It is not whole, is beyond a limit, or holds what is not read here.
    """
    found = look_through(name, content)
    assert DEFUSEDXML, "openpyxl has to read XML by way of defusedxml"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats that are not looked at
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            try:
                sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
                if not sheets:
                    raise UploadError(name, "it has no sheet that is shown", "show the sheet")
                notes = _notes([each.title for each in sheets])
                first: Any = sheets[0]  # its types do not say that it is read piece by piece
                path = str(first._worksheet_path)
                if not path.startswith(SHEETS) or path not in found.unfinished:
                    raise UploadError(name, *NOT_WHOLE)
                unfinished = found.unfinished[path]
                return shape.sheet(name, _lines(first, unfinished), notes)
            finally:
                book.close()
        except UploadError:
            raise
        except Exception:
            # What a damaged workbook sets off in its reader is of no fixed kind.
            raise UploadError(name, *NOT_WHOLE) from None


def _notes(titles: list[str]) -> tuple[str, ...]:
    first = f"Read from the sheet “{titles[0][:40]}”."
    if len(titles) == 1:
        return (first,)
    return (first, f"The workbook has {len(titles)} sheets; only the first is read.")


def _lines(sheet: Any, unfinished: set[tuple[int, int]]) -> Iterator[Line]:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(min_row=1, max_row=MAX_ROWS, min_col=1, max_col=MAX_COLUMNS)
    for number, row in enumerate(rows, start=1):
        cells = [
            _UNFINISHED if (number, place) in unfinished else _cell(cell)
            for place, cell in enumerate(row, start=1)
        ]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            longest = max(len(cell) if isinstance(cell, str) else 0 for cell in cells)
            see_that_it_fits(number, len(cells), longest)
            yield Line(number, tuple(cells))


def _cell(cell: Any) -> Cell:
    """What a cell of the workbook holds."""
    value = cell.value
    match value:
        case None:
            return ""
        case _ if cell.data_type == "e":
            return Broken(f"it holds the error {str(value)[:20]}", "mend it in the spreadsheet")
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, str(cell.number_format or ""))
        case str():
            return value.strip()
        case datetime.datetime():
            return value.date()
        case datetime.date():
            return value
        case _:
            return Broken("it holds a time of day or a length of time", "write it as a number")


def _number(value: int | float, shown: str) -> Cell:
    percent = "%" in shown
    try:
        number = Decimal(f"{value:.{_DIGITS}g}" if isinstance(value, float) else value)
    except (OverflowError, ValueError):
        return Broken("its number is too large", "write a smaller one")
    if not number.is_finite():
        return Broken("it holds no number", "write one")
    return Number(number * 100 if percent else number, percent)
