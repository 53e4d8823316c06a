"""The rules: search, filters, and the page of each rule."""

from __future__ import annotations

import pytest

from rules.survey import Shares
from ui.parts.links import read_link
from ui.parts.queries import AT_ONCE, Query, read_query, write_query
from ui.parts.rule_queries import found_rules, rule_facets
from ui.parts.rule_words import example_to_try, given_words, sentence

ALL = {
    "q": "sales",
    "stage": "select,assign",
    "basis": "practice",
    "strength": "strong",
    "status": "stable",
    "reads": "alignment,objectives",
    "policy": "policy_revenue",
}


def linked(app):
    return [each.label for each in app.get("page_link")]


def found(adviser, words="", **chosen):
    return [rule.id for rule in found_rules(Query(words, chosen=chosen), adviser)]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("SEL-033", "SEL-033"),
        ("sel-033", "SEL-033"),
        ("pipeline number", "SEL-110"),
        ("sales target", "APP-001"),
        ("close rate", "SEL-032"),
        ("CAC", "ASG-015"),
    ],
)
def test_a_rule_is_found_by_id_by_its_words_and_by_what_it_names(adviser, words, rule):
    assert rule in found(adviser, words)


def test_a_rule_that_is_asked_for_by_id_comes_first(adviser):
    assert found(adviser, "SEL-033")[0] == "SEL-033"


def test_filters_leave_the_rules_that_have_what_is_asked_for(adviser):
    rules = {rule.id: rule for rule in adviser.rules.rules}
    for rule in found(adviser, stage=("assign",), reads=("metric",), policy=("policy_cac",)):
        assert rules[rule].stage == "assign"
        assert {"metric", "policy_cac"} <= rules[rule].reads
    assert "ASG-015" in found(adviser, policy=("policy_cac",))
    assert found(adviser, status=("stable",)) == [rule.id for rule in adviser.rules.stable]


def test_every_field_that_a_rule_reads_can_be_asked_for(adviser):
    options = {facet.name: set(facet.options) for facet in rule_facets(adviser)}
    for rule in adviser.rules.rules:
        assert rule.reads <= options["reads"] | options["policy"]


def test_an_address_says_again_what_it_was_read_from(adviser):
    assert write_query(read_query(ALL, rule_facets(adviser))) == ALL


def test_a_sentence_says_when_then_and_because(adviser):
    said = sentence(adviser.rules.get("SEL-110"), adviser)
    assert said.startswith("**When** First product marketer is true, **unless** Months in role")
    assert ", **then** recommend message quality as headline" in said
    assert ", **because** a first product marketer" in said


def test_no_placeholder_is_left_in_a_sentence(adviser):
    for rule in adviser.rules.rules:
        assert "$" not in sentence(rule, adviser), rule.id


def test_an_example_is_given_in_words(adviser):
    rule = adviser.rules.get("SEL-110")
    given = given_words(rule.rule.examples[0], adviser.rules.vocabularies["profile"])
    assert given == {"First product marketer": "yes", "Months in role": "2"}


def test_a_rule_over_the_profile_can_be_tried_and_then_fires(adviser):
    for rule in adviser.rules.stable:
        params = example_to_try(rule, adviser)
        assert (params is not None) == (rule.rule.over == "profile"), rule.id
        if params is not None:
            asked = read_link(params, adviser.knowledge)
            assert asked.problems == ()
            trace = adviser.recommend(asked.profile, asked.policy).trace
            assert rule.id in {entry.rule for entry in trace}


def test_shares_are_told_where_they_were_counted():
    shares = {"SEL-001": 0.8312, "SEL-002": 0.0, "SEL-003": 0.0004}
    counted = Shares(profiles=5000, shares=shares)
    assert counted.words("SEL-001") == "Fires for 83% of 5,000 profiles tried."
    assert counted.words("SEL-002") == "Fires for none of 5,000 profiles tried."
    assert counted.words("SEL-003") == "Fires for less than 1% of 5,000 profiles tried."
    assert counted.words("SEL-999") == ""


def test_the_list_shows_its_count_and_no_more_than_a_page_holds(visit, read, adviser):
    app = visit("rulebook")
    assert len(linked(app)) == AT_ONCE
    every = len(adviser.rules.rules)
    assert f"**{every}** of {every}" in read(app)


def test_a_link_reproduces_the_filtered_list(visit, adviser):
    app = visit("rulebook", q="win rate", stage="assign")
    ids = found(adviser, "win rate", stage=("assign",))
    assert ids
    assert [label.split("**")[1] for label in linked(app)] == ids


def test_clear_all_takes_words_and_filters_away(visit):
    app = visit("rulebook", q="win rate", stage="assign")
    app.button(key="rules_clear").click().run()
    assert app.query_params == {}
    assert len(linked(app)) == AT_ONCE


def test_an_empty_result_says_what_to_do(visit):
    assert "Take a filter away" in visit("rulebook", q="xyzzy").info[0].value


def test_a_rule_says_when_then_because_and_shows_its_examples(visit, read):
    app = visit("rulebook", id="SEL-110")
    said = read(app)
    for word in ("**When**", "**unless**", "**then**", "**because**"):
        assert word in said
    fires, quiet = (table.value for table in app.table)
    assert list(fires.columns) == ["Fires", "Given"]
    assert list(quiet.columns) == ["Stays quiet", "Given"]
    assert "Try its example on the Design page" in linked(app)


def test_a_rule_that_reads_a_policy_links_to_its_dispute(visit):
    assert "May the acquisition cost have two owners?" in linked(visit("rulebook", id="ASG-015"))


def test_a_rule_over_the_scorecard_offers_nothing_to_try(visit):
    assert "Try its example on the Design page" not in linked(visit("rulebook", id="CRI-011"))


def test_a_rule_of_each_stage_opens(visit, adviser):
    for stage in ("appraise", "select", "assign", "critique"):
        rule = next(each for each in adviser.rules.stable if each.stage == stage)
        assert visit("rulebook", id=rule.id).header[0].value


def test_an_id_that_no_rule_bears_gives_a_message(visit):
    assert visit("rulebook", id="SEL-999").warning
