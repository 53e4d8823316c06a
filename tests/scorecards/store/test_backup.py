"""Backups: lossless from either database into either, and refused unless whole."""

import datetime
import errno
import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from scorecards.store import BackupError, Unavailable, archive, restore, schema

SIGNED = {"by": "Ada", "at": datetime.datetime(2026, 3, 3, tzinfo=datetime.UTC)}
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def fill(store, scorecard, reading, signed):
    """Something of everything."""
    store.create(scorecard("q1", "Größe 📈", person="Ada"), **signed, why="new", token="a")
    store.save(scorecard("q1", "a\u2028b\nc", sample=False), 1, **signed, token="b")
    store.create(scorecard("a-b", "Toy", sample=True), **signed)
    store.create(scorecard("a1", "Between in another alphabet"), **signed)
    # The correction comes first in the order of ids.
    store.add_reading(reading("r2", value="0.100000"))
    store.correct_reading(reading("r1", value="-5", replaces="r2"))
    store.attach("q1", "all.bin", bytes(range(256)), **signed)
    store.attach("q1", "empty", b"", **signed)
    store.keep('{"a": "ü"}', knowledge="k", rules="r", at=signed["at"])


def told(store):
    """All that the store tells."""
    ids = [each.id for each in store.list()]
    return (
        store.list(),
        [[store.get(id, saved.number) for saved in store.history(id)] for id in ids],
        [store.readings(id, corrected=True) for id in ids],
        [[store.attachment(id, each.name) for each in store.attachments(id)] for id in ids],
    )


@pytest.fixture
def full(store, scorecard, reading, signed, tmp_path):
    """A store with something of everything, and its backup."""
    fill(store, scorecard, reading, signed)
    file = tmp_path / "backup.zip"
    store.backup(file, at=signed["at"])
    return store, file


@pytest.fixture
def empty(kind, empty_url, open_at):
    """An empty store of the other kind."""
    return open_at(empty_url(OTHER[kind]))


def test_a_backup_is_lossless_into_the_other_database_and_back(
    full, empty, reading, tmp_path, signed, but_for_restores
):
    store, file = full
    for number in range(60):  # more than are handled at a time
        store.add_reading(reading(f"m{number}", "a-b", value=str(number)))
    kept = 3 + 4 + 62 + 2 + 1
    entered, ends = 4 + 62 + 2, 1
    assert store.backup(file, at=signed["at"]) == kept + entered + ends
    assert empty.restore(file, **SIGNED) == kept + entered + ends
    assert told(empty) == told(store)
    assert empty.check() == ()
    again = tmp_path / "again.zip"
    empty.backup(again, at=signed["at"])
    assert but_for_restores(again) == but_for_restores(file)


def test_a_restore_is_entered_at_the_end_of_the_log_that_it_brought_back(full, empty):
    store, file = full
    before = store.log()
    rows = empty.restore(file, by="Bo", at=SIGNED["at"])
    entered, *rest = empty.log()
    assert tuple(rest) == before
    assert (entered.kind, entered.by, entered.at) == ("restored", "Bo", SIGNED["at"])
    made_at = "2026-03-02T12:00:00.000000+00:00"
    assert json.loads(entered.document) == {"made_at": made_at, "rows": rows, "given_up": None}
    assert empty.restores() == (entered,)
    assert (store.restores(), empty.verify()) == ((), ())


def test_a_log_that_was_given_up_is_named_and_its_end_is_told_from_one_written_anew(
    full, empty, scorecard, signed
):
    _, file = full
    empty.create(scorecard("other"), **signed)
    end = empty.log_end()
    empty.restore(file, replace=True, **SIGNED)
    (entered,) = empty.restores()
    assert json.loads(entered.document)["given_up"] == list(end)
    assert empty.verify() == ()
    (problem,) = empty.verify(end[1])
    assert problem.endswith(
        f"entry {entered.number}, a restore, gave up the log that ended with it"
    )
    (problem,) = empty.verify("0" * 63 + "1")
    assert problem.endswith("it was written anew")


def test_what_was_restored_can_be_worked_on(full, empty, scorecard, reading, signed):
    _, file = full
    empty.restore(file, **SIGNED)
    assert empty.save(scorecard("q1", "Next"), 2, **signed).number == 3
    assert empty.save(scorecard("q1", "a\u2028b\nc"), 1, **signed, token="b").number == 2
    empty.correct_reading(reading("r3", replaces="r1"))


def test_a_restore_replaces_only_when_asked_to(full, empty, scorecard, signed):
    store, file = full
    empty.create(scorecard("other"), **signed)
    with pytest.raises(BackupError, match="kept here already.*--replace"):
        empty.restore(file, **SIGNED)
    assert [each.id for each in empty.list()] == ["other"]
    empty.restore(file, replace=True, **SIGNED)
    assert told(empty) == told(store)


def test_a_kept_recommendation_alone_makes_a_database_not_empty(full, empty, signed):
    empty.keep("{}", knowledge="k", rules="r", at=signed["at"])
    with pytest.raises(BackupError, match="kept here already"):
        empty.restore(full[1], **SIGNED)


def rewritten(file, **changed):
    """The backup with other contents under these names, or without them where None."""
    with zipfile.ZipFile(file) as old:
        held = {name: old.read(name) for name in old.namelist()}
    held |= changed
    with zipfile.ZipFile(file, "w") as new:
        for name, content in held.items():
            if content is not None:
                new.writestr(name, content)


def manifest_with(file, **changed):
    with zipfile.ZipFile(file) as old:
        return json.dumps(json.loads(old.read("manifest.json")) | changed).encode()


def table(file, name):
    with zipfile.ZipFile(file) as old:
        return old.read(f"{name}.jsonl")


def vouched(file, name, content):
    """The backup with another list of rows, for which its manifest vouches."""
    with zipfile.ZipFile(file) as old:
        tables = json.loads(old.read("manifest.json"))["tables"]
    digest = hashlib.sha256(content).hexdigest()
    tables[name] = {"rows": content.count(b"\n"), "sha256": digest}
    rewritten(
        file, **{f"{name}.jsonl": content, "manifest.json": manifest_with(file, tables=tables)}
    )


SPOILT = {
    "text": lambda f: f.write_text("not a zip"),
    "empty": lambda f: f.write_bytes(b""),
    "half": lambda f: f.write_bytes(f.read_bytes()[: f.stat().st_size // 2]),
    "without its end": lambda f: f.write_bytes(f.read_bytes()[:-1]),
    "without its manifest": lambda f: rewritten(f, **{"manifest.json": None}),
    "with another manifest": lambda f: rewritten(f, **{"manifest.json": b"[1]"}),
    "with no manifest in words": lambda f: rewritten(f, **{"manifest.json": b"\xff{"}),
    "without a table": lambda f: rewritten(f, **{"versions.jsonl": None}),
    "with a row less": lambda f: rewritten(
        f, **{"versions.jsonl": table(f, "versions").split(b"\n", 1)[1]}
    ),
    "with a word changed": lambda f: rewritten(
        f, **{"versions.jsonl": table(f, "versions").replace(b"Ada", b"Bob", 1)}
    ),
    "with a row that is no JSON": lambda f: rewritten(f, **{"versions.jsonl": b"{\n"}),
    "with no tables at all": lambda f: rewritten(
        f, **{"manifest.json": manifest_with(f, tables={})}
    ),
    "newer": lambda f: rewritten(
        f, **{"manifest.json": manifest_with(f, format=archive.FORMAT + 1, extra=1)}
    ),
    "of a newer schema": lambda f: rewritten(
        f, **{"manifest.json": manifest_with(f, revision="9999")}
    ),
    "of a schema that never was": lambda f: rewritten(
        f, **{"manifest.json": manifest_with(f, revision="0000")}
    ),
    "with a lost version": lambda f: vouched(
        f, "versions", table(f, "versions").split(b"\n", 1)[1]
    ),
    "with rows of nothing": lambda f: vouched(f, "scorecards", b""),
    "with a row twice": lambda f: vouched(f, "recommendations", table(f, "recommendations") * 2),
    "with a field of another type": lambda f: vouched(
        f, "versions", table(f, "versions").replace(b'"number": 1', b'"number": "1"', 1)
    ),
    "with a field more": lambda f: vouched(
        f, "versions", table(f, "versions").replace(b"{", b'{"x": 1, ', 1)
    ),
    "with a list for a row": lambda f: vouched(f, "versions", b"[]\n"),
    "with bytes that are none": lambda f: vouched(
        f, "attachments", table(f, "attachments").replace(b'"content": "', b'"content": "*', 1)
    ),
    "with other bytes": lambda f: vouched(
        f, "attachments", table(f, "attachments").replace(b'"AAEC', b'"ABEC', 1)
    ),
}


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_spoilt_backup_is_refused_and_nothing_is_touched(full, how):
    store, file = full
    before, whole = told(store), file.read_bytes()
    SPOILT[how](file)
    assert file.read_bytes() != whole
    with pytest.raises(BackupError) as caught:
        store.restore(file, replace=True, **SIGNED)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert told(store) == before


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_newer_backup_says_so(full):
    store, file = full
    SPOILT["newer"](file)
    with pytest.raises(BackupError, match="format 2 and this Remit reads up to 1"):
        store.restore(file, replace=True, **SIGNED)
    SPOILT["of a newer schema"](file)
    with pytest.raises(BackupError):
        store.restore(file, replace=True, **SIGNED)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_any_altered_byte_is_noticed_or_makes_no_difference(full, empty_url, open_at):
    store, file = full
    before, whole = told(store), bytearray(file.read_bytes())
    for place in range(0, len(whole), max(1, len(whole) // 25)):
        altered = whole.copy()
        altered[place] ^= 0x10
        file.write_bytes(altered)
        other = open_at(empty_url("sqlite"))
        try:
            other.restore(file, **SIGNED)
        except BackupError:
            assert other.list() == ()
        else:
            assert told(other) == before
        other.close()


def test_no_backup_is_there_to_restore(store, tmp_path):
    with pytest.raises(BackupError, match="No such file"):
        store.restore(tmp_path / "none.zip", **SIGNED)


def test_a_restore_that_fails_halfway_leaves_everything_as_it_was(full, monkeypatch):
    store, file = full
    before = told(store)
    real = restore._insert

    def failing(connection, table, rows):
        if table.name == "attachments" and table.metadata is restore.tables.metadata:
            raise OSError(errno.EIO, "Input/output error")
        real(connection, table, rows)

    monkeypatch.setattr(restore, "_insert", failing)
    with pytest.raises(Unavailable, match="Input/output error"):
        store.restore(file, replace=True, **SIGNED)
    assert told(store) == before


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_backup_that_cannot_be_written_leaves_the_old_one(full, signed, monkeypatch, call):
    store, file = full
    old = file.read_bytes()

    def failing(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, failing)
    with pytest.raises(BackupError, match=r"cannot write .*backup.zip: No space left on device"):
        store.backup(file, at=signed["at"])
    assert file.read_bytes() == old
    assert [each.name for each in file.parent.iterdir() if "backup" in each.name] == ["backup.zip"]


def test_a_backup_into_a_folder_that_is_none_is_one_line(store, tmp_path, signed):
    with pytest.raises(BackupError, match="No such file or directory"):
        store.backup(tmp_path / "none" / "b.zip", at=signed["at"])


def test_a_backup_names_the_schema_it_is_of(full):
    with archive.Archive(full[1]) as found:
        assert found.manifest.revision == schema.HEAD
        assert found.manifest.made_at == "2026-03-02T12:00:00.000000+00:00"


def test_a_pipe_is_neither_written_over_nor_read(store, tmp_path, signed):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BackupError, match="it is no ordinary file; name another"):
        store.backup(pipe, at=signed["at"])
    with pytest.raises(BackupError, match="is no ordinary file"):
        store.restore(pipe, **SIGNED)
    assert pipe.is_fifo()


def test_a_backup_does_not_take_the_place_of_the_database(empty_url, open_at, tmp_path, signed):
    url = empty_url("sqlite")
    store = open_at(url)
    link = tmp_path / "link.zip"
    link.symlink_to(url.database)
    for file in (Path(url.database), link):
        with pytest.raises(BackupError, match="it is the database itself"):
            store.backup(file, at=signed["at"])
    assert store.check() == ()
