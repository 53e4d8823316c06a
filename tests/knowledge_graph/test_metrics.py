"""What holds of the other definitions of a metric, of its likes, and of its benchmarks."""

import pytest

from knowledge_graph.likeness import alike
from knowledge_graph.records import Benchmark, Metric, Source

VARYING = (
    "win-rate", "competitive-win-rate", "churn-rate", "retention-rate", "nrr", "grr", "cac",
    "customer-lifetime-value", "nps", "activation-rate", "product-adoption-rate",
    "feature-adoption", "conversion-rate", "time-to-value", "time-to-close", "pipeline-coverage",
    "market-share", "discount-rate",
)  # fmt: skip
CONFUSED = (
    ("win-rate", "close-rate"), ("churn-rate", "retention-rate"), ("nrr", "grr"),
    ("activation-rate", "product-adoption-rate"), ("activation-rate", "engagement-rate"),
    ("product-adoption-rate", "engagement-rate"), ("share-of-voice", "brand-awareness"),
    ("mqls", "sqls"), ("average-deal-size", "average-selling-price"), ("arr", "revenue"),
)  # fmt: skip


@pytest.mark.parametrize("name", VARYING)
def test_metrics_that_people_compute_in_several_ways_say_so(knowledge, name):
    assert knowledge.get(Metric, f"metric.{name}").variants


def test_every_other_definition_is_another_one(knowledge):
    for metric in knowledge.every(Metric):
        formulas = [metric.formula, *(each.formula for each in metric.variants)]
        assert len(set(formulas)) == len(formulas), metric.id
        for names in ([each.id for each in metric.variants], [v.label for v in metric.variants]):
            assert len(set(names)) == len(names), metric.id


def test_a_unit_of_another_definition_is_given_only_where_it_differs(knowledge):
    for metric in knowledge.every(Metric):
        assert metric.unit not in {each.unit for each in metric.variants}, metric.id


@pytest.mark.parametrize(("one", "other"), CONFUSED)
def test_metrics_that_people_confuse_say_how_they_differ_from_both_sides(graph, one, other):
    there = dict(graph.differences(f"metric.{one}"))
    back = dict(graph.differences(f"metric.{other}"))
    assert there[f"metric.{other}"] == back[f"metric.{one}"]


def test_a_difference_is_recorded_once(knowledge):
    pairs = [
        frozenset((metric.id, link.to))
        for metric in knowledge.every(Metric)
        for link in metric.differs_from
    ]
    assert len(set(pairs)) == len(pairs)


def test_without_what_is_said_some_metrics_would_pass_for_one(knowledge):
    bare = tuple(each.model_copy(update={"differs_from": ()}) for each in knowledge.every(Metric))
    found = {(one.id, other.id) for one, other, _ in alike(bare)}
    assert ("metric.brand-awareness", "metric.brand-recognition") in found
    assert list(alike(knowledge.every(Metric))) == []


def test_a_benchmark_bears_its_metric_and_rests_on_one_source(knowledge):
    for each in knowledge.every(Benchmark):
        assert each.id.startswith(f"benchmark.{each.of.partition('.')[2]}-"), each.id
        assert each.basis == "practice", each.id
        (citation,) = each.citations
        assert knowledge.get(Source, citation.source).kind != "seed", each.id


def test_a_benchmark_is_not_younger_than_its_source(knowledge):
    for each in knowledge.every(Benchmark):
        published = knowledge.get(Source, each.citations[0].source).year
        assert published is None or each.year <= published, each.id


def test_benchmarks_that_contradict_stand_side_by_side(graph):
    assert len(graph.into("metric.demo-to-close-rate", "benchmark-of")) == 2
    assert len(graph.into("metric.trial-to-paid-conversion", "benchmark-of")) == 3


@pytest.mark.seed("S104")
def test_the_customers_worth_most_are_the_ground_for_case_studies(knowledge, graph):
    worth, stories = "metric.customer-lifetime-value", "metric.case-studies"
    (edge,) = (e for e in graph.edges(stories, "read-with") if e.target == worth)
    assert edge.basis == "sourced"
    assert [each.locator for each in edge.citations] == ["Grow grid, row 1"]
    assert stories in graph.targets(worth, "own-part")


@pytest.mark.seed("S108")
def test_a_fifth_more_in_the_next_quarter_is_the_example_of_the_source_for_case_studies(knowledge):
    record = knowledge.get(Metric, "metric.case-studies")
    assert (record.example.percent, record.example.deadline) == (20, "end of the next quarter")
    assert record.example.citations[0].locator == "Grow grid, row 5"
    assert "target segment" in record.define_first
