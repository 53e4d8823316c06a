"""What can be wrong with what is kept."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from scorecards.document import Reading, Scorecard
from scorecards.store import rows, tables, written
from scorecards.store.errors import Damaged


def structure(connection: Connection) -> Iterator[str]:
    """What is not whole: the file itself, links that lead nowhere, versions or bytes that lack."""
    if connection.dialect.name == "sqlite":
        for (text,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if text != "ok":
                yield f"the file is damaged: {text}"
        for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"a row of {table} belongs to nothing that is there"
    yield from _versions(connection)
    for row in connection.execute(select(tables.attachments)).mappings():
        if not rows.whole(row):
            yield f"the file {row['name']} of scorecard {row['scorecard']} is not what was attached"
    for row in connection.execute(select(tables.recommendations)).mappings():
        if rows.digest(row) != row["digest"]:
            yield f"the recommendation {row['digest']} is not what was kept"


def _versions(connection: Connection) -> Iterator[str]:
    numbers = tables.versions.c.number
    scorecards = tables.scorecards.c
    asked = (
        select(scorecards.id, scorecards.current_version, func.count(numbers), func.max(numbers))
        .outerjoin(tables.versions, tables.versions.c.scorecard == scorecards.id)
        .group_by(scorecards.id, scorecards.current_version)
    )
    for id, stands, count, last in sorted(tuple(row) for row in connection.execute(asked)):
        if not stands == count == last:
            yield f"scorecard {id} is at version {stands}, and {count} versions are there"


def documents(connection: Connection) -> Iterator[str]:
    """Which documents do not fit this release."""
    for row in connection.execute(select(tables.versions)).mappings():
        what = f"scorecard {row['scorecard']}, version {row['number']}"
        yield from _misfit(Scorecard, row["document"], what)
    for row in connection.execute(select(tables.readings)).mappings():
        what = f"reading {row['id']} of scorecard {row['scorecard']}"
        yield from _misfit(Reading, row["document"], what)


def _misfit(kind: type[Scorecard] | type[Reading], text: str, what: str) -> Iterator[str]:
    try:
        written.record(kind, text, what)
    except Damaged as error:
        yield str(error)
