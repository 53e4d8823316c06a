"""Which period is meant."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.document import Period
from scorecards.part import FIRST, LAST, Refused
from scorecards.periods import choices, coming, read_period, running, written

DAYS = st.dates(FIRST, LAST)


def quarter(text):
    return read_period(text)


@given(DAYS, DAYS)
def test_what_is_written_is_read_as_the_same_period(one, other):
    start, end = sorted([one, other])
    if start < end:
        period = Period(start=start, end=end)
        assert read_period(written(period)) == period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2027-q1", "2027-01-01", "2027-03-31"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        (" 2026-10-01..2026-11-15 ", "2026-10-01", "2026-11-15"),
    ],
)
def test_a_quarter_or_two_days_are_read(text, start, end):
    assert read_period(text) == Period(start=start, end=end)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-Q5", "2026-12-01..2026-01-01", "a..b", "0001-Q1"]
)
def test_anything_else_is_refused_with_what_is_right(text):
    with pytest.raises(Refused, match="write a quarter as 2026-Q4"):
        read_period(text)


def test_the_period_of_most_scorecards_is_the_running_one():
    today = datetime.date(2026, 11, 20)
    fourth, year = quarter("2026-Q4"), read_period("2026-01-01..2026-12-31")
    assert running([year, fourth, fourth], today) == fourth
    assert running([fourth, year], today) == year
    assert running([quarter("2027-Q1")], today) == fourth


def test_the_next_period_to_come_is_that_of_most_that_begin_first():
    today = datetime.date(2026, 11, 20)
    first, half = quarter("2027-Q1"), read_period("2027-01-01..2027-06-30")
    assert coming([first, half, half, quarter("2027-Q2")], today) == half
    assert coming([quarter("2026-Q4")], today) is None


def test_one_can_choose_every_period_once_and_the_next_quarter():
    found = choices([quarter("2026-Q3")] * 2, datetime.date(2026, 11, 20))
    assert list(map(written, found)) == ["2027-Q1", "2026-Q3"]
