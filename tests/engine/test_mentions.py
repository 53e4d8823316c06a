"""Which rules speak of a record."""

from __future__ import annotations

import pytest

from engine.mentions import (
    disputes_of,
    general_rules,
    named_by_rule,
    records_citing,
    rules_about,
    rules_citing,
    stance,
)
from knowledge_graph.records import Metric, Objective, Source


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        ("metric.win-rate", "SEL-032"),  # a conclusion
        ("metric.cac", "ASG-015"),  # a condition, by id
        ("objective.reduce-churn", "SEL-039"),  # a list in a condition
        ("phase.grow", "SEL-147"),  # a slug
        ("team.sales", "APP-003"),  # a slug of a field that lists its own words
        ("team.sales", "ASG-012"),  # who holds it
        ("dispute.cac-ownership", "ASG-015"),  # a policy
    ],
)
def test_a_rule_is_found_by_what_it_names(record, rule, catalogue, graph):
    assert rule in [each.id for each in rules_about(record, catalogue, graph)]


def test_what_a_rule_names_leads_back_to_the_rule(catalogue, graph):
    named = named_by_rule(catalogue, graph)
    for record in ("metric.win-rate", "stage.early", "factor.seasonality", "source.aventi"):
        ids = {each.id for each in rules_about(record, catalogue, graph)}
        assert ids == {rule.id for rule in catalogue.stable if record in named[rule.id]}


def test_every_id_written_in_a_rule_counts_as_named(catalogue, graph):
    for rule in catalogue.stable:
        written = f"{rule.rule.then} {rule.rule.when} {rule.rule.unless}"
        for metric in graph.knowledge.every(Metric):
            if f"'{metric.id}'" in written:
                assert rule in rules_about(metric.id, catalogue, graph), (rule.id, metric.id)


@pytest.mark.parametrize(
    ("rule", "record", "said"),
    [
        ("SEL-032", "metric.win-rate", "for"),
        ("SEL-051", "metric.cac", "against"),
        ("SEL-028", "metric.cac", "against"),  # although it wants an answer to be known
        ("ASG-015", "metric.cac", "holder"),
        ("ASG-015", "team.marketing", "holder"),
        ("SEL-039", "objective.reduce-churn", "other"),
    ],
)
def test_a_rule_takes_a_stance(rule, record, said, catalogue):
    assert stance(catalogue.get(rule), record) == said


def test_a_general_rule_names_no_record_it_reaches(catalogue, graph):
    for record in ("metric.win-rate", "objective.enable-sales", "phase.grow"):
        general = general_rules(record, catalogue, graph)
        assert general
        named = {each.id for each in rules_about(record, catalogue, graph)}
        assert not named & {each.id for each in general}


def test_a_rule_about_a_family_reaches_that_family_alone(catalogue, graph):
    families = {each.id: each.family for each in graph.knowledge.every(Metric)}
    reached = {
        families[metric]
        for metric in families
        for rule in general_rules(metric, catalogue, graph)
        if rule.rule.when.get("metric_family") == "pricing"
    }
    assert reached <= {"pricing"}


def test_a_rule_over_links_of_objectives_reaches_only_what_an_objective_lists(catalogue, graph):
    listed = {
        edge.target
        for objective in graph.knowledge.every(Objective)
        for edge in graph.edges(objective.id, "measured-by")
    }
    rule = catalogue.get("SEL-001")
    for metric in graph.knowledge.every(Metric):
        reached = rule in general_rules(metric.id, catalogue, graph)
        assert reached == (metric.id in listed), metric.id


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        ("metric.cac", "SEL-026"),  # wants an objective or a focus to be known
        ("metric.win-rate", "SEL-005"),  # wants no objective to be known; first of its grid
        ("focus.launch", "SEL-025"),  # wants an objective to be known
    ],
)
def test_what_a_rule_wants_of_the_profile_does_not_rule_it_out(record, rule, catalogue, graph):
    assert rule in {each.id for each in general_rules(record, catalogue, graph)}


def test_what_is_known_of_a_link_rules_a_rule_out(catalogue, graph):
    # Brand awareness is not the first of any grid.
    reached = {each.id for each in general_rules("metric.brand-awareness", catalogue, graph)}
    assert "SEL-004" in reached
    assert "SEL-005" not in reached


def test_a_rule_answers_to_the_dispute_whose_policy_it_reads(catalogue, knowledge):
    found = [each.policy.key for each in disputes_of(catalogue.get("ASG-015"), knowledge)]
    assert found == ["cac"]


def test_a_source_is_cited_by_what_names_it(catalogue, knowledge):
    for source in knowledge.every(Source):
        for record in records_citing(source.id, knowledge):
            assert source.id in str(record)
        for rule in rules_citing(source.id, catalogue):
            assert source.id in str(rule.rule.citations)
    assert records_citing("source.metrics-framework", knowledge)
