"""Who stands where around a profile: the same as the adviser says, whatever the answers."""

import random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine import Adviser, Policy, ProfileError, read_profile
from engine.explain.answers import Answers
from engine.explain.places import Neighbourhood, Places
from engine.explain.run import Run
from engine.inference import PlainMatcher
from tests.engine.profiles import raw_profiles

POLICIES = (
    Policy(),
    Policy(sourced_only=True),
    Policy(choices={"kpi-limit": "one", "stage-rules": "off"}),
    Policy(choices={"kpi-limit": "five-per-objective"}),
)


@pytest.fixture(scope="module")
def plain(knowledge, catalogue):
    return Adviser(knowledge, catalogue, PlainMatcher)


@pytest.fixture(scope="module")
def places(graph, catalogue):
    return Places(graph, catalogue)


@pytest.fixture(scope="module")
def answers(knowledge, catalogue):
    return Answers(catalogue, knowledge)


def headline(card):
    return [metric for metric, place in card.items() if place == "headline"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_card_is_what_the_adviser_recommends(data, knowledge, plain, places, answers):
    try:
        profile = read_profile(data.draw(raw_profiles(knowledge)), knowledge)
    except ProfileError as error:
        assume("contradict" not in str(error))
        raise
    policy = data.draw(st.sampled_from(POLICIES))
    near = Neighbourhood(places, profile, policy)
    options = answers.other(profile)
    chance = random.Random(data.draw(st.integers(0, 9999)))
    for size in (0, 1, 1, 2, 3):
        change = chance.sample(options, min(size, len(options)))
        if len({answer.field for answer in change}) < len(change):
            continue
        other = answers.apply(profile, change)
        if other is not None:
            expected = dict(Run(plain.reason(other, policy)).places)
            assert dict(near.draft(change).card()) == expected
            assert headline(near.draft(change).card()) == headline(expected)


def test_answers_that_do_the_same_do_the_same_beside_any_other(knowledge, plain, places, answers):
    raw = {"objectives": ["enable-sales"], "alignment": "sales", "months_in_role": 3}
    profile = read_profile(raw, knowledge)
    near = Neighbourhood(places, profile, Policy())
    alike = {}
    for answer in answers.other(profile):
        alike.setdefault(near.mark(answer), []).append(answer)
    groups = [group for group in alike.values() if len(group) > 1]
    assert groups
    other = next(each for each in answers.other(profile, "motion") if each.value == "product-led")
    for group in groups:
        if group[0].field != other.field:
            cards = [dict(near.draft((answer, other)).card()) for answer in group]
            assert all(card == cards[0] for card in cards)


def test_an_answer_with_the_present_mark_changes_nothing(knowledge, places, answers):
    profile = read_profile({"objectives": ["reduce-churn"], "motion": "sales-led"}, knowledge)
    near = Neighbourhood(places, profile, Policy())
    now = dict(near.draft(()).card())
    same = [a for a in answers.other(profile) if near.mark(a) == near.present(a.name)]
    assert same
    assert all(dict(near.draft((answer,)).card()) == now for answer in same)


def test_what_cannot_be_wanted_is_never_a_kpi(knowledge, places, answers):
    profile = read_profile({"focus": "launch", "motion": "product-led"}, knowledge)
    near = Neighbourhood(places, profile, Policy())
    metrics = [each for each in knowledge.records if each.startswith("metric.")]
    for answer in ((), *((each,) for each in answers.other(profile))):
        draft = near.draft(answer)
        assert all(draft.may_want(metric) for metric in draft.kpis())
        assert not all(draft.may_want(metric) for metric in metrics)


def test_what_cannot_lead_is_never_the_headline(knowledge, places, answers):
    chance = random.Random(11)
    metrics = [each for each in knowledge.records if each.startswith("metric.")]
    ruled_out = 0
    for raw in (
        {"focus": "launch", "motion": "product-led"},
        {"objectives": ["increase-win-rate"], "alignment": "sales", "stage": "growth"},
        {"objectives": ["retain-customers", "enable-sales"], "data_sources": ["crm"]},
        {"focus": "competitive-intelligence", "authority": ["pnl"], "first_pmm": True},
    ):
        profile = read_profile(raw, knowledge)
        near = Neighbourhood(places, profile, Policy())
        options = answers.other(profile)
        for size in (1, 2, 3) * 60:
            change = chance.sample(options, size)
            if len({answer.field for answer in change}) == size:
                draft = near.draft(change)
                assert all(draft.may_lead(metric) for metric in headline(draft.card()))
                ruled_out += sum(not draft.may_lead(metric) for metric in metrics)
    assert ruled_out
