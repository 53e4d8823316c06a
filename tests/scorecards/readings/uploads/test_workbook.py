import datetime
import io
import re
import tracemalloc
import zipfile

import openpyxl
import pytest

from scorecards.readings.uploads import UploadError, read
from tests.scorecards.readings.uploads.made import csv_of, rezipped, workbook_of

DAY = datetime.date(2027, 1, 31)
ROW = ("Win rate", DAY, 31.5, "percent", 40, "", "Log")
GOOD = workbook_of(ROW)
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name, part):
    return rezipped(GOOD, lambda parts: {**parts, name: part})


def with_sheet(*rows):
    """A workbook whose sheet holds these rows of XML."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return with_part(SHEET, head + b"<sheetData>" + b"".join(rows) + b"</sheetData></worksheet>")


def text(place, value):
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'.encode()


NAMES = b'<row r="1">' + text("A1", "metric") + text("B1", "day") + text("C1", "value") + b"</row>"


def test_days_and_numbers_come_as_what_they_are(looked_at):
    (row,) = looked_at(GOOD).rows
    assert row.says == "Win rate on 2027-01-31: 31.5 percent, n = 40."


def test_noise_in_the_last_digits_goes_and_shown_percent_counts(looked_at):
    rows = [("Win rate", DAY, 0.1 + 0.2), ("Win rate", datetime.date(2027, 2, 28), "")]
    found = looked_at(workbook_of(*rows, formats=[(2, 2, 0.315, "0.0%")]))
    assert [str(row.reading.value) for row in found.rows] == ["0.3", "31.5"]


def test_a_formula_counts_by_the_value_it_has_and_not_without_one(looked_at):
    kept = {"formula": "=30+1.5", "value": 31.5}
    bare = {"formula": "=1+1"}
    rows = [("Win rate", DAY, kept), ("Win rate", datetime.date(2027, 2, 28), bare)]
    content = rezipped(
        workbook_of(*rows),
        lambda parts: {**parts, SHEET: re.sub(rb"(<f>1\+1</f>)<v></v>", rb"\1", parts[SHEET])},
    )
    first, second = looked_at(content).rows
    assert first.reading.value == first.reading.value.from_float(31.5)
    assert "its formula has no value yet" in str(second)


def test_a_text_that_begins_like_a_formula_stays_text(looked_at):
    for start in "=+-@":
        (row,) = looked_at(workbook_of((*ROW[:6], f"{start}cmd|x"))).rows
        assert row.reading.evidence == f"{start}cmd|x"


def test_errors_and_lengths_of_time_are_no_values(looked_at):
    cells = (b'<row r="2">', text("A2", "Win rate"), text("B2", "2027-01-31"))
    content = with_sheet(NAMES, *cells, b'<c r="C2" t="e"><v>#N/A</v></c></row>')
    (row,) = looked_at(content).rows
    assert "it holds the error #N/A; mend it in the spreadsheet" in str(row)


def test_the_first_sheet_is_read_and_that_there_are_more_is_said():
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    book.create_sheet("More")
    out = io.BytesIO()
    book.save(out)
    assert read("a.xlsx", out.getvalue()).notes == (
        "Read from the sheet “Readings”.",
        "The workbook has 2 sheets; only the first is read.",
    )


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD[:200], "not a whole workbook"),
        (GOOD[:-30], "not a whole workbook"),
        (b"PK" + bytes(100), "not a whole workbook"),
        (with_part("xl/vbaProject.bin", b"x"), "it holds a macro"),
        (with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "linked to other workbooks"),
        (with_part(SHEET, LAUGHS + b"<worksheet>&b;</worksheet>"), "not a whole workbook"),
        (with_part("xl/sharedStrings.xml", LAUGHS + b"<sst/>"), "not a whole workbook"),
        (with_part("xl/media/x.png", LAUGHS + b"<sst/>"), "not a whole workbook"),
        (with_part(SHEET, bytes(40 * 1024 * 1024)), "unpacked it holds more than 64 MiB"),
        (with_part("xl/styles.xml", b"<" * (16 * 1024 * 1024 + 1)), "unpacked it holds"),
        (with_sheet(b'<row r="1048576">', text("A1048576", "x"), b"</row>"), "after 20,000 rows"),
        (with_sheet(b'<row r="1">', text("BM1", "x"), b"</row>"), "more than 64 columns"),
        (with_sheet(NAMES, NAMES), "row 1: it is there twice"),
        (with_sheet(b'<row r="1">', text("A7", "x"), b"</row>"), "its cells are misplaced"),
        (with_sheet(b'<row r="1">', text("A1", "x"), text("A1", "y"), b"</row>"), "there twice"),
        (with_sheet(b'<row r="1">' + b"<c/>" * 80_000 + b"</row>"), "it has too many parts"),
        (with_sheet(), "it is empty"),
        (with_sheet(NAMES, b'<row r="2">', text("A2", "x" * 5000), b"</row>"), "4,000 characters"),
        (rezipped(GOOD, lambda parts: {"a.txt": b"x"}), "an archive, but no workbook"),
        (rezipped(GOOD, lambda parts: {**parts, SHEET: b""}), "not a whole workbook"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content, says):
    with pytest.raises(UploadError) as caught:
        read("a.xlsx", content)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_part_that_states_a_smaller_size_than_it_has_is_not_whole():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive, zipfile.ZipFile(out, "w") as lying:
        for info in archive.infolist():
            lying.writestr(info.filename, archive.read(info), zipfile.ZIP_DEFLATED)
        for info in lying.filelist:
            info.file_size //= 2
    with pytest.raises(UploadError, match="not a whole workbook"):
        read("a.xlsx", out.getvalue())


def test_a_locked_archive_is_said_to_be_locked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(SHEET, b"x")
        archive.filelist[0].flag_bits |= 1
    with pytest.raises(UploadError, match="protected by a password"):
        read("a.xlsx", out.getvalue())


def many_rows():
    rows = (f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(2, 10**6))
    return with_sheet(NAMES, *(row.encode() for row in rows))


@pytest.mark.parametrize(
    "make", [many_rows, lambda: b"metric,day,value\n" + b"a,b,c\n" * 10**6], ids=["xlsx", "csv"]
)
def test_a_million_rows_stop_at_the_limit_with_little_memory(make):
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(UploadError, match="after 20,000 rows"):
            read("many", content)
        assert tracemalloc.get_traced_memory()[1] < 40 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_the_limit_itself_is_read():
    rows = [("a", "b", "1")] * 19_999
    assert len(read("a.csv", csv_of(*rows, header=("metric", "day", "value"))).lines) == 19_999
    with pytest.raises(UploadError, match="row 20001"):
        read("a.csv", csv_of(*rows, rows[0], header=("metric", "day", "value")))
