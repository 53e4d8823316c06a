"""The log of all that was done: added to by every writing transaction, chained by hashes.

The hash of an entry covers its fields and the hash of the one before, so that none can be altered,
removed or moved without all that follow. Where the log ends is kept apart from it, which shows one
that was cut short. Whoever can rewrite the whole database can rewrite both: note the last hash
elsewhere, and ``verify`` finds that too.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from scorecards.store import tables, written
from scorecards.store.database import insert_new
from scorecards.store.errors import Damaged
from scorecards.store.records import Entry

BEGINNING = "0" * 64
"""What stands before the first entry."""
DELETED = "deleted"
"""The kind of the entry after which nothing that was entered of a scorecard is kept."""
RESTORED = "restored"
"""The kind of the entry that a restore makes, at the end of the log that it brought back."""
FIELDS = ("number", "at", "by", "kind", "scorecard", "document", "previous")


@dataclass(frozen=True)
class New:
    """What is to be entered.

    Attributes:
        kind: What was done.
        at: When, as text in UTC.
        document: What exactly, as JSON.
    """

    kind: str
    by: str
    at: str
    document: str
    scorecard: str | None = None


def add(connection: Connection, *new: New) -> None:
    """Add entries; nobody else adds one until this transaction ends."""
    if not new:
        return
    end = _held_end(connection)
    previous = end["hash"]
    made = []
    for number, each in enumerate(new, start=end["number"] + 1):
        row: dict[str, Any] = {**asdict(each), "number": number, "previous": previous}
        previous = row["hash"] = hash_of(row)
        made.append(row)
    connection.execute(insert(tables.log), made)
    connection.execute(update(tables.log_end).values(number=made[-1]["number"], hash=previous))


def _held_end(connection: Connection) -> Any:
    """Where the log ends, held until this transaction ends."""
    asked = select(tables.log_end).with_for_update()
    found = connection.execute(asked).mappings().first()
    if found is None:
        # Whoever comes first writes it, and others that come at the same moment wait for that.
        first = insert_new(connection, tables.log_end, one=1, number=0, hash=BEGINNING)
        if first and connection.execute(select(tables.log.c.number).limit(1)).first() is not None:
            raise Damaged("where the log ends was removed; run `remit audit verify`")
        found = connection.execute(asked).mappings().one()
    return found


def plain(document: dict[str, Any]) -> str:
    """A document of few fields as JSON."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def hash_of(row: Any) -> str:
    """The hash that an entry with these fields has; nothing and an empty text are two things."""
    return written.sha256(*(json.dumps(row[field]).encode() for field in FIELDS))


def of_scorecard(connection: Connection, id: str, kind: str) -> Iterator[str]:
    """The documents of one kind of entry of a scorecard, in order.

    What was done before it was deleted belongs to another scorecard, which had the same id.
    """
    yield from connection.execute(_DOCUMENTS, {"id": id, "kind": kind}).scalars()


def count(connection: Connection, id: str, kind: str) -> int:
    """How many entries of one kind a scorecard has; as ``of_scorecard``."""
    return connection.execute(_COUNTED, {"id": id, "kind": kind}).scalar() or 0


def _since_it_is_there() -> tuple[ColumnElement[bool], ...]:
    """The entries of one kind of a scorecard since one of its id was deleted, if one was."""
    ended, columns = tables.log.alias(), tables.log.c
    deleted = select(func.coalesce(func.max(ended.c.number), 0))
    deleted = deleted.where(ended.c.scorecard == bindparam("id"), ended.c.kind == "deleted")
    return (
        columns.scorecard == bindparam("id"),
        columns.kind == bindparam("kind"),
        columns.number > deleted.scalar_subquery(),
    )


_DOCUMENTS = select(tables.log.c.document).where(*_since_it_is_there())
_DOCUMENTS = _DOCUMENTS.order_by(tables.log.c.number)
_COUNTED = select(func.count()).where(*_since_it_is_there())


def of_all(connection: Connection, kind: str) -> dict[str, list[str]]:
    """The documents of one kind of entry of every scorecard; as ``of_scorecard``."""
    columns = tables.log.c
    asked = select(columns.kind, columns.scorecard, columns.document)
    asked = asked.where(columns.kind.in_((kind, "deleted"))).order_by(columns.number)
    found: dict[str, list[str]] = {}
    for entered, id, document in connection.execute(asked):
        if entered == "deleted":
            found.pop(id, None)
        else:
            found.setdefault(id, []).append(document)
    return found


def entries(connection: Connection, scorecard: str | None, most: int) -> tuple[Entry, ...]:
    """The last entries, of one scorecard or of all, the newest first."""
    asked = select(tables.log).order_by(tables.log.c.number.desc()).limit(most)
    if scorecard is not None:
        asked = asked.where(tables.log.c.scorecard == scorecard)
    return tuple(_entry(row) for row in connection.execute(asked).mappings())


def of_person(connection: Connection, by: str, kind: str) -> tuple[Entry, ...]:
    """The entries of one kind that a person made beside no scorecard, in order."""
    columns = tables.log.c
    asked = select(tables.log).order_by(columns.number)
    asked = asked.where(columns.by == by, columns.kind == kind, columns.scorecard.is_(None))
    return tuple(_entry(row) for row in connection.execute(asked).mappings())


def restores(connection: Connection) -> tuple[Entry, ...]:
    """The entries that restoring a backup made, in order."""
    asked = select(tables.log).where(tables.log.c.kind == RESTORED).order_by(tables.log.c.number)
    return tuple(_entry(row) for row in connection.execute(asked).mappings())


def _entry(row: Any) -> Entry:
    fields = {name: row[name] for name in ("number", "by", "kind", "scorecard", "document", "hash")}
    return Entry(**fields, at=datetime.datetime.fromisoformat(row["at"]))


def end(connection: Connection) -> tuple[int, str] | None:
    """The number and hash of the last entry that was written; None where there is none."""
    row = connection.execute(select(tables.log_end)).mappings().first()
    return (row["number"], row["hash"]) if row and row["number"] else None


def verify(connection: Connection, noted: str | None = None) -> Iterator[str]:
    """Everything that is wrong with the log, a sentence each.

    Args:
        connection: To the database.
        noted: The hash of an entry that somebody noted; one of the log has to have it.
    """
    previous, number, seen = BEGINNING, 0, noted is None
    asked = select(tables.log).order_by(tables.log.c.number).execution_options(yield_per=500)
    for row in connection.execute(asked).mappings():
        number += 1
        if row["number"] != number:
            yield f"entry {number} of the log is missing: {row['number']} stands in its place"
            number = row["number"]
        if hash_of(row) != row["hash"]:
            yield f"entry {number} of the log was altered: its content does not give its hash"
        if row["previous"] != previous:
            yield f"entry {number} of the log does not follow the one that stands before it"
        previous = row["hash"]
        seen = seen or previous == noted
    last = end(connection) or (0, BEGINNING)
    if last != (number, previous):
        yield f"the log ends at entry {number}, and entry {last[0]} was written: it was cut short"
    if not seen:
        why = "it was written anew"
        for each in restores(connection):
            if f'"{noted}"' in each.document:
                why = f"entry {each.number}, a restore, gave up the log that ended with it"
        yield f"no entry of the log has the noted hash {noted}: {why}"


def version(row: Any) -> str:
    """What the log says of a version."""
    digest = written.sha256(row["document"].encode())
    return plain({"number": row["number"], "sha256": digest, "why": row["why"]})


def reading(row: Any) -> str:
    """What the log says of a reading."""
    digest = written.sha256(row["document"].encode())
    return plain({"id": row["id"], "metric": row["metric"], "sha256": digest})


def file(row: Any) -> str:
    """What the log says of a file."""
    return plain({"name": row["name"], "sha256": row["sha256"]})
