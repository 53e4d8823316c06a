import pytest

from scorecards.readings.uploads import UploadError, read
from tests.scorecards.readings.uploads.made import csv_of

ROW = ("Win rate", "2027-01-31", "31.5", "percent", "40", "", "Größe")


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
@pytest.mark.parametrize(("mark", "named"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_encoding_and_mark_are_found_and_said(encoding, called, mark, named):
    sheet = read("a.csv", csv_of(ROW, mark=mark, encoding=encoding))
    assert sheet.lines[0].cells[6] == "Größe"
    assert called in sheet.notes[0]
    assert named in sheet.notes[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b"\n\n", "it is empty"),
        (b"metric,day,value\nWin\0rate,2027-01-31,2\n", "zero bytes"),
        (b"\xff\xfem", "no text in UTF-16"),
        (b"metric,day,value\n\x81\n", "no text in Windows-1252"),
        (b"metric,day,value\n\x01,,\n", "control characters"),
        (b'metric,day,value\n"Win rate,2027-01-31,2\n', "row 2: a quotation mark is opened"),
        (b"metric,day,value\nWin rate,2027-01-31\n", "row 2: it has 2 cells"),
        (b"metric,day\nWin rate,2027-01-31\n", "the column value is missing"),
        (b"metric,day,value,day\n", "the column day is there twice"),
        (b"metric,day,value,curency\n", "is `currency` meant?"),
        (b"hello", "`hello` is no column"),
        (b"metric,day,value\n" + b"x" * 5000 + b",,\n", "row 2: a cell has more than 4,000"),
        (b'metric,day,value\n"' + b"x" * 200_000, "row 2: a cell is far too long"),
        (b",".join([b"metric"] * 65), "more than 64 columns"),
        (b"x" * (10 * 1024 * 1024 + 1), "more than 10 MiB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content, says):
    with pytest.raises(UploadError) as caught:
        read("a.csv", content)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_rows_are_counted_as_a_spreadsheet_does():
    content = b'metric,day,value\n\n"Win\nrate",2027-01-31,2\n\nWin rate,2027-02-28,3\n'
    assert [line.number for line in read("a.csv", content).lines] == [3, 5]


def test_a_text_that_looks_like_a_formula_is_text():
    sheet = read("a.csv", csv_of((*ROW[:6], "=1+1")))
    assert sheet.lines[0].cells[6] == "=1+1"
