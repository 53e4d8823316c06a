"""The log of all that was done: whatever is altered, removed, moved or cut off is found."""

from hashlib import sha256

import pytest

from scorecards.review import Done
from scorecards.rights import Member
from scorecards.store import database, log
from scorecards.store.errors import Damaged, StoreError
from tests.scorecards.store.test_writers import in_threads


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


@pytest.fixture
def kept(store, scorecard, reading, signed):
    """Rows of every kind that the log tells of."""
    store.create(scorecard(person="Ada"), **signed, why="Adopted.")
    store.save(scorecard(title="Q1", person="Ada"), 1, **signed, why="Shorter.")
    store.add_readings([reading("r1"), reading("r2", value="32", replaces="r1")])
    store.attach("q1", "log.txt", b"12 won of 40", **signed)
    members = (("Ada", "pmm"), ("Bo", "viewer"))
    store.put_members(
        [Member(email=f"{name.lower()}@x.org", name=name, role=role) for name, role in members],
        **signed,
    )
    return store


GUARDED = ("versions", "readings", "attachments", "log")
BEHIND_ITS_BACK = {
    "another document of a version": (
        "UPDATE versions SET document = replace(document, 'First', 'Last') WHERE number = 1",
        "version 1 of scorecard q1 is not as the log says",
    ),
    "another reason of a version": (
        "UPDATE versions SET why = 'Agreed.' WHERE number = 2",
        "version 2 of scorecard q1 is not as the log says",
    ),
    "another writer of a version": (
        "UPDATE versions SET written_by = 'Eve' WHERE number = 2",
        "version 2 of scorecard q1 is not as the log says",
    ),
    "another day of a version": (
        "UPDATE versions SET written_at = '2026-03-01T12:00:00.000000+00:00' WHERE number = 2",
        "version 2 of scorecard q1 is not as the log says",
    ),
    "a version that stands no more": (
        "UPDATE scorecards SET current_version = 1, title = 'First quarter'",
        "scorecard q1 is at version 1, and the log tells of 2",
    ),
    "a version that went": (
        "DELETE FROM versions WHERE number = 1",
        "scorecard q1 lacks 1 of what the log says: version",
    ),
    "a scorecard that is listed as a sample": (
        "UPDATE scorecards SET sample = (1 = 1)",
        "scorecard q1 is not listed as its last version says: sample",
    ),
    "a scorecard listed for somebody else": (
        "UPDATE scorecards SET person = 'Eve'",
        "scorecard q1 is not listed as its last version says: person",
    ),
    "another value of a reading": (
        "UPDATE readings SET document = replace(document, '31.5', '91.5') WHERE id = 'r1'",
        "reading r1 of scorecard q1 is not as the log says",
    ),
    "a reading that went": (
        "DELETE FROM readings WHERE id = 'r2'",
        "scorecard q1 lacks 1 of what the log says: reading",
    ),
    "a file of another name": (
        "UPDATE attachments SET name = 'other.txt'",
        "the file other.txt of scorecard q1 is not as the log says",
    ),
    "a file that went": (
        "DELETE FROM attachments",
        "scorecard q1 lacks 1 of what the log says: file",
    ),
    "another role of a member": (
        "UPDATE members SET role = 'admin' WHERE name = 'Bo'",
        "the member bo@x.org is not as the log says",
    ),
    "a member who may not log in any more": (
        "UPDATE members SET active = (1 = 0) WHERE name = 'Ada'",
        "the member ada@x.org is not as the log says",
    ),
    "a member whom nobody let in": (
        "INSERT INTO members VALUES ('eve@x.org', 'Eve', 'admin', NULL, (1 = 1))",
        "the member eve@x.org is not as the log says",
    ),
    "a member who went": (
        "DELETE FROM members WHERE name = 'Bo'",
        "the member bo@x.org is missing",
    ),
}
"""What somebody did with SQL, and what is said of it."""


@pytest.fixture
def unguarded(sql, kind):
    """Change rows that the database's guard would keep as they are."""

    def run(statement, **values):
        for table in GUARDED:
            if kind == "postgresql":
                sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                sql(f"DROP TRIGGER never_updated_{table}")
        assert sql(statement, **values).rowcount > 0
        if kind == "postgresql":
            for table in GUARDED:
                sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return run


def test_what_was_kept_is_as_the_log_says(kept, signed, scorecard, reading):
    assert kept.verify() == ()
    kept.create(scorecard("s1", sample=True), **signed)
    kept.add_reading(reading("r9", "s1"))
    kept.attach("s1", "log.txt", b"x", **signed)
    kept.delete("s1", **signed)
    assert kept.verify() == ()
    kept.create(scorecard("s1", sample=True), **signed)
    kept.put_members([Member(email="bo@x.org", name="Bo", role="pmm", active=False)], **signed)
    assert kept.verify() == ()


@pytest.mark.parametrize(("statement", "says"), BEHIND_ITS_BACK.values(), ids=BEHIND_ITS_BACK)
def test_a_row_that_was_changed_behind_the_log_s_back_is_found(kept, unguarded, statement, says):
    unguarded(statement)
    assert any(says in each for each in kept.verify())


def test_other_bytes_of_a_file_are_found(kept, unguarded):
    unguarded("UPDATE attachments SET content = :content", content=b"39 won of 40")
    (found,) = (each for each in kept.verify() if "log.txt" in each)
    assert found == "the file log.txt of scorecard q1 is not as the log says it was written"


def test_other_bytes_with_their_own_digest_are_found(kept, unguarded):
    new = b"39 won of 40"
    unguarded(
        "UPDATE attachments SET content = :content, sha256 = :digest",
        content=new,
        digest=sha256(new).hexdigest(),
    )
    assert any("log.txt" in each for each in kept.verify())


def test_a_row_that_the_log_never_heard_of_is_found(kept, sql):
    sql(
        "INSERT INTO versions (scorecard, number, document, written_by, written_at, why) "
        "SELECT scorecard, 3, document, written_by, written_at, why FROM versions "
        "WHERE number = 2"
    )
    assert any("version 3 of scorecard q1 is not as" in each for each in kept.verify())


def test_acts_of_a_sample_are_not_those_of_the_next_with_its_id(store, scorecard, signed):
    card = scorecard("s1", sample=True)
    act = {"kind": "comment", "id": "c1", "text": "Grüße"}
    done = Done.model_validate(
        {"act": act, "by": "Ada", "at": signed["at"], "version": 1, "content": "c"}
    )
    store.create(card, **signed)
    store.do("s1", done, 0)
    assert (store.acts("s1"), store.all_acts()) == ((done,), {"s1": (done,)})
    store.delete("s1", **signed)
    store.create(card, **signed)
    assert (store.acts("s1"), store.all_acts()) == ((), {})
    store.do("s1", done, 0)
    assert store.acts("s1") == (done,)
    assert store.verify() == ()


def test_the_first_entries_of_an_empty_log_may_come_at_the_same_moment(store, scorecard, signed):
    in_threads(lambda number: store.create(scorecard(f"q{number}"), **signed), 8)
    assert (store.log_end()[0], store.verify()) == (8, ())
