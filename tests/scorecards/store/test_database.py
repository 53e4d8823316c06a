"""Where the database is, and what is said when it cannot be used."""

import sqlite3

import pytest
from sqlalchemy import event, make_url, text

from scorecards.store import Busy, StoreError, Unavailable, database, faults, open_store

HOME = {"HOME": "/h"}


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", HOME, "/h/.local/share/remit/remit.db"),
        ("linux", HOME | {"XDG_DATA_HOME": "/x"}, "/x/remit/remit.db"),
        ("linux", HOME | {"XDG_DATA_HOME": "relative"}, "/h/.local/share/remit/remit.db"),
        ("darwin", HOME | {"XDG_DATA_HOME": "/x"}, "/h/Library/Application Support/remit/remit.db"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/remit/remit.db"),
        ("win32", {"USERPROFILE": "/u"}, "/u/AppData/Local/remit/remit.db"),
        ("linux", HOME | {database.SETTING: " "}, "/h/.local/share/remit/remit.db"),
        ("linux", HOME | {database.SETTING: "sqlite:////d/a.db"}, "/d/a.db"),
    ],
)
def test_a_file_is_where_the_system_has_such_files(platform, environment, expected):
    url = database.location(environment, platform)
    assert database.shown(url).replace("\\", "/") == expected


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_goes_by_its_usual_names_and_its_password_is_not_shown(scheme):
    url = database.location({database.SETTING: f"{scheme}://ada:secret@host/remit"})
    assert url.drivername == "postgresql+psycopg"
    assert "secret" not in database.shown(url)
    assert "host/remit" in database.shown(url)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nonsense", "is not a database URL"),
        ("mysql://host/remit", "asks for `mysql`"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql://host:port/x", "is not a database URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_to_be_so(given, said):
    with pytest.raises(StoreError, match=said):
        database.location({database.SETTING: given})


def test_a_file_is_safe_against_a_loss_of_power_and_lets_readers_go_on(empty_url):
    url = empty_url("sqlite", tables=False)
    open_store(url).close()
    engine = database.connect(url)
    with database.writing(engine) as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    full = 2
    assert asked == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": database.BUSY_SECONDS * 1000,
    }


def test_a_folder_that_is_missing_is_made_for_the_user_alone(tmp_path):
    path = tmp_path / "a" / "remit" / "remit.db"
    open_store(make_url(f"sqlite:///{path}")).close()
    assert path.is_file()
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match=r"cannot make the folder .*file/remit .*REMIT_DATABASE"):
        open_store(make_url(f"sqlite:///{tmp_path / 'file' / 'remit' / 'remit.db'}"))


def test_a_file_that_cannot_be_opened_is_one_line(tmp_path):
    with pytest.raises(Unavailable, match="cannot be opened"):
        open_store(make_url(f"sqlite:///{tmp_path}"))


def test_a_file_that_is_no_database_is_one_line_and_stays(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Dear Ada, " * 200)
    with pytest.raises(Unavailable, match="is not a database"):
        open_store(make_url(f"sqlite:///{path}"))
    assert path.read_text().startswith("Dear Ada")


def test_a_full_disk_is_said_to_be_full_and_loses_nothing(empty_url, open_at, scorecard, signed):
    store = open_at(empty_url("sqlite"))
    made = store.create(scorecard(), **signed)
    event.listen(
        store._engine, "checkout", lambda raw, *_: raw.execute("PRAGMA max_page_count = 1")
    )
    with pytest.raises(Unavailable, match="the disk is full"):
        store.attach("q1", "large", bytes(1_000_000), **signed)
    assert store.get("q1") == made
    assert store.attachments("q1") == ()


def test_what_is_read_only_can_be_read_and_says_so_when_written(
    kind, url, open_at, scorecard, signed
):
    made = open_at(url).create(scorecard(), **signed)
    if kind == "sqlite":
        closed = make_url(f"sqlite:///file:{url.database}?mode=ro&uri=true")
    else:
        closed = url.update_query_dict({"options": "-c default_transaction_read_only=on"})
    store = open_at(closed)
    assert store.get("q1") == made
    with pytest.raises(Unavailable, match="read-only"):
        store.create(scorecard("q2"), **signed)


def test_a_server_that_is_not_there_is_one_line_without_the_password(tmp_path):
    url = database.location({database.SETTING: f"postgresql://ada:secret@/x?host={tmp_path}"})
    with pytest.raises(Unavailable, match="cannot be reached") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_driver_names_the_extra(monkeypatch):
    def missing(*_, **__):
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr(database, "create_engine", missing)
    with pytest.raises(Unavailable, match="extra `postgres`"):
        database.connect(make_url("postgresql+psycopg://host/x"))


def test_a_writer_that_waited_in_vain_is_told_to_try_again(
    kind, url, open_at, scorecard, signed, monkeypatch
):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    store = open_at(url)
    store.create(scorecard(), **signed)
    if kind == "postgresql":
        url = url.update_query_dict({"options": "-c lock_timeout=1"})
    second = open_at(url)
    with database.writing(store._engine) as connection:
        connection.execute(text("UPDATE scorecards SET title = title"))
        with pytest.raises(Unavailable, match="busy with another writer; try again"):
            second.save(scorecard(title="Next"), 1, **signed)
        assert second.get("q1").number == 1
    assert second.save(scorecard(title="Next"), 1, **signed).number == 2


def test_no_error_of_the_database_shows_its_sql(store, sql):
    with pytest.raises(StoreError) as caught:
        sql("INSERT INTO versions (scorecard) VALUES ('none')")
    assert "INSERT" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_every_error_of_sqlite_that_is_told_is_one_that_sqlite_has():
    known = {name for name in dir(sqlite3) if name.startswith("SQLITE_")}
    assert set(faults._SQLITE) <= known


def test_a_server_that_acknowledges_before_it_has_written_is_asked_to_wait(server, empty_url):
    url = empty_url("postgresql").update_query_dict({"options": "-c synchronous_commit=off"})
    engine = database.connect(url)
    with database.writing(engine) as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    engine.dispose()


@pytest.mark.parametrize("busy", [0, 1, 2, 3])
def test_opening_a_new_file_waits_for_others_that_do(empty_url, monkeypatch, busy):
    url = empty_url("sqlite", tables=False)
    tried = []

    def set_it(engine):
        tried.append(engine)
        if len(tried) <= busy:
            raise Busy("others open it")

    monkeypatch.setattr(database, "_set_write_ahead_log", set_it)
    monkeypatch.setattr(database, "_PAUSES", (0, 0))
    if busy == 3:
        with pytest.raises(Busy, match="others open it"):
            open_store(url)
    else:
        open_store(url).close()
    assert len(tried) == min(busy + 1, 3)
