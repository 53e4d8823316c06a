"""The tables: as the migrations make them, and from every release that there was."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from scorecards.store import SchemaMismatch, StoreError, check, database, open_store, schema
from scorecards.store.tables import metadata

RELEASED = Path(__file__).parents[1] / "schemas"
"""Of each schema: the database of that release, dumped from either kind, and a backup of it."""


def load(url, script):
    """Make the database that a dump tells of."""
    if database.is_file(url):
        connection = sqlite3.connect(url.database)
        connection.executescript(script)
        connection.close()
        return
    engine = database.connect(url)
    with database.writing(engine) as connection:
        connection.connection.dbapi_connection.execute(script)
    engine.dispose()


@pytest.fixture
def bare(kind, empty_url):
    """A database without tables."""
    return empty_url(kind, tables=False)


@pytest.fixture
def released(bare, kind):
    """A database as it was left by a release."""

    def make(revision):
        script = (RELEASED / f"{revision}.{kind}.sql").read_text(encoding="utf-8")
        load(bare, script)
        return bare

    return make


def test_the_newest_migration_leads_to_the_schema_that_is_worked_with():
    assert schema.known()[-1] == schema.HEAD


def test_every_schema_there_ever_was_is_kept_to_migrate_from():
    kept = {path.name for path in RELEASED.iterdir()}
    ends = ("sqlite.sql", "postgresql.sql", "zip")
    assert kept == {f"{revision}.{end}" for revision in schema.known() for end in ends}


@pytest.mark.parametrize("revision", schema.known())
def test_a_database_of_a_release_comes_up_to_date_with_all_that_was_in_it(
    released, open_at, empty_url, kind, tmp_path, signed, revision, but_for_restores
):
    store = open_at(released(revision), upgrade=True)
    restored = open_at(empty_url(kind))
    restored.restore(RELEASED / f"{revision}.zip", **signed)
    files = [tmp_path / "migrated.zip", tmp_path / "restored.zip"]
    for each, file in zip((store, restored), files, strict=True):
        each.backup(file, at=signed["at"])
        with database.reading(each._engine) as connection:
            assert list(check.structure(connection)) == []
    assert but_for_restores(files[0]) == but_for_restores(files[1])
    assert [(each.number, each.by, each.why) for each in store.history("q1")] == [
        (1, "Ada", "Adopted."),
        (2, "Bo", "A target was missing; it isn't now."),
    ]
    assert [(each.id, each.version, each.sample) for each in store.list()] == [
        ("sample", 1, True),
        ("q1", 2, False),
    ]
    assert store.attachment("q1", "notes.bin")[1] == bytes(range(256))
    assert store.verify() == restored.verify() == ()


def test_what_was_kept_before_there_was_a_log_is_entered_into_it(released, open_at):
    store = open_at(released("0001"), upgrade=True)
    entries = store.log()[::-1]
    assert [each.number for each in entries] == list(range(1, 8))
    assert [(each.at.day, each.kind, each.by, each.scorecard) for each in entries] == [
        (2, "file", "Ada", "q1"),
        (2, "file", "Ada", "q1"),
        (2, "reading", "Ada", "q1"),
        (2, "reading", "Ada", "q1"),
        (2, "version", "Ada", "q1"),
        (2, "version", "Ada", "sample"),
        (3, "version", "Bo", "q1"),
    ]
    assert store.log_end() == (7, entries[-1].hash)


def test_an_empty_database_of_the_first_release_gets_an_empty_log(empty_url, open_at):
    url = empty_url("sqlite", tables=False)
    engine = database.connect(url)
    schema.upgrade(engine, "0001")
    engine.dispose()
    store = open_at(url)
    assert (store.log(), store.verify()) == ((), ())


@pytest.mark.parametrize("way", ["migrated", "restored"])
def test_acts_members_and_what_was_deleted_stay_in_the_log(
    released, url, open_at, signed, scorecard, way
):
    store = open_at(url if way == "restored" else released("0002"), upgrade=True)
    if way == "restored":
        store.restore(RELEASED / "0002.zip", **signed)
    assert [(each.act.kind, each.by) for each in store.acts("q1")] == [
        ("submit", "Ada"),
        ("comment", "Bo"),
        ("comment", "Ada"),
        ("resolve", "Bo"),
        ("waive", "Bo"),
    ]
    assert [(each.name, each.role, each.active) for each in store.members()] == [
        ("Ada", "pmm", True),
        ("Bo", "reviewer", False),
    ]
    assert [each.kind for each in store.log("gone")] == ["deleted", "version"]
    number, _ = store.log_end()
    store.create(scorecard("more"), **signed)
    assert (store.log_end()[0], store.verify()) == (number + 1, ())


@pytest.mark.parametrize("revision", schema.known())
def test_a_migrated_database_has_the_tables_that_the_code_works_with(
    released, open_at, kind, empty_url, revision
):
    migrated = open_at(released(revision), upgrade=True)
    fresh = open_at(empty_url(kind))
    for store in (migrated, fresh):
        with database.reading(store._engine) as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_server_is_upgraded_only_when_asked(empty_url, open_at):
    url = empty_url("postgresql", tables=False)
    with pytest.raises(SchemaMismatch, match=r"has no tables of Remit yet; run `remit db upgrade`"):
        open_store(url)
    open_at(url, upgrade=True)
    assert open_at(url).list() == ()


def test_an_older_server_names_the_command(empty_url, monkeypatch):
    url = empty_url("postgresql")
    engine = database.connect(url)
    older = rf"has the older schema {schema.HEAD}; run `remit db upgrade`"
    monkeypatch.setattr(schema, "HEAD", "9999")
    with pytest.raises(SchemaMismatch, match=older):
        schema.require(engine)
    engine.dispose()


def test_a_database_of_a_newer_release_is_left_alone(bare):
    open_store(bare, upgrade=True).close()
    engine = database.connect(bare)
    with database.writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for upgrade in (False, True):
        with pytest.raises(SchemaMismatch, match=r"written by a newer Remit \(schema 9999"):
            open_store(bare, upgrade=upgrade)
    with database.reading(engine) as connection:
        assert schema.current(connection) == "9999"
    engine.dispose()


def test_a_migration_that_fails_leaves_no_half_of_it(bare, open_at, monkeypatch):
    engine = database.connect(bare)
    real = schema.command.upgrade

    def failing(config, revision):
        real(config, revision)
        config.attributes["connection"].execute(text("SELECT * FROM nothing"))

    monkeypatch.setattr(schema.command, "upgrade", failing)
    with pytest.raises(StoreError):
        schema.upgrade(engine)
    monkeypatch.undo()
    with database.reading(engine) as connection:
        assert schema.current(connection) is None
    engine.dispose()
    assert open_at(bare, upgrade=True).list() == ()
