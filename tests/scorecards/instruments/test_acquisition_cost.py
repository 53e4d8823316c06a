"""Acquisition cost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("month", "kind", "amount", "currency", "new_customers")


def rows(*entered):
    return [(month, kind, spent, "USD", won) for month, kind, spent, won in entered]


def test_a_published_fully_loaded_quarter(measure, table, told):
    # https://ryanconsulting.ai/courses/financial-analysis-101/customer-acquisition-cost, example of
    # the first quarter: 600,000 for 48 customers
    found = measure(
        "cac",
        COLUMNS,
        rows(
            ("2027-01", "marketing", 180_000, 48),
            ("2027-01", "sales pay", 320_000, ""),
            ("2027-02", "tools", 40_000, 0),
            ("2027-02", "content", 25_000, ""),
            ("2027-03", "events", 35_000, ""),
        ),
    )
    assert (found.value("spend"), found.value("cac")) == (600_000, 12_500)
    assert table(found, "included")[0] == {
        "kind": "sales pay",
        "amount": 320_000,
        "share": pytest.approx(53.3333, abs=1e-4),
    }
    assert "sales pay, marketing, tools, events, content" in told(found)["kinds"]
    assert found.currency == "USD"


def test_a_published_blended_month(measure):
    # https://openmeter.io/docs/glossary/customer-acquisition-cost: 15,000 for 30 customers
    entered = rows(("2027-01", "marketing", 10_000, 30), ("2027-01", "sales", 5_000, ""))
    assert measure("cac", COLUMNS, entered).value("cac") == 500


YEAR = rows(
    *((f"2027-{month:02}", "media", spent, won) for month, spent, won in (
        (1, 1000, 10), (2, 1000, 10), (3, 4000, 10), (4, 2000, 20), (5, 0, 10), (6, 1500, 0),
    ))
)  # fmt: skip


@pytest.mark.seed("S101")
def test_it_is_read_every_month_and_flagged_around_each_launch(measure, table, told):
    found = measure("cac", COLUMNS, YEAR, launches="2027-03, 2027-06")
    dated = {each.on.isoformat(): each.value for each in found.findings.dated}
    assert dated == {
        "2027-01-31": 100,
        "2027-02-28": 100,
        "2027-03-31": 400,
        "2027-04-30": 100,
        "2027-05-31": 0,
    }
    flags = [each["launch"] for each in table(found, "months")]
    assert flags == ["", "", "launch", "after a launch", "after a launch", "launch"]
    assert found.value("cac_around_launch") == pytest.approx((4000 + 2000 + 1500) / 40)
    assert found.value("cac_elsewhere") == 100
    assert "nobody-won" in told(found)


def test_no_launch_no_comparison(measure, told):
    found = measure("cac", COLUMNS, YEAR)
    assert found.value("cac_around_launch") is found.value("cac_elsewhere") is None
    assert "2028-01" in told(measure("cac", COLUMNS, YEAR, launches="2028-01"))["launch-outside"]


def test_few_customers_and_none_are_told(measure, told):
    few = measure("cac", COLUMNS, rows(("2027-01", "media", 100, 9)))
    assert "Only 9" in told(few)["few-won"]
    enough = measure("cac", COLUMNS, rows(("2027-01", "media", 100, 10)))
    assert "few-won" not in told(enough)
    none = measure("cac", COLUMNS, rows(("2027-01", "media", 100, 0)))
    assert none.value("cac") is None
    assert none.findings.dated == ()


MONTHS = st.dictionaries(
    st.integers(1, 12),
    st.tuples(st.lists(st.integers(0, 10**8), min_size=1, max_size=4), st.integers(0, 500)),
    min_size=1,
)


@given(MONTHS, st.randoms(use_true_random=False))
def test_parts_sum_to_the_whole_whatever_the_order(measure, table, months, random):
    entered = rows(
        *(
            (f"2027-{month:02}", f"kind {n}", Decimal(cents) / 100, "" if n else won)
            for month, (spent, won) in months.items()
            for n, cents in enumerate(spent)
        )
    )
    found = measure("cac", COLUMNS, entered, launches="2027-05")
    whole = Decimal(repr(found.value("spend")))
    for name, column in (("months", "spend"), ("included", "amount")):
        assert sum(Decimal(repr(each[column])) for each in table(found, name)) == whole
    assert sum(e["new_customers"] for e in table(found, "months")) == found.value("new_customers")
    if found.value("cac") is not None:
        assert found.value("cac") * found.value("new_customers") == pytest.approx(float(whole))
    random.shuffle(entered)
    assert measure("cac", COLUMNS, entered, launches="2027-05").findings == found.findings


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("2027-01", "tools", 1, "USD", 3), "row 3, new_customers: row 2 has the customers"),
        (("2027-01", "Media", 1, "USD", ""), "row 3, month: .* second time"),
        (("2027-01", "tools", -1, "USD", ""), "row 3, amount: -1 is below 0"),
        (("2027-01", "tools", 1, "EUR", ""), "row 3, currency: EUR stands here and USD in row 2"),
        (("2027-01", "tools", 1, "USD", 1.5), "row 3, new_customers"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, row, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("cac", COLUMNS, [*rows(("2027-01", "media", 1, 2)), row])


def test_a_launch_that_is_no_month_is_refused(measure):
    with pytest.raises(Refused, match="launches: `spring` is no month; write months as"):
        measure("cac", COLUMNS, YEAR, launches="2027-03, spring")
