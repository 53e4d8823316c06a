"""Shares and means with their intervals."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.instruments import find
from scorecards.instruments.calculations.surveys.estimates import bars, mean, response, share
from scorecards.part import Refused

Z = 1.959964


def test_the_published_interval_of_81_of_263():
    """Newcombe 1998, table I, as quoted in open tests of Wilson's interval: 0.2553 to 0.3662."""
    found = share(81, 263)
    assert (found.low, found.high) == pytest.approx((25.53, 36.62), abs=0.005)


@pytest.mark.parametrize(("hits", "whole"), [(0, 20), (1, 1), (3, 10), (10, 10), (57, 200)])
def test_it_is_wilsons_formula(hits, whole):
    """Independent: the closed form, to four decimals of a percent."""
    part = hits / whole
    middle = (part + Z**2 / (2 * whole)) / (1 + Z**2 / whole)
    reach = Z * sqrt(part * (1 - part) / whole + Z**2 / (4 * whole**2)) / (1 + Z**2 / whole)
    found = share(hits, whole)
    assert (found.low, found.high) == pytest.approx(
        (100 * (middle - reach), 100 * (middle + reach)), abs=1e-4
    )


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_share_lies_in_its_interval_and_both_between_0_and_100(hits, whole):
    found = share(min(hits, whole), whole)
    assert 0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 100


@pytest.mark.parametrize("short", ["brand", "messaging-audit"])
def test_the_widest_interval_is_what_the_cautions_say(knowledge, short):
    cautions = find(short, knowledge).measure.cautions
    (few,) = [each for each in cautions if each.code == "few"]
    found = share(few.below // 2, few.below)
    assert f"{(found.high - found.low) / 2:.0f} points" in few.text


def test_a_mean_by_hand():
    """1 to 5: mean 3, error root of 2.5 / 5, Student's t at 4 degrees 2.776445."""
    found = mean([1, 2, 3, 4, 5])
    assert (found.n, found.value) == (5, 3)
    assert found.high - 3 == pytest.approx(2.776445 * sqrt(0.5), abs=1e-6)
    assert 3 - found.low == pytest.approx(found.high - 3)


@pytest.mark.parametrize("values", [[4], [4, 4, 4]])
def test_values_without_spread_have_no_interval(values):
    assert mean(values) == (len(values), 4, None, None)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=30).filter(lambda each: len(set(each)) > 1))
def test_the_interval_of_a_mean_holds_it_and_keeps_to_the_scale(values):
    found = mean(values, 1, 5)
    assert 1 <= found.low < found.value < found.high <= 5
    assert mean(values[::-1], 1, 5) == found


def test_the_response_is_unknown_where_nobody_counted():
    assert response(5, None) is None
    assert response(5, 20) == 25


def test_more_answers_than_people_asked_are_refused():
    with pytest.raises(Refused, match="21 people answered and 20 were asked"):
        response(21, 20)


def test_bars_are_told_in_words():
    chart = bars("Title", "Team", "Mean", [("Sales", 4.25), ("Product", 3)])
    assert chart.says == "Mean by team: Sales: 4.25; Product: 3."
