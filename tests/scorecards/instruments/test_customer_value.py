"""Lifetime value of customers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("customer", "months", "revenue_per_month", "margin", "churned", "currency")


def rows(*customers):
    return [
        (name, months, revenue, margin, "yes" if left else "no", "EUR")
        for name, months, revenue, margin, left in customers
    ]


@pytest.mark.parametrize(
    ("arpa", "margin", "churn", "expected"),
    [(100, 80, 5, 1600), (500, 70, 2, 17_500), (1000, 75, 1, 75_000), (50, 90, 10, 450)],
)
def test_published_examples(measure, arpa, margin, churn, expected):
    # https://abracalc.com/calculator/customer-lifetime-value-calculator/, a page for each example:
    # 100-arpa-80-margin-5-churn and so on; `churn` customers of 20 leave in 100 months altogether
    customers = [(f"c{n}", 5, arpa, margin, n < churn) for n in range(20)]
    found = measure("clv", COLUMNS, rows(*customers))
    assert found.value("monthly_churn") == pytest.approx(churn)
    assert found.value("clv") == pytest.approx(expected)


FOUR = rows(
    ("A", 30, 100, 80, False),
    ("B", 10, 200, 50, True),
    ("C", 5, 40, 100, False),
    ("D", 5, 0, 80, False),
)


def test_four_customers_by_hand(measure, told):
    # gross profit a month 80, 100, 40 and 0, mean 55; one left in 50 months; so far 2,400, 1,000,
    # 200 and 0
    found = measure("clv", COLUMNS, FOUR)
    assert found.value("profit_per_month") == 55
    assert found.value("monthly_churn") == 2
    assert found.value("clv") == 2750
    assert found.value("clv_so_far") == 900
    assert found.value("top_decile_share") == pytest.approx(100 * 2400 / 3600)
    assert "Only 1" in told(found)["few-left"]


@pytest.mark.parametrize(("left", "few"), [(4, True), (5, False)])
def test_few_are_fewer_than_five_who_left(measure, told, left, few):
    found = measure("clv", COLUMNS, rows(*((f"c{n}", 1, 1, 1, n < left) for n in range(30))))
    assert ("few-left" in told(found)) is few
    assert "few" not in told(found)


@pytest.mark.seed("S104")
def test_the_average_stands_beside_top_customers_who_are_offered_for_case_studies(measure, table):
    found = measure("clv", COLUMNS, FOUR)
    assert found.value("clv") is not None
    assert [each["customer"] for each in table(found, "top_customers")] == ["A", "B", "C", "D"]
    # B has left, and D has brought nothing
    assert [each["customer"] for each in table(found, "case_study_candidates")] == ["A", "C"]
    assert not any(each.personal for each in found.findings.tables)


def test_where_nobody_left_there_is_no_bound(measure, told):
    found = measure("clv", COLUMNS, rows(("A", 10, 100, 80, False)))
    assert found.value("clv") is None
    assert found.value("clv_so_far") == 800
    assert "nobody-left" in told(found)
    new = measure("clv", COLUMNS, rows(("A", 0, 100, 80, False)))
    assert new.value("clv") is new.value("monthly_churn") is None


CUSTOMERS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 10**6), st.integers(0, 100), st.booleans()),
    min_size=1,
    max_size=25,
)


@given(CUSTOMERS, st.randoms(use_true_random=False))
def test_identities_and_bounds_whatever_the_order(measure, table, customers, random):
    entered = rows(
        *(
            (f"c{n}", months, Decimal(cents) / 100, margin, left)
            for n, (months, cents, margin, left) in enumerate(customers)
        )
    )
    found = measure("clv", COLUMNS, entered)
    value, churn = found.value("clv"), found.value("monthly_churn")
    if value is not None:
        assert value * churn / 100 == pytest.approx(found.value("profit_per_month"))
    top = [each["profit"] for each in table(found, "top_customers")]
    assert top == sorted(top, reverse=True)
    share = found.value("top_decile_share")
    assert share is None or 100 / len(customers) - 1e-9 <= share <= 100
    random.shuffle(entered)
    assert measure("clv", COLUMNS, entered).findings == found.findings


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("A", 1, 1, 50, "no", "EUR"), "row 3, customer: A is there a second time"),
        (("B", 1, -1, 50, "no", "EUR"), "row 3, revenue_per_month: -1 is below 0"),
        (("B", -1, 1, 50, "no", "EUR"), "row 3, months: -1 is below 0"),
        (("B", 1, 1, 101, "no", "EUR"), "row 3, margin: 101 is above 100"),
        (("B", 1, 1, 50, "perhaps", "EUR"), "row 3, churned"),
        (("B", 1, 1, 50, "no", "USD"), "row 3, currency: USD stands here and EUR in row 2"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, row, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("clv", COLUMNS, [*rows(("A", 1, 1, 50, False)), row])
