"""Text with a mark between the cells: which encoding, which mark, which rows."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from scorecards.readings.uploads.cells import Line, Sheet
from scorecards.readings.uploads.limits import UploadError, see_that_it_fits
from scorecards.readings.uploads.shape import Shape

MARKS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_TEXT = "save it as CSV UTF-8, or upload the workbook itself"
_FEW = 8
"""Rows among which the names of the columns are looked for."""


def read_text(name: str, content: bytes, shape: Shape) -> Sheet:
    """The rows of a text.

    Raises:
        UploadError: It is no text, is cut off, or is beyond a limit.
    """
    encoding, called = _encoding(name, content)
    mark = _mark(name, content, encoding, shape)
    lines = _lines(name, content, encoding, mark, shape)
    sheet = shape.sheet(name, lines, (f"Read as {called}, with {MARKS[mark]} between the cells.",))
    width = len(sheet.header.cells)
    for line in sheet.lines:
        if len(line.cells) != width:
            cells = "1 cell" if len(line.cells) == 1 else f"{len(line.cells)} cells"
            wrong = f"it has {cells}, and the row of names has {width}"
            right = "the file may be cut off: give every row as many cells as there are names"
            raise UploadError(f"row {line.number}", wrong, right)
    return sheet


def _encoding(name: str, content: bytes) -> tuple[str, str]:
    """The encoding of a text, and what it is called."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried = [("utf-16", "UTF-16")]
    elif content.startswith(b"\xef\xbb\xbf"):
        tried = [("utf-8-sig", "UTF-8")]
    else:
        tried = [("utf-8", "UTF-8"), ("cp1252", "Windows-1252, as older spreadsheets write")]
    for encoding, called in tried:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _CONTROL.search(text)
        if found is not None:
            what = "zero bytes" if found[0] == "\0" else "control characters"
            raise UploadError(name, f"it holds {what}, so it is no text", _NO_TEXT)
        return encoding, called
    raise UploadError(name, f"it is no text in {tried[-1][1]}", _NO_TEXT)


def _mark(name: str, content: bytes, encoding: str, shape: Shape) -> str:
    """The mark by which most names of columns are found."""

    def known(mark: str) -> int:
        try:
            first = list(itertools.islice(_lines(name, content, encoding, mark, shape), _FEW))
        except UploadError:
            return 0
        return shape.known_names(first)

    best = max(MARKS, key=known)
    # Where no mark shows a name, the commas will say what is missing.
    return best if known(best) else ","


def _lines(name: str, content: bytes, encoding: str, mark: str, shape: Shape) -> Iterator[Line]:
    text = io.TextIOWrapper(io.BytesIO(content), encoding)
    rows = csv.reader(text, delimiter=mark, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise UploadError(f"row {number}", *_told(str(error))) from None
        if row is None:
            return
        cells = tuple(cell.strip() for cell in row)
        if not any(cells):
            continue
        see_that_it_fits(number, len(cells), max(map(len, cells)), shape.most)
        yield Line(number, cells)


def _told(error: str) -> tuple[str, str]:
    if "unexpected end" in error:
        return "a quotation mark is opened and never closed", "the file may be cut off: close it"
    if "field limit" in error:
        return "a cell is far too long", "look for a quotation mark that is never closed"
    return "its quotation marks do not fit together", 'write a quotation mark in a text as ""'
