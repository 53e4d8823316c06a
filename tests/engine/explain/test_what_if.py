"""Two runs side by side: every difference is told, with the rules that did it or what displaced."""

import pytest

from engine import Policy, read_profile
from engine.explain.what_if import KPI
from tests.engine.explain import gates, sample


@pytest.fixture
def compare(explainer, knowledge):
    def what_if(before, after, policy=None, other=None):
        one, two = (read_profile(raw, knowledge) for raw in (before, after))
        return explainer.what_if((one, policy), (two, other or policy))

    return what_if


WIN = {"objectives": ["increase-win-rate"]}


def test_nothing_differs_between_a_profile_and_itself(compare):
    found = compare(WIN, WIN)
    assert (found.answers, found.moved) == ((), ())
    assert found.says == (
        "The answers and policies are the same.",
        "Nothing on the scorecard differs.",
    )
    assert found.headline_before == found.headline_after == found.stayed[0]


def test_what_comes_and_goes_names_the_rules_that_did_it(compare, catalogue):
    found = compare({**WIN, "alignment": "sales"}, {**WIN, "alignment": "product", "phase": "grow"})
    known = {rule.id for rule in catalogue.rules}
    assert {each.mark for each in found.moved} >= {"came", "accountability"}
    for each in found.moved:
        assert {effect.rule for effect in each.by} <= known
        assert each.by or each.displaced_by or "limit on KPIs" in each.says[-1]
    assert [each.field for each in found.answers] == ["alignment", "phase"]
    assert found.answers[0].before == "Sales"


def test_a_limit_names_who_came_before(compare):
    found = compare(WIN, WIN, None, Policy(choices={"kpi-limit": "one"}))
    assert [each.field for each in found.answers] == ["policy kpi-limit"]
    gone = [each for each in found.moved if each.mark == "went"]
    assert gone
    assert found.headline_after == "metric.win-rate"
    assert any(each.displaced_by == ("metric.win-rate",) for each in gone)
    assert all("limit of one KPI" in " ".join(each.says) for each in gone)


def test_a_metric_that_is_ruled_out_goes_and_says_that_a_rule_forbids_it(compare):
    found = compare(WIN, {**WIN, "excluded": ["win-rate"]})
    moved = next(each for each in found.moved if each.metric == "metric.win-rate")
    assert (moved.mark, moved.now) == ("went", "out")
    assert [effect.rule for effect in moved.by if effect.starts] == ["SEL-017"]
    assert "A rule forbids it now." in moved.says


def test_the_diff_is_the_difference_of_the_two_recommendations(explainer, adviser, knowledge):
    asked = list(sample.at_random(knowledge, 41, 24))
    for one, other in zip(asked[::2], asked[1::2], strict=True):
        found = explainer.what_if((one.profile, one.policy), (other.profile, other.policy))
        before, after = (adviser.recommend(each.profile, each.policy) for each in (one, other))
        old, new = ({kpi.metric: kpi for kpi in each.kpis} for each in (before, after))
        marks = {each.metric: each.mark for each in found.moved if KPI & {each.was, each.now}}
        assert {m for m, mark in marks.items() if mark == "came"} == new.keys() - old.keys()
        assert {m for m, mark in marks.items() if mark == "went"} == old.keys() - new.keys()
        for metric in old.keys() & new.keys():
            was, now = old[metric], new[metric]
            expected = None
            if was.role != now.role:
                expected = "role"
            elif was.accountability.kind != now.accountability.kind:
                expected = "accountability"
            assert marks.get(metric) == expected
        assert set(found.stayed) == new.keys() - marks.keys()
        for each in found.moved:
            assert each.by or each.displaced_by or "limit on KPIs" in each.says[-1], each


def test_it_reads_the_same_in_every_form(compare):
    from engine.explain import outline

    found = compare({**WIN, "stage": "growth"}, {**WIN, "stage": "early", "motion": "product-led"})
    assert gates.alike(found, outline(found)) == []
    assert gates.readable(outline(found)) == []
