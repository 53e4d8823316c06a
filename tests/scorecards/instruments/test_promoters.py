"""Net promoter score."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("respondent", "score")


def rows(scores):
    return [(f"r{number}", score) for number, score in enumerate(scores)]


def test_ten_answers_by_hand(measure):
    found = measure("nps", COLUMNS, rows([10, 9, 9, 9, 10, 8, 7, 7, 6, 0]))
    assert found.value("nps") == pytest.approx(30)
    assert found.value("margin") == pytest.approx(1.959964 * math.sqrt((0.7 - 0.09) / 10) * 100)
    assert [each.code for each in found.warnings] == ["few"]


@given(st.lists(st.integers(0, 10), min_size=2, max_size=60))
def test_it_lies_between_its_bounds_whatever_the_order(measure, scores):
    found = measure("nps", COLUMNS, rows(scores))
    assert -100 <= found.value("nps") <= 100
    assert found.value("margin") >= 0
    again = measure("nps", COLUMNS, rows(sorted(scores)))
    assert again.findings.figures == found.findings.figures


@pytest.mark.parametrize("score", ["11", "-1", "7.5", "nine", ""])
def test_what_is_no_score_is_refused_by_row_and_column(measure, score):
    with pytest.raises(Refused, match="row 3, score"):
        measure("nps", COLUMNS, rows([9, score]))


def test_somebody_who_answers_twice_is_refused(measure):
    with pytest.raises(Refused, match="row 3, respondent: r0 is there a second time"):
        measure("nps", COLUMNS, [("r0", 9), ("r0", 10)])
