"""Leaving out what only one source says."""

import pytest

from engine import Adviser
from engine.profile import Profile
from engine.withhold import without_source
from knowledge_graph.records import Focus, Metric, Objective

SOURCE = "source.guide-pmmkpi"


@pytest.fixture(scope="module")
def left(knowledge, catalogue):
    return without_source(knowledge, catalogue, SOURCE)


def cited(backed):
    return {each.source for each in backed.citations}


def test_links_that_cite_the_source_alone_go_and_others_stay(knowledge, left):
    for focus in knowledge.every(Focus):
        kept = left[0].get(Focus, focus.id).metrics
        assert kept == tuple(each for each in focus.metrics if cited(each) != {SOURCE})
    before = knowledge.get(Objective, "objective.launch-feature")
    assert cited(before.outcome) == {SOURCE}
    assert left[0].get(Objective, before.id).outcome is None


def test_records_without_such_links_are_the_same(knowledge, left):
    untouched = [metric for metric in knowledge.every(Metric) if SOURCE not in str(metric)]
    assert untouched
    assert all(left[0].get(Metric, metric.id) is metric for metric in untouched)


def test_rules_that_cite_the_source_alone_go_and_others_stay(catalogue, left):
    gone = {rule.id for rule in catalogue.rules} - {rule.id for rule in left[1].rules}
    assert gone == {r.id for r in catalogue.rules if cited(r.rule) == {SOURCE}}
    assert gone


def test_versions_tell_that_something_is_missing(knowledge, catalogue, left):
    assert left[0].version == f"{knowledge.version}-{SOURCE}"
    assert left[1].version == f"{catalogue.version}-{SOURCE}"


def test_without_a_source_that_nothing_rests_on_the_advice_is_the_same(knowledge, catalogue):
    adviser, profile = Adviser(knowledge, catalogue), Profile(focus="launch")
    other = adviser.without_source("source.nobody")
    assert other.recommend(profile).kpis == adviser.recommend(profile).kpis
