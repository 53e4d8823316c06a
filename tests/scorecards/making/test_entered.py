"""What people type about a target, read exactly or refused with its field."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge_graph.records import Metric
from scorecards.making.entered import Entered, as_entered, kinds, read_days, read_target, weighed
from scorecards.part import Refused

EVE = datetime.date(2026, 12, 20)
LATER = datetime.date(2027, 2, 1)
TYPED = Entered(baseline="20", change="by-points", amount="5", deadline=datetime.date(2027, 3, 31))


@pytest.fixture
def win_rate(knowledge):
    return knowledge.get(Metric, "metric.win-rate")


def refused(*args, **kwargs):
    with pytest.raises(Refused) as error:
        read_target(*args, **kwargs)
    return {each.field: f"{each.wrong}; {each.right}" for each in error.value.refusals}


def test_what_is_typed_is_what_is_kept(win_rate, quarter):
    typed = replace(TYPED, baseline=" 1 250.123456", amount="\N{MINUS SIGN}0.5", change="to-level")
    with pytest.raises(Refused):
        read_target(typed, win_rate, quarter, today=EVE)
    target = read_target(replace(TYPED, amount="+5.10"), win_rate, quarter, today=EVE)
    assert (target.baseline, target.amount, target.set_on) == (Decimal(20), Decimal("5.10"), EVE)


@pytest.mark.parametrize("text", ["five", "2,5", "1e3", "nan", "5%", "--5", "٣"])
def test_what_is_no_number_is_said_so_with_its_field(win_rate, quarter, text):
    found = refused(replace(TYPED, amount=text), win_rate, quarter, today=EVE)
    assert list(found) == ["amount"]
    assert "is no number; write digits, with a point" in found["amount"]


def test_a_figure_is_never_rounded_to_fit(win_rate, quarter):
    found = refused(replace(TYPED, amount="0.1234567"), win_rate, quarter, today=EVE)
    assert "too many digits" in found["amount"]


def test_nothing_is_chosen_for_a_percentage(win_rate, quarter):
    found = refused(replace(TYPED, change=None, deadline=None), win_rate, quarter, today=EVE)
    assert list(found) == ["change", "deadline"]
    assert "points or percent of it" in found["change"]


def test_the_kinds_of_change_are_those_that_fit(knowledge, win_rate):
    assert kinds(win_rate) == ("to-level", "by-points", "by-relative-percent", "within-range")
    assert "by-amount" in kinds(knowledge.get(Metric, "metric.revenue"))
    assert "by-points" not in kinds(knowledge.get(Metric, "metric.revenue"))
    ranged = next(each for each in knowledge.every(Metric) if each.direction == "range")
    assert kinds(ranged) == ("within-range",)
    nps = knowledge.get(Metric, "metric.nps")
    assert "by-amount" not in kinds(nps)
    assert "by-amount" in kinds(nps, kept="by-amount")
    assert "by-amount" not in kinds(win_rate, kept="by-amount")


def test_a_target_survives_being_shown_and_read_again(win_rate, quarter):
    first = read_target(replace(TYPED, warn="22.50"), win_rate, quarter, today=EVE)
    shown = as_entered(first, quarter)
    again = read_target(shown, win_rate, quarter, today=LATER, before=first)
    assert again == first


def test_after_the_period_began_a_change_needs_its_reason_and_a_new_day(win_rate, quarter):
    before = read_target(TYPED, win_rate, quarter, today=EVE)
    more = replace(TYPED, amount="6")
    assert list(refused(more, win_rate, quarter, today=LATER, before=before)) == ["why"]
    told = replace(more, why="A rival left.")
    after = read_target(told, win_rate, quarter, today=LATER, before=before)
    assert (after.set_on, after.why) == (LATER, "A rival left.")


def test_finding_the_baseline_later_moves_no_goalpost(win_rate, quarter):
    before = read_target(replace(TYPED, baseline=""), win_rate, quarter, today=EVE)
    after = read_target(TYPED, win_rate, quarter, today=LATER, before=before)
    assert (after.baseline, after.set_on) == (Decimal(20), EVE)
    other = replace(TYPED, baseline="30")
    assert list(refused(other, win_rate, quarter, today=LATER, before=after)) == ["why"]


def test_fields_that_a_kind_of_change_has_not_are_left_out(knowledge, win_rate, quarter):
    typed = replace(TYPED, low="1", time="days", currency="EUR")
    target = read_target(typed, win_rate, quarter, today=EVE)
    assert (target.low, target.time, target.currency) == (None, None, None)
    revenue = knowledge.get(Metric, "metric.revenue")
    grown = replace(TYPED, change="by-amount", currency="eur")
    assert read_target(grown, revenue, quarter, today=EVE).currency == "EUR"
    assert list(refused(replace(grown, currency="E1"), revenue, quarter, today=EVE)) == ["currency"]


def test_without_a_target_only_the_deadline_is_suggested(quarter):
    assert as_entered(None, quarter) == Entered(deadline=quarter.end)


def test_days_are_read_in_order_and_once():
    assert read_days("90, 30  60,30") == (30, 60, 90)
    assert read_days(" ") == ()


@pytest.mark.parametrize("text", ["0", "30, soon", "4000", "-30", "3.5", "²"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refused, match="windows: .* is no number of days"):
        read_days(text)


def test_weights_are_read_and_taken_away(card):
    win = "metric.win-rate"
    assert weighed(card, {win: "12.5"}).kpi(win).weight == Decimal("12.5")
    assert weighed(weighed(card, {win: "12.5"}), {win: ""}) == card
    for text in ("101", "-1", "half"):
        with pytest.raises(Refused, match=win):
            weighed(card, {win: text})
