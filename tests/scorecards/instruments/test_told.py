"""Results in words and as CSV."""

import csv
import io

import pytest

from scorecards.instruments import Findings, Result, Table, find
from scorecards.instruments.told import as_csv, headline, readable, told, with_unit


@pytest.fixture
def nps(knowledge):
    return find("nps", knowledge)


def result(figures, **more):
    return Result(instrument="nps", n=40, findings=Findings(figures=figures, **more), warnings=())


def test_the_margin_stands_beside_its_figure_and_not_among_the_first(nps):
    found = result({"nps": 33.3333, "margin": 8.25, "promoters": 60.0})
    (first,) = headline(nps, found)
    assert (first.says, first.margin) == ("33.33 points", "± 8.25 points")
    assert [each.name for each in told(nps, found)] == [each.name for each in nps.measure.figures]


def test_what_cannot_be_worked_out_says_so_and_has_no_margin(nps):
    (first,) = headline(nps, result({"nps": None, "margin": 8.0}))
    assert (first.value, first.says, first.margin) == (*["cannot be worked out"] * 2, "")


@pytest.mark.parametrize(
    ("value", "says"),
    [(None, ""), ("a", "a"), (1234, "1,234"), (1234.567, "1,234.57"), (0.00123, "0.0012")],
)
def test_cells_are_readable(value, says):
    assert readable(value) == says


def test_money_names_its_currency_or_that_it_has_none():
    assert with_unit(1200.0, "currency", "EUR") == "1,200 EUR"
    assert with_unit(1200.0, "currency", None) == "1,200 of an unnamed currency"


def test_the_csv_holds_figures_and_tables_and_no_formula(nps):
    rows = (("=1+1", -5.0), ("plain", None))
    table = Table(name="t", title="By", columns={"who": "Who", "v": "V"}, rows=rows)
    lines = list(csv.reader(io.StringIO(as_csv(nps, result({"nps": -20.0}, tables=(table,))))))
    assert lines[0] == ["figure", "label", "value", "unit", "n"]
    assert lines[1] == ["nps", "NPS", "-20.0", "points", "40"]
    assert lines[-4:] == [["By"], ["who", "v"], ["'=1+1", "-5.0"], ["plain", ""]]
