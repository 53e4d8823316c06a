"""Why a metric is no KPI: who came before it and by what, and how far the nearest rules are."""

import random
from itertools import combinations, product

import pytest

from engine import Policy, ProfileError, read_profile
from engine.compose import Candidate, Vote
from engine.explain.decided import tie
from engine.explain.nearness import Start, Ways, distance
from engine.explain.why_not import SHOWN
from knowledge_graph.records import Metric
from rules.condition import fires, leaves
from rules.records import WEIGHT
from tests.engine.explain import sample


def candidate(metric="metric.a", weight=3, basis="sourced", order=1, serves=(0,)):
    lines = dict.fromkeys(serves, ("", metric))
    return Candidate(metric, [Vote(weight, "supporting", basis, order)], lines)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        ({"weight": 4}, "its score is higher by 1"),
        ({"basis": "sourced"}, "better ground"),
        ({"basis": "practice", "serves": (0,)}, "an objective that you named earlier"),
        ({"basis": "practice", "order": 2}, "further up in the list"),
        ({"basis": "practice", "metric": "metric.b"}, "alphabet"),
    ],
)
def test_each_way_to_break_a_tie_is_told(ahead, words):
    first = {"basis": "practice", "serves": (1,), "order": 3, "metric": "metric.c"} | ahead
    behind = candidate("metric.c", 3, "practice", 3, (1,))
    assert words in str(tie(candidate(**first), behind))
    assert tie(behind, candidate(**first)) is None


def test_serving_an_objective_wins_over_serving_none():
    assert "an objective of yours" in str(tie(candidate(), candidate("metric.b", serves=())))


def test_of_two_limits_the_one_that_cut_is_told_with_those_that_filled_it(explainer, knowledge):
    seen = set()
    for asked in [*sample.scenarios(knowledge), *sample.at_random(knowledge, 31, 40)][::2]:
        run = explainer.run(asked.profile, asked.policy)
        for metric, cut_by in run.results.composed.cut.items():
            answer = explainer.why_not(asked.profile, asked.policy, metric, run)
            score = run.candidates[metric].score
            assert answer.cut_by == cut_by
            assert answer.score == score
            if "score" in cut_by:
                assert (answer.status, answer.ahead) == ("outweighed", ())
                assert answer.short_by == 1 - score
                continue
            assert answer.status == "outranked"
            least = {"one KPI": 1, "7 KPIs": 7, "5 KPIs": 5}
            need = next(number for words, number in least.items() if words in cut_by)
            assert len(answer.ahead) >= need
            seen.add(need)
            for each in answer.ahead:
                assert each.metric in run.results.composed.roles
                assert each.score == run.candidates[each.metric].score
                assert each.by == max(0, each.score - score)
                if each.by == 0:
                    assert "higher by" not in each.why
    assert seen == {1, 5, 7}


def test_a_kpi_that_ranks_behind_and_stays_is_there_for_its_objective(explainer, knowledge):
    told = []
    for asked in sample.at_random(knowledge, 32, 80):
        run = explainer.run(asked.profile, asked.policy)
        for metric, cut_by in run.results.composed.cut.items():
            if "limit" in cut_by:
                answer = explainer.why_not(asked.profile, asked.policy, metric, run)
                told += [a for a in answer.ahead if a.score < answer.score]
    assert told
    assert all("each objective keeps one" in a.why or "headline" in a.why for a in told)


@pytest.mark.parametrize(
    ("metric", "raw", "status"),
    [
        ("win-rate", {"objectives": ["increase-win-rate"]}, "kpi"),
        ("win-rate", {"objectives": ["increase-win-rate"], "excluded": ["win-rate"]}, "barred"),
        ("cac", {"objectives": ["increase-win-rate"]}, "monitored"),
        ("analyst-coverage", {"objectives": ["increase-win-rate"]}, "no-candidate"),
    ],
)
def test_the_answer_starts_with_what_is_the_case(explainer, knowledge, metric, raw, status):
    answer = explainer.why_not(read_profile(raw, knowledge), None, f"metric.{metric}")
    assert answer.status == status
    assert bool(answer.barred) is (status == "barred")
    assert answer.label in answer.says[0] or answer.label.lower() in answer.says[0]


def test_only_the_nearest_are_shown_in_order_and_all_are_counted(explainer, knowledge, graph):
    ways = Ways(explainer.adviser.rules, graph)
    for asked in sample.at_random(knowledge, 33, 12):
        run = explainer.run(asked.profile, asked.policy)
        for metric in sample.metrics(run, knowledge, random.Random(1), 9):
            answer = explainer.why_not(asked.profile, asked.policy, metric, run)
            if answer.status == "kpi":
                continue
            assert len(answer.nearest) == min(SHOWN, answer.nearest_of)
            assert answer.nearest_of <= len(ways.to(metric))
            distances = [each.distance for each in answer.nearest]
            assert distances == sorted(distances)
            for each in answer.nearest:
                assert each.distance >= 1
                assert each.blocking
                assert all(
                    part.truth != "true" or part.text.startswith("unless") for part in each.blocking
                )


def test_every_rule_that_names_a_metric_and_every_link_into_it_is_tried(
    explainer, knowledge, graph
):
    ways = explainer.ways
    for metric in knowledge.every(Metric):
        tried = {(way.rule.id, way.edge.source if way.edge else "") for way in ways.to(metric.id)}
        for rule in explainer.adviser.rules.stable:
            names = [c.recommend for c in rule.rule.then if hasattr(c, "recommend")]
            roles = [c.as_ for c in rule.rule.then if hasattr(c, "recommend")]
            if metric.id in names and roles[names.index(metric.id)] in ("headline", "supporting"):
                assert rule.id in {each for each, _ in tried}
        for edge in graph.into(metric.id, "measured-by"):
            assert ("SEL-001", edge.source) in tried


def values_of(rule, name, kind, current):
    """Enough values of a field to make each comparison of a rule true and untrue."""
    said = [leaf for leaf in (*leaves(rule.when), *leaves(rule.unless)) if leaf.field == name]
    wanted = [leaf.value for leaf in said if leaf.operator != "known"]
    flat = [x for value in wanted for x in (value if isinstance(value, tuple) else (value,))]
    if kind == "many":
        have = current or frozenset()
        return [
            None,
            frozenset({"another"}),
            frozenset(flat),
            *(frozenset({x}) for x in flat),
            *(have | {x} for x in flat),
            *(have - {x} for x in flat),
        ]
    if kind == "number":
        return [None, *(x + d for x in flat for d in (-1, 0, 1))]
    return [None, True, False] if kind == "flag" else [None, "another", *flat]


def fewest(rule, fields, vocabulary, most=2):
    """The fewest fields to change for a rule to fire, found by trying; None beyond ``most``."""
    for size in range(most + 1):
        for names in combinations(sorted(rule.reads), size):
            choices = [values_of(rule, n, vocabulary[n].kind, fields.get(n)) for n in names]
            for chosen in product(*choices):
                changed = {**fields, **dict(zip(names, chosen, strict=True))}
                if fires(rule.when, rule.unless, changed):
                    return size
    return None


def test_the_distance_of_a_rule_over_the_profile_is_the_fewest_answers_found_by_trying(
    explainer, catalogue, knowledge
):
    ways, here, told = explainer.ways, Start("", "", True), set()
    vocabulary = catalogue.vocabularies["profile"]
    asked = list(sample.at_random(knowledge, 34, 12))
    for one in asked:
        run = explainer.run(one.profile, Policy(choices=one.policy.choices))
        fields = run.results.builder.profile_fact().fields
        for metric in knowledge.every(Metric):
            for way in ways.to(metric.id):
                if way.edge is not None or (way.rule.id, one.name) in told:
                    continue
                told.add((way.rule.id, one.name))
                away = distance(way, fields, here, ways.branches[way.rule.id], run)
                found = fewest(way.rule, fields, vocabulary)
                if found is None:
                    assert away is None or away > 2, way.rule.id
                else:
                    assert away == found, way.rule.id
    assert len(told) > 500


def test_one_answer_away_means_that_the_answer_makes_the_rule_speak(explainer, knowledge):
    tried = 0
    for asked in sample.at_random(knowledge, 35, 25):
        run = explainer.run(asked.profile, asked.policy)
        raw = asked.profile.model_dump(mode="json", exclude_none=True)
        for metric in sample.metrics(run, knowledge, random.Random(2), 6):
            answer = explainer.why_not(asked.profile, asked.policy, metric, run)
            for each in answer.nearest:
                start = each.blocking[0]
                if each.distance != 1 or len(each.blocking) != 1 or not each.through:
                    continue
                changed = with_start(raw, start, each, metric, run, knowledge)
                if changed is None:
                    continue
                again = explainer.run(changed, asked.policy)
                rules = {s.fired.rule.id for s in again.about(metric)}
                if not explainer.adviser.rules.get(each.rule).reads & run.inferred:
                    assert each.rule in rules, (asked.name, metric, each)
                    tried += 1
    assert tried > 50


def with_start(raw, start, nearest, metric, run, knowledge):
    """The profile with the start of a link chosen; None where another answer forbids it."""
    if start.field == "critical_initiative_metric":
        held = raw.get("critical_initiative", {})
        changed = {**raw, "critical_initiative": {**held, "metric": metric}}
    elif start.field in ("phase", "focus"):
        kind = start.field
        labels = {r.label: r.id for r in knowledge.records.values() if r.id.startswith(kind + ".")}
        name = next(i for label, i in labels.items() if start.text.endswith(f"is {label}"))
        changed = {**raw, kind: name}
    else:
        return None
    try:
        return read_profile(changed, knowledge)
    except ProfileError:
        return None


def test_what_goes_beyond_the_seed_documents_is_said_to_be_left_out(explainer, knowledge):
    profile = read_profile({"objectives": ["raise-brand-awareness"]}, knowledge)
    told = [
        part.says
        for metric in knowledge.every(Metric)
        for each in explainer.why_not(profile, Policy(sourced_only=True), metric.id).nearest
        for part in each.blocking
    ]
    assert any("beyond the seed documents" in said for said in told)


def test_the_strongest_of_equally_near_rules_comes_first(explainer, knowledge):
    profile = read_profile({"objectives": ["increase-win-rate"]}, knowledge)
    answer = explainer.why_not(profile, None, "metric.asset-utilization")
    strengths = [
        WEIGHT[each.marks.partition(" ")[0].lower()]
        for each in answer.nearest
        if each.distance == 1
    ]
    assert strengths == sorted(strengths, reverse=True)


def test_a_metric_that_nothing_can_bring_says_why_it_is_there_all_the_same(explainer, knowledge):
    profile = read_profile({"objectives": ["increase-win-rate"]}, knowledge)
    unreached = [each for each in knowledge.every(Metric) if each.unreached]
    assert unreached
    for metric in unreached:
        says = explainer.why_not(profile, None, metric.id).says
        assert any(metric.unreached in sentence for sentence in says)
    assert not any(
        "By design" in each for each in explainer.why_not(profile, None, "metric.nps").says
    )
