from scorecards.accountability.raci import NOBODY, raci
from scorecards.document import Contract
from scorecards.making.adopt import add


def rows(card, knowledge):
    return {row.metric: row for row in raci(card, knowledge.label)}


def test_a_shared_kpi(card, knowledge):
    row = rows(card, knowledge)["metric.win-rate"]
    assert row.label == "Win rate"
    assert row.accountable == "team.sales"
    assert row.responsible == ("team.sales", "team.product-marketing")
    assert "metric.sales-confidence" in row.own_part
    assert row.gap == ""


def test_a_kpi_held_directly(card, graph, knowledge):
    row = rows(add(card, "metric.message-quality", "supporting", "", graph), knowledge)[
        "metric.message-quality"
    ]
    assert row.accountable == "team.product-marketing"
    assert row.own_part == ()


def test_nobody_leads(card, knowledge):
    kpi = card.kpi("metric.win-rate")
    changed = card.with_kpi(kpi.model_copy(update={"contract": Contract(kind="contributing")}))
    row = rows(changed, knowledge)["metric.win-rate"]
    assert (row.accountable, row.gap) == (None, NOBODY)
    assert row.consulted == ("team.product-marketing",)
    assert row.informed == ("team.sales",)


def test_no_team_has_two_parts_in_a_row(card, knowledge):
    for row in raci(card, knowledge.label):
        parts = [*row.responsible, *row.consulted, *row.informed]
        assert len(parts) == len(set(parts))
        assert row.accountable in (None, *row.responsible)
