"""What practitioners advise is carried by rules and records that exist, and shown by scenarios."""

import pytest

from engine import Adviser
from engine.inference import PlainMatcher
from knowledge_graph.records import Dispute
from tests.engine.scenarios import answers, read_scenarios, seen_in
from tests.practice_coverage import rows, shown_by

ROWS = rows()
NUMBERS = range(1, 58)
AGREEMENT = {"strong", "medium", "weak", "contested"}


@pytest.fixture(scope="module")
def fired(knowledge, catalogue):
    """Number of a principle -> the rules that fire in its scenarios."""
    adviser = Adviser(knowledge, catalogue, PlainMatcher)
    found = {}
    for scenario in (placed.scenario for placed in read_scenarios()):
        if scenario.practice:
            rules = set().union(*(seen_in(one)["fired"] for one in answers(scenario, adviser)))
            for number in scenario.practice:
                found.setdefault(number, set()).update(rules)
    return found


def test_every_principle_stands_once_in_order():
    assert [row["number"] for row in ROWS] == list(NUMBERS)
    assert {row["agreement"] for row in ROWS} == AGREEMENT


def test_scenarios_are_marked_with_principles_that_exist():
    assert set(shown_by()) == set(NUMBERS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["number"])
def test_a_principle_is_carried_by_rules_that_exist_and_fire_where_it_is_shown(
    knowledge, catalogue, fired, row
):
    stable = {rule.id for rule in catalogue.stable}
    named = set(row["carried_by"])
    rules = {name for name in named if "." not in name}
    assert rules <= stable
    assert named - rules <= set(knowledge.records)
    assert rules <= fired[row["number"]], "some fire in none of its scenarios"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["number"])
def test_a_contested_principle_is_decided_by_a_policy(knowledge, row):
    keys = {dispute.policy.key for dispute in knowledge.every(Dispute) if dispute.policy}
    assert row["agreement"] != "contested" or "policy" in row
    assert row.get("policy") in {None, *keys}
