"""An error of the database, told as one sentence without SQL."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from scorecards.store.errors import Busy, Damaged, StoreError, Unavailable

_BUSY = "is busy with another writer; try again"
_FULL = "cannot be written: the disk is full"
_READ_ONLY = "cannot be written: it is read-only for this user"
_DAMAGED = "is damaged; restore a backup into another place"

_SQLITE = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_CANTOPEN": "cannot be opened; see whether the folder is there and may be written",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
    "SQLITE_NOTADB": "is not a database",
    "SQLITE_CORRUPT": _DAMAGED,
}
"""By the first two words of SQLite's name of the error; the third only tells it more finely."""

_POSTGRESQL = {
    "53100": _FULL,
    "25006": _READ_ONLY,
    "42501": _READ_ONLY,
    "53300": "has too many users at the moment; try again",
    "55P03": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
"""By SQLSTATE."""


def told(error: Exception, database: str) -> StoreError:
    """An error of SQLAlchemy, or of the driver itself, in words of our own."""
    if isinstance(error, PoolTimeout):
        return Busy(f"{database} {_BUSY}")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if cause is None or isinstance(cause, SQLAlchemyError):
        return StoreError(f"{database} could not do what was asked ({type(error).__name__})")
    name = "_".join(str(getattr(cause, "sqlite_errorname", "")).split("_")[:2])
    state = getattr(cause, "sqlstate", None) or ""
    text = _SQLITE.get(name) or _POSTGRESQL.get(state)
    if text is None and not name and not state:
        text = "cannot be reached; see whether it runs and the address and password are right"
    if text is None:
        return StoreError(f"{database} refused what was asked ({name or state})")
    return {_DAMAGED: Damaged, _BUSY: Busy}.get(text, Unavailable)(f"{database} {text}")
