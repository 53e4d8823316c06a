"""The commands for what is kept: the database, backups, scorecards."""

import datetime
import json
import sqlite3

import pytest

from scorecards.document import Scorecard
from scorecards.store import open_store
from scorecards.store.schema import HEAD

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def scorecard(id="q1", title="First quarter", **fields):
    return Scorecard.model_validate(
        {
            "id": id,
            "title": title,
            "period": {"start": "2026-01-01", "end": "2026-03-31"},
            "basis": {"profile": {}, "knowledge": "k", "rules": "r", "recommended": {}},
            **fields,
        }
    )


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """Every test has a database of its own."""
    path = tmp_path / "kept" / "remit.db"
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def kept(file):
    """Two scorecards, one of them changed once."""
    with open_store() as store:
        store.create(scorecard(person="Ada"), by="Ada", at=NOON, why="Adopted.")
        store.save(scorecard(title="Q1", person="Ada"), 1, by="Bo", at=NOON, why="Shorter.")
        store.create(scorecard("q2", "Second quarter"), by="Ada", at=NOON)
    return file


def test_where_names_the_file_and_makes_none(remit, file):
    done = remit("db", "where")
    assert (done.code, done.out, done.err) == (0, f"{file}\n", "")
    assert not file.exists()


def test_upgrade_makes_the_tables_and_can_be_said_again(remit, file):
    for _ in range(2):
        done = remit("db", "upgrade")
        assert (done.code, done.out) == (0, f"{file} is up to date (schema {HEAD})\n")


def test_check_counts_what_is_whole_and_lists_what_is_not(remit, kept):
    assert remit("db", "check").out == "2 scorecards, nothing to mend\n"
    with sqlite3.connect(kept) as connection:
        connection.execute("DELETE FROM versions WHERE scorecard = 'q1' AND number = 1")
    connection.close()
    done = remit("db", "check")
    assert (done.code, done.err) == (1, "1 to mend\n")
    assert done.out == "scorecard q1 is at version 2, and 1 versions are there\n"


def test_list_show_and_history_tell_the_same_in_words_and_as_json(remit, kept):
    assert [each["id"] for each in json.loads(remit("scorecard", "list", "--format", "json").out)]
    listed = remit("scorecard", "list").out.splitlines()
    assert listed[0].split() == ["id", "title", "person", "status", "version"]
    assert listed[1].split() == ["q1", "Q1", "Ada", "draft", "2"]
    shown = json.loads(remit("scorecard", "show", "q1", "--format", "json").out)
    assert shown.pop("version") == 2
    assert Scorecard.model_validate(shown) == scorecard(title="Q1", person="Ada")
    assert "Q1" in remit("scorecard", "show", "q1").out
    entries = json.loads(remit("scorecard", "history", "q1", "--format", "json").out)
    assert [(each["number"], each["why"]) for each in entries] == [(1, "Adopted."), (2, "Shorter.")]
    assert entries[0]["at"] == "2026-03-02T12:00:00+00:00"
    assert "Shorter." in remit("scorecard", "history", "q1").out


@pytest.mark.parametrize("command", ["show", "history"])
def test_a_scorecard_that_is_not_there_is_one_line(fault, command):
    assert fault("scorecard", command, "none") == "remit: there is no scorecard none"


def test_a_backup_is_restored_into_an_empty_database(remit, kept, tmp_path, monkeypatch):
    file = tmp_path / "b.zip"
    assert remit("backup", file).out == f"9 rows in {file}\n"
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    assert remit("restore", file).out == f"9 rows restored from {file}\n"
    assert [each.id for each in _listed()] == ["q1", "q2"]


def _listed():
    with open_store() as store:
        return store.list()


def test_a_restore_over_something_wants_to_be_asked_for(remit, fault, kept, tmp_path):
    file = tmp_path / "b.zip"
    remit("backup", file)
    assert "--replace" in fault("restore", file)
    assert remit("restore", file, "--replace").code == 0


def test_what_is_no_backup_is_one_line(fault, tmp_path):
    path = tmp_path / "letter.zip"
    path.write_text("Dear Ada")
    assert fault("restore", path) == f"remit: {path} is not a backup, or only a part of one"


@pytest.mark.parametrize("command", [["db", "where"], ["db", "check"], ["scorecard", "list"]])
def test_a_setting_that_cannot_be_used_is_one_line(fault, monkeypatch, command):
    monkeypatch.setenv("REMIT_DATABASE_URL", "mysql://host/remit")
    assert "asks for `mysql`" in fault(*command)


def test_no_other_command_loads_the_database(process):
    """Looking something up is not to wait for it."""
    done = process("objectives", "--format", "json", PYTHONPROFILEIMPORTTIME="1")
    assert done.code == 0
    assert b"ui.commands.keep" in done.err
    assert b"sqlalchemy" not in done.err
