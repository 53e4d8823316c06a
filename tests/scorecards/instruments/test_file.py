"""Files of instruments: what is read, and what is refused in words."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from knowledge_graph.measures import Measure
from scorecards.instruments import find, read
from scorecards.instruments.file import MAX_ROWS
from scorecards.part import Refused

MEASURE = Measure.model_validate(
    {
        "short": "deals",
        "calculation": "none",
        "one_row_per": ["deal"],
        "columns": [
            {"name": "deal", "label": "Deal", "kind": "name", "example": "d-1"},
            {"name": "closed_on", "label": "Closed", "kind": "day", "example": "2027-01-31"},
            {"name": "amount", "label": "Amount", "kind": "amount", "example": "1200.50"},
            {"name": "currency", "label": "Currency", "kind": "currency", "example": "EUR"},
            {
                "name": "note", "label": "Note", "kind": "text", "optional": True, "example": "x",
            },
        ],
        "figures": [{"name": "sum", "label": "Sum", "unit": "currency", "definition": "All."}],
    }
)  # fmt: skip
HEAD = "deal,closed_on,amount,currency,note\n"
GOOD = "d-1,2027-01-31,1200.50,EUR,\n"


def refused(text, match):
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Refused, match=match) as caught:
        read("deals.csv", content, MEASURE)
    return [str(each) for each in caught.value.refusals]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "it is empty"),
        (HEAD, "there is no row below the names"),
        ("deal,amount\nd-1,2\n", "row 1: the columns closed_on, currency are missing; name the"),
        ("deal,deal,closed_on,amount,currency\n", "the column deal is there twice; keep one"),
        (HEAD + "d-1,soon,12,EUR,\n", "row 2, closed_on: `soon` is no day; write it as 2027-03-31"),
        (HEAD + "d-1,2027-01-31,a lot,EUR,\n", "row 2, amount: `a lot` is no number"),
        (HEAD + "d-1,2027-01-31,-5,EUR,\n", "row 2, amount: -5 is below 0"),
        (HEAD + "d-1,2027-01-31,5,euros,\n", "row 2, currency: `EUROS` is not a currency"),
        (HEAD + GOOD + "d-1,2027-02-01,7,EUR,\n", "row 3, deal: d-1 is there a second time"),
        (HEAD + GOOD + "d-2,2027-02-01,7,USD,\n", "row 3, currency: USD stands here and EUR in"),
        (HEAD + ",2027-02-01,7,EUR,\n", "row 2, deal: it is empty; fill it in, as in `d-1`"),
        (HEAD + "d-1,2027-01-31,5\n", "row 2: it has 3 cells, and the row of names has 5"),
        (HEAD + "d-1\n", "row 2: it has 1 cell, and the row of names has 5"),
        (HEAD + '"d-1,2027-01-31,5,EUR,\n', "never closed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "protected by a password"),
        (b"PK\x03\x04not a workbook", "workbook|whole"),
        (b"deal\0amount", "no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_would_be_right(text, match):
    refused(text, match)


def test_every_mistake_is_told_and_many_are_counted():
    told = refused(HEAD + "".join(f"d-{n},never,x,EUR,\n" for n in range(40)), "mend the first")
    assert len(told) == 21
    assert told[-1].startswith("file: 60 more mistakes")


def test_a_million_rows_are_refused_where_they_go_beyond_the_limit(knowledge):
    content = b"respondent,score\n" + b"a,9\n" * 1_000_000
    nps = find("nps", knowledge).measure
    with pytest.raises(Refused, match=rf"row {MAX_ROWS + 1}: the file goes on after 100,000 rows"):
        read("nps.csv", content, nps)


def test_other_marks_other_encodings_and_names_as_people_write_them_are_read():
    text = "Deal;Closed on;AMOUNT;Currency\nd-1;31.01.2027;1200,50;eur\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        found = read("deals.csv", text.encode(encoding), MEASURE)
        assert str(found.rows[0]["amount"]) == "1200.5"
        assert found.currency == "EUR"
    assert "semicolons" in found.notes[0]


def test_columns_that_nothing_asks_for_are_left_out_and_named():
    found = read("deals.csv", b"owner," + HEAD.encode() + b"Ana," + GOOD.encode(), MEASURE)
    assert found.notes[-1] == "Left out, because nothing here asks for them: owner."


def test_a_workbook_is_read_as_a_text_is():
    book = Workbook()
    for row in (HEAD.strip().split(","), ["d-1", "2027-01-31", 1200.5, "EUR", "=1+1 said she"]):
        book.active.append([each if not str(each).startswith("=") else f"'{each}" for each in row])
    out = io.BytesIO()
    book.save(out)
    found = read("deals.xlsx", out.getvalue(), MEASURE)
    text = HEAD + "d-1,2027-01-31,1200.5,EUR,'=1+1 said she\n"
    assert found.rows == read("deals.csv", text.encode(), MEASURE).rows


def test_a_formula_is_text_and_stays_text():
    found = read("deals.csv", (HEAD + 'd-1,2027-01-31,5,EUR,"=HYPERLINK(1)"\n').encode(), MEASURE)
    assert found.rows[0]["note"] == "=HYPERLINK(1)"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_uploaded_is_read_or_refused(content):
    for given_ in (content, HEAD.encode() + content):
        found = outcome(given_)
        assert len(found) > 0
        assert not isinstance(found, tuple) or all(each.wrong and each.right for each in found)


def outcome(content):
    try:
        return read("some.csv", content, MEASURE)
    except Refused as refused:
        return refused.refusals
