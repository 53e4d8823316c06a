"""Market share on days that are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("on", "ours", "market", "unit", "source", "source_link", "definition")
LINK = "https://example.org/study"


def row(on, ours, market, unit="units", source="Study", definition="Cars in the US"):
    return (on, ours, market, unit, source, LINK, definition)


@pytest.mark.parametrize(
    ("ours", "market", "unit", "share", "precision"),
    [
        # “Formula for Market Shares”, http://thefinancebase.com/formula-market-shares-4414.html
        (1000, 5000, "units", 20, 1e-9),
        (50, 5000, "units", 1, 1e-9),
        # “How to Calculate Market Share”, http://www.ehow.com/how_2365166_calculate-market-share.html
        (12_000_000, 130_000_000, "currency value", 9.2, 0.05),
        (5000, 100_000, "units", 5, 1e-9),
    ],
)
def test_published_examples(measure, ours, market, unit, share, precision):
    found = measure("market-share", COLUMNS, [row("2027-01-01", ours, market, unit)])
    assert found.value("share") == pytest.approx(share, abs=precision)


@pytest.mark.seed("S093")
def test_two_dated_readings_give_a_change_in_points_with_links(measure, table):
    entered = [row("2027-12-31", 33, 150), row("2026-12-31", 20, 100)]
    found = measure("market-share", COLUMNS, entered)
    assert (found.value("first_share"), found.value("share")) == (20, 22)
    assert found.value("change") == pytest.approx(2)
    assert found.value("relative_change") == pytest.approx(10)
    dated = [(each.on.isoformat(), each.value) for each in found.findings.dated]
    assert dated == [("2026-12-31", 20), ("2027-12-31", 22)]
    assert [each["source_link"] for each in table(found, "readings")] == [LINK, LINK]
    assert "+2.0 percentage points" in found.findings.charts[0].says


@pytest.mark.seed("S089")
@pytest.mark.parametrize("missing", ["on", "ours", "market", "source", "definition"])
def test_it_needs_both_figures_a_source_a_date_and_a_definition(measure, missing):
    entered = dict(zip(COLUMNS, row("2027-01-01", 1, 2), strict=True)) | {missing: ""}
    with pytest.raises(Refused, match=f"row 2, {missing}: it is empty"):
        measure("market-share", COLUMNS, [tuple(entered.values())])


def test_readings_of_differently_defined_markets_give_no_change(measure, told):
    other = row("2027-12-31", 2, 4, definition="Cars in Canada", source="Register")
    found = measure("market-share", COLUMNS, [row("2026-12-31", 1, 4), other])
    assert (found.value("share"), found.value("change")) == (50, None)
    assert found.value("relative_change") is None
    assert {"definitions", "sources"} <= set(told(found))


def test_one_reading_is_no_change_and_nothing_has_no_relative_change(measure, told):
    one = measure("market-share", COLUMNS, [row("2027-12-31", 1, 4)])
    assert one.value("change") is None
    assert "one-reading" in told(one)
    grown = measure("market-share", COLUMNS, [row("2026-12-31", 0, 4), row("2027-12-31", 1, 4)])
    assert (grown.value("change"), grown.value("relative_change")) == (25, None)


@given(
    st.dictionaries(
        st.dates().map(lambda day: day.replace(year=2000 + day.year % 100)),
        st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)).map(sorted),
        min_size=2,
        max_size=8,
    )
)
def test_it_lies_between_its_bounds_and_change_follows_the_days(measure, readings):
    entered = [row(on.isoformat(), *figures) for on, figures in readings.items()]
    found = measure("market-share", COLUMNS, entered)
    shares = [each.value for each in found.findings.dated]
    assert all(0 <= each <= 100 for each in shares)
    assert found.value("change") == shares[-1] - shares[0]
    assert measure("market-share", COLUMNS, entered[::-1]).findings == found.findings


@pytest.mark.parametrize(
    ("second", "wrong"),
    [
        (row("2027-01-01", 5, 4), "row 3, ours: 5 is more than the whole market, 4"),
        (row("2027-01-01", 0, 0), "row 3, market: it is nothing"),
        (row("2027-01-01", 1, 4, "customers"), "row 3, unit: customers stands here and units in"),
        (row("2026-01-01", 1, 4), "row 3, on: .* second time"),
        (row("2027-01-01", -1, 4), "row 3, ours: -1 is below 0"),
        (("2027-01-01", 1, 4, "units", "Study", "study.pdf", "Cars"), "row 3, source_link"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, second, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("market-share", COLUMNS, [row("2026-01-01", 1, 4), second])


def test_values_in_two_currencies_are_refused(measure):
    entered = [
        (*row("2026-01-01", 1, 4, "currency value"), "EUR"),
        (*row("2027-01-01", 1, 4, "currency value"), "USD"),
    ]
    with pytest.raises(Refused, match="row 3, currency: USD stands here and EUR in row 2"):
        measure("market-share", (*COLUMNS, "currency"), entered)
