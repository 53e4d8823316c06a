"""Use of the product: activation, time to value, adoption and activity."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("user", "signed_up_on", "activated_on", "feature_used_on", "last_active_on")
DAY = datetime.date(2027, 3, 31)


def before(days):
    """The day so many days before the read-out; empty for None."""
    return "" if days is None else (DAY - datetime.timedelta(days=days)).isoformat()


def rows(users):
    return [(f"u{n}", *map(before, days)) for n, days in enumerate(users)]


def read(measure, users, **settings):
    return measure("product-use", COLUMNS, rows(users), on=DAY.isoformat(), **settings)


def test_published_rates(measure):
    # https://beta.raganmcgill.co.uk/c4e/product/Measure/activation-rate: 420 of 1,000, 42 percent;
    # https://metrickittools.com/glossary/feature-adoption: 800 of 2,000 active, 40; a tenth of both
    activated = read(measure, [(50, 40, None, None)] * 42 + [(50, None, None, None)] * 58)
    assert activated.value("activation_rate") == pytest.approx(42)
    adopted = read(measure, [(50, None, 2, 1)] * 80 + [(50, None, None, 3)] * 120)
    assert adopted.value("feature_adoption") == pytest.approx(40)


FIVE = [
    (60, 58, 10, 5),  # activated after 2 days, uses the feature
    (60, 50, 40, 29),  # after 10 days; the feature not of late
    (60, 30, None, None),  # after 30 days; 30 days ago is no longer active
    (60, None, None, 0),  # active, never activated
    (5, 1, 1, None),  # after 4 days; new
]


def test_five_users_by_hand(measure, table):
    found = read(measure, FIVE, activate_within="14")
    assert found.value("activation_rate") == 80
    assert found.value("time_to_value") == 7  # of 2, 4, 10 and 30
    assert found.value("time_to_value_mean") == 11.5
    assert found.value("activation_in_time") == 50  # 2 of the 4 who have had 14 days
    assert (found.value("active_users"), found.value("active_share")) == (4, 80)
    assert (found.value("feature_adoption"), found.value("engagement")) == (50, 40)
    assert [each["users"] for each in table(found, "steps")] == [5, 4, 4, 2]
    # Wilson score interval of 4 of 5, as statisticians print it: 0.3755 to 0.9638
    assert found.value("activation_low") == pytest.approx(37.55, abs=0.005)
    assert found.value("activation_high") == pytest.approx(96.38, abs=0.005)


def test_the_window_is_what_is_said(measure):
    assert read(measure, FIVE, active_within="31").value("active_users") == 5
    assert read(measure, FIVE, active_within="1").value("active_users") == 1


def test_the_last_day_to_activate_counts(measure):
    found = read(measure, [(14, 0, None, None), (15, 0, None, None)], activate_within="14")
    assert found.value("activation_in_time") == 50
    assert found.findings.counts["activation_in_time"] == 2
    new = read(measure, [(14, 0, None, None), (13, 0, None, None)], activate_within="14")
    assert new.findings.counts["activation_in_time"] == 1


def test_what_is_not_known_is_told(measure, told):
    found = measure("product-use", COLUMNS, rows([(3, None, None, None)]))
    assert found.value("time_to_value") is found.value("feature_adoption") is None
    warned = told(found)
    assert {"nobody-activated", "nobody-active", "no-limit"} <= set(warned)
    assert "2027-03-28" in warned["no-day"]
    new = read(measure, [(3, 1, None, None)], activate_within="7")
    assert new.value("activation_in_time") is None
    assert "7 days ago" in told(new)["too-new"]


AGO = st.integers(0, 90)
USERS = st.lists(
    AGO.flatmap(
        lambda start: st.tuples(
            st.just(start), *[st.none() | st.integers(0, start) for _ in range(3)]
        )
    ),
    min_size=1,
    max_size=30,
)


@given(USERS, st.randoms(use_true_random=False))
def test_bounds_and_order(measure, table, users, random):
    found = read(measure, users)
    steps = [each["users"] for each in table(found, "steps")]
    assert steps[3] <= steps[2] <= steps[0] >= steps[1]
    low, high = found.value("activation_low"), found.value("activation_high")
    assert 0 <= low <= found.value("activation_rate") + 1e-9
    assert found.value("activation_rate") <= high + 1e-9 <= 100 + 2e-9
    assert found.value("engagement") <= found.value("active_share")
    random.shuffle(users)
    again = read(measure, users)
    assert again.findings.figures == pytest.approx(found.findings.figures, nan_ok=True)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("u0", before(9), "", "", ""), "row 3, user: u0 is there a second time"),
        (("u1", before(9), before(10), "", ""), "row 3, activated_on: .* before the sign-up"),
        (("u1", before(9), "", "", before(-1)), "row 3, last_active_on: .* after the day of the"),
        (("u1", "", "", "", ""), "row 3, signed_up_on: it is empty"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, row, wrong):
    first = ("u0", before(9), "", "", "")
    with pytest.raises(Refused, match=wrong):
        measure("product-use", COLUMNS, [first, row], on=DAY.isoformat())
