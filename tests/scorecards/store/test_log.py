"""The log of all that was done: whatever is altered, removed, moved or cut off is found."""

import pytest

from scorecards.store import database, log
from scorecards.store.errors import Damaged, StoreError


def entry(number, by="Ada", scorecard=None):
    """What is entered on a day of March."""
    document = log.plain({"number": number, "words": "Grüße"})
    return log.New("act", by, f"2026-03-0{number}T12:00:00.000000+00:00", document, scorecard)


@pytest.fixture
def added(store):
    """Five entries."""
    with database.writing(store._engine) as connection:
        for number in range(1, 6):
            new = entry(number, scorecard="q1" if number % 2 else None)
            log.add(connection, new)
    return store


def problems(store, noted=None):
    with database.reading(store._engine) as connection:
        return list(log.verify(connection, noted))


def hashes(store):
    with database.reading(store._engine) as connection:
        return {each.number: each.hash for each in log.entries(connection, None, 10)}


@pytest.fixture
def meddle(sql, kind):
    """Do something to the log that its guard would refuse."""

    def run(*statements):
        server = kind == "postgresql"
        off = "ALTER TABLE log DISABLE TRIGGER USER" if server else "DROP TRIGGER never_updated_log"
        for statement in (off, *statements):
            sql(statement)
        if server:
            sql("ALTER TABLE log ENABLE TRIGGER USER")

    return run


def test_a_log_that_nobody_touched_is_whole(added):
    assert problems(added) == []
    assert problems(added, noted=hashes(added)[3]) == []


def test_an_empty_log_is_whole(store):
    assert problems(store) == []


def test_entries_come_newest_first_of_one_scorecard_or_all(added):
    with database.reading(added._engine) as connection:
        assert [each.number for each in log.entries(connection, None, 3)] == [5, 4, 3]
        assert [each.number for each in log.entries(connection, "q1", 9)] == [5, 3, 1]
        assert log.count(connection, "q1", "act") == 3


def test_what_was_done_before_a_deletion_counts_for_another_of_that_id(added):
    with database.writing(added._engine) as connection:
        gone = log.plain({"title": "Gone"})
        log.add(connection, log.New("deleted", "Ada", "2026-03-06T12:00:00+00:00", gone, "q1"))
        log.add(connection, entry(7, scorecard="q2"))
    with database.reading(added._engine) as connection:
        assert log.count(connection, "q1", "act") == 0
        assert list(log.of_scorecard(connection, "q1", "act")) == []
        assert list(log.of_all(connection, "act")) == [None, "q2"]
    with database.writing(added._engine) as connection:
        log.add(connection, entry(8, scorecard="q1"))
    with database.reading(added._engine) as connection:
        (again,) = log.of_scorecard(connection, "q1", "act")
        assert log.count(connection, "q1", "act") == 1
        assert log.of_all(connection, "act")["q1"] == [again]
    assert problems(added) == []


def test_the_database_refuses_to_change_an_entry(added, sql):
    with pytest.raises(StoreError, match="refused"):
        sql("UPDATE log SET at = 'x' WHERE number = 2")
    assert problems(added) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ('"by"', "'Bo'"),
        ("at", "'2026-03-02T12:00:00.000001+00:00'"),
        ("kind", "'version'"),
        ("scorecard", "'q1'"),
        ("document", "'{}'"),
        ("hash", "'" + "0" * 64 + "'"),
        ("previous", "'" + "0" * 64 + "'"),
    ],
)
def test_an_altered_entry_is_found(added, meddle, column, value):
    meddle(f"UPDATE log SET {column} = {value} WHERE number = 2")
    assert any(
        "entry 2 of the log" in each or "entry 3 of the log" in each for each in problems(added)
    )


@pytest.mark.parametrize("number", [1, 3])
def test_a_removed_entry_is_found(added, sql, number):
    sql(f"DELETE FROM log WHERE number = {number}")
    assert any(f"entry {number} of the log is missing" in each for each in problems(added))


def test_several_removed_entries_are_found(added, sql):
    sql("DELETE FROM log WHERE number IN (2, 3)")
    assert any("entry 2 of the log is missing: 4 stands" in each for each in problems(added))


def test_entries_that_changed_places_are_found(added, meddle):
    meddle(
        "UPDATE log SET number = 99 WHERE number = 2",
        "UPDATE log SET number = 2 WHERE number = 3",
        "UPDATE log SET number = 3 WHERE number = 99",
    )
    assert len(problems(added)) >= 2


def test_a_log_that_was_cut_short_is_found(added, sql):
    sql("DELETE FROM log WHERE number > 3")
    assert problems(added) == ["the log ends at entry 3, and entry 5 was written: it was cut short"]


def test_a_log_that_was_emptied_is_found(added, sql):
    sql("DELETE FROM log")
    assert problems(added) == ["the log ends at entry 0, and entry 5 was written: it was cut short"]


def test_a_log_without_its_end_is_found_and_takes_nothing_more(added, sql):
    sql("DELETE FROM log_end")
    assert any("the log ends at entry 5" in each for each in problems(added))
    with (
        pytest.raises(Damaged, match="where the log ends was removed"),
        database.writing(added._engine) as connection,
    ):
        log.add(connection, entry(9))


def test_a_log_that_was_written_anew_is_found_by_a_hash_that_was_noted(added, sql):
    noted = hashes(added)[5]
    sql("DELETE FROM log")
    sql("DELETE FROM log_end")
    with database.writing(added._engine) as connection:
        for number in range(1, 6):
            log.add(connection, entry(number, by="Eve"))
    assert problems(added) == []
    assert "it was written anew" in problems(added, noted)[0]


def test_an_entry_is_there_only_with_what_it_tells_of(store):
    def fail():
        with database.writing(store._engine) as connection:
            log.add(connection, entry(9))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert hashes(store) == {}
