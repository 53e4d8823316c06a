"""A scorecard that arrives with its readings: kept in one transaction."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from scorecards.document import Reading, Scorecard
from scorecards.store import database, rows, tables, writes
from scorecards.store.errors import Refused
from scorecards.store.records import Version
from scorecards.store.store import Store


def taken(store: Store, id: str, readings: Sequence[str]) -> bool:
    """Whether a scorecard has this id, or a reading of any scorecard has one of these.

    Raises:
        StoreError: The database fails.
    """
    wanted, ids = set(readings), tables.readings.c.id
    with database.reading(store._engine) as connection:
        asked = select(tables.scorecards.c.id).where(tables.scorecards.c.id == id)
        if connection.execute(asked).first() is not None:
            return True
        return any(row.id in wanted for row in connection.execute(select(ids)))


def arrive(
    store: Store,
    scorecard: Scorecard,
    readings: Iterable[Reading],
    *,
    by: str,
    at: datetime.datetime,
    why: str,
) -> Version:
    """Keep a new scorecard as version 1, with readings that may correct each other.

    Raises:
        Refused: An id is taken, or something cannot be kept; nothing was written.
        StoreError: The database fails; nothing was written.
    """
    entry = rows.entry(scorecard, 1, by, at, why, None)
    given = tuple(readings)
    with database.writing(store._engine) as connection:
        if not writes.new_scorecard(connection, scorecard, entry):
            raise Refused(f"there is a scorecard {scorecard.id} already")
        if len(writes.readings(connection, given)) < len(given):
            raise Refused("a reading of it is there already")
    return rows.version(entry)
