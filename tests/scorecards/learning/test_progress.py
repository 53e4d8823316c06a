"""Answers folded by exercise and kind, and which exercise comes next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Adviser, Policy, read_profile
from engine.exercises import KINDS, Course, Lab, judge, right_answer, versions
from engine.explain import Explainer
from engine.inference import PlainMatcher
from rules.survey import firing_shares
from scorecards.learning.order import Trainer
from scorecards.learning.progress import MASTERED, progress
from scorecards.learning.steps import Anew, Answered, answered, read, written

RAW = {
    "objectives": ["increase-product-adoption", "retain-customers"],
    "alignment": "product",
    "motion": "product-led",
}


def lab_of(adviser):
    return Lab(Explainer(adviser), firing_shares().shares)


@pytest.fixture(scope="module")
def lab(knowledge, catalogue):
    return lab_of(Adviser(knowledge, catalogue, PlainMatcher))


@pytest.fixture(scope="module")
def course(lab, knowledge):
    return Course(read_profile(RAW, knowledge), Policy(), lab)


@pytest.fixture
def trainer(course):
    return Trainer(course)


def step(right=True, kind="leaves", exercise="e", **fields):
    """An answer as it is remembered."""
    fields = {"chosen": ("metric.nps",), "course": "c", "knowledge": "k", "rules": "r", **fields}
    return Answered(exercise=exercise, kind=kind, right=right, **fields)


def reply(exercise, course, right=True):
    """An answer to an exercise: the right one, or a wrong one."""
    key = right_answer(exercise, course.lab)
    if not right:
        key = {next(each.key for each in exercise.options if each.key not in key)}
    return answered(exercise, key, judge(exercise, key, course.lab), course)


STEPS = st.lists(
    st.one_of(
        st.just(Anew()),
        st.builds(step, st.booleans(), st.sampled_from(KINDS), st.sampled_from("abc")),
    ),
    max_size=30,
)


def tallies(steps):
    return {each.kind: each for each in progress(steps).tallies}


@given(STEPS)
def test_counts_are_those_of_the_answers_since_the_last_beginning(steps):
    since = []
    for each in steps:
        since = [] if isinstance(each, Anew) else [*since, each]
    found = progress(steps)
    assert found.answered == len(since)
    assert found.right == sum(each.right for each in since)
    assert [each.kind for each in found.tallies] == list(KINDS)
    for kind, tally in tallies(steps).items():
        mine = [each.right for each in since if each.kind == kind]
        assert (tally.answered, tally.right) == (len(mine), sum(mine))
        assert tally.mastered == (len(mine) >= MASTERED and all(mine[-MASTERED:]))


@given(STEPS)
def test_what_is_written_is_read_again_and_what_is_no_step_is_left_out(steps):
    documents = [written(each) for each in steps]
    assert list(read(documents)) == steps
    strange = ["", "[]", '{"did": "slept"}', "not json", '{"did": "answered", "kind": "x"}']
    assert list(read([*strange, *documents, *strange])) == steps


def test_a_kind_is_mastered_when_the_last_three_were_right():
    assert not tallies([step(), step()])["leaves"].mastered
    assert tallies([step(False), step(), step(), step()])["leaves"].mastered
    assert not tallies([step(), step(), step(), step(False)])["leaves"].mastered
    assert not tallies([step(), step(), step()])["comes"].mastered


def test_a_missed_exercise_returns_after_three_others_and_once_more_after_eight():
    others = [step(exercise=f"o{number}") for number in range(20)]
    assert progress([step()]).due("e") is None
    assert progress([step(False)]).due("e") == 1 + 3
    assert progress([*others, step(False)]).due("e") == 21 + 3
    assert progress([step(False), step()]).due("e") == 2 + 8
    assert progress([step(False), step(), step()]).due("e") is None
    assert progress([step(False), step(), step(False)]).due("e") == 3 + 3


def test_each_kind_comes_in_turn(trainer, course):
    steps = []
    for _ in KINDS:
        found = trainer.next(progress(steps))
        assert found == trainer.next(progress(steps))
        steps.append(reply(found, course))
    assert [each.kind for each in steps] == list(KINDS)
    assert trainer.next(progress(steps)).kind == KINDS[0]


def test_a_missed_exercise_comes_back_in_its_time(trainer, course):
    steps = []
    shown = []
    for number in range(16):
        found = trainer.next(progress(steps))
        shown.append(found.id)
        steps.append(reply(found, course, right=number != 0))
    returned = [number for number, id in enumerate(shown) if id == shown[0]]
    assert returned == [0, 4, 13]


def test_kinds_that_are_mastered_come_last(trainer, course):
    kinds = [kind for kind in KINDS if kind != "comes"]
    steps = [step(kind=kind, exercise=f"{kind}{n}") for kind in kinds for n in range(MASTERED)]
    assert trainer.next(progress(steps)).kind == "comes"


def test_all_of_a_role_comes_to_an_end_and_missed_ones_are_not_forgotten(trainer, course):
    every = [each.id for each in course.every()]
    steps, missed = [], set(every[::5])
    while (found := trainer.next(progress(steps))) is not None:
        first = found.id not in {each.exercise for each in steps}
        steps.append(reply(found, course, right=not (first and found.id in missed)))
        assert len(steps) <= 3 * len(every)
    assert {each.exercise for each in steps} == set(every)
    for id in every:
        rights = [each.right for each in steps if each.exercise == id]
        assert rights == ([False, True, True] if id in missed else [True])


def test_what_was_missed_in_another_role_waits_there(trainer):
    steps = [step(False, exercise=f"e{number}") for number in range(9)]
    assert trainer.next(progress(steps)) is not None
    assert trainer.next(progress(steps)).id not in progress(steps).turns


def test_an_answer_that_a_later_version_makes_wrong_is_asked_again(course, lab, knowledge):
    steps = [reply(each, course) for each in course.every()]
    assert Trainer(course).next(progress(steps)) is None
    changed = lab_of(lab.adviser.without_source("source.metrics-framework"))
    later = Course(course.profile, course.policy, changed)
    assert versions(changed) != versions(lab)
    asked = []
    trainer = Trainer(later)
    while (found := trainer.next(progress(steps))) is not None:
        asked.append(found)
        assert len(asked) < 200
        steps.append(reply(found, later))
    before = {each.exercise: each for each in steps[: -len(asked)]}
    again = [each for each in asked if each.id in before]
    assert again
    assert asked[: len(again)] == again
    for each in again:
        assert set(before[each.id].chosen) != right_answer(each, changed)


def test_another_version_that_changes_no_answer_asks_nothing_again(course):
    steps = [reply(each, course) for each in course.every()]
    older = [each.model_copy(update={"rules": "older"}) for each in steps]
    assert Trainer(course).next(progress(older)) is None
