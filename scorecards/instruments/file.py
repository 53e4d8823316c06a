"""The file of an instrument: its template, and reading one that was filled."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial

from knowledge_graph.measures import Measure
from scorecards.instruments.answers import Answers
from scorecards.instruments.entered import MONTH, answers_of
from scorecards.readings.uploads import EXPORTS, Shape, Sheet, UploadError
from scorecards.readings.uploads import read as read_file
from scorecards.readings.uploads.cells import Cell, Line, said

MAX_ROWS = 100_000
"""With the row of names. Logs of a year are longer than files of readings."""


def template(measure: Measure) -> str:
    """The file to fill in, as CSV: the names of the columns, and a row of example.

    Of an instrument that reads another tool's export it is a small file of that kind.
    """
    names = [each.name for each in measure.columns]
    example = [each.example for each in measure.columns]
    if measure.export == "google-trends":
        names, example = ["Day", example[1]], [example[0], example[2]]
    out = io.StringIO()
    pen = csv.writer(out, lineterminator="\n")
    pen.writerows((names, example))
    return out.getvalue()


def read(name: str, content: bytes, measure: Measure) -> Answers:
    """What a filled file holds: all of it, or nothing.

    Args:
        name: What the file is called.
        content: CSV, or the first sheet of a workbook.
        measure: Which columns it has to have.

    Raises:
        Refused: With every mistake, by row and column.
    """
    if measure.export == "google-trends":
        return _exported(read_file(name, content, EXPORTS), measure)
    shape = Shape(partial(_known, measure), partial(_sheet, measure), MAX_ROWS)
    sheet = read_file(name, content, shape)
    names = [_name(cell) for cell in sheet.header.cells]
    known = {each.name for each in measure.columns}
    notes = sheet.notes
    strange = [each for each in names if each and each not in known]
    if strange:
        them = ", ".join(each[:40] for each in strange[:5])
        notes = (*notes, f"Left out, because nothing here asks for them: {them}.")
    places = {each: names.index(each) for each in names if each in known}
    rows = ((line.number, {n: line.cell(at) for n, at in places.items()}) for line in sheet.lines)
    return answers_of(measure, rows, notes)


def _name(cell: Cell) -> str:
    return "_".join(said(cell).casefold().replace("-", " ").replace("_", " ").split())


def _known(measure: Measure, lines: Sequence[Line]) -> int:
    known = {each.name for each in measure.columns}
    return sum(_name(cell) in known for line in lines[:1] for cell in line.cells)


def _sheet(measure: Measure, name: str, lines: Iterator[Line], notes: tuple[str, ...]) -> Sheet:
    """The rows of a file, if its first row names the columns.

    Raises:
        UploadError: The file is empty, or a column is missing or there twice.
    """
    header = next(lines, None)
    if header is None:
        raise UploadError(name, "it is empty", "take the template, and fill it in")
    names = [_name(cell) for cell in header.cells]
    where = f"row {header.number}"
    needed = [each.name for each in measure.columns if not each.optional]
    missing = [each for each in needed if each not in names]
    if missing:
        what = f"the column {missing[0]} is missing"
        if len(missing) > 1:
            what = f"the columns {', '.join(missing)} are missing"
        columns = ", ".join(each.name for each in measure.columns)
        raise UploadError(where, what, f"name the columns in the first row: {columns}")
    for column in measure.columns:
        if names.count(column.name) > 1:
            wrong = f"the column {column.name} is there twice"
            raise UploadError(where, wrong, "keep one of the two")
    rows = tuple(lines)
    if not rows:
        raise UploadError(name, "there is no row below the names", "fill in a row for each answer")
    return Sheet(name, header, rows, notes)


def _exported(sheet: Sheet, measure: Measure) -> Answers:
    """An export of Google Trends, a row for each term and day; a month is its first day."""
    names = [said(cell) for cell in sheet.header.cells]
    day, term, interest = (each.name for each in measure.columns)

    def rows() -> Iterator[tuple[int, dict[str, Cell]]]:
        for line in sheet.lines:
            on = said(line.cell(0))
            first = f"{on}-01" if MONTH.fullmatch(on) else line.cell(0)
            for each in sheet.terms:
                value = line.cell(names.index(each))
                below = said(value) == "<1"
                yield line.number, {day: first, term: each, interest: "0" if below else value}

    return answers_of(measure, rows(), sheet.notes)
