"""The tables: one row a KPI, one row a reading, and no formula in either."""

import csv
import io
from decimal import Decimal

import pytest

from scorecards.exports import export
from scorecards.exports.inert import cell
from scorecards.exports.rows import KPI_COLUMNS, READING_COLUMNS


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_kpi_has_a_row_with_its_target_and_its_last_reading(rich, rich_matter, adviser):
    card, readings = rich
    rows = table(export(rich_matter, adviser, "csv"))
    assert [row["metric"] for row in rows] == [kpi.metric for kpi in card.kpis]
    assert tuple(rows[0]) == KPI_COLUMNS
    first = rows[0]
    assert first["name"] == "Win rate"
    assert first["role"] == "Headline"
    assert first["accountability"] == "Shared"
    assert first["lead"] == "Sales"
    assert "Sales confidence" in first["own part"]
    assert (first["baseline"], first["amount"], first["aim"]) == ("20", "5", "21")
    assert first["target"] == "21 percent, from 20 percent, +5 percent of the baseline"
    assert first["deadline"] == "2027-03-31"
    assert (first["last reading"], first["adjustment"], first["n"]) == ("20.5", "1.5", "40")
    assert first["read on"] == "2027-01-05"
    assert first["status"] == "Not yet interpretable"


def test_every_reading_has_a_row_and_a_corrected_one_says_so(rich, rich_matter, adviser):
    rows = table(export(rich_matter, adviser, "readings"))
    assert tuple(rows[0]) == READING_COLUMNS
    assert len(rows) == len(rich[1])
    (new,) = (row for row in rows if row["id"] == "right")
    (old,) = (row for row in rows if row["id"] == new["corrects"])
    assert (new["in force"], old["in force"]) == ("yes", "no")
    assert new["value"] == "23.75"


@pytest.mark.parametrize("kind", ["csv", "readings"])
def test_no_cell_of_text_starts_like_a_formula(kind, hostile, adviser):
    for row in table(export(hostile, adviser, kind)):
        for name, value in row.items():
            if value.startswith(("=", "+", "-", "@", "\t", "\r")):
                assert Decimal(value) is not None, name


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_starts_like_a_formula_gets_an_apostrophe(start):
    assert cell(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "1", "a=1", "'=1"])
def test_other_text_stays_as_it_is(text):
    assert cell(text) == text
