"""Public reviews by site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("on", "site", "reviews", "rating")
LOG = [
    ("2027-01-01", "A", 10, 4.0),
    ("2027-04-01", "A", 30, 4.5),
    ("2027-01-01", "B", 12, ""),
    ("2027-04-01", "b", 10, 3.5),
    ("2027-04-01", "C", 5, ""),
]


def test_new_ones_are_counted_by_site_and_ratings_weigh_by_their_number(measure):
    """By hand: (30 x 4.5 + 10 x 3.5) / 40."""
    found = measure("review-count", COLUMNS, LOG)
    assert found.findings.figures == {"new": 18, "total": 45, "rating": 4.25, "sites": 3}
    assert [each["new"] for each in table(found, "by_site")] == [20, -2, None]
    assert [each.code for each in found.warnings] == ["fewer"]
    assert found.findings.charts[0].says == "Reviews: A 30, B 10 and C 5."


def test_one_count_alone_tells_nothing_new(measure):
    found = measure("review-count", COLUMNS, LOG[4:])
    assert found.value("new") is None
    assert found.value("rating") is None
    assert [each.code for each in found.warnings] == ["one-count", "no-rating"]


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from("AB"), st.integers(0, 90), st.integers(1, 5)),
        min_size=1,
        max_size=15,
        unique_by=lambda row: row[:2],
    )
)
def test_totals_hold_whatever_the_order(measure, said):
    rows = [(f"2027-01-0{day}", site, count, rating) for day, site, count, rating in said]
    found = measure("review-count", COLUMNS, rows)
    assert found.findings == measure("review-count", COLUMNS, rows[::-1]).findings
    last = [max(row for row in said if row[1] == site) for site in {row[1] for row in said}]
    assert found.value("total") == sum(row[2] for row in last)
    if found.value("total"):
        ratings = [row[3] for row in last if row[2]]
        assert min(ratings) - 1e-9 <= found.value("rating") <= max(ratings) + 1e-9
    else:
        assert found.value("rating") is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("2027-01-02", "A", -1, ""), "row 3, reviews: -1 is below 0"),
        (("2027-01-02", "A", 1.5, ""), "row 3, reviews: 1.5 is no whole number"),
        (("2027-01-02", "A", 1, 5.5), "row 3, rating: 5.5 is above 5"),
        (LOG[0], "row 3, site: A, 2027-01-01 is there a second time"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("review-count", COLUMNS, [LOG[0], row])
