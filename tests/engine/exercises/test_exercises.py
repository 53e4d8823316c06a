"""Exercises: one right answer each, found by running again; explained by what fired."""

from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Policy, Profile, ProfileError, read_profile
from engine.exercises import KINDS, Course, judge, make, right_answer, sides, to_practise
from engine.exercises.changes import LOOKED_AT, changes
from tests.engine.exercises import exercise_gates
from tests.engine.explain.gates import readable
from tests.engine.profiles import raw_profiles

ROLES = {
    "one objective": {"objectives": ["increase-win-rate"]},
    "measured with sales": {"objectives": ["meet-sales-target"], "alignment": "sales"},
    "self-serve": {
        "objectives": ["increase-product-adoption", "retain-customers"],
        "alignment": "product",
        "motion": "product-led",
    },
    "a specialist": {"focus": "competitive-intelligence", "stage": "growth", "phase": "grow"},
    "many answers": {
        "objectives": ["launch-new-product", "generate-demand", "enable-sales"],
        "alignment": "product",
        "segment": "smb",
        "launch": {"name": "<b>`x`</b> [](javascript:1) 日本"},
        "excluded": ["metric.nps"],
    },
}


def faults_of(exercise, lab, adviser):
    """Everything that is wrong with an exercise, and with what is said of each single answer."""
    found = exercise_gates.sound(exercise, adviser, right_answer(exercise, lab))
    for option in exercise.options:
        verdict = judge(exercise, [option.key], lab)
        if not verdict.told or not all(each.because for each in verdict.told):
            found.append(f"{exercise.kind}: nothing is explained")
        found += exercise_gates.backed(verdict, exercise.ask, adviser)
        found += exercise_gates.turned(verdict, exercise.ask, adviser)
        found += [f for told in verdict.told for each in told.because for f in readable(each)]
    return found


@pytest.mark.parametrize("name", ROLES)
def test_every_exercise_of_a_role_has_one_right_answer_and_an_explanation(
    name, course, lab, adviser
):
    every = list(course(**ROLES[name]).every())
    assert len(every) >= 15
    assert [fault for each in every for fault in faults_of(each, lab, adviser)] == []


def test_the_roles_bring_exercises_of_every_kind(course):
    kinds = {each.kind for name in ROLES for each in course(**ROLES[name]).every()}
    assert kinds == set(KINDS)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_exercises_of_any_profile_are_sound(data, knowledge, lab, adviser):
    raw = data.draw(raw_profiles(knowledge))
    try:
        profile = read_profile(raw, knowledge)
    except ProfileError:
        return
    policy = Policy(sourced_only=data.draw(st.booleans()))
    mine = Course(to_practise(profile, policy, lab), policy, lab)
    found = [each for kind in KINDS for each in islice(mine.of(kind), 1)]
    assert [fault for each in found for fault in faults_of(each, lab, adviser)] == []
    assert len({each.id for each in found}) == len(found)


@pytest.mark.parametrize("name", ROLES)
def test_no_exercise_repeats_and_two_labs_make_the_same_bytes(name, new_lab, knowledge):
    def written():
        mine = Course(read_profile(ROLES[name], knowledge), Policy(), new_lab())
        return [each.model_dump_json() for each in mine.every()]

    first = written()
    assert first == written()
    assert len(set(first)) == len(first)


def test_an_id_stands_for_what_is_asked_and_not_for_the_order(course):
    mine = course(**ROLES["one objective"])
    ids = {kind: [each.id for each in mine.of(kind)] for kind in reversed(KINDS)}
    again = course(**ROLES["one objective"])
    assert [each.id for each in again.every() if each.kind == "comes"] == ids["comes"]
    every = [id for of_kind in ids.values() for id in of_kind]
    assert len(set(every)) == len(every)
    others = course(policy={"kpi-limit": "one"}, **ROLES["one objective"]).every()
    assert not {each.id for each in others} & set(every)


def test_an_id_stays_what_it_was(course):
    ask = course(objectives=["increase-win-rate"]).ask("comes", {"phase": "grow"})
    assert ask.id == "af79e9842f60b88e"


def test_the_exercise_is_made_anew_from_what_it_asks(course, lab):
    for each in course(**ROLES["self-serve"]).every():
        assert make(each.ask, lab) == each


def test_a_wrong_key_is_caught(course, lab, adviser, monkeypatch):
    mine = course(**ROLES["self-serve"])
    sound = {kind: next(iter(mine.of(kind)), None) for kind in KINDS}
    assert None not in sound.values()
    for kind, exercise in sound.items():
        right = right_answer(exercise, lab)
        wrong = [each.key for each in exercise.options if each.key not in right]
        for planted in ({*right, wrong[0]}, {wrong[0]}, set()):
            assert exercise_gates.sound(exercise, adviser, planted), (kind, planted)


@pytest.mark.parametrize("kind", KINDS)
def test_sides_that_are_mixed_up_are_caught(kind, course, lab, adviser, monkeypatch):
    exercise = next(course(**ROLES["self-serve"]).of(kind))
    true = sides.sides(exercise.ask, lab)
    planted = sides.Sides(true.wrong[:1], true.right)
    monkeypatch.setitem(sides._OF, kind, lambda ask, lab: planted)
    assert exercise_gates.sound(exercise, adviser, right_answer(exercise, lab))


def test_a_reason_that_no_firing_backs_is_caught(course, lab, adviser):
    exercise = next(course(**ROLES["self-serve"]).of("reason"))
    verdict = judge(exercise, [next(iter(right_answer(exercise, lab)))], lab)
    told = verdict.told[0]
    first = told.because[0]
    for change in (
        {"id": "SEL-999"},
        {"text": "Everybody does it."},
        {"citations": ()},
        {"id": ""},
    ):
        planted = told.model_copy(update={"because": (first.model_copy(update=change),)})
        wrong = verdict.model_copy(update={"told": (planted,)})
        assert exercise_gates.backed(wrong, exercise.ask, adviser), change


def test_a_verdict_names_what_was_chosen_and_what_is_right(course, lab):
    exercise = next(course(**ROLES["one objective"]).of("kpis"))
    right = right_answer(exercise, lab)
    wrong = next(each for each in exercise.options if each.key not in right)
    assert judge(exercise, right, lab).right
    assert {each.key for each in judge(exercise, right, lab).told} == right
    verdict = judge(exercise, [wrong.key], lab)
    assert not verdict.right
    assert verdict.says.startswith("Not right: ")
    assert wrong.label in verdict.says
    chosen = [each.key for each in verdict.told if each.chosen]
    assert chosen == [wrong.key]
    part = judge(exercise, sorted(right)[:1], lab)
    assert not part.right
    assert "right too" in part.says


def test_what_cannot_be_an_answer_is_refused(course, lab):
    exercise = next(course(**ROLES["one objective"]).of("holds"))
    with pytest.raises(ValueError, match="`metric.nps` is no option; choose of direct"):
        judge(exercise, ["metric.nps"], lab)
    with pytest.raises(ValueError, match="choose one option"):
        judge(exercise, ["direct", "shared"], lab)


def test_the_wrong_choice_is_told_with_the_rules_that_keep_it(course, lab):
    exercise = next(course(**ROLES["one objective"]).of("leaves"))
    stays = next(e.key for e in exercise.options if e.key not in right_answer(exercise, lab))
    told = next(each for each in judge(exercise, [stays], lab).told if each.chosen)
    assert told.because[0].text.startswith(f"{told.label} stays ")
    speaks = told.because[0].parts[0]
    assert speaks.text == "What speaks for it as a KPI"
    assert speaks.parts
    assert all(reason.id.startswith("SEL-") for reason in speaks.parts)


def test_what_speaks_before_and_after_cannot_be_mixed_up(course, lab, adviser):
    for exercise in course(**ROLES["self-serve"]).every():
        verdict = judge(exercise, right_answer(exercise, lab), lab)
        swapped = verdict.model_dump_json()
        now, before = "What speaks now, and why", "What no longer speaks, and why"
        swapped = swapped.replace(now, "§").replace(before, now).replace("§", before)
        planted = type(verdict).model_validate_json(swapped)
        if planted != verdict and exercise.ask.kind == "policy":
            assert exercise_gates.turned(planted, exercise.ask, adviser)
            return
    raise AssertionError("no exercise says what speaks now")


def test_changes_begin_with_what_the_rules_that_fire_most_ask_for(lab):
    found = changes(Profile(), lab)
    assert len(found) == LOOKED_AT
    # by how often a rule that asks for the field fires over all roles
    assert [each.name for each in found[:6]] == [
        "alignment", "objectives", "stage", "focus", "motion", "phase",
    ]  # fmt: skip
    assert all(each.value is not None for each in found)


def test_one_objective_is_added_and_none_taken(lab, knowledge):
    profile = read_profile({"objectives": ["increase-win-rate", "reduce-churn"]}, knowledge)
    added = [each.value for each in changes(profile, lab, None) if each.name == "objectives"]
    assert added
    for each in added:
        assert each[:2] == list(profile.objectives)
        assert len(each) == 3


def test_a_rule_that_always_fires_is_asked_about_by_no_dispute(course, lab):
    for name in ROLES:
        for each in course(**ROLES[name]).of("dispute"):
            rule = sides.raisings(lab.before(each.ask))[each.ask.subject[0]].rule.id
            assert lab.share(rule) < 1


def test_an_empty_profile_gets_an_objective_of_the_seed_documents(lab, knowledge):
    found = to_practise(Profile(), Policy(), lab)
    (objective,) = found.objectives
    assert knowledge.records[objective].basis == "sourced"
    assert len(list(Course(found, Policy(), lab).every())) >= 15
    named = read_profile({"objectives": ["reduce-churn"]}, knowledge)
    assert to_practise(named, Policy(), lab) is named


def test_a_profile_without_any_kpi_has_no_exercise_about_kpis(lab):
    mine = Course(Profile(), Policy(), lab)
    assert list(mine.of("leaves")) == []
    assert list(mine.of("kpis")) == []
