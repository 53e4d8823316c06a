"""What is said of other answers passes every gate, and each gate can fail."""

import random

import pytest

from engine import read_profile
from tests.engine.explain import neighbours, rerun, sample

RAW = {"objectives": ["increase-win-rate"], "alignment": "sales", "stage": "growth"}


def faults_of(asked, up_to, seed, explainer, adviser, knowledge, catalogue):
    again = rerun.Again(adviser, asked.profile, asked.policy)
    near = neighbours.Neighbours(again, knowledge, catalogue)
    run = explainer.run(asked.profile, asked.policy)
    found = list(sample.prospects(asked, explainer, near))
    for metric in sample.metrics(run, knowledge, random.Random(seed), 3):
        found += sample.other_answers(asked, metric, explainer, near, up_to)
    return [f"{asked.name}: {fault}" for fault in found]


@pytest.mark.parametrize("part", range(5))
def test_what_is_said_of_the_scenarios_passes_every_gate(
    part, explainer, plain, knowledge, catalogue
):
    asked = random.Random(3).sample(list(sample.scenarios(knowledge)), 5)[part]
    assert faults_of(asked, 1, part, explainer, plain, knowledge, catalogue) == []


@pytest.mark.parametrize("seed", range(7))
def test_what_is_said_of_random_profiles_passes_every_gate(
    seed, explainer, plain, knowledge, catalogue
):
    (asked,) = sample.at_random(knowledge, 200 + seed, 1)
    up_to = 2 if seed < 2 else 1
    assert faults_of(asked, up_to, seed, explainer, plain, knowledge, catalogue) == []


def test_the_same_question_gives_the_same_bytes_in_any_order_of_answers(explainer, knowledge):
    for asked in sample.at_random(knowledge, 13, 2):
        raw = asked.profile.model_dump(mode="json", exclude_none=True)
        turned = read_profile(dict(reversed(raw.items())), knowledge)
        first, again, other = (
            [
                explainer.change(profile, asked.policy, "metric.win-rate", up_to=1),
                *explainer.firmness(profile, asked.policy),
                explainer.next_answers(profile, asked.policy),
            ]
            for profile in (asked.profile, asked.profile, turned)
        )
        said = [each.model_dump_json() for each in first]
        assert said == [each.model_dump_json() for each in again]
        assert said == [each.model_dump_json() for each in other]


# --- planted faults: each makes its gate fail -----------------------------------------------------


@pytest.fixture(scope="module")
def case(plain, knowledge, catalogue):
    profile = read_profile(RAW, knowledge)
    again = rerun.Again(plain, profile, sample.Policy())
    return profile, neighbours.Neighbours(again, knowledge, catalogue)


@pytest.fixture(scope="module")
def moved(case, explainer):
    profile, near = case
    found = explainer.change(profile, None, "metric.activation-rate", ("in",), up_to=1)
    assert len(found.changes) > 1
    assert neighbours.changed(found, near) == []
    return found


def with_first(answer, **lie):
    first, *rest = answer.changes
    return answer.model_copy(update={"changes": (first.model_copy(update=lie), *rest)})


def test_a_place_that_it_does_not_lead_to_is_found(case, moved):
    assert neighbours.changed(with_first(moved, then="monitor"), case[1])


def test_a_change_that_does_not_reach_the_goal_is_found(case, moved):
    lied = moved.changes[0].model_copy(update={"goal": "out"})
    answer = moved.model_copy(update={"goals": ("out",), "changes": (lied,)})
    assert any("does not reach" in fault for fault in neighbours.changed(answer, case[1]))


def test_a_change_that_is_kept_back_is_found(case, moved):
    for less in (moved.changes[1:], ()):
        answer = moved.model_copy(update={"changes": less})
        assert any("not stated" in fault for fault in neighbours.changed(answer, case[1]))


def test_a_place_now_that_is_another_is_found(case, moved):
    assert neighbours.changed(moved.model_copy(update={"now": "headline"}), case[1])


def test_a_bigger_change_where_a_smaller_does_is_found(case, moved):
    _, near = case
    other = next(
        step.field
        for step, found in near.ones
        if found == near.now and step.field not in moved.changes[0].set and step.value is not None
    )
    value = next(step.value for step, _ in near.ones if step.field == other)
    bigger = with_first(moved, set={**moved.changes[0].set, other: value})
    answer = bigger.model_copy(update={"changes": bigger.changes[:1], "up_to": 2})
    faults = neighbours.changed(answer, near)
    assert any("alone does" in fault for fault in faults)
    assert any("not stated" in fault for fault in faults)


def test_a_count_that_lies_is_found(case, explainer):
    profile, near = case
    firm = explainer.firmness(profile)
    assert neighbours.counted(firm, near) == []
    at = next(number for number, each in enumerate(firm) if each.swings)
    swing = firm[at].swings[0]
    for lie in (
        {"stays": firm[at].stays + 1},
        {"neighbours": firm[at].neighbours - 1},
        {"share": firm[at].share - 0.1},
        {"firm": "fragile" if firm[at].firm != "fragile" else "robust"},
        {"swings": (swing.model_copy(update={"drops": swing.drops + 1}), *firm[at].swings[1:])},
        {"swings": firm[at].swings[1:]},
        {"says": "It stays."},
    ):
        lied = (*firm[:at], firm[at].model_copy(update=lie), *firm[at + 1 :])
        assert neighbours.counted(lied, near), lie
    assert neighbours.counted(firm[1:], near)


def test_what_an_answer_would_not_do_is_found(case, explainer):
    profile, near = case
    answer = explainer.next_answers(profile)
    assert neighbours.asked(answer, near) == []
    first, *rest = answer.missing
    at = next(n for n, each in enumerate(first.between) if each.came)
    between = first.between[at]
    for lie in (
        {"came": ()},
        {"went": (*between.went, "metric.nps")},
        {"other": (*between.other, "metric.nps")},
        {"headline": "metric.nps"},
        {"values": between.values[1:]},
    ):
        lied = (*first.between[:at], between.model_copy(update=lie), *first.between[at + 1 :])
        missing = (first.model_copy(update={"between": lied}), *rest)
        assert neighbours.asked(answer.model_copy(update={"missing": missing}), near), lie


def test_questions_in_another_order_or_kept_back_are_found(case, explainer):
    profile, near = case
    answer = explainer.next_answers(profile)
    missing = answer.missing
    nothing = (*answer.nothing, missing[0].field)
    for lie in (
        {"missing": missing[::-1]},
        {"missing": missing[1:]},
        {"missing": missing[1:], "nothing": nothing},
        {"missing": (missing[0].model_copy(update={"changes": 99.0}), *missing[1:])},
    ):
        assert neighbours.asked(answer.model_copy(update=lie), near), lie
