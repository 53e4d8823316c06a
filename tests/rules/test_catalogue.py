"""The catalogue as it is shipped: whole, sound, and true to its own examples in both engines."""

import pytest

from engine.checks import check as check_engine
from engine.facts import Fact
from engine.inference import DurableMatcher, PlainMatcher
from rules.checks import CHECKS, check
from rules.condition import fires, say
from rules.load import example_fields
from rules.records import STAGES

BATCH = 40
FAMILIES = {"appraise": "APP", "select": "SEL", "assign": "ASG", "critique": "CRI"}


def facts_of(catalogue, stage):
    """Every example of every rule of a stage as a fact: (fact, rule, whether it should fire)."""
    return [
        (
            Fact(
                f"{rule.id} {place}",
                rule.rule.over,
                example_fields(example.given, catalogue.vocabularies[rule.rule.over]),
            ),
            rule,
            example.fires,
        )
        for rule in catalogue.rules
        if rule.stage == stage
        for place, example in enumerate(rule.rule.examples)
    ]


def test_every_stage_has_rules_and_each_rule_the_name_of_its_family(catalogue):
    assert {rule.stage for rule in catalogue.rules} == set(STAGES)
    for rule in catalogue.rules:
        assert rule.id.startswith(FAMILIES[rule.stage]), rule.id


@pytest.mark.parametrize("code", [each.code for each in CHECKS])
def test_nothing_is_to_mend_in_the_rules(knowledge, catalogue, code):
    assert [str(each) for each in check(catalogue, knowledge) if each.code == code] == []


def test_nothing_is_to_mend_in_what_the_engine_needs(knowledge, catalogue):
    assert [str(each) for each in check_engine(catalogue, knowledge)] == []


@pytest.mark.parametrize("stage", STAGES)
def test_every_example_holds_under_the_plain_evaluator(catalogue, stage):
    wrong = [
        fact.id
        for fact, rule, expected in facts_of(catalogue, stage)
        if fires(rule.when, rule.unless, fact.fields) is not expected
    ]
    assert wrong == []


@pytest.mark.parametrize("stage", STAGES)
def test_every_example_holds_under_durable_rules_and_wakes_no_rule_that_stays_quiet_elsewhere(
    catalogue, stage
):
    rules = [rule for rule in catalogue.rules if rule.stage == stage]
    durable, plain = DurableMatcher(rules), PlainMatcher(rules)
    examples = facts_of(catalogue, stage)
    assert examples
    for start in range(0, len(examples), BATCH):
        batch = examples[start : start + BATCH]
        facts = [fact for fact, _, _ in batch]
        fired = durable.run(facts)
        assert fired == plain.run(facts)
        for fact, rule, expected in batch:
            assert ((rule.id, fact.id) in fired) is expected, fact.id


def test_every_rule_that_runs_has_a_reason_and_reads_as_a_sentence(catalogue):
    for rule in catalogue.stable:
        assert rule.rule.because[0].isupper() or rule.rule.because[0] == "$", rule.id
        assert rule.rule.because.rstrip().endswith((".", "?", "$why")), rule.id
        said = say(rule.when, catalogue.vocabularies[rule.rule.over])
        assert "None" not in said, rule.id
