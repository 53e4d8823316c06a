"""Charts in words, and months as they are counted."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.instruments.calculations.money.values import every_month, later, told

DAY = datetime.date


def test_few_points_are_told_one_by_one():
    assert told((("Core", 1200.4), ("Add-on", 30))) == "Core 1,200, Add-on 30"
    assert told(((0.0, 100), (1.0, 62.54)), 1) == "0 100.0, 1 62.5"


def test_of_many_points_the_ends_and_the_extremes_are_told():
    points = tuple((f"m{n}", float((n * 7) % 30)) for n in range(30))
    assert told(points) == "first m0 0, last m29 23, lowest m0 0, highest m17 29"


@pytest.mark.parametrize(
    ("month", "months", "expected"),
    [
        (DAY(2027, 1, 1), -1, DAY(2026, 12, 1)),
        (DAY(2027, 12, 1), 1, DAY(2028, 1, 1)),
        (DAY(2027, 3, 1), 24, DAY(2029, 3, 1)),
    ],
)
def test_a_month_later_crosses_the_year(month, months, expected):
    assert later(month, months) == expected


@given(
    st.dates(DAY(2000, 1, 1), DAY(2100, 1, 1)).map(lambda day: day.replace(day=1)),
    st.integers(0, 200),
)
def test_every_month_is_there_once_from_the_first_to_the_last(first, count):
    months = every_month(first, later(first, count))
    assert months[0] == first
    assert len(months) == count + 1
    assert all(later(a, 1) == b for a, b in zip(months, months[1:], strict=False))
