"""The database: where it is, how it is opened, and what a transaction is on either kind.

On SQLite a writing transaction takes the one write lock as it begins (``BEGIN IMMEDIATE``), so
nobody writes on what another has just changed. On PostgreSQL the store locks the row of the
scorecard it writes to. Every commit is on disk before it returns.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Table,
    Text,
    create_engine,
    event,
    make_url,
)
from sqlalchemy import collate as with_collation
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from scorecards.store.errors import Busy, Refused, StoreError, Unavailable
from scorecards.store.faults import told

SETTING = "REMIT_DATABASE_URL"
BUSY_SECONDS = 30
"""How long a writer waits for the others before it gives up."""


def location(environment: Mapping[str, str], platform: str = sys.platform) -> URL:
    """Where the database is: as ``REMIT_DATABASE_URL`` says, else a file of the user's own.

    Raises:
        StoreError: The setting names no database that Remit can use.
    """
    given = environment.get(SETTING, "").strip()
    if not given:
        return URL.create("sqlite", database=str(_data_folder(environment, platform) / "remit.db"))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise StoreError(f"{SETTING} is not a database URL; {_EXAMPLES}") from None
    kind = url.get_backend_name()
    if kind in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise StoreError(f"{SETTING} asks for `{kind}`, which Remit does not use; {_EXAMPLES}")
    if url.database in (None, "", ":memory:"):
        raise StoreError(f"{SETTING} names no file, and nothing would be kept; {_EXAMPLES}")
    return url


_EXAMPLES = "write sqlite:///folder/remit.db or postgresql://user@host/name"


def _data_folder(environment: Mapping[str, str], platform: str) -> Path:
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "remit"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "remit"
    # A relative path there is invalid and to be ignored, says the XDG specification.
    given = Path(environment.get("XDG_DATA_HOME", ""))
    return (given if given.is_absolute() else home / ".local" / "share") / "remit"


def shown(url: URL) -> str:
    """The database in words that are safe to print: a file, or a URL without its password."""
    return url.database or "" if is_file(url) else url.render_as_string(hide_password=True)


def is_file(url: URL) -> bool:
    """Whether it is SQLite."""
    return url.get_backend_name() == "sqlite"


def connect(url: URL) -> Engine:
    """An engine for it; the folder of a file is made, the database itself not yet touched.

    Raises:
        Unavailable: The folder cannot be made, or the driver is not installed.
    """
    if is_file(url):
        _make_folder(Path(str(url.database)))
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError:
        text = "PostgreSQL needs its driver; install Remit with the extra `postgres`"
        raise Unavailable(text) from None
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _make_folder(file: Path) -> None:
    if str(file).startswith("file:"):
        return  # SQLite's own kind of address: whoever writes one has the folder
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        text = f"cannot make the folder {file.parent} for the database: {error.strerror}"
        raise Unavailable(f"{text}; {SETTING} can name another place") from None


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    how = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {how}")


def _prepare_postgresql(connection: Any, _: object) -> None:
    # A server may be told to acknowledge before it has written; here a commit is worth the wait.
    if connection.execute("SHOW synchronous_commit").fetchone()[0] == "off":
        connection.execute("SET synchronous_commit = on")
    connection.commit()


def use_write_ahead_log(engine: Engine) -> None:
    """Let readers of a SQLite file go on while somebody writes. The file remembers it.

    Raises:
        StoreError: The file cannot be opened, or others keep it busy.
    """
    # Alone of all statements this one does not wait for others that open the same new file.
    for wait in (*_PAUSES, None):
        try:
            with errors_told(engine):
                _set_write_ahead_log(engine)
        except Busy:
            if wait is None:
                raise
            time.sleep(wait)
        else:
            break


_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 4.0)
"""In seconds."""


def _set_write_ahead_log(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()
    finally:
        raw.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the database as it was at one moment.

    Raises:
        StoreError: The database failed; the text says how.
    """
    options = {} if is_file(engine.url) else {"isolation_level": "REPEATABLE READ"}
    with (
        errors_told(engine),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it or, where anything is raised, nothing.

    Raises:
        StoreError: The database failed; the text says how.
    """
    with (
        errors_told(engine),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        yield connection


def wait_for_other_upgrades(connection: Connection) -> None:
    """Be the only one that changes the schema until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7237493)")


def keep_other_writers_out(connection: Connection, tables: Iterable[Table]) -> None:
    """Let nobody else write to these until this transaction ends; on SQLite nobody can as it is."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def insert_new(connection: Connection, table: Table, **values: object) -> bool:
    """Insert a row unless one with the same key is there; whether it was inserted."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(values).on_conflict_do_nothing()
    return connection.execute(statement, execution_options=_COUNTED).rowcount == 1


_COUNTED = {"preserve_rowcount": True}


def in_byte_order(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column to order by; text in the order of its bytes, whatever the server's language."""
    words = connection.dialect.name == "postgresql" and isinstance(column.type, Text)
    return with_collation(column, "C") if words else column


@contextmanager
def errors_told(engine: Engine) -> Iterator[None]:
    """Tell the errors of the database in words of our own.

    Raises:
        StoreError: In place of any error of SQLAlchemy or the driver.
    """
    try:
        yield
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as error:
        raise told(error, shown(engine.url)) from None
    except UnicodeEncodeError:
        raise Refused("what was asked holds a character that is none") from None
    except OSError as error:
        raise Unavailable(f"{shown(engine.url)}: {error.strerror or error}") from None


def from_environment() -> URL:
    """Where the database is, as the environment of this process says."""
    return location(os.environ)
