"""Which metrics are on offer, and what comes back."""

import pytest

from scorecards.making.adopt import drop, give_role, swap
from scorecards.making.selection import add_chosen, choices, take_back
from scorecards.part import Refused

WIN, CLOSED = "metric.win-rate", "metric.deals-closed"


def test_every_metric_that_is_not_there_is_on_offer_recommended_ones_first(card, graph):
    less = drop(card, CLOSED, "No.")
    found = choices(less, graph)
    assert found[0].metric in card.basis.recommended
    order = [each.standing for each in found]
    assert order == sorted(order, key=("recommended", "related", "other").index)
    assert CLOSED in {each.metric for each in found if each.standing == "recommended"}
    assert not {each.metric for each in found} & {kpi.metric for kpi in less.kpis}
    assert len(found) + len(less.kpis) == sum(
        1 for each in graph.knowledge.records if each.startswith("metric.")
    )


def test_related_to_a_kpi_is_what_is_linked_to_it(card, graph):
    standing = {each.metric: each.standing for each in choices(card, graph, WIN)}
    assert standing["metric.no-decision-rate"] == "related"
    assert standing["metric.brand-awareness"] == "other"


def test_what_nothing_recommends_needs_a_reason(card, graph):
    with pytest.raises(Refused, match="nothing recommends this metric"):
        add_chosen(card, "metric.brand-awareness", "monitor", " ", graph)
    kpi = add_chosen(card, "metric.brand-awareness", "monitor", "Churn hurts.", graph).kpi(
        "metric.brand-awareness"
    )
    assert (kpi.origin, kpi.role, kpi.reason) == ("added", "monitor", "Churn hurts.")
    less = drop(card, CLOSED, "No.")
    assert add_chosen(less, CLOSED, "supporting", "", graph).kpi(CLOSED).origin == "recommended"


def test_a_kpi_comes_back_as_it_stood(aimed, graph):
    weighed = aimed.with_kpi(aimed.kpi(WIN).model_copy(update={"weight": 40}))
    less = drop(weighed, WIN, "No.")
    back = take_back(less, WIN, iter([less, weighed]), graph)
    assert back.kpi(WIN) == aimed.kpi(WIN)
    assert back.dropped == ()
    assert back.joint == aimed.joint


def test_it_comes_back_below_a_new_headline(card, graph):
    less = give_role(drop(card, WIN, "No."), CLOSED, "headline")
    assert take_back(less, WIN, [card], graph).kpi(WIN).role == "supporting"


def test_what_no_version_has_comes_back_from_the_catalogue(card, graph):
    less = drop(card, WIN, "No.")
    back = take_back(less, WIN, [], graph).kpi(WIN)
    assert (back.role, back.origin, back.target) == ("headline", "recommended", None)


def test_what_stands_there_cannot_come_back(card, graph):
    swapped = swap(card, CLOSED, "metric.nps", "Better.", graph)
    with pytest.raises(Refused, match="stands on the scorecard already"):
        take_back(swapped, "metric.nps", [card], graph)
