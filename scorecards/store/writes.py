"""Writing a row and entering it into the log: what is kept is written here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, delete, update

from scorecards.document import Reading, Scorecard
from scorecards.store import log, rows, tables, written
from scorecards.store.database import insert_new
from scorecards.store.errors import Refused


def new_scorecard(connection: Connection, scorecard: Scorecard, entry: rows.Row) -> bool:
    """Write a scorecard with its first version, unless its id is taken; whether it was written."""
    row = rows.listed(scorecard) | {"id": scorecard.id, "current_version": 1}
    row |= {"created_by": entry["written_by"], "created_at": entry["written_at"]}
    if not insert_new(connection, tables.scorecards, **row):
        return False
    _version(connection, entry)
    return True


def next_version(connection: Connection, scorecard: Scorecard, entry: rows.Row) -> None:
    """Write a version, which stands from now on."""
    _version(connection, entry)
    connection.execute(
        update(tables.scorecards)
        .where(tables.scorecards.c.id == scorecard.id)
        .values(**rows.listed(scorecard), current_version=entry["number"])
    )


def _version(connection: Connection, entry: rows.Row) -> None:
    connection.execute(tables.versions.insert(), entry)
    log.add(connection, _new("version", entry, log.version(entry)))


def readings(connection: Connection, added: Sequence[Reading]) -> list[Reading]:
    """Write readings; gives those that were not there already.

    Raises:
        NotFound: There is no such reading to correct.
        Refused: An id is taken, a reading was corrected already, or one cannot be kept.
    """
    new, entries = [], []
    for each in added:
        row = rows.reading(each)
        rows.see_that_it_can_be_corrected(connection, row)
        if insert_new(connection, tables.readings, **row):
            new.append(each)
            by, at = written.name(each.by, "by"), written.moment(each.at)
            document = log.reading(row)
            entries.append(log.New("reading", by, at, document, each.scorecard))
        else:
            rows.see_that_it_is_the_same(connection, row)
    log.add(connection, *entries)
    return new


def file(connection: Connection, row: rows.Row, content: bytes) -> bool:
    """Write a file, unless its name is taken; whether it was written."""
    if not insert_new(connection, tables.attachments, **row, content=content):
        return False
    log.add(connection, _new("file", row, log.file(row)))
    return True


def _new(kind: str, row: rows.Row, document: str) -> log.New:
    return log.New(kind, row["written_by"], row["written_at"], document, row["scorecard"])


def no_scorecard(connection: Connection, row: RowMapping, by: str, at: str) -> None:
    """Delete a sample with all that belongs to it; the log keeps that it was there.

    Raises:
        Refused: It is no sample; what people agreed on stays.
    """
    id = row["id"]
    if not row["sample"]:
        raise Refused(f"scorecard {id} is not a sample; only samples can be deleted")
    for table in (tables.readings, tables.attachments, tables.versions):
        connection.execute(delete(table).where(table.c.scorecard == id))
    connection.execute(delete(tables.scorecards).where(tables.scorecards.c.id == id))
    log.add(connection, log.New(log.DELETED, by, at, log.plain({"title": row["title"]}), id))


def members(connection: Connection, given: Iterable[rows.Row], by: str, at: str) -> None:
    """Write members, in the place of those with the same address."""
    for row in given:
        there = tables.members.c.email == row["email"]
        connection.execute(delete(tables.members).where(there))
        connection.execute(tables.members.insert(), row)
        log.add(connection, log.New("member", by, at, log.plain(row)))
