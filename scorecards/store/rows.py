"""Rows of the tables, made from records and made into them, and the look-ups that writing needs."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from scorecards.document import Reading, Scorecard
from scorecards.store import tables, written
from scorecards.store.errors import Damaged, NotFound, Refused
from scorecards.store.records import Attachment, Kept, Saved, Summary, Version

Row = dict[str, Any]


def entry(
    scorecard: Scorecard,
    number: int,
    by: str,
    at: datetime.datetime,
    why: str,
    token: str | None,
) -> Row:
    """The row of a version.

    Raises:
        Refused: Something in it cannot be kept.
    """
    return {
        "scorecard": scorecard.id,
        "number": number,
        "document": written.document(scorecard),
        "written_by": written.name(by, "by"),
        "written_at": written.moment(at),
        "why": written.note(why, "why"),
        "token": None if token is None else written.name(token, "the token"),
    }


def listed(scorecard: Scorecard) -> Row:
    """What the list of scorecards shows of a document.

    Raises:
        Refused: Something in it cannot be kept.
    """
    names = {"title": scorecard.title, "person": scorecard.person, "manager": scorecard.manager}
    row: Row = {
        field: text if text is None else written.name(text, field) for field, text in names.items()
    }
    return row | {"status": scorecard.status, "sample": scorecard.sample}


def scorecard(connection: Connection, id: str, lock: bool = False) -> RowMapping:
    """The row of a scorecard; nobody else writes to it until this transaction ends, if locked.

    Raises:
        NotFound: There is none.
    """
    asked = select(tables.scorecards).where(tables.scorecards.c.id == id)
    row = connection.execute(asked.with_for_update() if lock else asked).mappings().first()
    if row is None:
        raise NotFound(f"there is no scorecard {id[:40]}".rstrip())
    return row


def one_version(connection: Connection, id: str, number: int) -> Version:
    """A version of a scorecard.

    Raises:
        NotFound: There is no such version.
        Damaged: It does not fit this release.
    """
    columns = tables.versions.c
    asked = select(tables.versions).where(columns.scorecard == id, columns.number == number)
    row = connection.execute(asked).mappings().first()
    if row is None:
        raise NotFound(f"scorecard {id[:40]} has no version {number}")
    return version(row)


def standing_versions(connection: Connection) -> tuple[Version, ...]:
    """The version of each scorecard that stands, by title.

    Raises:
        Damaged: One does not fit this release.
    """
    columns, cards = tables.versions.c, tables.scorecards.c
    stands = (columns.scorecard == cards.id) & (columns.number == cards.current_version)
    asked = select(tables.versions).join(tables.scorecards, stands)
    found = [version(row) for row in connection.execute(asked).mappings()]
    return tuple(sorted(found, key=lambda each: (each.document.title.casefold(), each.scorecard)))


def stood(connection: Connection, ids: Sequence[str], before: str) -> tuple[Version, ...]:
    """The version of each of these scorecards that stood before a moment, where one did.

    Raises:
        Damaged: One does not fit this release.
    """
    columns = tables.versions.c
    last = (
        select(columns.scorecard, func.max(columns.number).label("number"))
        .where(columns.scorecard.in_(ids), columns.written_at < before)
        .group_by(columns.scorecard)
        .subquery()
    )
    same = (columns.scorecard == last.c.scorecard) & (columns.number == last.c.number)
    asked = select(tables.versions).join(last, same)
    return tuple(version(row) for row in connection.execute(asked).mappings())


def every_reading(
    connection: Connection, ids: Sequence[str] | None = None
) -> dict[str, tuple[Reading, ...]]:
    """The readings that no correction replaces, by scorecard; only of these where given.

    Raises:
        Damaged: One does not fit this release.
    """
    asked = select(tables.readings)
    if ids is not None:
        asked = asked.where(tables.readings.c.scorecard.in_(ids))
    kept = connection.execute(asked).mappings().all()
    found: dict[str, list[Reading]] = {}
    for reading in readings(kept, corrected=False):
        found.setdefault(reading.scorecard, []).append(reading)
    return {id: tuple(each) for id, each in found.items()}


def readings(kept: Sequence[RowMapping], corrected: bool) -> tuple[Reading, ...]:
    """Rows as readings, by the day they speak of; without those that were corrected, unless asked.

    Raises:
        Damaged: One does not fit this release.
    """
    gone = set() if corrected else {row["replaces"] for row in kept}
    found = [
        written.record(
            Reading, row["document"], f"reading {row['id']} of scorecard {row['scorecard']}"
        )
        for row in kept
        if row["id"] not in gone
    ]
    return tuple(sorted(found, key=lambda each: (each.taken_on, each.at, each.id)))


def versions(connection: Connection, id: str) -> tuple[Version, ...]:
    """Every version of a scorecard, the oldest first.

    Raises:
        NotFound: There is no such scorecard.
        Damaged: One does not fit this release.
    """
    columns = tables.versions.c
    asked = select(tables.versions).where(columns.scorecard == id).order_by(columns.number)
    found = tuple(version(row) for row in connection.execute(asked).mappings())
    if not found:
        raise NotFound(f"there is no scorecard {id[:40]}".rstrip())
    return found


def earlier(connection: Connection, new: Row) -> Version | None:
    """The version that the same act of saving has written already, if it has.

    Raises:
        Refused: Another document was saved with that token.
    """
    if new["token"] is None:
        return None
    columns = tables.versions.c
    asked = select(tables.versions).where(
        columns.scorecard == new["scorecard"], columns.token == new["token"]
    )
    row = connection.execute(asked).mappings().first()
    if row is None:
        return None
    if row["document"] != new["document"]:
        raise Refused(f"version {row['number']} was saved with this token and is another document")
    return version(row)


def version(row: RowMapping | Row) -> Version:
    """A row as a version.

    Raises:
        Damaged: Its document does not fit this release.
    """
    what = f"scorecard {row['scorecard']}, version {row['number']}"
    return Version(**_signed(row), document=written.record(Scorecard, row["document"], what))


def saved(row: RowMapping) -> Saved:
    """A row as an entry of the history."""
    return Saved(**_signed(row))


def _signed(row: RowMapping | Row) -> Row:
    return {
        "scorecard": row["scorecard"],
        "number": row["number"],
        "by": row["written_by"],
        "at": datetime.datetime.fromisoformat(row["written_at"]),
        "why": row["why"],
    }


def summary(row: RowMapping) -> Summary:
    """A row as a line of the list."""
    fields = dict(row)
    number = fields.pop("current_version")
    created_at = datetime.datetime.fromisoformat(fields.pop("created_at"))
    return Summary(**fields, version=number, created_at=created_at)


def file(connection: Connection, id: str, name: str) -> RowMapping:
    """The row of an attached file.

    Raises:
        NotFound: There is none of that name.
    """
    columns = tables.attachments.c
    asked = select(tables.attachments).where(columns.scorecard == id, columns.name == name)
    row = connection.execute(asked).mappings().first()
    if row is None:
        raise NotFound(f"scorecard {id} has no file called {name}")
    return row


def attachment(row: RowMapping | Row) -> Attachment:
    """A row as an attached file, without its bytes."""
    return Attachment(
        scorecard=row["scorecard"],
        name=row["name"],
        sha256=row["sha256"],
        size=row["size"],
        by=row["written_by"],
        at=datetime.datetime.fromisoformat(row["written_at"]),
    )


def reading(new: Reading) -> Row:
    """The row of a reading.

    Raises:
        Refused: Something in it cannot be kept.
    """
    written.moment(new.at)
    row = new.model_dump(include={"id", "scorecard", "metric", "replaces"})
    return row | {"document": written.document(new)}


def see_that_it_can_be_corrected(connection: Connection, new: Row) -> None:
    """Look at the reading that a new one corrects, if it corrects one.

    Raises:
        NotFound: There is no such reading of that metric on that scorecard.
    """
    if new["replaces"] is None:
        return
    columns = tables.readings.c
    asked = select(columns.id).where(
        columns.id == new["replaces"],
        columns.scorecard == new["scorecard"],
        columns.metric == new["metric"],
    )
    if connection.execute(asked).first() is None:
        raise NotFound(
            f"scorecard {new['scorecard']} has no reading {new['replaces']} of {new['metric']}"
        )


def see_that_it_is_the_same(connection: Connection, new: Row) -> None:
    """Look at what stands in the way of a new reading: itself, or another.

    Raises:
        Refused: It is another.
    """
    columns = tables.readings.c
    asked = select(columns.document).where(columns.id == new["id"])
    kept = connection.execute(asked).scalar()
    if kept == new["document"]:
        return
    if kept is not None:
        raise Refused(f"there is another reading {new['id']} already")
    asked = select(columns.id).where(columns.replaces == new["replaces"])
    by = connection.execute(asked).scalar()
    raise Refused(f"reading {new['replaces']} was corrected by {by} already; correct that one")


def whole(row: RowMapping) -> bool:
    """Whether an attached file holds the bytes that were put there."""
    found = (written.sha256(row["content"]), len(row["content"]))
    return found == (row["sha256"], row["size"])


def whole_or_raise(row: RowMapping) -> RowMapping:
    """The row of an attached file that is whole.

    Raises:
        Damaged: It is not.
    """
    if not whole(row):
        what = f"the file {row['name']} of scorecard {row['scorecard']}"
        raise Damaged(f"{what} is not what was attached")
    return row


def digest(row: RowMapping | Row) -> str:
    """The digest of a recommendation that is kept."""
    return written.sha256(*(row[name].encode() for name in ("document", "knowledge", "rules")))


def kept(row: RowMapping) -> Kept:
    """A row as a recommendation that is kept."""
    fields = dict(row)
    at = datetime.datetime.fromisoformat(fields.pop("written_at"))
    return Kept(**fields, at=at)
