"""The reference: search, records, rules."""

from __future__ import annotations

import pytest

from knowledge_graph.load import load
from knowledge_graph.records import Metric
from ui.parts.find import KINDS, everything, search


@pytest.mark.seed("S179")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Westerndorp", "metric.van-westendorp"),
        ("LTV", "metric.customer-lifetime-value"),
        ("CLV", "metric.customer-lifetime-value"),
        ("clv", "metric.customer-lifetime-value"),
        ("MQLs", "metric.mqls"),
        ("win rate", "metric.win-rate"),
    ],
)
def test_search_finds_a_metric_under_every_name(adviser, words, found):
    assert found in [hit.id for hit in search(words, adviser)[:3]]


def test_search_finds_every_record_under_its_label_and_each_alias(adviser):
    for record in adviser.knowledge.records.values():
        for name in (record.label, *record.aliases):
            assert record.id in {hit.id for hit in search(name, adviser, limit=500)}, name


def test_searching_for_nothing_finds_nothing(adviser):
    assert search("   ", adviser) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_of_each_kind_opens(visit, adviser, kind):
    every = everything(kind, adviser)
    app = visit("catalogue", id=every[0].id)
    assert app.header[0].value


@pytest.mark.seed("S003")
def test_a_metric_names_every_phase_whose_grid_holds_it(visit, read):
    app = visit("catalogue", id="metric.arr")
    assert "In the grid of these phases" in read(app)
    links = [each.label for each in app.get("page_link")]
    assert "Strategize" in links
    assert "Get set" in links
    assert "Grow" not in links


@pytest.mark.seed("S170")
def test_a_dispute_lists_its_positions_and_its_policy(visit, read):
    said = read(visit("catalogue", id="dispute.kpi-count"))
    assert "single metric" in said
    assert "five KPIs at most" in said
    assert "Combine numbers with judgement" in said
    assert "default, in force" in said


@pytest.mark.seed("S006")
@pytest.mark.seed("S125")
def test_an_objective_lists_its_kpis_as_the_source_does(visit, read):
    said = read(visit("catalogue", id="objective.increase-win-rate"))
    for kpi in ("Deals closed", "Time to close", "Average deal size", "Sales confidence"):
        assert f"**{kpi}**" in said
    assert "Example target" in said
    assert "relative percent or points" in said


def test_a_rule_says_when_then_because_and_its_examples(visit, read, adviser):
    rule = adviser.rules.stable[0]
    said = read(visit("catalogue", id=rule.id))
    assert "**When**" in said
    assert "**Then**" in said
    assert "**Because**" in said


def test_an_id_that_nothing_bears_gives_a_message(visit):
    app = visit("catalogue", id="metric.<b>nope</b>")
    assert app.warning


@pytest.mark.seed("S004")
def test_a_metric_says_how_many_readings_it_takes_to_mean_anything(visit, read):
    tables = visit("catalogue", id="metric.nps").table
    shown = " ".join(str(table.value) for table in tables)
    assert "not yet interpretable before 3" in shown
    assert all(each.min_readings >= 3 for each in metrics())


@pytest.mark.seed("S057")
def test_what_positioning_is_told_by_is_bound_to_its_document(visit, read):
    said = read(visit("catalogue", id="metric.message-adoption"))
    assert "Define first" in said
    assert "positioning document, its version and its review date" in said


def metrics():
    return load().every(Metric)
