"""How a metric stood before a launch and some months after it; nothing more is claimed."""

import datetime

import pytest

from knowledge_graph.records import Metric
from scorecards.document import Reading
from scorecards.making.adopt import add
from scorecards.making.settling import settle
from scorecards.story.around import around_launch
from tests.scorecards.story.test_tell import day

ARR, MRR, CAC = "metric.arr", "metric.mrr", "metric.cac"
CHARGED = "whether what is launched is charged for separately"


@pytest.fixture
def launched(card, graph):
    """Recurring revenue and acquisition cost watched, with a launch on 1 February."""
    for metric in (ARR, MRR, CAC):
        card = add(card, metric, "monitor", "Watched always.", graph)
    return card.model_copy(update={"launched_on": day("2027-02-01")})


@pytest.fixture
def reading():
    def reading(metric, on, value, currency="EUR"):
        return Reading(
            id=f"{metric[7:]}-{on}", scorecard="q1-anna", metric=metric, taken_on=on, value=value,
            currency=currency, by="Anna", at="2027-06-30T12:00:00Z",
        )  # fmt: skip

    return reading


def found(card, readings, knowledge, today):
    return {e.metric: e for e in around_launch(card, readings, knowledge, day(today))}


@pytest.mark.seed("S092")
def test_recurring_revenue_before_the_launch_stands_beside_that_of_some_months_after(
    launched, knowledge, reading
):
    readings = [
        reading(ARR, "2027-01-31", 1_000_000),
        reading(ARR, "2027-03-31", 1_050_000),
        reading(ARR, "2027-05-31", 1_200_000),
    ]
    early = found(launched, readings[:2], knowledge, "2027-04-01")[ARR]
    assert (early.after, early.change, early.due) == (None, None, day("2027-05-02"))
    late = found(launched, readings, knowledge, "2027-06-01")[ARR]
    assert (late.before, late.after, late.change) == (readings[0], readings[2], 200_000)
    assert late.says == (
        "Before the launch: 1,000,000 EUR on 31 Jan 2027. After it: 1,200,000 EUR on 31 May 2027. "
        "That is 200,000 EUR more; what else happened between the two days is not taken off."
    )


@pytest.mark.seed("S101")
def test_acquisition_cost_is_flagged_around_each_launch(launched, knowledge):
    near = {
        today: found(launched, [], knowledge, today)[CAC].near
        for today in ("2026-10-01", "2026-12-01", "2027-02-01", "2027-05-02", "2027-05-03")
    }
    assert list(near.values()) == [False, True, True, True, False]
    moved = launched.model_copy(update={"launched_on": day("2027-09-01")})
    assert found(moved, [], knowledge, "2027-09-20")[CAC].near


@pytest.mark.seed("S102")
@pytest.mark.parametrize("metric", [ARR, MRR])
def test_monthly_revenue_asks_whether_the_new_thing_is_charged_for_and_tells_it_with_the_effect(
    launched, knowledge, reading, metric
):
    record = knowledge.get(Metric, metric)
    assert (record.cadence, record.define_first) == ("monthly", (CHARGED,))
    card = settle(launched, record, {CHARGED: "Yes, as an add-on"})
    readings = [reading(metric, "2027-01-31", 100), reading(metric, "2027-05-31", 90)]
    said = found(card, readings, knowledge, "2027-06-01")[metric].says
    assert "That is 10 EUR less" in said
    assert said.endswith("is charged for separately: Yes, as an add-on.")


def test_what_is_read_in_two_currencies_is_not_compared(launched, knowledge, reading):
    readings = [reading(ARR, "2027-01-31", 100), reading(ARR, "2027-05-31", 90, "USD")]
    assert found(launched, readings, knowledge, "2027-06-01")[ARR].change is None


def test_without_a_launch_there_is_nothing_around_it(launched, knowledge):
    card = launched.model_copy(update={"launched_on": None})
    assert around_launch(card, [], knowledge, datetime.date(2027, 2, 1)) == ()


def test_without_a_reading_before_nothing_can_be_compared(launched, knowledge, reading):
    said = found(launched, [reading(ARR, "2027-05-31", 90)], knowledge, "2027-06-01")[ARR]
    assert said.says.startswith("Nothing was read before the launch")
    assert said.change is None


def test_before_the_launch_a_first_reading_is_asked_for(launched, knowledge):
    said = found(launched, [], knowledge, "2027-01-20")[ARR].says
    assert said.startswith("Nothing is read yet; read it before the launch.")
