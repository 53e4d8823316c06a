"""Where scorecards are kept: every version, every reading, on SQLite or PostgreSQL.

This is the only place that knows the database. It reads no clock and makes up no id: whoever calls
hands in both.
"""

from scorecards.store.attached import MAX_ATTACHMENT
from scorecards.store.errors import (
    BackupError,
    Busy,
    Conflict,
    Damaged,
    Moved,
    NotFound,
    Refused,
    SchemaMismatch,
    StoreError,
    Unavailable,
)
from scorecards.store.records import Attachment, Entry, Kept, Saved, Summary, Version
from scorecards.store.store import Store, open_store, where_it_is

__all__ = [
    "MAX_ATTACHMENT",
    "Attachment",
    "BackupError",
    "Busy",
    "Conflict",
    "Damaged",
    "Entry",
    "Kept",
    "Moved",
    "NotFound",
    "Refused",
    "Saved",
    "SchemaMismatch",
    "Store",
    "StoreError",
    "Summary",
    "Unavailable",
    "Version",
    "open_store",
    "where_it_is",
]
