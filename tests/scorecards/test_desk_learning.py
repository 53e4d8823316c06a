"""Exercises at the desk: judged, remembered by person, in either database; everybody may."""

import datetime

import pytest
from sqlalchemy import make_url

from engine import Policy, read_profile
from engine.exercises import Course, Lab, right_answer
from engine.explain import Explainer
from rules.survey import firing_shares
from scorecards.desk import Desk
from scorecards.part import Refused
from scorecards.rights import ROLES, Member
from scorecards.store import open_store

NOW = datetime.datetime(2027, 2, 15, 12, tzinfo=datetime.UTC)


def clock():
    return NOW


def member(name, role="pmm", **fields):
    return Member(email=f"{name.lower()}@example.org", name=name, role=role, **fields)


@pytest.fixture(scope="module")
def lab(adviser):
    return Lab(Explainer(adviser), firing_shares().shares)


@pytest.fixture(scope="module")
def course(lab, knowledge):
    raw = {
        "objectives": ["increase-win-rate"],
        "launch": {"name": "<script>alert(1)</script> Grüße \u202e"},
    }
    return Course(read_profile(raw, knowledge), Policy(), lab)


@pytest.fixture
def first(course):
    return next(course.every())


def wrong(exercise, lab):
    right = right_answer(exercise, lab)
    return [next(each.key for each in exercise.options if each.key not in right)]


def test_answers_are_remembered_when_the_database_is_opened_again(
    store, url, open_at, adviser, course, first, lab
):
    at = Desk(store, adviser, "Mara", clock)
    assert at.predict(first, wrong(first, lab), course).right is False
    assert at.predict(first, sorted(right_answer(first, lab)), course).right is True
    store.close()
    found = Desk(open_at(url), adviser, "Mara", clock).learnt()
    assert (found.answered, found.right) == (2, 1)
    assert [turn.answer.right for turn in found.turns[first.id]] == [False, True]
    versions = {(t.answer.knowledge, t.answer.rules) for t in found.turns[first.id]}
    assert versions == {(adviser.knowledge.version, adviser.rules.version)}


def test_each_person_has_progress_of_their_own(store, adviser, course, first, lab):
    ada, bo = (Desk(store, adviser, member(name), clock) for name in ("Ada", "Bo"))
    ada.predict(first, wrong(first, lab), course)
    assert (ada.learnt().answered, bo.learnt().answered) == (1, 0)
    bo.start_over()
    assert ada.learnt().answered == 1


def test_starting_over_counts_nothing_from_before_and_keeps_it_in_the_log(
    store, adviser, course, first, lab
):
    at = Desk(store, adviser, "Mara", clock)
    at.predict(first, wrong(first, lab), course)
    at.start_over()
    assert at.learnt().answered == 0
    at.predict(first, sorted(right_answer(first, lab)), course)
    assert (at.learnt().answered, at.learnt().right) == (1, 1)
    assert len(store.noted_by("exercise", "Mara")) == 3


def test_nothing_that_anybody_typed_goes_into_the_log(store, adviser, course, first, lab):
    Desk(store, adviser, "Mara", clock).predict(first, wrong(first, lab), course)
    (entry,) = store.noted_by("exercise", "Mara")
    assert "script" not in entry.document
    assert entry.scorecard is None


@pytest.mark.parametrize("role", ROLES)
def test_every_role_may_practise_while_it_is_active(role, adviser, course, first, lab, tmp_path):
    with open_store(make_url(f"sqlite:///{tmp_path / 'roles.db'}")) as store:
        at = Desk(store, adviser, member("Ada", role), clock)
        at.predict(first, wrong(first, lab), course)
        assert at.learnt().answered == 1
        gone = Desk(store, adviser, member("Ada", role, active=False), clock)
        for act in (
            gone.learnt,
            gone.start_over,
            lambda: gone.predict(first, wrong(first, lab), course),
        ):
            with pytest.raises(Refused, match="may not log in any more"):
                act()
        assert at.learnt().answered == 1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [((), "nothing is chosen"), (("x",), "`x` is no option"), (("a", "b"), "no option")],
)
def test_what_is_no_answer_is_refused_and_not_remembered(
    chosen, said, store, adviser, course, first
):
    at = Desk(store, adviser, "Mara", clock)
    with pytest.raises(Refused, match=said):
        at.predict(first, chosen, course)
    assert at.learnt().answered == 0
