"""What a record asks to settle first is written down at the KPI, and is seen there."""

import pytest

from knowledge_graph.records import Metric
from scorecards.making.adopt import add
from scorecards.making.settling import settle, shut, unsettled
from scorecards.ready import draft_only

MARKETS, PERSONAS, COST, PIPELINE = (
    "metric.new-markets",
    "metric.new-personas",
    "metric.cost-to-serve",
    "metric.pipeline-generated",
)


@pytest.fixture
def taken(card, graph):
    """A scorecard with one more KPI, and the record of that."""

    def taken(metric):
        return add(card, metric, "supporting", "We want it.", graph), graph.knowledge.get(
            Metric, metric
        )

    return taken


@pytest.mark.seed("S041")
def test_pipeline_waits_for_its_stage_currency_and_period_and_is_shared(taken):
    card, record = taken(PIPELINE)
    asked = ("stage at which a deal counts", "currency", "period")
    assert unsettled(card.kpi(PIPELINE), record) == asked
    assert (record.unit, card.kpi(PIPELINE).contract.kind) == ("currency", "shared")
    answers = dict(zip(asked, ("A demo was held", "EUR", "Calendar quarter"), strict=True))
    kpi = settle(card, record, answers).kpi(PIPELINE)
    assert unsettled(kpi, record) == ()
    assert [(each.what, each.says) for each in kpi.settled] == list(answers.items())


@pytest.mark.seed("S106")
def test_the_kinds_of_cost_that_are_in_the_cost_to_serve_are_listed(taken):
    card, record = taken(COST)
    assert record.unit == "currency per customer"
    kpi = settle(card, record, {"included cost types": "Hosting, support, payment"}).kpi(COST)
    (settled,) = kpi.settled
    assert settled.says == "Hosting, support, payment"


@pytest.mark.seed("S110")
def test_new_markets_stay_shut_until_the_base_is_firm_and_analysts_were_asked(taken, knowledge):
    card, record = taken(MARKETS)
    base, talk = record.gate

    def closed(card):
        return [each for each in draft_only(card, knowledge) if "is not open yet" in each.wrong]

    assert shut(card.kpi(MARKETS), record) == (base, talk)
    (refusal,) = closed(card)
    assert (refusal.field, base in refusal.wrong) == ("New markets and industries", True)
    half = settle(card, record, {base: "Nine of ten renew in our two segments"})
    assert shut(half.kpi(MARKETS), record) == (talk,)
    assert closed(half)
    whole = settle(half, record, {talk: "Ina Ross of Norve, 3 Feb 2027: logistics first"})
    assert shut(whole.kpi(MARKETS), record) == ()
    assert closed(whole) == []


@pytest.mark.seed("S111")
def test_a_persona_names_its_market_and_is_read_with_the_people_reached(taken, graph):
    card, record = taken(PERSONAS)
    answer = {"market it is for": "Logistics"}
    kpi = settle(card, record, answer).kpi(PERSONAS)
    assert [(each.what, each.says) for each in kpi.settled] == list(answer.items())
    assert "metric.reach" in graph.targets(PERSONAS, "read-with")


def test_an_empty_answer_takes_one_back_and_the_others_stay(taken):
    card, record = taken(PIPELINE)
    card = settle(card, record, {"currency": "EUR", "period": "A quarter"})
    card = settle(card, record, {"currency": "  "})
    assert [(each.what, each.says) for each in card.kpi(PIPELINE).settled] == [
        ("period", "A quarter")
    ]


def test_what_no_record_asks_any_more_stays_where_it_was_settled(taken):
    card, record = taken(PIPELINE)
    card = settle(card, record, {"region": "Europe"})
    card = settle(card, record, {"period": "A quarter"})
    assert [each.what for each in card.kpi(PIPELINE).settled] == ["period", "region"]
