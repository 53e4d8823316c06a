"""Win rate of a log of deals, with the policy on deals without a decision."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("deal", "closed_on", "outcome", "reason", "competitor", "segment", "interview")
LOG = [
    ("d1", "2027-01-10", "won", "", "Alder", "large", "yes"),
    ("d2", "2027-01-12", "won", "", "", "large", "no"),
    ("d3", "2027-01-20", "lost", "Price", "Alder", "small", "yes"),
    ("d4", "2027-02-01", "lost", "Missing integration", "Birch", "small", "no"),
    ("d5", "2027-02-03", "lost", "price", "Birch", "large", "no"),
    ("d6", "2027-02-05", "no decision", "No budget", "", "small", "no"),
]
COUNTED = {"no_decision": "count as lost"}
outcomes = st.lists(st.sampled_from(["won", "lost", "no decision"]), min_size=1, max_size=40)


def deals(outcomes):
    return [
        (f"d{number}", "2027-01-10", outcome, "", "", "", "no")
        for number, outcome in enumerate(outcomes)
    ]


def bounds(share, n):
    """Both ends of Wilson's interval: where (share - p)^2 = z^2 p (1 - p) / n."""
    z = 1.959963984540054
    a, b, c = 1 + z**2 / n, -(2 * share + z**2 / n), share**2
    root = math.sqrt(b**2 - 4 * a * c)
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


@pytest.mark.seed("S081")
def test_win_rate_is_won_of_decided_and_says_what_became_of_the_rest(measure, knowledge):
    found = measure("win-loss", COLUMNS, LOG)
    figures = knowledge.records["instrument.win-loss-log"].measure.figure
    assert figures("win_rate").feeds == "metric.win-rate"
    assert figures("win_rate_named").feeds == "metric.competitive-win-rate"
    assert found.value("win_rate") == 40
    assert found.value("win_rate_with_no_decision") is None
    assert table(found, "policy") == [{"no_decision": "left out", "formula": "won / (won + lost)"}]
    assert (found.n, found.findings.excluded) == (5, 1)
    assert found.warnings[0].text.startswith("Deals without a decision are left out")


def test_deals_without_a_decision_count_as_lost_where_that_is_said(measure):
    found = measure("win-loss", COLUMNS, LOG, **COUNTED)
    assert found.value("win_rate") is None
    assert found.value("win_rate_with_no_decision") == pytest.approx(100 * 2 / 6)
    assert table(found, "policy")[0]["no_decision"] == "counted as lost"
    assert (found.n, found.findings.excluded) == (6, 0)
    assert found.warnings[0].code == "counted"


@pytest.mark.seed("S152")
def test_the_log_gives_reasons_of_losses_rivals_and_interviews(measure):
    found = measure("win-loss", COLUMNS, LOG)
    assert table(found, "loss_reasons") == [
        {"reason": "Price", "losses": 2, "share": pytest.approx(66.6667)},
        {"reason": "Missing integration", "losses": 1, "share": pytest.approx(33.3333)},
    ]
    assert found.value("interviewed") == 40
    assert found.value("win_rate_named") == 25
    assert found.value("no_decision_rate") == pytest.approx(100 / 6)
    rivals = {each["competitor"]: each for each in table(found, "by_competitor")}
    assert (rivals["Alder"]["deals"], rivals["Alder"]["win_rate"]) == (2, 50)
    assert (rivals["Birch"]["deals"], rivals["Birch"]["win_rate"]) == (2, 0)
    assert {each.code for each in found.warnings} >= {"few", "thin-groups"}
    assert found.findings.charts[1].says == "Losses: Price 2 and Missing integration 1."


def test_a_chart_shows_ten_reasons_and_says_that_there_are_more(measure):
    rows = [(f"d{n}", "2027-01-10", "lost", f"r{n:02}", "", "", "no") for n in range(12)]
    found = measure("win-loss", COLUMNS, rows)
    chart = found.findings.charts[1]
    assert [name for name, _ in chart.series[0].points] == [f"r{n:02}" for n in range(10)]
    assert chart.says.endswith("and r09 1. 2 more stand in the table.")
    assert len(table(found, "loss_reasons")) == 12


@pytest.mark.parametrize(("deals", "thin"), [(9, True), (10, False)])
def test_a_group_of_fewer_than_ten_deals_is_called_thin(measure, deals, thin):
    rows = [(f"d{n}", "2027-01-10", "won", "", "Alder", "", "no") for n in range(deals)]
    found = measure("win-loss", COLUMNS, rows)
    assert ("thin-groups" in {each.code for each in found.warnings}) == thin


def test_losses_without_a_reason_and_deals_without_an_amount_are_told(measure):
    rows = [
        (*LOG[2], "", ""),
        (*LOG[3], "50", "EUR"),
        ("d9", "2027-01-10", "lost", "", "", "", "no", "60", "EUR"),
        (*LOG[4], "70", "EUR"),
    ]
    found = measure("win-loss", (*COLUMNS, "amount", "currency"), rows)
    texts = {each.code: each.text for each in found.warnings}
    assert texts["no-reason"] == "1 of 4 losses have no reason."
    assert texts["no-amounts"].endswith("; 1 have none.")
    assert texts["thin-groups"].startswith("Fewer than 10 deals each: Alder, Birch, large and sma")
    assert table(found, "loss_reasons")[0]["share"] == 50


def test_a_group_counts_deals_without_a_decision_where_the_whole_does(measure):
    found = measure("win-loss", COLUMNS, LOG, **COUNTED)
    small = table(found, "by_segment")[1]
    assert (small["segment"], small["deals"], small["no_decision"]) == ("small", 3, 1)


def test_equal_reasons_stand_in_order_of_name(measure):
    rows = [(f"d{n}", "2027-01-10", "lost", name, "", "", "no") for n, name in enumerate("CAB")]
    found = measure("win-loss", COLUMNS, rows)
    assert [each["reason"] for each in table(found, "loss_reasons")] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("won", "lost", "low", "high"), [(32, 0, 89.28208, 100), (0, 32, 0, 10.71792)]
)
def test_the_interval_is_the_one_that_r_gives(measure, won, lost, low, high):
    """As the tests of the R package cards record it, tests/testthat/_snaps/proportion_ci.md."""
    found = measure("win-loss", COLUMNS, deals(["won"] * won + ["lost"] * lost))
    assert found.value("low") == pytest.approx(low, abs=5e-6)
    assert found.value("high") == pytest.approx(high, abs=5e-6)


@given(outcomes)
def test_the_rate_lies_in_its_interval_whatever_the_order(measure, outcomes):
    for policy in ({}, COUNTED):
        found = measure("win-loss", COLUMNS, deals(outcomes), **policy)
        again = measure("win-loss", COLUMNS, deals(sorted(outcomes)), **policy)
        assert found.findings.figures == again.findings.figures
        name = "win_rate_with_no_decision" if policy else "win_rate"
        rate = found.value(name)
        n = found.n
        if rate is None:
            assert n == 0
            assert "none-decided" in {each.code for each in found.warnings}
            continue
        low, high = bounds(rate / 100, n)
        assert found.value("low") == pytest.approx(low, abs=1e-9)
        assert found.value("high") == pytest.approx(high, abs=1e-9)
        assert 0 <= found.value("low") <= rate + 1e-9 <= found.value("high") + 2e-9 <= 100 + 3e-9


@given(outcomes)
def test_counting_no_decision_never_raises_the_rate(measure, outcomes):
    without = measure("win-loss", COLUMNS, deals(outcomes)).value("win_rate")
    counted = measure("win-loss", COLUMNS, deals(outcomes), **COUNTED)
    if without is not None:
        assert counted.value("win_rate_with_no_decision") <= without


def test_the_rate_by_value_needs_every_amount(measure):
    columns = (*COLUMNS, "amount", "currency")
    rows = [(*LOG[0], "300", "EUR"), (*LOG[2], "100", "EUR"), (*LOG[5], "", "")]
    found = measure("win-loss", columns, rows)
    assert found.value("win_rate_by_value") == 75
    assert found.currency == "EUR"
    unpriced = measure("win-loss", columns, [rows[0], (*LOG[2], "", "")])
    assert unpriced.value("win_rate_by_value") is None
    assert "no-amounts" in {each.code for each in unpriced.warnings}


@pytest.mark.parametrize(
    ("place", "cell", "said"),
    [
        (2, "maybe", "row 3, outcome: `maybe` is none of the answers"),
        (1, "31.02.2027", "row 3, closed_on"),
        (6, "perhaps", "row 3, interview: `perhaps` is neither yes nor no"),
        (0, "d1", "row 3, deal: d1 is there a second time"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, place, cell, said):
    row = list(LOG[1])
    row[place] = cell
    with pytest.raises(Refused, match=said):
        measure("win-loss", COLUMNS, [LOG[0], row])


def test_two_currencies_are_refused(measure):
    rows = [(*LOG[0], "300", "EUR"), (*LOG[2], "100", "USD")]
    with pytest.raises(Refused, match="row 3, currency: USD stands here and EUR in row 2"):
        measure("win-loss", (*COLUMNS, "amount", "currency"), rows)


def test_another_policy_is_refused(measure):
    with pytest.raises(Refused, match="no_decision: `ignore` is none of the answers"):
        measure("win-loss", COLUMNS, LOG, no_decision="ignore")
