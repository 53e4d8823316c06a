import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.records import Metric
from scorecards.document import Period, Reading, Target
from scorecards.targets import (
    BASELINE_UNKNOWN,
    MOST,
    aimed_at,
    check,
    check_scorecard,
    checkpoints,
    flags,
)
from scorecards.units import highest, lowest, unit_of

QUARTER = Period(start=datetime.date(2027, 1, 1), end=datetime.date(2027, 3, 31))


def target(change, amount=None, **more):
    return Target(
        **{"change": change, "amount": amount, "deadline": QUARTER.end, "set_on": QUARTER.start}
        | more
    )


@pytest.fixture(scope="module")
def refused(knowledge):
    def refused(metric, *args, **more):
        record = knowledge.get(Metric, f"metric.{metric}")
        variant = more.pop("variant", None)
        found = check(target(*args, **more), record, QUARTER, variant)
        return [(each.field, f"{each.wrong}; {each.right}") for each in found]

    return refused


@pytest.mark.parametrize(
    ("metric", "args", "more"),
    [
        ("win-rate", ("by-points", 5), {"baseline": 20}),
        ("win-rate", ("by-relative-percent", 5), {"baseline": 20}),
        ("win-rate", ("to-level", 25), {}),
        ("win-rate", ("to-level", 20), {"baseline": 20}),  # hold it
        ("win-rate", ("by-points", 5), {"baseline": 20, "fail": 18, "warn": 22}),
        ("win-rate", ("by-points", 5), {"deadline": datetime.date(2027, 12, 31)}),
        ("win-rate", ("by-points", 5), {"deadline": datetime.date(2027, 1, 1)}),
        ("win-rate", ("within-range",), {"low": 20, "high": 30}),
        ("churn-rate", ("by-points", -2), {"baseline": 5, "fail": 6, "warn": 4}),
        ("churn-rate", ("by-relative-percent", -100), {}),
        ("churn-rate", ("to-level", 5), {"baseline": 5}),
        ("time-to-close", ("by-amount", -3), {"baseline": 120, "time": "months"}),
        ("time-to-close", ("by-amount", -30), {"baseline": 120}),
        ("time-to-close", ("by-amount", -101), {}),
        ("nps", ("by-points", 10), {"baseline": -20}),
        ("nps", ("by-relative-percent", 10), {"baseline": -20}),
        ("nrr", ("to-level", 115), {"baseline": 105}),
        ("revenue", ("by-amount", 1000), {"currency": "EUR"}),
        ("revenue", ("by-relative-percent", 10), {"baseline": 100}),
        ("expansion-revenue", ("by-points", 5), {"variant": "share-of-growth"}),
        ("pipeline-coverage", ("within-range",), {"low": 3, "high": 4}),
    ],
)
def test_a_target_that_can_stand(refused, knowledge, metric, args, more):
    if "variant" in more:  # take the first definition in percent, whatever it is called
        variants = knowledge.get(Metric, f"metric.{metric}").variants
        more = more | {"variant": next(each.id for each in variants if each.unit == "percent")}
    assert refused(metric, *args, **more) == []


@pytest.mark.parametrize(
    ("metric", "args", "more", "field", "says"),
    [
        ("win-rate", ("by-amount", 5), {}, "change", "choose points or relative percent"),
        ("revenue", ("by-points", 5), {"currency": "EUR"}, "change", "has no points"),
        ("revenue", ("by-amount", 5), {}, "currency", "three-letter code"),
        ("win-rate", ("by-points", 5), {"currency": "EUR"}, "currency", "leave the currency out"),
        ("win-rate", ("by-points", 5), {"time": "months"}, "time", "leave the length of time out"),
        ("win-rate", ("by-points",), {}, "amount", "say by how much"),
        ("win-rate", ("to-level",), {}, "amount", "give the level"),
        ("win-rate", ("by-points", 0), {}, "amount", "changes nothing"),
        ("win-rate", ("by-points", 5), {"low": 1}, "low", "for a range"),
        ("win-rate", ("within-range", 5), {"low": 1, "high": 2}, "amount", "no amount"),
        ("win-rate", ("within-range",), {"low": 3}, "low", "give both low and high"),
        ("win-rate", ("within-range",), {"low": 3, "high": 3}, "low", "low must be below high"),
        ("win-rate", ("by-relative-percent", 5), {"baseline": 0}, "baseline", "zero"),
        ("win-rate", ("by-points", -5), {}, "amount", "higher is better; aim for more"),
        ("win-rate", ("to-level", 18), {"baseline": 20}, "amount", "lowers Win rate"),
        ("churn-rate", ("by-points", 1), {}, "amount", "lower is better; aim for less"),
        ("pipeline-coverage", ("to-level", 4), {}, "change", "within which it is healthy"),
        ("win-rate", ("by-points", 90), {"baseline": 20}, "amount", "cannot exceed 100 percent"),
        ("win-rate", ("to-level", 101), {}, "amount", "cannot exceed 100 percent"),
        ("churn-rate", ("by-points", -6), {"baseline": 5}, "amount", "cannot fall below 0"),
        ("churn-rate", ("by-relative-percent", -101), {}, "amount", "100 percent at most"),
        ("revenue", ("to-level", 5), {"currency": "EUR", "baseline": -1}, "baseline", "below 0"),
        ("win-rate", ("to-level", 25), {"warn": 20, "fail": 22}, "warn", "failing must be the low"),
        ("churn-rate", ("to-level", 3), {"warn": 2}, "warn", "failing must be the highest"),
        ("win-rate", ("within-range",), {"low": 1, "high": 2, "warn": 1}, "warn", "its own ends"),
        ("win-rate", ("to-level", 25), {"deadline": "2026-12-31"}, "deadline", "before the period"),
    ],
)
def test_a_target_that_cannot(refused, metric, args, more, field, says):
    (found,) = refused(metric, *args, **more)
    assert found[0] == field
    assert says in found[1]


@pytest.mark.seed("S127")
def test_three_months_cannot_be_taken_off_a_shorter_cycle(refused):
    three_months = {"time": "months", "baseline": 80}
    ((field, says),) = refused("time-to-close", "by-amount", -3, **three_months)
    assert field == "amount"
    assert "from 80 days take off less" in says
    assert refused("time-to-close", "by-amount", -3, time="months", baseline=100) == []


def test_a_target_without_amount_or_with_a_range_aims_at_no_value():
    assert aimed_at(target("by-points", baseline=20), "percent") is None
    assert aimed_at(target("within-range", low=1, high=2, baseline=20), "percent") is None


def test_an_unknown_baseline_is_legal_and_flagged():
    assert flags(target("by-points", 5)) == (BASELINE_UNKNOWN,)
    assert flags(target("by-points", 5, baseline=20)) == ()
    assert aimed_at(target("by-points", 5), "percent") is None


@pytest.mark.parametrize(
    ("change", "aim"), [("by-points", "25"), ("by-relative-percent", "21"), ("to-level", "5")]
)
def test_points_and_relative_percent_are_two_things(change, aim):
    assert aimed_at(target(change, 5, baseline=20), "percent") == Decimal(aim)


def test_a_deadline_after_the_period_has_checkpoints():
    long = target("by-points", 5, baseline=20, deadline=datetime.date(2027, 9, 30))
    found = checkpoints(long, "percent", QUARTER)
    assert [str(each.on) for each in found] == ["2027-03-31", "2027-06-30", "2027-09-30"]
    assert [each.value for each in found] == [Decimal("21.64"), Decimal("23.31"), Decimal(25)]
    assert checkpoints(target("by-points", 5), "percent", QUARTER) == ()
    (only,) = checkpoints(
        target("by-points", 5, baseline=20, deadline=QUARTER.start), "percent", QUARTER
    )
    assert only.value == 25


def test_a_far_deadline_has_few_checkpoints():
    far = target("by-points", 5, baseline=20, deadline=datetime.date(2199, 12, 31))
    assert len(checkpoints(far, "percent", QUARTER)) == MOST + 1


def test_weights_add_up(aimed, knowledge):
    def weighed(*weights):
        kpis = [
            kpi.model_copy(update={"weight": None if weight is None else Decimal(weight)})
            for kpi, weight in zip(aimed.proper, weights, strict=True)
        ]
        found = check_scorecard(aimed.model_copy(update={"kpis": tuple(kpis)}), knowledge)
        return [refusal.field for _, refusal in found]

    assert weighed(40, 20, 20, 10, 10) == []
    assert weighed(40, 20, 20, 10, None) == []
    assert weighed(40, 20, 20, 10, 5) == ["weight"]
    assert weighed(90, 20, None, None, None) == ["weight"]


def test_a_kpi_has_one_currency(card, knowledge):
    kpi = card.kpi("metric.average-deal-size")
    euros = target("by-amount", 5, currency="EUR")
    card = card.with_kpi(kpi.model_copy(update={"target": euros}))
    reading = {"scorecard": card.id, "metric": kpi.metric, "taken_on": QUARTER.end, "value": 1}
    reading |= {"id": "r1", "by": "Anna", "at": "2027-03-31T12:00:00Z"}
    dollars = Reading(**reading, currency="USD")
    ((metric, refusal),) = check_scorecard(card, knowledge, [dollars])
    assert metric == kpi.metric
    assert refusal.wrong == "the target is in EUR, readings are in USD"
    assert check_scorecard(card, knowledge, [Reading(**reading, currency="EUR")]) == ()


@pytest.mark.parametrize(
    ("metric", "least", "most"),
    [
        ("win-rate", 0, 100),
        ("nrr", 0, None),
        ("gross-margin", None, 100),
        ("customer-roi", None, None),
        ("time-to-close", 0, None),
    ],
)
def test_the_record_of_a_metric_says_which_values_it_can_have(knowledge, metric, least, most):
    record = knowledge.get(Metric, f"metric.{metric}")
    assert (lowest(record), highest(record, record.unit)) == (least, most)


FIGURES = st.decimals(0, 500, places=2)
CHANGES = st.sampled_from(["to-level", "by-amount", "by-points", "by-relative-percent"])


@given(data=st.data())
def test_a_target_that_stands_moves_the_way_that_is_better(knowledge, data):
    metric = data.draw(st.sampled_from(knowledge.every(Metric)))
    change, amount = data.draw(CHANGES), data.draw(st.decimals(-500, 500, places=2))
    currency = data.draw(st.sampled_from([None, "EUR"]))
    given = target(change, amount, baseline=data.draw(FIGURES), currency=currency)
    if check(given, metric, QUARTER):
        return
    aim = aimed_at(given, unit_of(metric))
    assert aim == given.baseline or (aim > given.baseline) == (
        metric.direction == "higher-is-better"
    )
    assert aim >= 0 or metric.below_zero
    assert Target.model_validate_json(given.model_dump_json()) == given
