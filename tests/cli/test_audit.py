"""The commands for the log: it is whole, or what is wrong with it is told."""

import datetime
import json
import sqlite3

import pytest

from scorecards.document import Scorecard
from scorecards.store import open_store

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """Every test has a database of its own."""
    path = tmp_path / "remit.db"
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def kept(file):
    """Two scorecards, one of them changed once; gives the hash of the last entry."""
    card = Scorecard.model_validate(
        {
            "id": "q1",
            "title": "First quarter",
            "period": {"start": "2026-01-01", "end": "2026-03-31"},
            "basis": {"profile": {}, "knowledge": "k", "rules": "r", "recommended": {}},
        }
    )
    with open_store() as store:
        store.create(card, by="Ada", at=NOON, why="Adopted.")
        store.save(card.model_copy(update={"title": "Q1"}), 1, by="Bo", at=NOON, why="Shorter.")
        store.create(card.model_copy(update={"id": "q2"}), by="Ada", at=NOON)
        return store.log_end()[1]


def meddle(file, *statements):
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_whole_log_says_how_long_it_is_and_where_it_ends(remit, kept):
    done = remit("audit", "verify")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"3 entries, nothing wrong; the last hash is {kept}\n"
    found = json.loads(remit("audit", "verify", "--format", "json").out)
    assert found == {"entries": 3, "head": kept, "problems": [], "restored": []}


def test_an_empty_log_is_whole(remit):
    assert remit("audit", "verify").out.startswith("0 entries, nothing wrong")


def test_what_was_cut_off_is_told_and_the_exit_code_says_so(remit, file, kept):
    meddle(file, "DELETE FROM log WHERE number = 3")
    done = remit("audit", "verify")
    assert done.code == 1
    assert "the log ends at entry 2, and entry 3 was written: it was cut short" in done.out
    found = remit("audit", "verify", "--format", "json")
    assert found.code == 1
    assert json.loads(found.out)["problems"]


def test_a_version_that_was_changed_behind_the_log_is_told(remit, file, kept):
    meddle(
        file,
        "DROP TRIGGER never_updated_versions",
        "UPDATE versions SET document = replace(document, 'Q1', 'Q9')",
    )
    done = remit("audit", "verify")
    assert done.code == 1
    assert "version 2 of scorecard q1 is not as the log says it was written" in done.out


def test_a_noted_hash_is_found_again_or_the_log_was_written_anew(remit, file, kept):
    assert remit("audit", "verify", "--head", kept).code == 0
    done = remit("audit", "verify", "--head", "0" * 63 + "1")
    assert done.code == 1
    assert "it was written anew" in done.out


def test_entries_are_shown_newest_first_of_one_scorecard_or_all(remit, kept):
    every = json.loads(remit("audit", "show", "--format", "json").out)
    assert [each["number"] for each in every] == [3, 2, 1]
    assert every[0]["hash"] == kept
    assert every[1]["document"]["why"] == "Shorter."
    one = json.loads(remit("audit", "show", "q1", "--most", "1", "--format", "json").out)
    assert [(each["number"], each["by"], each["kind"]) for each in one] == [(2, "Bo", "version")]
    assert "Bo" in remit("audit", "show", "q1").out


def test_a_scorecard_that_never_was_is_one_line(fault):
    assert fault("audit", "show", "none") == "remit: there is no scorecard none"


def test_a_restore_is_told_with_the_log_that_was_given_up(remit, kept, tmp_path):
    remit("backup", tmp_path / "b.zip")
    assert remit("restore", tmp_path / "b.zip", "--replace").code == 0
    done = remit("audit", "verify")
    assert done.code == 0
    assert "entry 4: " in done.out
    assert f"gave up a log that ended at entry 3 with the hash {kept}" in done.out
    assert "4 entries, nothing wrong" in done.out
    (said,) = json.loads(remit("audit", "verify", "--format", "json").out)["restored"]
    assert (said["number"], said["given_up"]) == (4, [3, kept])
    newest = json.loads(remit("audit", "show", "--format", "json").out)[0]
    assert (newest["kind"], newest["document"]["rows"]) == ("restored", 9)
