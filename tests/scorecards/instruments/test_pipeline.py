"""Pipeline, deals that are closed, and velocity."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = (
    "opportunity",
    "entered_on",
    "stage",
    "value",
    "currency",
    "source",
    "segment",
    "won_on",
    "lost_on",
)
TERMS = {"stage_rule": "From the first qualified meeting on.", "from": "2027-02-01"}
TERMS |= {"to": "2027-02-28"}


def deal(name, entered, value=100, stage="Open", source="", segment="", won="", lost=""):
    return (name, entered, stage, value, "EUR", source, segment, won, lost)


def test_the_cycle_of_a_published_example(measure):
    # “Sales Cycle Length”, https://www.usedaymark.io/metrics/sales-cycle-length, its three deals:
    # 45, 54 and 39 days, 46 on average
    found = measure(
        "pipeline",
        COLUMNS,
        [
            deal("A", "2027-01-01", won="2027-02-15"),
            deal("B", "2027-01-10", won="2027-03-05"),
            deal("C", "2027-01-20", won="2027-02-28"),
        ],
    )
    assert (found.value("time_to_close"), found.value("time_to_close_mean")) == (45, 46)


def test_the_velocity_of_a_published_example(measure):
    # https://winsabove.pages.dev/glossary/sales-velocity: 18 open deals, 42,000 each, 24 percent
    # won, 78 days: 2,326 a day
    start = datetime.date(2027, 1, 1)
    end = (start + datetime.timedelta(days=78)).isoformat()
    found = measure(
        "pipeline",
        COLUMNS,
        [
            *(deal(f"open {n}", "2027-01-01") for n in range(18)),
            *(deal(f"won {n}", "2027-01-01", 42_000, won=end) for n in range(12)),
            *(deal(f"lost {n}", "2027-01-01", lost=end) for n in range(38)),
        ],
    )
    assert found.value("win_rate") == pytest.approx(24)
    assert found.value("average_deal_size") == 42_000
    assert found.value("velocity") == pytest.approx(2326, abs=0.5)


DEALS = [
    deal("A", "2027-01-04", 100, "Closed", "marketing", "small", won="2027-02-03"),
    deal("B", "2027-01-05", 300, "Closed", "outbound", "large", lost="2027-01-20"),
    deal("C", "2027-02-01", 200, "Demo", "Marketing", "small", won="2027-02-11"),
    deal("D", "2027-02-10", 250, "Offer", "outbound", "small"),
    deal("E", "2027-02-28", 50, "Demo", "", "large", lost="2027-03-02"),
    deal("F", "2027-03-01", 999, "Demo", "marketing", "small"),
]


@pytest.mark.seed("S041")
def test_pipeline_has_an_entry_rule_a_currency_and_a_period(measure, table):
    found = measure("pipeline", COLUMNS, DEALS, **TERMS)
    assert (found.value("pipeline"), found.value("opportunities")) == (500, 3)
    said = {each["term"]: each["said"] for each in table(found, "terms")}
    assert said["Stage entry rule"] == TERMS["stage_rule"]
    assert said["Currency"] == found.currency == "EUR"
    assert said["Period"] == "2027-02-01 to 2027-02-28"


@pytest.mark.parametrize(
    ("missing", "code"), [("stage_rule", "no-rule"), ("from", "no-period"), ("to", "no-period")]
)
def test_without_its_terms_pipeline_has_no_figure(measure, table, told, missing, code):
    terms = {name: value for name, value in TERMS.items() if name != missing}
    found = measure("pipeline", COLUMNS, DEALS, **terms, counted_source="marketing")
    for name in ("pipeline", "opportunities", "growth", "pipeline_generated"):
        assert found.value(name) is None
    assert code in told(found)
    period = table(found, "terms")[2]["said"]
    if missing == "from":
        assert period == "2027-01-04 to 2027-02-28, as far as the file goes"
    if missing == "to":
        assert period == "2027-02-01 to 2027-03-02, as far as the file goes"


def test_a_period_beside_the_one_before_by_hand(measure, table):
    found = measure(
        "pipeline",
        COLUMNS,
        DEALS,
        **TERMS,
        counted_source="marketing",
        target_segment="Small",
    )
    # 4 January is the first of the 28 days before February
    assert found.value("pipeline_before") == 400
    assert found.value("growth") == pytest.approx(25)
    assert found.value("pipeline_generated") == 200
    assert found.value("pipeline_in_segment") == 450
    assert found.value("conversion_in_segment") == 50
    assert [found.value(e) for e in ("average_deal_size", "median_deal_size")] == [150, 150]
    assert [found.value(e) for e in ("time_to_close", "win_rate")] == [20, 100]
    assert found.value("open_opportunities") == 2
    assert found.value("velocity") == pytest.approx(2 * 150 / 20)
    stages = [(e["name"], e["count"], e["value"]) for e in table(found, "stages")]
    assert stages == [("Demo", 2, 250), ("Offer", 1, 250)]
    sources = [(e["name"], e["value"]) for e in table(found, "by_source")]
    assert sources == [("outbound", 250), ("Marketing", 200), ("not known", 50)]


def test_what_limits_the_reading_is_told(measure, table, told):
    another = deal("G", "2027-02-02", 200, "Demo", "events", "small")
    found = measure("pipeline", COLUMNS, [*DEALS[2:], another], **TERMS, target_segment="small")
    assert found.value("growth") is None
    names = [each["name"] for each in table(found, "by_source")]
    assert names == ["outbound", "Marketing", "events", "not known"]
    warned = told(found)
    assert "2027-01-04" in warned["nothing-before"]
    assert "2 opportunities" in warned["still-open"]
    assert {"few-won", "no-source"} <= set(warned)
    closed = measure("pipeline", COLUMNS, DEALS, **TERMS, target_segment="large")
    assert "still-open" not in told(closed)
    nothing = measure("pipeline", COLUMNS, DEALS[3:4], **TERMS)
    assert nothing.value("velocity") is nothing.value("time_to_close") is None
    assert {"nothing-won", "no-segment"} <= set(told(nothing))


@pytest.mark.parametrize(("won", "few"), [(9, True), (10, False)])
def test_few_deals_are_fewer_than_ten_and_a_deal_closed_on_the_last_day_is_not_open(
    measure, told, won, few
):
    deals = [deal(f"O{n}", "2027-02-01", won="2027-02-28") for n in range(won)]
    found = measure("pipeline", COLUMNS, deals, **TERMS)
    assert ("few-won" in told(found)) is few
    assert found.value("open_opportunities") == found.value("velocity") == 0


DAYS = st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 4, 30))
ENTERED = st.lists(
    st.tuples(
        DAYS,
        st.integers(0, 10**9),
        st.sampled_from(["Demo", "Offer", "Closed"]),
        st.sampled_from(["", "marketing", "outbound"]),
        st.sampled_from(["won", "lost", ""]),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=20,
)


@given(ENTERED, st.randoms(use_true_random=False))
def test_parts_sum_to_the_whole_whatever_the_order(measure, table, entered, random):
    deals = []
    for n, (day, cents, stage, source, end, days) in enumerate(entered):
        closed = {end: (day + datetime.timedelta(days=days)).isoformat()} if end else {}
        value = Decimal(cents) / 100
        deals.append(deal(f"O{n}", day.isoformat(), value, stage, source, **closed))
    found = measure("pipeline", COLUMNS, deals, **TERMS)
    parts = table(found, "stages")
    whole = Decimal(repr(found.value("pipeline")))
    assert sum(Decimal(repr(each["value"])) for each in parts) == whole
    assert sum(each["count"] for each in parts) == found.value("opportunities")
    assert found.value("win_rate") is None or 0 <= found.value("win_rate") <= 100
    assert found.value("time_to_close") is None or 0 <= found.value("time_to_close") <= 60
    random.shuffle(deals)
    assert measure("pipeline", COLUMNS, deals, **TERMS).findings == found.findings


@pytest.mark.parametrize(
    ("second", "wrong"),
    [
        (deal("A", "2027-01-01"), "row 3, opportunity: A is there a second time"),
        (deal("B", "2027-01-02", won="2027-01-01"), "row 3, won_on: .* before it was entered"),
        (deal("B", "2027-01-02", lost="2027-01-01"), "row 3, lost_on: .* before it was entered"),
        (deal("B", "2027-01-01", won="2027-01-02", lost="2027-01-02"), "row 3, lost_on: it is won"),
        (deal("B", "2027-01-01", -1), "row 3, value: -1 is below 0"),
        (("B", "2027-01-01", "Open", 1, "USD", "", "", "", ""), "row 3, currency: USD stands here"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, second, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("pipeline", COLUMNS, [deal("A", "2027-01-01"), second])


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ({"to": "2027-01-31", "from": "2027-02-01"}, "to: 2027-01-31 is before 2027-02-01"),
        ({"target_segment": "huge"}, "target_segment: no row has huge; take one of large, small"),
        ({"counted_source": "ads"}, "counted_source: no row has ads"),
    ],
)
def test_settings_that_fit_no_row_are_refused(measure, setting, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("pipeline", COLUMNS, DEALS, **setting)
