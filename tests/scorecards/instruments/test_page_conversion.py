"""Conversion on pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("page", "device", "visitors", "sign_ups")


@pytest.mark.parametrize(
    ("sign_ups", "visitors", "low", "high"),
    [
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0, 16.11),
        (1, 29, 0.61, 17.18),
        (29, 29, 88.30, 100),  # not in the table; where all sign up it begins at n / (n + z²)
    ],
)
def test_the_intervals_of_a_published_table(measure, sign_ups, visitors, low, high):
    # Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17
    # (1998), Table I, method 3, as the tests of an open-source package quote it
    found = measure("page-conversion", COLUMNS, [("/", "mobile", visitors, sign_ups)])
    assert found.value("sign_up_low") == pytest.approx(low, abs=0.005)
    assert found.value("sign_up_high") == pytest.approx(high, abs=0.005)
    assert found.value("mobile_low") == found.value("sign_up_low")


def test_a_published_page_within_a_site(measure, table):
    # “Conversion rate”, https://piwik.pro/glossary/conversion-rate/: 10 of 200 on the page, and of
    # 3,000 on the site 0.33 percent
    entered = [("/landing", "desktop", 200, 10), ("/other", "mobile", 2800, 0)]
    found = measure("page-conversion", COLUMNS, entered)
    assert found.value("sign_up_rate") == pytest.approx(0.33, abs=0.005)
    assert [each["rate"] for each in table(found, "pages")] == [5, 0]


def test_mobile_is_read_by_itself(measure, table, told):
    entered = [("/a", "mobile", 100, 3), ("/b", "mobile", 100, 1), ("/a", "desktop", 50, 5)]
    found = measure("page-conversion", COLUMNS, entered)
    assert found.value("mobile_rate") == 2
    assert (found.value("sign_ups"), found.value("visitors")) == (9, 250)
    assert [each["name"] for each in table(found, "devices")] == ["desktop", "mobile"]
    assert found.findings.charts[0].says.endswith("/a 5.3, /b 1.0.")
    assert "only 250" in told(found)["few"]


def test_nobody_has_no_rate(measure, told):
    found = measure("page-conversion", COLUMNS, [("/", "desktop", 0, 0)])
    assert found.value("sign_up_rate") is found.value("mobile_high") is None
    assert {"no-visitors", "no-mobile"} <= set(told(found))


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["/a", "/b", "/c"]), st.sampled_from(["desktop", "mobile"])),
        st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_parts_sum_and_the_rate_lies_within_its_bounds(measure, table, pages, random):
    entered = [(*key, visitors, sign_ups) for key, (sign_ups, visitors) in pages.items()]
    found = measure("page-conversion", COLUMNS, entered)
    for name in ("pages", "devices"):
        parts = table(found, name)
        for column in ("visitors", "sign_ups"):
            assert sum(each[column] for each in parts) == found.value(column)
    for each in table(found, "pages"):
        if each["rate"] is not None:
            assert 0 <= each["low"] <= each["rate"] + 1e-9 <= each["high"] + 2e-9 <= 100 + 3e-9
    random.shuffle(entered)
    assert measure("page-conversion", COLUMNS, entered).findings == found.findings


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("/b", "mobile", 1, 2), "row 3, sign_ups: 2 of 1 visitors signed up"),
        (("/a", "mobile", 1, 1), "row 3, page: /a, mobile is there a second time"),
        (("/b", "tablet", 1, 1), "row 3, device: `tablet` is none of the answers"),
        (("/b", "mobile", -1, 0), "row 3, visitors: -1 is below 0"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, row, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("page-conversion", COLUMNS, [("/a", "mobile", 9, 3), row])
