import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.adopt import add, drop, give_role, swap
from scorecards.diff import diff
from scorecards.document import DeclaredFactor, Scorecard

DAY = datetime.date(2027, 1, 1)
SEASON = DeclaredFactor(factor="factor.seasonality", declared_on=DAY)
PRICE = DeclaredFactor(factor="factor.price-change", declared_on=DAY, adjustment=2)


def told(old, new, words):
    return [each.says for each in diff(old, new, words)]


def changed(card, metric, **update):
    return card.with_kpi(card.kpi(metric).model_copy(update=update))


def test_equal_scorecards_do_not_differ(aimed, words):
    assert diff(aimed, aimed.model_copy(deep=True), words) == ()


def test_one_sentence_for_a_kpi(aimed, words):
    kpi = aimed.kpi("metric.win-rate")
    direct = kpi.contract.model_copy(update={"kind": "direct"})
    old = changed(aimed, kpi.metric, contract=direct)
    target = kpi.target.model_copy(update={"amount": Decimal(4)})
    (change,) = diff(old, changed(aimed, kpi.metric, target=target), words)
    assert change.says == ("Win rate became shared; its target went from +5 points to +4 points.")
    assert change.metric == "metric.win-rate"
    assert change.fields == ("contract.kind", "target.amount")


def test_figures_have_their_units(aimed, words):
    kpi = aimed.kpi("metric.win-rate")
    relative = kpi.target.model_copy(update={"change": "by-relative-percent"})
    assert told(aimed, changed(aimed, kpi.metric, target=relative), words) == [
        "Win rate: its target went from +5 points to +5 percent of the baseline."
    ]
    assert told(aimed, changed(aimed, kpi.metric, target=None), words) == [
        "Win rate lost its target, +5 points."
    ]


def test_what_came_and_went(card, graph, words):
    new = swap(card, "metric.win-rate", "metric.close-rate", "Few decided deals.", graph)
    assert told(card, new, words) == [
        "Close rate is new, the headline in place of Win rate.",
        "Win rate is gone; it was the headline.",
    ]


def test_the_scorecard_as_a_whole(card, words):
    new = card.model_copy(update={"review_on": datetime.date(2027, 3, 1), "status": "approved"})
    assert told(card, new, words) == [
        "The scorecard: its status went from draft to approved.",
        "The scorecard: its review date went from nothing to 2027-03-01.",
    ]


def test_a_mark_is_told(card, words):
    new = changed(card, "metric.win-rate", origin="added")
    assert told(card, new, words) == [
        "Win rate is now marked as added, though nothing recommends it."
    ]


def test_a_factor_is_told(card, words):
    new = card.model_copy(update={"factors": (PRICE,)})
    assert told(card, new, words) == [
        "Own price change, declared on 2027-01-01, now stands there: adjusted by 2; not reviewed."
    ]
    assert "no longer stands there" in told(new, card, words)[0]


def test_another_order_is_a_difference(card, words):
    other = card.model_copy(update={"kpis": card.kpis[::-1]})
    assert told(card, other, words) == ["The KPIs stand in another order."]


def test_another_profile_is_told(card, words):
    profile = card.basis.profile | {"alignment": "product"}
    other = card.model_copy(update={"basis": card.basis.model_copy(update={"profile": profile})})
    assert told(card, other, words) == ["The profile says product for alignment; it said sales."]


@pytest.fixture(scope="module")
def versions(aimed, graph):
    """Scorecards each of which differs from the others in something."""
    later = aimed.period.end + datetime.timedelta(days=30)
    target = aimed.kpi("metric.win-rate").target
    return [
        aimed,
        *(
            changed(aimed, "metric.win-rate", **update)
            for update in (
                {"weight": Decimal(50)},
                {"cadence": "yearly"},
                {"formula": "our own"},
                {"variant": "by-value"},
                {"windows": (5,)},
                {"objectives": ()},
                {"reason": "x"},
                {"target": target.model_copy(update={"deadline": later})},
                {"target": target.model_copy(update={"baseline": None})},
                {"target": target.model_copy(update={"low": Decimal(1)})},
            )
        ),
        *(
            aimed.model_copy(update=update)
            for update in (
                {"title": "x"},
                {"joint": ()},
                {"factors": (SEASON,)},
                {"factors": (SEASON, PRICE)},
                {"factors": (PRICE, SEASON)},
                {"kpis": aimed.kpis[1:]},
                {"kpis": aimed.kpis[::-1]},
                {"basis": aimed.basis.model_copy(update={"rules": "x"})},
                {"basis": aimed.basis.model_copy(update={"policy": {}})},
            )
        ),
        add(aimed, "metric.nps", "monitor", "", graph),
        drop(aimed, "metric.deals-closed", "x"),
        give_role(aimed, "metric.deals-closed", "headline", "x"),
    ]


@given(data=st.data())
@settings(deadline=None, max_examples=200)
def test_something_is_told_exactly_where_they_differ(versions, words, data):
    old, new = data.draw(st.sampled_from(versions)), data.draw(st.sampled_from(versions))
    found = diff(old, new, words)
    assert (found == ()) == (old == new)
    assert len({each.says for each in found}) == len(found)
    again = [Scorecard.model_validate_json(each.model_dump_json()) for each in (old, new)]
    assert diff(*again, words) == found
