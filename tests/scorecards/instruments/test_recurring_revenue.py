"""Recurring revenue, its movements and retention."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("month", "customer", "product", "mrr", "currency")
MOVEMENTS = ("new_logo", "reactivation", "cross_sell", "up_sell", "contraction", "churn")
SIGNS = (1, 1, 1, 1, -1, -1)


def rows(paid):
    """Rows from month -> customer -> product -> MRR."""
    return [
        (month, customer, product, mrr, "EUR")
        for month, customers in paid.items()
        for customer, products in customers.items()
        for product, mrr in products.items()
    ]


def two_months(before, after, **settings):
    paid = {"2027-01": {}, "2027-02": {}}
    for month, held in (("2027-01", before), ("2027-02", after)):
        paid[month] = {name: {"core": mrr} for name, mrr in held.items()}
    return rows(paid), settings


TEN = {"small": 500, **{f"medium {n}": 3000 for n in range(8)}, "large": 10000}
"""Ten customers paying 34,500, from a published exercise: Treehouse, “MRR Churn Example, pt 2”,
https://teamtreehouse.com/library/mrr-churn-example-pt-2, 0:03 to 1:56."""


@pytest.mark.parametrize(
    ("left", "revenue", "logos"),
    [(("medium 0", "medium 1"), 17.39, 20), (("large",), 28.99, 10)],
)
def test_the_churn_of_a_published_exercise(measure, left, revenue, logos):
    stayed = {name: mrr for name, mrr in TEN.items() if name not in left}
    found = measure("recurring-revenue", COLUMNS, two_months(TEN, stayed)[0])
    assert 100 - found.value("grr_monthly") == pytest.approx(revenue, abs=0.005)
    assert found.value("logo_churn_monthly") == pytest.approx(logos)


@pytest.mark.parametrize(
    ("churn", "nrr"),
    [
        (10_000, 100),  # https://freeonlinecal.com/marketing/nrr-rate-calculator, its example
        (8_000, 102),  # https://metrickittools.com/guides/nrr-guide, quick reference
    ],
)
def test_the_net_retention_of_published_examples(measure, churn, nrr):
    before = {"grows": 20_000, "shrinks": 20_000, "leaves": churn, "rest": 60_000 - churn}
    after = {"grows": 35_000, "shrinks": 15_000, "rest": 60_000 - churn, "new": 4_000}
    found = measure("recurring-revenue", COLUMNS, two_months(before, after)[0])
    assert found.value("nrr_monthly") == pytest.approx(nrr)
    assert found.value("grr_monthly") == pytest.approx(nrr - 15)
    assert found.value("mrr") == 114_000 - churn
    assert found.value("arr") == 12 * (114_000 - churn)


YEARS = {
    "2026-01": {"A": {"core": 100}, "B": {"core": 200}, "C": {"core": 50}, "D": {"core": 50}},
    "2026-02": {"A": {"core": 100, "add-on": 30}, "B": {"core": 150}, "D": {"core": 50}},
    "2026-03": {"A": {"core": 120, "add-on": 30}, "B": {"core": 150}, "E": {"core": 80}},
    "2026-04": {"A": {"core": 120, "add-on": 30}, "B": {"core": 150}, "D": {"core": 60}},
}
"""February: A adds a product (30), B pays 50 less, C leaves (50). March: A pays 20 more, D leaves
(50), E is new (80). April: D is back (60), E leaves (80)."""


@pytest.mark.seed("S043")
def test_expansion_is_split_and_none_of_it_is_a_new_logo(measure):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), months="3")
    values = [found.value(each) for each in MOVEMENTS]
    assert values == [80, 60, 30, 20, 50, 180]
    assert found.value("expansion") == 50
    assert sum(map(float.__mul__, values, map(float, SIGNS))) == 360 - 400


@pytest.mark.seed("S042")
def test_revenue_of_new_logos_and_of_others_sums_to_the_whole(measure, table):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), months="3")
    parts = {each["origin"]: each["revenue"] for each in table(found, "revenue_by_origin")}
    # February 330, March 380 with 80 of E, April 360; D paid when the period began
    assert parts == {
        "New logos": 80,
        "Returned customers": 0,
        "Customers from before": 330 + 300 + 360,
        "All": 330 + 380 + 360,
    }


def test_whom_revenue_comes_from_is_told_as_of_the_month_before_the_period(measure, table):
    paid = {
        "2027-01": {"A": {"core": 10}, "R": {"core": 5}},
        "2027-02": {"A": {"core": 10}},
        "2027-03": {"A": {"core": 10}, "N": {"core": 7}},
        "2027-04": {"A": {"core": 10}, "R": {"core": 4}},
    }
    found = measure("recurring-revenue", COLUMNS, rows(paid), months="2")
    parts = [(each["origin"], each["revenue"]) for each in table(found, "revenue_by_origin")]
    assert parts == [
        ("New logos", 7),
        ("Returned customers", 4),
        ("Customers from before", 20),
        ("All", 31),
    ]


@pytest.mark.seed("S109")
def test_retention_stands_beside_growth_by_product_as_numbers_of_their_own(measure, table):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), months="3")
    # of four customers A and B stayed throughout; they paid 300 of 400 and pay 300 now, 250 of it
    # on what they had; D left and came back
    assert found.value("retention") == found.value("logo_churn") == 50
    assert found.value("nrr") == pytest.approx(100 * 300 / 400)
    assert found.value("grr") == pytest.approx(100 * 250 / 400)
    assert found.value("nrr_with_returned") == pytest.approx(100 * 360 / 400)
    products = {each["product"]: each for each in table(found, "products")}
    assert (products["add-on"]["cross_sell"], products["add-on"]["up_sell"]) == (30, 0)
    assert (products["core"]["cross_sell"], products["core"]["up_sell"]) == (0, 20)
    assert products["core"]["kept"] == pytest.approx(100 * (100 + 150) / 400)


@pytest.mark.seed("S092")
def test_arr_before_a_launch_stands_beside_arr_some_months_after(measure):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), launch="2026-02", months_after="2")
    assert found.value("arr_before_launch") == 12 * 400
    assert found.value("arr_after_launch") == 12 * 360
    assert found.value("arr_change") == -12 * 40
    (told,) = (each.text for each in found.warnings if each.code == "launch")
    assert "goes with" in told
    assert "because" in told


def test_a_launch_outside_the_file_has_no_comparison(measure):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), launch="2026-02")
    assert found.value("arr_change") is None
    assert "2026-05" in next(e.text for e in found.warnings if e.code == "launch-outside")


@pytest.mark.seed("S102")
def test_a_feature_charged_separately_shows_what_it_does_to_the_revenue_figures(measure, table):
    asked = measure("recurring-revenue", COLUMNS, rows(YEARS))
    assert "not-separate" in [each.code for each in asked.warnings]
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), feature="Add-on")
    assert found.value("product_mrr") == 30
    assert found.value("product_share") == pytest.approx(100 * 30 / 360)
    assert found.value("arr_without_product") == 12 * 330
    months = table(found, "product_effect")
    assert [each["own"] for each in months] == [0, 30, 30, 30]
    assert [each["month"] for each in months] == list(YEARS)
    assert (months[-1]["mrr"], months[-1]["mrr_without"]) == (360, 330)
    assert (months[-1]["arr"], months[-1]["arr_without"]) == (4320, 3960)
    assert months[-1]["share"] == found.value("product_share")


def test_a_feature_nobody_pays_for_is_refused(measure):
    with pytest.raises(Refused, match="feature: no row is for radar; take one of add-on, core"):
        measure("recurring-revenue", COLUMNS, rows(YEARS), feature="radar")


def test_each_month_is_a_reading_of_its_last_day(measure):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), months="3")
    dated = {(each.figure, each.on.isoformat()): each.value for each in found.findings.dated}
    assert dated["mrr", "2026-02-28"] == 330
    assert dated["arr", "2026-04-30"] == 4320
    assert ("nrr", "2026-03-31") not in dated
    assert dated["nrr", "2026-04-30"] == pytest.approx(75)
    assert dated["grr", "2026-04-30"] == pytest.approx(62.5)


def test_the_charts_are_told_in_words(measure):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS), months="3")
    level, moved = (each.says for each in found.findings.charts)
    assert level.endswith("2026-01-31 400, 2026-02-28 330, 2026-03-31 380, 2026-04-30 360.")
    assert moved.startswith("From February 2026 to April 2026: New logos 80, Returned customers 60")
    assert moved.endswith("Contraction -50, Churn -180; together -40.")


def test_a_file_that_is_too_short_says_so_and_reads_the_last_month(measure):
    found = measure("recurring-revenue", COLUMNS, rows(YEARS))
    assert found.value("nrr") is found.value("grr") is found.value("retention") is None
    assert found.value("nrr_monthly") == pytest.approx(100 * 300 / 380)
    assert (found.value("reactivation"), found.value("churn")) == (60, 80)
    told = next(each.text for each in found.warnings if each.code == "short")
    assert "4 months" in told
    assert "12 months" in told


def test_one_month_has_a_level_and_no_movements(measure):
    found = measure("recurring-revenue", COLUMNS, rows({"2026-01": YEARS["2026-01"]}))
    assert found.value("mrr") == 400
    assert {found.value(each) for each in MOVEMENTS} == {None}
    assert "one-month" in [each.code for each in found.warnings]


def test_a_month_without_payments_and_a_change_of_product_are_told(measure):
    paid = {"2027-01": {"A": {"core": 1}}, "2027-03": {"A": {"core": 1}}}
    found = measure("recurring-revenue", COLUMNS, rows(paid))
    assert "2027-02" in next(e.text for e in found.warnings if e.code == "empty-month")
    swapped = {"2027-01": {"A": {"basic": 10}}, "2027-02": {"A": {"pro": 15}}}
    found = measure("recurring-revenue", COLUMNS, rows(swapped))
    assert ", 1 of them" in next(e.text for e in found.warnings if e.code == "switched")


def test_spelling_makes_no_new_customer(measure):
    paid = {"2027-01": {"Acme  Ltd": {"Core": 5}}, "2027-02": {"ACME Ltd": {"core": 5}}}
    found = measure("recurring-revenue", COLUMNS, rows(paid))
    assert (found.value("new_logo"), found.value("churn")) == (0, 0)


CENTS = st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100)
PAID = st.dictionaries(
    st.sampled_from([f"2027-{month:02}" for month in range(1, 7)]),
    st.dictionaries(
        st.sampled_from("ABCDE"),
        st.dictionaries(st.sampled_from("xyz"), CENTS, min_size=1),
        min_size=1,
    ),
    min_size=2,
)


@given(PAID, st.randoms(use_true_random=False))
def test_movements_sum_to_the_change_whatever_the_order(measure, table, paid, random):
    given_rows = rows(paid)
    found = measure("recurring-revenue", COLUMNS, given_rows, months="2")
    months = table(found, "months")
    for before, month in zip(months, months[1:], strict=False):
        moved = [Decimal(repr(month[each])) for each in MOVEMENTS]
        change = sum(sign * each for sign, each in zip(SIGNS, moved, strict=True))
        assert Decimal(repr(before["mrr"])) + change == Decimal(repr(month["mrr"]))
    parts = [Decimal(repr(each["revenue"])) for each in table(found, "revenue_by_origin")]
    assert sum(parts[:-1]) == parts[-1]
    random.shuffle(given_rows)
    assert measure("recurring-revenue", COLUMNS, given_rows, months="2").findings == found.findings


@given(PAID)
def test_gross_retention_is_bounded_by_net_and_by_all(measure, paid):
    found = measure("recurring-revenue", COLUMNS, rows(paid), months="2")
    for suffix in ("", "_monthly"):
        if (gross := found.value(f"grr{suffix}")) is not None:
            assert 0 <= gross <= min(100, found.value(f"nrr{suffix}")) + 1e-9
    if (net := found.value("nrr")) is not None:
        assert net <= found.value("nrr_with_returned") + 1e-9
        assert found.value("retention") + found.value("logo_churn") == pytest.approx(100)


@given(PAID)
def test_products_sum_to_the_whole(measure, table, paid):
    found = measure("recurring-revenue", COLUMNS, rows(paid), months="2")
    products = table(found, "products")
    for name in ("mrr", *MOVEMENTS):
        whole = found.value(name)
        parts = sum(Decimal(repr(each[name])) for each in products)
        assert whole is None or parts == Decimal(repr(whole))
    if (gross := found.value("grr")) is not None:
        start = sum(each["start"] for each in products)
        kept = sum(each["start"] * each["kept"] for each in products if each["start"])
        assert kept / start == pytest.approx(gross)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("2027-01", "B", "core", -1, "EUR"), "row 3, mrr: -1 is below 0"),
        (("2027-01", "A", "core", 1, "EUR"), "row 3, month: .* second time"),
        (("2027-01", "B", "core", 1, "USD"), "row 3, currency: USD stands here and EUR in row 2"),
        (("2027-13", "B", "core", 1, "EUR"), "row 3, month"),
        (("2027-01", "B", "", 1, "EUR"), "row 3, product"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, row, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("recurring-revenue", COLUMNS, [("2027-01", "A", "core", 1, "EUR"), row])
