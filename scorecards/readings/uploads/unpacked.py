"""The parts of a workbook, looked through before anything is made of them.

A workbook is a zip archive of XML. Sizes are held against the limits twice: as the archive states
them, and as they are. Each XML is read once with nothing kept of it, so that one made to fill
memory is refused before anybody builds on it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from scorecards.readings.uploads.limits import (
    MAX_COLUMNS,
    MAX_PART,
    MAX_PARTS,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED,
    MIB,
    UploadError,
)

SHEETS = "xl/worksheets/"
_CHUNK = 64 * 1024
_MOST_ELEMENTS = 500_000
_MOST_IN_A_ROW = 70_000
_FORBIDDEN = {
    "xl/vbaproject.bin": ("it holds a macro", "save it as .xlsx, without macros"),
    "xl/externallinks/": ("it is linked to other workbooks", "paste the values in, and save it"),
    "xl/macrosheets/": ("it holds a macro", "save it as .xlsx, without macros"),
}
NOT_WHOLE = ("it is not a whole workbook", "it may be cut off: save it as .xlsx again")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Found:
    """What the sheets of a workbook hold.

    Attributes:
        unfinished: Part -> the cells (row, column) with a formula and no value.
    """

    unfinished: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def look_through(name: str, content: bytes) -> Found:
    """Look through a workbook.

    Raises:
        UploadError: It is not whole, is beyond a limit, or holds what is not read here.
    """
    found = Found()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _see_that_it_may_be_unpacked(name, archive)
            for info in archive.infolist():
                _look(name, archive, info, found)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        # the last two: packed in a way that zipfile does not know, or locked with a password
        raise UploadError(name, *NOT_WHOLE) from None
    except (SAXException, DefusedXmlException, ValueError, LookupError, OSError) as error:
        if isinstance(error, UploadError):
            raise
        raise UploadError(name, *NOT_WHOLE) from None
    return found


def _see_that_it_may_be_unpacked(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise UploadError(name, f"it has more than {MAX_PARTS:,} parts", "save it as .xlsx again")
    names = [part.filename.casefold() for part in parts]
    if len(set(names)) < len(names):
        raise UploadError(name, *NOT_WHOLE)
    for part in parts:
        for start, told in _FORBIDDEN.items():
            if part.filename.casefold().startswith(start):
                raise UploadError(name, *told)
        if part.flag_bits & 0x1:
            raise UploadError(name, "it is protected by a password", "save it without one")
        packed_well = part.file_size > MIB and part.file_size > MAX_RATIO * part.compress_size
        if packed_well or part.file_size > _most(part):
            raise _too_large(name)
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_large(name)
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise UploadError(name, "it is an archive, but no workbook", "upload .xlsx or .csv")


def _most(part: zipfile.ZipInfo) -> int:
    return MAX_UNPACKED if part.filename.startswith(SHEETS) else MAX_PART


def _too_large(name: str) -> UploadError:
    wrong = f"unpacked it holds more than {MAX_UNPACKED // MIB} MiB, or is packed out of measure"
    return UploadError(name, wrong, "upload it as CSV, in parts")


def _look(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, found: Found) -> None:
    """Unpack a part piece by piece; look at its XML where it is one."""
    handler, parser, size = _Elements(info.filename.startswith(SHEETS)), None, 0
    with archive.open(info) as part:
        while piece := part.read(_CHUNK):
            if size == 0 and _is_xml(info, piece):
                parser = create_parser(forbid_dtd=True)
                parser.setContentHandler(handler)
                found.unfinished[info.filename] = handler.unfinished
            size += len(piece)
            if size > _most(info):
                raise _too_large(name)
            if parser is not None:
                parser.feed(piece)
    if size != info.file_size:
        raise UploadError(name, *NOT_WHOLE)
    if parser is not None:
        parser.close()


def _is_xml(info: zipfile.ZipInfo, start: bytes) -> bool:
    """Whether a part has to be looked at; a part that is drawn only is small, and is not read."""
    if info.filename.endswith(".vml") and info.file_size <= MIB:
        return False
    return start.lstrip().startswith((b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<"))


class _Elements(ContentHandler):
    """Counts what an XML holds and, in a sheet, finds rows and formulas; keeps next to nothing."""

    def __init__(self, sheet: bool) -> None:
        super().__init__()
        self.unfinished: set[tuple[int, int]] = set()
        self._sheet = sheet
        self._since = 0
        self._row = self._column = 0
        self._formula = self._value = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - sax calls it so
        """Count an element."""
        self._since += 1
        tag = name.rpartition(":")[2]
        if self._sheet and tag == "row":
            self._since = 0
            self._start_row(attrs.get("r"))
        elif self._sheet and tag == "c":
            self._start_cell(attrs.get("r"))
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "is"):
            self._value = True
        if self._since > (_MOST_IN_A_ROW if self._sheet else _MOST_ELEMENTS):
            raise UploadError(*_where(self._row), "it has too many parts", "upload it as CSV")

    def endElement(self, name: str) -> None:  # noqa: N802 - sax calls it so
        """See what a cell came to."""
        if not self._sheet or name.rpartition(":")[2] != "c":
            return
        if self._formula and not self._value:
            self.unfinished.add((self._row, self._column))
        if (self._formula or self._value) and self._row > MAX_ROWS:
            wrong = f"the sheet goes on after {MAX_ROWS:,} rows"
            raise UploadError(f"row {self._row}", wrong, "upload it in parts")
        if (self._formula or self._value) and self._column > MAX_COLUMNS:
            wrong = f"it has more than {MAX_COLUMNS} columns"
            raise UploadError(f"row {self._row}", wrong, "leave out those that are not asked for")

    def _start_row(self, number: str | None) -> None:
        row = self._row + 1 if number is None else int(number)
        if row <= self._row:
            raise UploadError(f"row {row}", "it is there twice", "save the workbook again")
        self._row, self._column = row, 0

    def _start_cell(self, place: str | None) -> None:
        self._formula = self._value = False
        if place is None:
            self._column += 1
            return
        found = _CELL.fullmatch(place)
        if found is None or int(found[2]) != self._row:
            raise UploadError(f"row {self._row}", "its cells are misplaced", "save it again")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        if column <= self._column:
            raise UploadError(f"row {self._row}", "a cell is there twice", "save it again")
        self._column = column


def _where(row: int) -> tuple[str]:
    return (f"row {row}" if row else "the workbook",)
