"""What people do with scorecards beside writing them: reviews, members, and the log of it all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Engine, select

from scorecards.document import Scorecard
from scorecards.review import Done
from scorecards.rights import Member
from scorecards.store import database, log, rows, tables, writes, written
from scorecards.store.errors import Moved, Refused
from scorecards.store.records import Entry
from scorecards.store.unlogged import unlogged

_KNOWN_ACTS = 8192
"""Acts that are in memory as records; an act never changes, and reading one anew costs time."""


@lru_cache(maxsize=_KNOWN_ACTS)
def _done(document: str, scorecard: str) -> Done:
    return written.record(Done, document, f"an act in the review of scorecard {scorecard}")


class People:
    """A part of ``Store``; nothing else makes one."""

    _engine: Engine

    # Reviews

    def do(
        self, id: str, done: Done, after: int, card: Scorecard | None = None, why: str = ""
    ) -> None:
        """Keep an act of a review, and the version that it makes, if it makes one.

        Args:
            id: The scorecard.
            done: The act; its version is the one that stands.
            after: How many acts there were when it was found to be allowed.
            card: The scorecard as the act leaves it, where it changes its status.
            why: What the history says of that.

        Raises:
            Moved: Another act, or another version, came in between; look again whether it may be.
            NotFound: There is no such scorecard.
        """
        by, at = written.name(done.by, "by"), written.moment(done.at)
        document = written.document(done)
        entry = rows.entry(card, done.version + 1, by, done.at, why, None) if card else None
        with database.writing(self._engine) as connection:
            row = rows.scorecard(connection, id, lock=True)
            stands = row["current_version"], log.count(connection, id, "act")
            if stands != (done.version, after):
                raise Moved(f"somebody did something to scorecard {id} at the same moment")
            log.add(connection, log.New("act", by, at, document, id))
            if card is not None and entry is not None:
                writes.next_version(connection, card, entry)

    def acts(self, id: str) -> tuple[Done, ...]:
        """All that was done in the review of a scorecard, in order.

        Raises:
            Damaged: An act does not fit this release.
        """
        with database.reading(self._engine) as connection:
            kept = list(log.of_scorecard(connection, id, "act"))
        return tuple(_done(document, id) for document in kept)

    def all_acts(self) -> dict[str, tuple[Done, ...]]:
        """What was done in the review of every scorecard, in one query; ``Damaged`` as ``acts``."""
        with database.reading(self._engine) as connection:
            kept = log.of_all(connection, "act")
        return {id: tuple(_done(each, id) for each in found) for id, found in kept.items()}

    # Members

    def members(self) -> tuple[Member, ...]:
        """Everybody who may log in, or once might, by name."""
        with database.reading(self._engine) as connection:
            found = connection.execute(select(tables.members)).mappings().all()
        known = (Member.model_validate(dict(row)) for row in found)
        return tuple(sorted(known, key=lambda each: each.name.casefold()))

    def member(self, email: str) -> Member | None:
        """The member with an address; None where there is none."""
        asked = select(tables.members).where(tables.members.c.email == email.strip().lower())
        with database.reading(self._engine) as connection:
            row = connection.execute(asked).mappings().first()
        return Member.model_validate(dict(row)) if row else None

    def put_members(self, members: Iterable[Member], *, by: str, at: datetime.datetime) -> None:
        """Keep members, in the place of those with the same address: all of them, or none.

        Raises:
            Refused: A name is another member's.
        """
        given = tuple(members)
        with database.writing(self._engine) as connection:
            columns = tables.members.c
            for each in given:
                asked = select(columns.email).where(
                    columns.name == each.name, columns.email != each.email
                )
                taken = connection.execute(asked).scalar()
                if taken is not None:
                    raise Refused(f"{each.name} is the name of {taken}; names tell people apart")
            new = [each.model_dump() for each in given]
            writes.members(connection, new, written.name(by, "by"), written.moment(at))

    # The log

    def log(self, scorecard: str | None = None, most: int = 200) -> tuple[Entry, ...]:
        """The last entries of the log, of one scorecard or of all; the newest first."""
        with database.reading(self._engine) as connection:
            return log.entries(connection, scorecard, most)

    def log_end(self) -> tuple[int, str]:
        """The number and hash of the last entry; 0 and zeros where there is none."""
        with database.reading(self._engine) as connection:
            return log.end(connection) or (0, log.BEGINNING)

    def restores(self) -> tuple[Entry, ...]:
        """The entries of the log that restoring a backup made, in order."""
        with database.reading(self._engine) as connection:
            return log.restores(connection)

    def verify(self, noted: str | None = None) -> tuple[str, ...]:
        """Everything that is wrong with the log, or is kept otherwise than it says.

        Args:
            noted: The hash of an entry that somebody noted; one of the log has to have it.
        """
        with database.reading(self._engine) as connection:
            return (*log.verify(connection, noted), *unlogged(connection))
