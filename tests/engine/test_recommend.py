"""What holds for every recommendation, whatever the profile."""

import json
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine import Adviser, Policy, Profile, ProfileError, read_profile
from engine.compose import OBJECTIVE_LIMIT, PERSON_LIMIT
from engine.inference import PlainMatcher
from knowledge_graph.load import load as load_knowledge
from knowledge_graph.records import Dispute, Metric, Objective
from rules.load import load as load_rules
from tests.engine.profiles import raw_profiles

KNOWLEDGE = load_knowledge()
RULES = load_rules(KNOWLEDGE)
ADVISER = Adviser(KNOWLEDGE, RULES)
PLAIN = Adviser(KNOWLEDGE, RULES, PlainMatcher)
OBJECTIVES = [objective.id for objective in KNOWLEDGE.every(Objective)]
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        dispute.policy.key: st.sampled_from(sorted(dispute.policy.values))
        for dispute in KNOWLEDGE.every(Dispute)
        if dispute.policy
    },
)
POLICIES = st.builds(Policy, choices=CHOICES, sourced_only=st.booleans())
RELAXED = settings(suppress_health_check=list(HealthCheck))


def a_profile(raw):
    try:
        return read_profile(raw, KNOWLEDGE)
    except ProfileError as error:
        assume("contradict" not in str(error))
        raise


PROFILES = raw_profiles(KNOWLEDGE)


@settings(RELAXED, max_examples=400)
@given(raw=PROFILES, policy=POLICIES)
def test_durable_and_plain_give_the_same_recommendation(raw, policy):
    profile = a_profile(raw)
    assert ADVISER.recommend(profile, policy) == PLAIN.recommend(profile, policy)


@settings(RELAXED, max_examples=300)
@given(raw=PROFILES, policy=POLICIES)
def test_what_holds_for_every_scorecard(raw, policy):
    profile = a_profile(raw)
    answer = PLAIN.recommend(profile, policy)
    metrics = [kpi.metric for kpi in answer.kpis]
    assert len(set(metrics)) == len(metrics)
    assert not {each.metric for each in answer.barred} & set(metrics)
    assert [kpi.metric for kpi in answer.kpis if kpi.role == "headline"] == (
        [answer.headline] if answer.headline else []
    )
    assert answer.headline not in {each.metric for each in answer.headline_barred}
    assert not set(profile.excluded or ()) & {
        *metrics,
        *(each.metric for each in answer.monitor),
        *(each.metric for each in answer.guardrails),
    }
    for kpi in answer.kpis:
        assert kpi.corporate, f"{kpi.metric} leads to no corporate KPI"
        assert any(reason.for_ for reason in kpi.because)
        assert kpi.score == sum(
            {"weak": 1, "medium": 2, "strong": 3}[each.strength] * (1 if each.for_ else -1)
            for each in kpi.because
        )
        assert kpi.score > 0
        if kpi.accountability.kind == "direct":
            assert kpi.accountability.lead == "team.product-marketing"
        for reason in kpi.because:
            assert reason.citations or reason.basis == "editorial"


@settings(RELAXED, max_examples=300)
@given(raw=PROFILES)
def test_scorecards_stay_small_and_every_objective_keeps_a_kpi(raw):
    profile = a_profile(raw)
    answer = PLAIN.recommend(profile)
    objectives = profile.objectives or ()
    assert len(answer.kpis) <= max(PERSON_LIMIT, len(objectives))
    for objective in objectives:
        serving = [kpi for kpi in answer.kpis if objective in kpi.objectives]
        record = KNOWLEDGE.get(Objective, objective)
        if len(objectives) == 1:
            assert len(serving) <= OBJECTIVE_LIMIT
        wanted = [c for c in answer.also_considered if c.metric in {k.to for k in record.kpis}]
        if any(each.cut_by.startswith("limit") for each in wanted):
            assert serving, f"{objective} lost every KPI to a limit"


@settings(RELAXED, max_examples=200)
@given(raw=PROFILES, policy=POLICIES)
def test_everything_said_has_a_firing(raw, policy):
    answer = PLAIN.recommend(a_profile(raw), policy)
    fired = {entry.rule for entry in answer.trace}
    said = {reason.rule for kpi in answer.kpis for reason in kpi.because}
    said |= {rule for kpi in answer.kpis for rule in kpi.accountability.rules}
    said |= {rule for each in answer.monitor for rule in each.rules}
    said |= {rule for each in answer.guardrails for rule in each.rules}
    said |= {each.rule for each in (*answer.findings, *answer.disputes, *answer.advice)}
    said |= {each.rule for each in (*answer.barred, *answer.headline_barred)}
    said |= {rule for trait in answer.appraisal for rule in trait.rules}
    assert said <= fired
    known = {rule.id for rule in RULES.stable} | {"score", "headline", "coverage", "limit"}
    assert fired <= known


@settings(RELAXED, max_examples=200)
@given(raw=PROFILES)
def test_sourced_only_rests_on_seed_documents_alone(raw):
    answer = PLAIN.recommend(a_profile(raw), Policy(sourced_only=True))
    basis = {rule.id: rule.rule.basis for rule in RULES.stable}
    fired = {entry.rule for entry in answer.trace if entry.stage != "compose"}
    assert {basis[rule] for rule in fired} <= {"sourced"}
    assert {reason.basis for kpi in answer.kpis for reason in kpi.because} <= {"sourced"}


@settings(RELAXED, max_examples=200)
@given(raw=PROFILES)
def test_revenue_pipeline_and_retention_are_never_direct_without_policy_or_authority(raw):
    profile = a_profile(raw)
    assume("pnl" not in (profile.authority or ()))
    answer = PLAIN.recommend(profile)
    for kpi in answer.kpis:
        family = KNOWLEDGE.get(Metric, kpi.metric).family
        if family in ("revenue", "pipeline", "retention"):
            assert kpi.accountability.kind != "direct", kpi.metric


@settings(RELAXED, max_examples=100)
@given(raw=PROFILES, policy=POLICIES)
def test_asking_twice_gives_the_same_bytes(raw, policy):
    profile = a_profile(raw)
    assert ADVISER.recommend(profile, policy).as_json() == (
        ADVISER.recommend(profile, policy).as_json()
    )


def test_an_empty_profile_is_answered_by_the_monthly_rhythm_alone(adviser):
    answer = adviser.recommend(Profile())
    assert answer.kpis == ()
    assert answer.headline is None
    assert answer.next_question.field == "objectives"
    assert "metric.arr" in [each.metric for each in answer.monitor]


def test_eight_threads_give_the_answers_of_one(adviser):
    profiles = [Profile(objectives=(objective,)) for objective in OBJECTIVES]
    alone = [adviser.recommend(profile).as_json() for profile in profiles]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda p: adviser.recommend(p).as_json(), profiles * 8))
    assert together == alone * 8


def test_hundreds_of_recommendations_leave_memory_flat(adviser):
    profiles = [Profile(objectives=(objective,), stage="growth") for objective in OBJECTIVES]

    def ask(times):
        for turn in range(times):
            adviser.recommend(profiles[turn % len(profiles)])
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = ask(100)
    grown_kib = ask(300) - before
    assert grown_kib < 10_000, "a state that is not deleted costs some 3 MB a request"


@pytest.mark.parametrize("seed", ["0", "1"])
def test_processes_agree_whatever_their_hash_seed(adviser, seed):
    profile = {"objectives": ["increase-win-rate", "reduce-churn"], "focus": "enablement"}
    code = (
        "import json,sys; from engine import *; from knowledge_graph.load import load as k;"
        "from rules.load import load as r; n=k(); a=Adviser(n, r(n));"
        "sys.stdout.write(a.recommend(read_profile(json.loads(sys.argv[1]), n)).as_json())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, json.dumps(profile)],
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(p for p in sys.path if p)},
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode() == adviser.recommend(read_profile(profile, KNOWLEDGE)).as_json()
