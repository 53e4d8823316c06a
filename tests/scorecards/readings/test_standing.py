import datetime
from decimal import Decimal

import pytest

from scorecards.document import DeclaredFactor, Reading, Target
from scorecards.making.adopt import add
from scorecards.part import Refused
from scorecards.readings.standing import (
    accept,
    corrections,
    in_force,
    read_outs,
    recurring_revenue,
    standing,
    track,
)

WIN = "metric.win-rate"


def day(text):
    return datetime.date.fromisoformat(text)


def reading(id, value, on="2027-02-01", metric=WIN, **more):
    fields = {"id": id, "scorecard": "q1-anna", "metric": metric, "taken_on": on, "value": value}
    return Reading(**fields | {"by": "Anna", "at": "2027-02-01T12:00:00Z"} | more)


def three(*values, metric=WIN, **more):
    days = ("2027-01-31", "2027-02-28", "2027-03-31")
    return [
        reading(f"r{number}", value, on, metric, **more)
        for number, (value, on) in enumerate(zip(values, days, strict=True))
    ]


@pytest.fixture(scope="module")
def stands(aimed, knowledge):
    def stands(readings, today="2027-03-31", card=aimed, metric=WIN, **target):
        kpi = card.kpi(metric)
        if target:
            kpi = kpi.model_copy(update={"target": kpi.target.model_copy(update=target)})
        return standing(card, kpi, readings, knowledge, day(today))

    return stands


def test_a_correction_stands_and_the_old_value_stays():
    old, new = reading("a", 20), reading("b", 21, replaces="a")
    newest = reading("c", 22, replaces="b")
    assert in_force([newest, old, new], WIN) == (newest,)
    assert corrections([old, new, newest], newest) == (new, old)


def test_the_latest_day_is_in_force():
    late, early = reading("a", 20, "2027-03-01"), reading("b", 30, "2027-02-01")
    assert in_force([late, early], WIN)[-1] == late


def test_few_readings_mean_nothing_yet(stands):
    found = stands([reading("a", 25)])
    assert (found.status, found.count, found.needed) == ("not-yet-interpretable", 1, 3)
    assert found.says == "Not yet interpretable, 1 of 3 readings."
    assert stands([]).says == "Not yet interpretable, 0 of 3 readings."
    corrected = [*three(20, 21, 22)[:2], reading("x", 23, "2027-02-28", replaces="r1")]
    assert stands(corrected).count == 2


def test_readings_of_one_day_count_once(stands):
    twice = [*three(20, 21, 22)[:2], reading("x", 23, "2027-02-28")]
    assert (stands(twice).count, stands(twice).raw) == (2, 23)


@pytest.mark.parametrize(
    ("last", "today", "target", "status"),
    [
        (25, "2027-03-31", {}, "met"),
        (24, "2027-03-31", {}, "on-the-way"),
        (24, "2027-04-01", {}, "missed"),
        (19, "2027-03-31", {}, "at-risk"),
        (20, "2027-03-31", {}, "on-the-way"),
        (21, "2027-03-31", {"warn": Decimal(22)}, "at-risk"),
        (22, "2027-03-31", {"warn": Decimal(22)}, "at-risk"),
        (23, "2027-03-31", {"warn": Decimal(22)}, "on-the-way"),
        (16, "2027-03-31", {"fail": Decimal(16)}, "missed"),
        (17, "2027-03-31", {"fail": Decimal(16)}, "at-risk"),
        (22, "2027-03-31", {"baseline": None}, "not-yet-interpretable"),
    ],
)
def test_status_against_the_target(stands, last, today, target, status):
    assert stands(three(20, 20, last), today, **target).status == status


@pytest.mark.parametrize(
    ("value", "today", "status"),
    [
        (20, "2027-03-31", "met"),
        (30, "2027-03-31", "met"),
        (31, "2027-03-31", "at-risk"),
        (19, "2027-03-31", "at-risk"),
        (31, "2027-04-01", "missed"),
    ],
)
def test_status_within_a_range(stands, value, today, status):
    span = {"change": "within-range", "amount": None, "low": Decimal(20), "high": Decimal(30)}
    assert stands(three(1, 2, value), today, **span).status == status


def test_less_is_better_where_it_is(card, knowledge, stands):
    kpi = card.kpi("metric.time-to-close")
    less = Target(
        baseline=100, change="by-amount", amount=-10, deadline="2027-03-31", set_on="2027-01-01"
    )
    card = card.with_kpi(kpi.model_copy(update={"target": less}))
    for value, status in ((90, "met"), (95, "on-the-way"), (101, "at-risk")):
        found = stands(three(100, 100, value, metric=kpi.metric), card=card, metric=kpi.metric)
        assert found.status == status


def test_readings_in_another_currency_are_not_compared(card, stands):
    size = "metric.average-deal-size"
    more = Target(
        change="to-level", amount=100, currency="EUR", deadline="2027-03-31", set_on="2027-01-01"
    )
    card = card.with_kpi(card.kpi(size).model_copy(update={"target": more}))
    for currency, status in (("EUR", "met"), ("USD", "not-yet-interpretable")):
        found = stands(three(1, 2, 100, metric=size, currency=currency), card=card, metric=size)
        assert found.status == status
    relative = {"change": "by-relative-percent", "amount": 10, "baseline": 50, "currency": None}
    found = stands(
        three(1, 2, 100, metric=size, currency="USD"), card=card, metric=size, **relative
    )
    assert found.status == "met"


def test_no_target_no_colour(stands, card):
    assert stands(three(1, 2, 3), card=card).status == "no-target"


def test_readings_to_come_do_not_count(stands):
    assert stands(three(20, 21, 22), "2027-02-28").count == 2


def test_an_adjustment_stands_beside_the_raw_value(aimed, stands):
    factor = DeclaredFactor(
        factor="factor.seasonality", declared_on="2027-01-01", metric=WIN, adjustment=2
    )
    for accepted, reviewer in ((None, None), (False, "Cleo"), (True, None)):
        word = {"accepted": accepted, "reviewed_by": reviewer}
        card = aimed.model_copy(update={"factors": (factor.model_copy(update=word),)})
        assert stands(three(20, 21, 23), card=card).adjusted == 23
    accepted = factor.model_copy(update={"accepted": True, "reviewed_by": "Cleo"})
    found = stands(three(20, 21, 23), card=aimed.model_copy(update={"factors": (accepted,)}))
    assert (found.raw, found.adjusted) == (23, 25)
    assert (found.raw_status, found.status) == ("on-the-way", "met")
    assert found.says == "Met: 25 percent with the accepted adjustment, 23 percent as read."


def test_an_adjustment_is_for_its_own_metric(aimed, stands):
    factor = DeclaredFactor(
        factor="factor.seasonality", declared_on="2027-01-01", metric="metric.nps", adjustment=2,
        accepted=True, reviewed_by="Cleo",
    )  # fmt: skip
    assert (
        stands(three(1, 2, 3), card=aimed.model_copy(update={"factors": (factor,)})).adjusted == 3
    )


@pytest.fixture(scope="module")
def launched(aimed):
    kpi = aimed.kpi(WIN).model_copy(update={"windows": (5, 30)})
    return aimed.with_kpi(kpi).model_copy(update={"launched_on": day("2027-02-01")})


def test_a_window_is_open_read_or_missed(launched):
    def states(readings, today):
        return [(each.window, each.state) for each in read_outs(launched, readings, day(today))]

    assert states([], "2027-02-06") == [(5, "open"), (30, "open")]
    assert states([], "2027-02-07") == [(5, "missed"), (30, "open")]
    known = [reading("a", 20, "2027-02-05", window=5)]
    assert states(known, "2027-04-01") == [(5, "read"), (30, "missed")]


@pytest.mark.parametrize(
    ("today", "more", "says"),
    [
        ("2027-02-07", {"window": 5}, "closed on 2027-02-06; enter it as a reading without"),
        ("2027-02-06", {"window": 10}, "no window of 10 days; take one of 5, 30"),
        ("2027-02-06", {"window": 5, "on": "2027-01-31"}, "from 2027-02-01 to 2027-02-06"),
        ("2027-02-06", {"on": "2027-02-07"}, "yet to come"),
        ("2027-02-06", {"value": 101}, "a share: give it in percent"),
        ("2027-02-06", {"value": -1}, "starts at zero"),
        ("2027-02-06", {"currency": "EUR"}, "leave the currency out"),
        ("2027-02-06", {"metric": "metric.nps"}, "not on the scorecard"),
        ("2027-02-06", {"scorecard": "other"}, "name q1-anna"),
        ("2027-02-06", {"id": "first"}, "an id of its own"),
        ("2027-02-06", {"replaces": "none"}, "no reading in force"),
        ("2027-02-06", {"replaces": "first", "window": 5}, "write no window"),
        ("2027-02-06", {"metric": "metric.average-deal-size"}, "three-letter code"),
    ],
)
def test_a_reading_that_is_refused(launched, knowledge, today, more, says):
    known = [reading("first", 20, "2027-02-01")]
    fresh = reading(**{"id": "new", "value": 21} | more)
    with pytest.raises(Refused, match=says):
        accept(launched, fresh, known, knowledge, day(today))


def test_a_reading_of_today_stands(launched, knowledge):
    today = reading("a", 100, "2027-02-06")
    assert accept(launched, today, [], knowledge, day("2027-02-06")) == today
    for end in (0, 100):
        edge = reading("a", end, "2027-02-06")
        assert accept(launched, edge, [], knowledge, day("2027-02-06")) == edge


def test_a_reading_that_stands(launched, knowledge):
    first = reading("first", 20, "2027-02-01", window=5)
    today = day("2027-02-06")
    assert accept(launched, first, [], knowledge, today) == first
    with pytest.raises(Refused, match="correct that reading instead"):
        accept(launched, reading("b", 21, window=5), [first], knowledge, today)
    late = reading("b", 21, window=5, replaces="first")
    with pytest.raises(Refused, match="leave it as it was read"):
        accept(launched, late, [first], knowledge, day("2027-02-07"))
    better = reading("b", 21, window=5, replaces="first")
    assert accept(launched, better, [first], knowledge, today) == better


def test_a_window_without_a_launch(launched, knowledge):
    card = launched.model_copy(update={"launched_on": None})
    assert read_outs(card, [], day("2027-02-06")) == ()
    with pytest.raises(Refused, match="set the day of the launch first"):
        accept(card, reading("a", 1, window=5), [], knowledge, day("2027-02-06"))


def test_currencies_are_not_mixed(launched, knowledge):
    size = "metric.average-deal-size"
    euros = reading("a", 100, metric=size, currency="EUR")
    dollars = reading("b", 100, metric=size, currency="USD")
    today = day("2027-02-06")
    with pytest.raises(Refused, match="give it in EUR"):
        accept(launched, dollars, [euros], knowledge, today)
    right = reading("b", 100, metric=size, currency="USD", replaces="a")
    assert accept(launched, right, [euros], knowledge, today) == right


def test_what_shows_whether_it_is_on_track(aimed, knowledge):
    found = track(aimed, aimed.kpi(WIN), three(20, 21, 22), knowledge, day("2027-03-31"))
    assert [each.value for each in found.points] == [20, 21, 22]
    assert [str(each.on) for each in found.line] == ["2027-01-01", "2027-03-31"]
    assert (found.expected, found.behind) == (25, 3)
    half = track(aimed, aimed.kpi(WIN), [], knowledge, day("2027-02-15"))
    assert 22 < half.expected < 23
    assert half.behind is None


def test_recurring_revenue_side_by_side(card, graph, knowledge):
    both = add(add(card, "metric.mrr", "monitor", "", graph), "metric.arr", "monitor", "", graph)
    found = recurring_revenue(both, [], knowledge, day("2027-02-15"))
    assert [each.metric for each in found] == ["metric.arr", "metric.mrr"]
    assert recurring_revenue(card, [], knowledge, day("2027-02-15")) == ()


def test_json_and_back():
    one = reading("a", "20.5", currency="EUR", n=3, window=5)
    assert Reading.model_validate_json(one.model_dump_json()) == one
