"""What sellers reached, and how far they are apart."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("rep", "value")
values = st.lists(st.integers(0, 300), min_size=1, max_size=30)


def rows(values):
    return [(f"ann {number:02}", value) for number, value in enumerate(values)]


@pytest.mark.seed("S164")
def test_average_and_spread_are_told_without_names(measure):
    """By hand, the mean of squared distances being 32 / 7; quartiles in proportion."""
    found = measure("rep-performance", COLUMNS, rows([40, 20, 40, 40, 50, 50, 70, 90]))
    assert found.value("mean") == 50
    assert found.value("deviation") == pytest.approx(10 * math.sqrt(32 / 7))
    assert (found.value("median"), found.value("spread")) == (45, 15)
    (table,) = found.findings.tables
    assert table.personal
    assert table.rows[0] == ("ann 07", 90)
    assert "ann " not in str(found.findings.charts) + str(found.warnings) + str(
        found.findings.figures
    )


@pytest.mark.seed("S127")
def test_the_average_is_what_a_shorter_time_to_close_looks_at(graph):
    instrument = graph.knowledge.records["instrument.rep-performance-table"]
    fed = instrument.measure.figure("mean").feeds
    assert fed in graph.targets("objective.improve-time-to-close", "measured-by")


def test_ten_sellers_have_the_quartiles_that_r_gives(measure):
    """quantile(1:10) of R, whose default is type 7, gives 3.25, 5.5 and 7.75."""
    found = measure("rep-performance", COLUMNS, rows(range(1, 11)))
    quartiles = [found.value(name) for name in ("lower_quartile", "median", "upper_quartile")]
    assert quartiles == [3.25, 5.5, 7.75]


@given(values)
def test_the_figures_are_those_of_numpy_whatever_the_order(measure, values):
    found = measure("rep-performance", COLUMNS, rows(values))
    again = measure("rep-performance", COLUMNS, rows(values[::-1]))
    assert found.findings.figures == again.findings.figures
    expected = np.percentile(values, [0, 25, 50, 75, 100])
    names = ("lowest", "lower_quartile", "median", "upper_quartile", "highest")
    assert [found.value(name) for name in names] == pytest.approx(list(expected))
    assert found.value("mean") == pytest.approx(np.mean(values))
    if len(values) > 1:
        assert found.value("deviation") == pytest.approx(np.std(values, ddof=1))
    else:
        assert found.value("deviation") is None
    assert 0 <= found.value("at_quota") <= 100


@pytest.mark.parametrize(("value", "share"), [(99.9, 50), (100, 100)])
def test_who_reaches_exactly_what_was_asked_is_at_quota(measure, value, share):
    found = measure("rep-performance", COLUMNS, rows([120, value]))
    assert found.value("at_quota") == share


def test_few_sellers_are_told_to_be_few(measure):
    found = measure("rep-performance", COLUMNS, rows([80]))
    assert [each.code for each in found.warnings] == ["one-rep", "few"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("ann 00", 5), "row 3, rep: ann 00 is there a second time"),
        (("ann 01", "many"), "row 3, value: `many` is no number"),
        (("ann 01", "-5"), "row 3, value: -5 is below 0"),
        (("ann 01", "120000"), "row 3, value: 120000 is above 1000"),
        (("", "5"), "row 3, rep: it is empty"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("rep-performance", COLUMNS, [*rows([90]), row])
