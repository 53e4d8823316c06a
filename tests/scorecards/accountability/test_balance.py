import pytest

from scorecards.accountability.balance import is_kind, of_kind, offers
from scorecards.lint.mends import in_contract
from scorecards.making.adopt import add, drop

KINDS = ["quantitative", "qualitative"]


@pytest.mark.seed("S066")
@pytest.mark.parametrize(
    ("metric", "kind"),
    [
        ("engagement-rate", "quantitative"),
        ("leads", "quantitative"),
        ("rep-performance", "quantitative"),
        ("message-quality", "qualitative"),
        ("launch-outcomes", "qualitative"),
        ("csat", "qualitative"),
    ],
)
def test_what_the_step_names_is_of_the_kind_it_says(metric, kind, knowledge):
    assert is_kind(knowledge.records[f"metric.{metric}"], kind)


@pytest.mark.parametrize("kind", KINDS)
def test_kpis_are_counted_by_their_records(kind, card, graph):
    for metric in of_kind(card, kind, graph):
        assert metric.nature in (kind, "mixed")
    assert set(of_kind(card, "quantitative", graph)) | set(of_kind(card, "qualitative", graph)) == {
        graph.knowledge.records[kpi.metric] for kpi in card.proper
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_offered_can_be_added_and_is_of_the_kind(kind, card, graph):
    found = offers(card, kind, graph)
    assert found
    for each in found:
        added = add(card, each.metric, "supporting", each.says, graph)
        assert is_kind(graph.knowledge.records[each.metric], kind)
        assert each.metric not in {one.metric for one in offers(added, kind, graph)}


def test_what_was_recommended_and_dropped_comes_first(card, graph):
    dropped = drop(card, "metric.sales-confidence", "Not now.")
    first = offers(dropped, "qualitative", graph)[0]
    assert first.metric == "metric.sales-confidence"
    assert first.says == "It was recommended for this role."


def test_own_parts_are_offered_before_what_the_step_names(card, graph):
    none = card
    for kpi in card.kpis:
        none = in_contract(kpi.metric, own_part=())(none)
    own = [each.metric for each in offers(card, "qualitative", graph, most=99)]
    assert "metric.message-quality" in own
    by_step = {each.metric: each.says for each in offers(none, "qualitative", graph, most=99)}
    assert by_step["metric.message-quality"] == "The step names it as an example."
