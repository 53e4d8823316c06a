"""What is kept and is not as the log says: rows that were changed behind its back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from scorecards.store import log, rows, tables

_KEPT = ("version", "reading", "file")
_LISTED = ("title", "person", "manager", "status", "sample")
"""What the list of scorecards takes from the document of the version that stands."""
_FILES_AT_A_TIME = 4

_Told = tuple[str | None, str | None, str]
"""Who wrote it and when, where the row says so, and what the log says of it."""


def unlogged(connection: Connection) -> Iterator[str]:
    """What is kept and is not as the log says, a sentence each."""
    told: dict[tuple[str, str], set[_Told]] = {}
    people: dict[str, str] = {}
    columns = tables.log.c
    asked = select(columns.kind, columns.scorecard, columns.by, columns.at, columns.document)
    for kind, scorecard, by, at, document in connection.execute(asked.order_by(columns.number)):
        if kind in _KEPT:
            signed = (None, None) if kind == "reading" else (by, at)
            told.setdefault((scorecard, kind), set()).add((*signed, document))
        elif kind == log.DELETED:
            for each in _KEPT:
                told.pop((scorecard, each), None)
        elif kind == "member":
            people[_email(document)] = document
    yield from _standing(connection, told)
    for scorecard, kind, entry, name in _kept(connection):
        if entry not in told.get((scorecard, kind), set()):
            yield f"{name} of scorecard {scorecard} is not as the log says it was written"
        else:
            told[scorecard, kind].discard(entry)
    for (scorecard, kind), left in sorted(told.items()):
        if left:
            yield f"scorecard {scorecard} lacks {len(left)} of what the log says: {kind}"
    yield from _members(connection, people)


def _email(document: str) -> str:
    try:
        return str(json.loads(document)["email"])
    except (ValueError, TypeError, KeyError):
        return ""  # an entry that was altered; the chain tells of it


def _standing(connection: Connection, told: dict[tuple[str, str], set[_Told]]) -> Iterator[str]:
    """Scorecards that are listed otherwise than the version says that was written last."""
    cards, columns = tables.scorecards.c, tables.versions.c
    stands = (columns.scorecard == cards.id) & (columns.number == cards.current_version)
    asked = select(tables.scorecards, columns.document).outerjoin(tables.versions, stands)
    for row in connection.execute(asked.order_by(cards.id)).mappings():
        written = len(told.get((row["id"], "version"), ()))
        if row["current_version"] != written:
            number = row["current_version"]
            yield f"scorecard {row['id']} is at version {number}, and the log tells of {written}"
        elif row["document"] is not None:
            document = _fields(row["document"])
            wrong = [each for each in _LISTED if row[each] != document.get(each)]
            if wrong:
                what = ", ".join(wrong)
                yield f"scorecard {row['id']} is not listed as its last version says: {what}"


def _fields(document: str) -> dict[str, Any]:
    try:
        found = json.loads(document)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _kept(connection: Connection) -> Iterator[tuple[str, str, _Told, str]]:
    for row in connection.execute(select(tables.versions)).mappings():
        entry = (row["written_by"], row["written_at"], log.version(row))
        yield row["scorecard"], "version", entry, f"version {row['number']}"
    for row in connection.execute(select(tables.readings)).mappings():
        yield row["scorecard"], "reading", (None, None, log.reading(row)), f"reading {row['id']}"
    files = select(tables.attachments).execution_options(yield_per=_FILES_AT_A_TIME)
    for row in connection.execute(files).mappings():
        # Bytes that were changed give another digest than the one that stands beside them.
        document = log.file(row) if rows.whole(row) else ""
        entry = (row["written_by"], row["written_at"], document)
        yield row["scorecard"], "file", entry, f"the file {row['name']}"


def _members(connection: Connection, people: dict[str, str]) -> Iterator[str]:
    for row in connection.execute(select(tables.members)).mappings():
        if people.pop(row["email"], None) != log.plain(dict(row)):
            yield f"the member {row['email']} is not as the log says"
    for email in sorted(people):
        yield f"the member {email} is missing, and the log tells of no removal"
