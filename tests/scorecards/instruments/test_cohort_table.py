"""Cohorts: retention, churn and conversion from the same rows."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("cohort", "month", "active", "converted")


def rows(cohorts, converted=None):
    """Rows from cohort -> month -> active, with subscribers where they are given."""
    return [
        (name, month, active, (converted or {}).get((name, month), ""))
        for name, months in cohorts.items()
        for month, active in months.items()
    ]


def test_a_published_example_of_two_channels(measure, table):
    # “Cohort Retention Calculator”, https://www.novacalculator.com/cohort-retention-calculator/,
    # example 2: 500 organic and 500 paid users; 175 and 50 of them are there after twelve months
    organic = {0: 500, 1: 375, 3: 275, 6: 210, 12: 175}
    paid = {0: 500, 1: 275, 3: 160, 6: 90, 12: 50}
    entered = rows({"organic": organic, "paid": paid})
    found = measure("cohorts", COLUMNS, entered, counted="users")
    first, second = table(found, "retention")
    assert [first[f"month_{n}"] for n in organic] == [100, 75, 55, 42, 35]
    assert [second[f"month_{n}"] for n in paid] == [100, 55, 32, 18, 10]
    assert (found.value("common_month"), found.value("user_retention")) == (12, 22.5)
    assert found.value("retention") is found.value("churn") is None


THREE = {"A": {0: 100, 1: 80, 2: 60}, "B": {0: 50, 1: 45}, "C": {0: 50, 1: 25}}


@pytest.mark.seed("S165")
def test_cohorts_defined_once_give_retention_churn_and_conversion(measure, table):
    subscribed = {("A", 0): 5, ("A", 2): 12, ("B", 1): 3}
    found = measure("cohorts", COLUMNS, rows(THREE, subscribed))
    # lost 20 + 20 + 5 + 25 of 100 + 80 + 50 + 50; after one month 150 of 200 are there
    assert found.value("churn") == pytest.approx(100 * 70 / 280)
    assert found.value("retention") == pytest.approx(75)
    assert found.value("conversion") == pytest.approx(100 * 15 / 150)
    assert table(found, "churn_by_month") == [
        {"month": 1, "start": 200, "lost": 50, "churn": 25},
        {"month": 2, "start": 80, "lost": 20, "churn": 25},
    ]
    for name in ("retention", "conversion"):
        assert [each["cohort"] for each in table(found, name)][:2] == ["A", "B"]
    assert "Best-converting cohort: A (12 of 100, 12.00 percent)" in found.findings.charts[1].says
    assert found.n == 200


def test_what_limits_the_reading_is_told(measure, told):
    back = measure("cohorts", COLUMNS, rows({"A": {0: 10, 1: 5, 2: 8}}))
    assert "in A:" in told(back)["came-back"]
    gaps = measure("cohorts", COLUMNS, rows({"A": {0: 10, 3: 5}, "B": {0: 10}}))
    assert gaps.value("churn") is None
    assert gaps.value("retention") == 100
    assert {"no-churn", "no-common", "no-conversion"} <= set(told(gaps))
    subscribed = {("A", 1): 1, ("A", 2): 1, ("B", 1): 1}
    assert "ages" in told(measure("cohorts", COLUMNS, rows(THREE, subscribed)))


@given(
    st.dictionaries(
        st.sampled_from("ABCD"),
        st.lists(st.integers(1, 1000), min_size=1, max_size=6).map(
            lambda counts: dict(enumerate(sorted(counts, reverse=True)))
        ),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_what_is_kept_and_what_is_lost_make_the_whole(measure, table, cohorts, random):
    entered = rows(cohorts)
    found = measure("cohorts", COLUMNS, entered)
    lost = sum(each["lost"] for each in table(found, "churn_by_month"))
    left = sum(months[max(months)] for months in cohorts.values())
    assert left + lost == found.n
    assert 0 <= found.value("retention") <= 100
    if found.value("churn") is not None:
        assert 0 <= found.value("churn") < 100
    random.shuffle(entered)
    assert measure("cohorts", COLUMNS, entered).findings == found.findings


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8))
def test_monthly_churn_of_one_cohort_multiplies_to_its_retention(measure, table, counts):
    counts.sort(reverse=True)
    found = measure("cohorts", COLUMNS, rows({"A": dict(enumerate(counts))}))
    kept = itertools.accumulate(
        (1 - each["churn"] / 100 for each in table(found, "churn_by_month")), float.__mul__
    )
    assert [*kept][-1] == pytest.approx(found.value("retention") / 100)


@pytest.mark.parametrize(
    ("entered", "wrong"),
    [
        ([("A", 0, 5, ""), ("A", 1, 6, "")], "row 3, active: 6 are active of 5 who started in A"),
        ([("A", 1, 5, "")], "row 2, month: A has no month 0"),
        ([("A", 0, 0, "")], "row 2, active: nobody started in A"),
        ([("A", 0, 5, 6)], "row 2, converted: 6 subscribed of 5"),
        ([("A", 0, 5, 3), ("A", 1, 5, 2)], "row 3, converted: 2 had subscribed by then, and 3"),
        ([("A", 0, 5, ""), ("a", 0, 5, "")], "row 3, cohort: .* second time"),
        ([("A", -1, 5, "")], "row 2, month: -1 is below 0"),
        ([("A", 0, 5.5, "")], "row 2, active: 5.5 is no whole number"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, entered, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("cohorts", COLUMNS, entered)
