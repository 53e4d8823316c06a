"""The sweep of the space gives, for every profile, what the adviser gives with durable-rules."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Profile
from engine.facts import Fact
from engine.findings import analyse
from engine.ground import Ground
from engine.index import FactGroup, Index, without_a_leaf
from engine.masked import Masked
from engine.objective import OneObjective
from engine.reach import can_fire, open_leaves, received
from engine.report import SpaceReport
from engine.space import ASKED, OBJECTIVE, Place, Space, sweep
from rules.condition import ALWAYS, NEVER, Group, Leaf, fires
from rules.load import Catalogue
from rules.survey import as_json, firing_shares, folder, read_known, reasons, stale
from tests.engine.test_network import as_rule, conditions, facts

ONE = "objective.increase-win-rate"


@pytest.fixture(scope="module")
def ground(graph, catalogue):
    return Ground(graph, catalogue, (OBJECTIVE, *ASKED))


@pytest.fixture(scope="module")
def narrow(graph, catalogue):
    return analyse(graph, catalogue, (ONE,))


@pytest.fixture(scope="module")
def swept(ground, catalogue):
    """What comes of one objective, and the progress that was told on the way."""
    told = []
    space = Space(catalogue, (ONE,))
    (found,) = sweep(space, ground, lambda done, of: told.append((done, of)))
    return found, told


def compare(adviser, ground, places):
    """Hold the sweep and the adviser equal on these profiles."""
    by_objective = {}
    for place in places:
        by_objective.setdefault(place.objective, []).append(place)
    for objective, mine in by_objective.items():
        one = OneObjective(ground, objective)
        for place in mine:
            swept = one.recommend(dict(zip(ASKED, place.answers, strict=True)))
            answer = adviser.recommend(Profile(objectives=(objective,), **place.known))
            assert swept.selected.composed.headline == answer.headline, place
            kpis = [(kpi.metric, kpi.role, kpi.accountability.kind) for kpi in answer.kpis]
            assert list(swept.assigned.kpis) == kpis, place
            assert set(swept.selected.monitored) == {each.metric for each in answer.monitor}
            guards = swept.selected.guards.items()
            shown = {(each.metric, each.guards) for each in answer.guardrails}
            assert {
                each for each in guards if each[0] not in swept.selected.composed.roles
            } == shown
            fired = {(entry.rule, entry.fact) for entry in answer.trace if entry.stage != "compose"}
            stages = (swept.appraised, swept.selected, swept.assigned, swept.criticised)
            assert {firing for stage in stages for firing in stage.firings} == fired, place
            found = {rule for rule, _ in swept.criticised.firings}
            assert {finding.rule for finding in answer.findings} <= found


def some_places(catalogue, how_many, seed):
    chance, space = random.Random(seed), Space(catalogue)
    return [
        Place(
            chance.choice(space.objectives),
            tuple(chance.choice(values) for values in space.domains.values()),
        )
        for _ in range(how_many)
    ]


def test_the_sweep_agrees_with_the_adviser_on_some_hundred_profiles(adviser, ground, catalogue):
    compare(adviser, ground, some_places(catalogue, 300, seed=1))


@pytest.mark.slow
def test_the_sweep_agrees_with_the_adviser_on_a_thousand_profiles(adviser, ground, catalogue):
    compare(adviser, ground, some_places(catalogue, 1_000, seed=2))


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    pairs=st.lists(st.tuples(conditions, st.one_of(st.just(NEVER), conditions)), max_size=6),
    bodies=st.lists(st.tuples(facts, facts), min_size=1, max_size=4),
)
def test_the_index_agrees_with_the_plain_evaluator_on_random_rules(pairs, bodies):
    rules = [as_rule(number, when, unless) for number, (when, unless) in enumerate(pairs)]
    index = Index(rules, {})
    held = []
    for common, own in bodies:
        common, own = {"w": common["w"], "n": common["n"]}, {n: own[n] for n in "vmflt"}
        group = FactGroup(index, [Fact("one", "profile", own)], lambda firings: firings)
        fields = {**common, **own}
        held.append(fields)
        wanted = [rule.id for rule in rules if fires(rule.when, rule.unless, fields)]
        assert [rule for rule, _ in group.run(index.mask(common))] == wanted
    for rule in rules:
        for place, when, unless in without_a_leaf(rule.when, rule.unless):
            same = all(
                fires(when, unless, fields) is fires(rule.when, rule.unless, fields)
                for fields in held
            )
            assert ((rule.id, place) in index.idle()) is same


W = Leaf("w", "equals", "a", "one")
V = Leaf("v", "equals", "a", "one")
LIST = Leaf("l", "contains", "a", "many")


def test_a_leaf_is_left_out_with_the_group_that_it_empties():
    rule = (Group("all", (W, Group("any", (V,)))), LIST)
    found = list(without_a_leaf(*rule))
    assert found == [
        (0, Group("all", (Group("any", (V,)),)), LIST),
        (1, Group("all", (W,)), LIST),
        (2, rule[0], NEVER),
    ]
    assert list(without_a_leaf(W, NEVER)) == [(0, ALWAYS, NEVER)]


def test_reach_goes_by_the_values_that_a_field_can_have():
    rule = as_rule(1, Group("all", (W, Leaf("n", "gte", 2.0, "number"))), V)
    assert can_fire(rule, {})
    assert can_fire(rule, {"n": (None, 2.0), "v": (None,)})
    assert not can_fire(rule, {"n": (None, 1.0)})
    assert not can_fire(rule, {"w": (None,)})
    assert not can_fire(rule, {"v": ("a",)})


def test_leaves_that_a_settled_one_decides_are_not_judged():
    when = Group("all", (W, Group("any", (V, LIST))))
    assert open_leaves(when, NEVER, {}) == {0, 1, 2}
    assert open_leaves(when, NEVER, {"l": (None,)}) == {0, 1}
    assert open_leaves(when, NEVER, {"l": (frozenset({"a"}),)}) == {0}
    assert open_leaves(when, NEVER, {"w": (None, "b")}) == frozenset()
    assert open_leaves(W, Group("any", (V, LIST)), {"v": (None,)}) == {0, 2}


def test_the_space_has_every_objective_with_every_answer_or_none(catalogue):
    space = Space(catalogue)
    words = catalogue.vocabularies["profile"]
    size = len(words[OBJECTIVE].values)
    for name in ASKED:
        assert space.domains[name] == (None, *words[name].values)
        size *= 1 + len(words[name].values)
    assert len(space) == size
    assert len(set(space.answers())) == space.each == size // len(space.objectives)


def test_progress_is_told_up_to_the_end(swept, catalogue):
    found, told = swept
    each = Space(catalogue, (ONE,)).each
    assert told == sorted(told)
    assert told[-1] == (each, each)
    assert len(found.kpis) == each
    assert sum(met.count for met in found.selected.values()) == each


def test_every_example_of_a_finding_shows_what_it_says(narrow, adviser):
    assert narrow.findings
    assert not narrow.whole
    for finding in narrow.findings:
        assert finding.code in {"A401", "A402", "A408", "A409"}
        answer = adviser.recommend(Profile(**finding.example))
        if finding.code == "A408":
            _, metric, rules = finding.key.split()
            held = {e.rule for e in answer.trace if (e.stage, e.fact) == ("assign", metric)}
            assert set(rules.split("+")) <= held


def test_shares_are_those_of_the_profiles(narrow, swept, catalogue):
    found, _ = swept
    count = 0
    for answers in Space(catalogue, (ONE,)).answers():
        outcome = found.one.recommend(dict(zip(ASKED, answers, strict=True)))
        count += any(rule == "SEL-013" for rule, _ in outcome.selected.firings)
    assert 0 < count < narrow.profiles
    assert narrow.shares["SEL-013"] == round(count / narrow.profiles, 4)


def test_profiles_without_headline_or_with_few_kpis_are_found(graph, catalogue):
    nothing = Catalogue((), catalogue.vocabularies, "none")
    report = analyse(graph, nothing, (ONE,))
    found = {each.key: each for each in report.findings}
    assert set(found) == {f"A401 {ONE}", f"A402 {ONE}"}
    for finding in found.values():
        assert finding.profiles == report.profiles
        assert finding.example == {"objectives": [ONE]}


def test_rules_that_fire_on_the_same_facts_are_told():
    rules = [as_rule(1, W, NEVER), as_rule(2, Group("any", (W, V)), NEVER), as_rule(3, W, V)]
    index = Index(rules, {})
    bodies = ({"w": "a", "v": None}, {"w": None, "v": "a"}, {"w": None, "v": None})
    for body in bodies[:1]:
        index.fired(index.mask(body))
    assert index.together() == (("SEL-001", "SEL-002", "SEL-003"),)
    for body in bodies:
        index.fired(index.mask(body))
    assert set(index.together()) == {("SEL-001", "SEL-002", "SEL-003"), ("SEL-002",), ()}


def test_a_rule_that_changes_nothing_is_masked(swept, ground, monkeypatch):
    found, _ = swept
    masked = Masked(ground)
    masked.look(found)
    assert {"ASG-014", "SEL-105"} <= set(masked.rules())
    assert not {"SEL-001", "SEL-012", "APP-003", "ASG-016"} & set(masked.rules())
    monkeypatch.setattr("engine.masked._plainly_idle", lambda *_: False)
    in_full = Masked(ground)
    in_full.look(found)
    assert in_full.rules() == masked.rules()


def test_what_can_be_received_goes_by_links_rules_and_what_follows(graph, catalogue):
    found = received(catalogue, graph)
    assert {"metric.win-rate", "metric.cac"} <= found
    assert not {metric.id for metric in graph.knowledge.records.values()
                if getattr(metric, "unreached", None)} & found  # fmt: skip
    assert not received(Catalogue((), catalogue.vocabularies, "none"), graph)
    lone = catalogue.without("SEL-010").without("SEL-009")
    assert received(lone, graph) <= found


@pytest.mark.slow
def test_the_whole_space_holds_nothing_unrecorded_and_what_is_written_down_is_fresh(
    graph, catalogue
):
    report: SpaceReport = analyse(graph, catalogue)
    known = read_known()
    keys = [finding.key for finding in report.findings]
    assert len(keys) == len(set(keys))
    recorded = reasons(keys, known)
    assert [key for key in keys if key not in recorded] == []
    assert stale(keys, known) == ()
    written = (folder() / "shares.json").read_text(encoding="utf-8")
    assert written == as_json(report.profiles, report.shares), "run: remit rules analyse --write"
    assert dict(firing_shares().shares) == report.shares
    for name in ("stage", "alignment"):
        assert report.moved[name].share >= 0.5, name


def test_the_shares_speak_of_every_rule_that_runs(catalogue):
    shares = firing_shares().shares
    assert list(shares) == sorted(rule.id for rule in catalogue.stable)
    assert all(0 <= share <= 1 for share in shares.values())
