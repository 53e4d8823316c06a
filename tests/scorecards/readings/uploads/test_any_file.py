"""Whatever is uploaded, it ends in a preview or in one sentence."""

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecards.readings.uploads import Preview, UploadError
from tests.scorecards.readings.uploads.made import csv_of, rezipped, workbook_of

ROWS = [
    ("Win rate", "2027-01-31", "31.5", "percent", "40", "", "Größe", ""),
    ("Average deal size", "2027-02-28", "1200", "currency", "", "EUR", '"a, b"', ""),
]
TEXT = csv_of(*ROWS)
BOOK = workbook_of(*ROWS, ("Win rate", datetime.date(2027, 3, 31), {"formula": "=1", "value": 1}))
SHEET = "xl/worksheets/sheet1.xml"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp037"]
anything = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def holds(looked_at, content):
    try:
        found = looked_at(content)
    except UploadError as error:
        found = str(error)
    assert isinstance(found, Preview) or "\n" not in found


@anything
@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes(looked_at, content, start):
    holds(looked_at, start + content)


@anything
@given(text=st.text(max_size=300), encoding=st.sampled_from(ENCODINGS[:6]))
def test_any_text_in_any_encoding(looked_at, text, encoding):
    content = f"metric,day,value,evidence\n{text}".encode(encoding, "surrogatepass")
    holds(looked_at, content)


@anything
@given(
    cells=st.lists(
        st.tuples(
            st.sampled_from(["Win rate", "Win", ""]), st.text(max_size=12), st.text(max_size=12)
        ),
        max_size=4,
    ),
    encoding=st.sampled_from(ENCODINGS),
    mark=st.sampled_from(",;\t"),
)
def test_any_cells(looked_at, cells, encoding, mark):
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in cells]
    lines = [mark.join(row) for row in [["metric", "day", "value"], *quoted]]
    holds(looked_at, "\n".join(lines).encode(encoding, "ignore"))


@anything
@given(end=st.integers(0, len(TEXT)))
def test_a_text_cut_off_anywhere(looked_at, end):
    holds(looked_at, TEXT[:end])


@anything
@given(end=st.integers(0, len(BOOK)))
def test_a_workbook_cut_off_anywhere(looked_at, end):
    holds(looked_at, BOOK[:end])


@anything
@given(
    start=st.integers(0, 1500), length=st.integers(0, 40), put=st.text('<>/crv="1A é', max_size=20)
)
def test_a_workbook_whose_sheet_is_scribbled_in(looked_at, start, length, put):
    def scribble(parts):
        sheet = parts[SHEET]
        return {**parts, SHEET: sheet[:start] + put.encode() + sheet[start + length :]}

    holds(looked_at, rezipped(BOOK, scribble))


@anything
@given(place=st.integers(0, len(BOOK) - 1), byte=st.integers(0, 255))
def test_a_workbook_with_a_byte_changed(looked_at, place, byte):
    holds(looked_at, BOOK[:place] + bytes([byte]) + BOOK[place + 1 :])
