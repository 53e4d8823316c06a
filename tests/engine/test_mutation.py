"""Every rule and every record is needed: without it, some named scenario or check fails."""

from collections import defaultdict
from dataclasses import replace
from types import MappingProxyType

import pytest

from engine import Adviser, ProfileError
from engine.inference import PlainMatcher
from knowledge_graph.checks import check
from knowledge_graph.records import Dispute, Focus, Metric, Objective, Phase, Rhythm, Team
from tests.engine.scenarios import CITATIONS, answers, failures, read_scenarios, seen_in
from tests.engine.seed_records import SEED_RECORDS, wrong_in

SCENARIOS = read_scenarios()
SHARE = 8
"""Rules are tried in so many groups, so that they spread over the cores."""


@pytest.fixture(scope="module")
def fired_in(knowledge, catalogue):
    """Rule -> the scenarios in which it fires."""
    adviser = Adviser(knowledge, catalogue, PlainMatcher)
    found = defaultdict(list)
    for placed in SCENARIOS:
        try:
            asked = answers(placed.scenario, adviser)
        except ProfileError:
            continue
        for rule in set().union(*(seen_in(answer)["fired"] for answer in asked)):
            found[rule].append(placed)
    return found


def named_first(rule, placed):
    """The scenarios that name the rule are the likeliest to miss it."""
    return sorted(placed, key=lambda each: rule not in each.scenario.model_dump_json())


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARE))
def test_without_any_one_rule_a_scenario_fails(knowledge, catalogue, fired_in, share):
    survivors = []
    for rule in catalogue.stable[share::SHARE]:
        mutant = Adviser(knowledge, catalogue.without(rule.id), PlainMatcher)
        tried = named_first(rule.id, fired_in[rule.id])
        if not any(failures(each.scenario, mutant, CITATIONS) for each in tried):
            survivors.append(f"{rule.id} {rule.rule.name} (fires in {len(tried)} scenarios)")
    assert not survivors, "no scenario needs:\n  " + "\n  ".join(survivors)
