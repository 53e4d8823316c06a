"""Writing a backup: everything, as of one moment, into a file that is whole or not there."""

from __future__ import annotations

import base64
import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from scorecards.store import archive
from scorecards.store.database import in_byte_order, is_file, reading
from scorecards.store.errors import BackupError
from scorecards.store.schema import HEAD
from scorecards.store.tables import metadata

_AT_A_TIME = 50
"""Rows that are in memory together; of files that is at most a quarter of a gigabyte."""


def write(engine: Engine, file: Path, made_at: str) -> int:
    """Write all rows into a file; how many there are is given back.

    Raises:
        BackupError: The file cannot be written; one that was there before is as it was.
        StoreError: The database cannot be read.
    """
    try:
        _see_that_it_can_be_replaced(engine, file)
        file = file.resolve()  # a link stays one
        handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", dir=file.parent)
    except OSError as error:
        raise BackupError(f"cannot write {file}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as out:
            with reading(engine) as connection:
                tables = ((each.name, _rows(connection, each)) for each in metadata.sorted_tables)
                try:
                    manifest = archive.write(out, HEAD, made_at, tables)
                except OSError as error:
                    raise BackupError(f"cannot write {file}: {error.strerror}") from None
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, file)
    except OSError as error:
        raise BackupError(f"cannot write {file}: {error.strerror}") from None
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
    return sum(each.rows for each in manifest.tables.values())


def _see_that_it_can_be_replaced(engine: Engine, file: Path) -> None:
    if not file.exists():
        return
    if not file.is_file():
        raise BackupError(f"cannot write {file}: it is no ordinary file; name another")
    if is_file(engine.url) and file.samefile(str(engine.url.database)):
        raise BackupError(f"cannot write {file}: it is the database itself; name another file")


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    order = [in_byte_order(connection, key) for key in table.primary_key]
    asked = select(table).order_by(*order).execution_options(yield_per=_AT_A_TIME)
    for row in connection.execute(asked).mappings():
        yield {
            name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
            for name, value in row.items()
        }
