"""Every scorecard and every reading in one query each; the made-up company on both databases."""

import datetime

import pytest

from scorecards.desk import Desk
from scorecards.sample.opening import close_sample, open_sample
from scorecards.store import Damaged


def test_documents_are_those_that_stand_by_title(store, scorecard, signed):
    assert store.documents() == ()
    for id, title in (("b", "beta"), ("c", "Alpha"), ("a", "Beta")):
        store.create(scorecard(id, title), **signed)
    changed = store.save(scorecard("b", "Zeta"), 1, why="Last.", **signed)
    found = store.documents()
    assert [each.scorecard for each in found] == ["c", "a", "b"]
    assert found[-1] == changed
    assert found == tuple(store.get(each.id) for each in store.list())


def test_a_document_that_does_not_fit_is_named(store, scorecard, signed, sql):
    store.create(scorecard(), **signed)
    sql("UPDATE scorecards SET current_version = 2")
    sql("INSERT INTO versions VALUES ('q1', 2, '{}', 'Ada', '2026-03-02', '', NULL)")
    with pytest.raises(Damaged, match="scorecard q1, version 2 does not fit"):
        store.documents()


def test_all_readings_leave_out_what_was_corrected(store, scorecard, reading, signed):
    for id in ("q1", "q2", "q3"):
        store.create(scorecard(id), **signed)
    store.add_reading(reading("late", taken_on=datetime.date(2026, 3, 1)))
    store.add_reading(reading("wrong"))
    store.correct_reading(reading("right", value="30", replaces="wrong"))
    store.add_reading(reading("other", scorecard="q2"))
    found = store.all_readings()
    assert {id: [each.id for each in kept] for id, kept in found.items()} == {
        "q1": ["right", "late"],
        "q2": ["other"],
    }
    assert found["q1"] == store.readings("q1")
    assert store.all_readings(["q2", "q3", "gone"]) == {"q2": found["q2"]}
    assert store.all_readings([]) == {}


def test_scorecards_as_they_stood_leave_out_what_came_later(store, scorecard, signed):
    def at(day):
        return signed | {"at": datetime.datetime(2026, 3, day, tzinfo=datetime.UTC)}

    store.create(scorecard("old", "First"), **at(1))
    for number, day in enumerate((2, 4), start=1):
        store.save(scorecard("old", f"Changed on {day}"), number, **at(day))
    store.create(scorecard("new"), **at(3))
    stood = store.stood(["old", "new"], at(3)["at"])
    assert [(each.scorecard, each.document.title) for each in stood] == [("old", "Changed on 2")]
    assert stood == (store.get("old", 2),)
    assert store.stood(["new"], at(5)["at"]) == (store.get("new"),)
    assert store.stood([], at(5)["at"]) == ()


def test_the_made_up_company_is_whole_and_leaves_nothing(store, adviser, scorecard, signed):
    store.create(scorecard(), **signed)
    now = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    desk = Desk(store, adviser, "Mara", now=lambda: now)
    assert open_sample(desk) == 8
    assert store.check() == ()
    assert len(store.documents()) == 9
    assert close_sample(desk) == 8
    assert [each.id for each in store.list()] == ["q1"]
    assert store.all_readings() == {}
