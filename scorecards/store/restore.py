"""Bringing back a backup: checked whole before anything is written, then all of it at once.

The rows first go into a scratch database at the schema that they are of, where their links are
checked and the migrations run; what comes out of that is what is written. So a backup of an older
release goes the way that its database would have gone. The restored log goes on with an entry that
says what was restored, by whom, and which log was given up for it.
"""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    select,
)

from scorecards.store import check, log, schema, tables
from scorecards.store.archive import Archive
from scorecards.store.database import connect, keep_other_writers_out, reading, writing
from scorecards.store.errors import BackupError, SchemaMismatch, StoreError

_AT_A_TIME = 50


def restore(engine: Engine, file: Path, replace: bool, by: str, at: str) -> int:
    """Bring back a backup, and enter that into the log; how many rows it held is given back.

    Args:
        engine: The database.
        file: The backup.
        replace: Give up what is kept now for it.
        by: Who restores it.
        at: When, as text in UTC.

    Raises:
        BackupError: It is not whole, is of a newer release, or something is kept already.
        StoreError: The database cannot be written.
    """
    with Archive(file) as archive, tempfile.TemporaryDirectory() as folder:
        if archive.manifest.revision not in schema.known():
            raise BackupError(
                f"{file} is of schema {archive.manifest.revision}, which this Remit does not know; "
                f"it knows those up to {schema.HEAD}, so use the Remit that made it"
            )
        scratch = connect(URL.create("sqlite", database=str(Path(folder) / "scratch.db")))
        try:
            _unpack(archive, scratch, file)
            with reading(scratch) as source, writing(engine) as target:
                keep_other_writers_out(target, tables.metadata.sorted_tables)
                given_up = log.end(target)
                count = _copy(source, target, replace)
                held = sum(each.rows for each in archive.manifest.tables.values())
                said = {"made_at": archive.manifest.made_at, "rows": held, "given_up": given_up}
                log.add(target, log.New(log.RESTORED, by, at, log.plain(said)))
            return count
        finally:
            scratch.dispose()


def _unpack(archive: Archive, scratch: Engine, file: Path) -> None:
    """Put the rows into a scratch database, and bring that up to date."""
    try:
        schema.upgrade(scratch, archive.manifest.revision)
        then = MetaData()
        then.reflect(scratch)
        wanted = [each for each in then.sorted_tables if each.name != "alembic_version"]
        if {each.name for each in wanted} != set(archive.manifest.tables):
            raise BackupError(f"{file} does not hold the tables that its manifest speaks of")
        with writing(scratch) as connection:
            for table in wanted:
                with closing(archive.rows(table.name)) as rows:
                    _insert(connection, table, _decoded(rows, table, file))
        schema.upgrade(scratch)
        with reading(scratch) as connection:
            problem = next(check.structure(connection), None)
    except (BackupError, SchemaMismatch):
        raise
    except StoreError:
        problem = "its rows do not belong together"
    if problem:
        raise BackupError(f"{file} cannot be restored: {problem}")


def _decoded(rows: Iterator[Any], table: Table, file: Path) -> Iterator[dict[str, Any]]:
    names = set(table.columns.keys())
    files = [each.name for each in table.columns if isinstance(each.type, LargeBinary)]
    for number, row in enumerate(rows, start=1):
        try:
            if set(row) != names:
                raise ValueError(f"the fields are not {', '.join(sorted(names))}")
            for column in table.columns:
                _see_that_it_fits(row[column.name], column.type.python_type, column.nullable)
            yield row | {name: base64.b64decode(row[name], validate=True) for name in files}
        except (TypeError, ValueError, binascii.Error):
            raise BackupError(f"{file}: row {number} of {table.name} does not fit") from None


def _see_that_it_fits(value: object, kind: type, optional: bool | None) -> None:
    if value is None and optional:
        return
    if type(value) is not (str if kind is bytes else kind):
        raise TypeError


def _copy(source: Connection, target: Connection, replace: bool) -> int:
    """Write everything in the scratch database into the one in use."""
    count = 0
    if replace:
        for table in reversed(tables.metadata.sorted_tables):
            target.execute(delete(table))
    elif any(_holds(target, table) for table in tables.metadata.sorted_tables):
        raise BackupError("something is kept here already; back it up, then restore with --replace")
    for table in tables.metadata.sorted_tables:
        count += source.execute(select(func.count()).select_from(table)).scalar() or 0
        rows = source.execute(select(table).execution_options(yield_per=_AT_A_TIME))
        _insert(target, table, (dict(row) for row in rows.mappings()))
    return count


def _holds(connection: Connection, table: Table) -> bool:
    return connection.execute(select(table.c[0]).limit(1)).first() is not None


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, _AT_A_TIME)):
        connection.execute(table.insert(), some)
