"""Work whose execution and outcome are both controlled is held alone; else it is shared."""

import pytest

from scorecards.accountability.control import BOTH, areas, partners, say_control, unsaid
from scorecards.making.adopt import add
from scorecards.part import Refused

PMM, SALES, PRODUCT = "team.product-marketing", "team.sales", "team.product"
AREAS = ("metric.message-quality", "metric.project-execution", "metric.customer-feedback")
QUALITY = AREAS[0]


@pytest.fixture
def taken(card, graph):
    for metric in AREAS:
        card = add(card, metric, "supporting", "The role controls it.", graph)
    return card


@pytest.mark.seed("S050")
@pytest.mark.parametrize("metric", AREAS)
def test_an_area_of_direct_impact_is_direct_once_both_are_ticked(taken, graph, knowledge, metric):
    assert taken.kpi(metric).contract.kind == "direct"
    assert unsaid(taken.kpi(metric), knowledge)
    said = say_control(taken, metric, BOTH, None, graph).kpi(metric)
    assert (said.contract.kind, said.contract.controls) == ("direct", BOTH)
    assert not unsaid(said, knowledge)


@pytest.mark.seed("S050")
@pytest.mark.parametrize("ticked", [(), ("execution",), ("outcome",)])
@pytest.mark.parametrize("metric", AREAS)
def test_where_one_is_not_controlled_it_becomes_shared(taken, graph, knowledge, metric, ticked):
    said = say_control(taken, metric, ticked, PRODUCT, graph).kpi(metric)
    assert (said.contract.kind, said.contract.lead) == ("shared", PMM)
    assert (said.contract.co_owners, said.contract.controls) == ((PRODUCT,), ticked)
    assert not unsaid(said, knowledge)


def test_it_is_shared_with_a_team_that_is_named(taken, graph):
    with pytest.raises(Refused, match="does not control outcome"):
        say_control(taken, QUALITY, ["execution"], None, graph)


def test_what_is_no_area_of_direct_impact_is_not_asked(taken, knowledge):
    assert "metric.win-rate" not in areas(knowledge)
    assert not unsaid(taken.kpi("metric.sales-confidence"), knowledge)


def test_teams_with_a_hand_in_it_come_first_and_product_marketing_is_no_partner(graph):
    found = partners("metric.win-rate", graph)
    assert found[0] == SALES
    assert PMM not in found
    assert len(found) == len(set(found))
