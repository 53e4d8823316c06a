"""The store: what can be asked of it, and what each question promises."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from sqlalchemy import URL, Engine, select

from scorecards.document import Reading, Scorecard
from scorecards.store import (
    backup,
    check,
    database,
    restore,
    rows,
    schema,
    tables,
    writes,
    written,
)
from scorecards.store.attached import Attached
from scorecards.store.errors import Conflict, NotFound, Refused
from scorecards.store.people import People
from scorecards.store.progress import Progress
from scorecards.store.records import Saved, Summary, Version


def open_store(url: URL | None = None, upgrade: bool = False) -> Store:
    """Open the database, by default where the environment says it is.

    Args:
        url: Another database.
        upgrade: Bring the tables of a server up to date too; those of a file always are.

    Raises:
        SchemaMismatch: The tables are of another release.
        StoreError: The database cannot be opened.
    """
    engine = database.connect(url or database.from_environment())
    try:
        if database.is_file(engine.url):
            database.use_write_ahead_log(engine)
        if upgrade or database.is_file(engine.url):
            schema.upgrade(engine)
        schema.require(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def where_it_is() -> str:
    """The database that would be opened: a file, or a URL without its password.

    Raises:
        StoreError: The environment names none that can be used.
    """
    return database.shown(database.from_environment())


class Store(Attached, People, Progress):
    """Scorecards with all their versions, readings and files.

    What a method returns is on disk. Where it raises, nothing was written. Each method may raise
    ``StoreError`` when the database fails; its text says how.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The database: a file, or a URL without its password."""
        return database.shown(self._engine.url)

    @property
    def schema(self) -> str:
        """The schema of its tables."""
        return schema.HEAD

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    # Scorecards and their versions

    def create(
        self,
        scorecard: Scorecard,
        *,
        by: str,
        at: datetime.datetime,
        why: str = "",
        token: str | None = None,
    ) -> Version:
        """Keep a new scorecard, as version 1. Said twice with one token, it is kept once.

        Raises:
            Refused: The id is taken, or something in it cannot be kept.
        """
        entry = rows.entry(scorecard, 1, by, at, why, token)
        with database.writing(self._engine) as connection:
            if not writes.new_scorecard(connection, scorecard, entry):
                again = rows.earlier(connection, entry)
                if again is None:
                    raise Refused(f"there is a scorecard {scorecard.id} already")
                return again
        return rows.version(entry)

    def save(
        self,
        scorecard: Scorecard,
        expected_version: int,
        *,
        by: str,
        at: datetime.datetime,
        why: str = "",
        token: str | None = None,
    ) -> Version:
        """Keep a changed scorecard as its next version. Said twice with one token, it is kept once.

        Args:
            scorecard: The whole document, changed.
            expected_version: The version that it was made from.
            by: Who changed it.
            at: When.
            why: For what reason.
            token: Stands for this one act of saving; a form makes one as it is drawn.

        Raises:
            Conflict: Another version was saved since; carries both, and what both were made from.
            NotFound: There is no such scorecard or version.
            Refused: Something in it cannot be kept.
        """
        entry = rows.entry(scorecard, expected_version + 1, by, at, why, token)
        with database.writing(self._engine) as connection:
            row = rows.scorecard(connection, scorecard.id, lock=True)
            again = rows.earlier(connection, entry)
            if again is not None:
                return again
            if expected_version != row["current_version"]:
                base = rows.one_version(connection, scorecard.id, expected_version)
                theirs = rows.one_version(connection, scorecard.id, row["current_version"])
                raise Conflict(scorecard, theirs, base, why)
            if scorecard.sample and not row["sample"]:
                raise Refused(f"scorecard {scorecard.id} is not a sample and cannot become one")
            writes.next_version(connection, scorecard, entry)
        return rows.version(entry)

    def get(self, id: str, version: int | None = None) -> Version:
        """A scorecard as it stands, or as it was.

        Raises:
            NotFound: There is no such scorecard or version.
            Damaged: The document does not fit this release.
        """
        with database.reading(self._engine) as connection:
            if version is None:
                version = rows.scorecard(connection, id)["current_version"]
            return rows.one_version(connection, id, version)

    def list(
        self, *, person: str | None = None, manager: str | None = None, status: str | None = None
    ) -> tuple[Summary, ...]:
        """The scorecards, by title; only those of a person, a manager or a status where given."""
        columns = tables.scorecards.c
        wanted = {columns.person: person, columns.manager: manager, columns.status: status}
        asked = select(tables.scorecards).where(
            *(column == value for column, value in wanted.items() if value is not None)
        )
        with database.reading(self._engine) as connection:
            found = [rows.summary(row) for row in connection.execute(asked).mappings()]
        return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.id)))

    def documents(self) -> tuple[Version, ...]:
        """Every scorecard as it stands, by title, in one query; ``Damaged`` as ``get``."""
        with database.reading(self._engine) as connection:
            return rows.standing_versions(connection)

    def stood(self, ids: Iterable[str], before: datetime.datetime) -> tuple[Version, ...]:
        """These scorecards as they stood before a moment, in one query; none that came later.

        Raises:
            Damaged: A document does not fit this release.
        """
        with database.reading(self._engine) as connection:
            return rows.stood(connection, sorted(ids), written.moment(before))

    def history(self, id: str) -> tuple[Saved, ...]:
        """Who wrote each version, when and why; the oldest first.

        Raises:
            NotFound: There is no such scorecard.
        """
        columns = tables.versions.c
        with database.reading(self._engine) as connection:
            asked = select(*(each for each in columns if each.name != "document"))
            asked = asked.where(columns.scorecard == id).order_by(columns.number)
            found = tuple(rows.saved(row) for row in connection.execute(asked).mappings())
        if not found:
            raise NotFound(f"there is no scorecard {id}")
        return found

    def versions(self, id: str) -> tuple[Version, ...]:
        """Every version with its document, the oldest first; raises as ``get`` does."""
        with database.reading(self._engine) as connection:
            return rows.versions(connection, id)

    def delete(self, id: str, *, by: str, at: datetime.datetime) -> None:
        """Delete a sample with all that belongs to it.

        Raises:
            NotFound: There is no such scorecard.
            Refused: It is no sample; what people agreed on stays.
        """
        with database.writing(self._engine) as connection:
            row = rows.scorecard(connection, id, lock=True)
            writes.no_scorecard(connection, row, written.name(by, "by"), written.moment(at))

    # Readings

    def add_reading(self, reading: Reading) -> Reading:
        """Keep a reading that corrects none, as ``add_readings`` does.

        Raises:
            Refused: It corrects one.
        """
        if reading.replaces is not None:
            raise Refused(f"reading {reading.id} corrects {reading.replaces}; correct that one")
        return self.add_readings((reading,))[0]

    def correct_reading(self, reading: Reading) -> Reading:
        """Keep a reading in the place of the one that it ``replaces``, as ``add_readings`` does.

        Raises:
            Refused: It names none.
        """
        if reading.replaces is None:
            raise Refused(f"reading {reading.id} names none that it corrects; add it instead")
        return self.add_readings((reading,))[0]

    def add_readings(self, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """Keep readings and corrections, all of them or none. One said twice is kept once.

        Raises:
            NotFound: There is no such scorecard, or no such reading to correct.
            Refused: An id is taken, a reading was corrected already, or one cannot be kept.
        """
        added = tuple(readings)
        with database.writing(self._engine) as connection:
            for id in sorted({each.scorecard for each in added}):
                rows.scorecard(connection, id, lock=True)
            writes.readings(connection, added)
        return added

    def readings(
        self, id: str, metric: str | None = None, corrected: bool = False
    ) -> tuple[Reading, ...]:
        """The readings of a scorecard, or of one metric of it, by the day they speak of.

        Args:
            id: The scorecard.
            metric: Only of this one.
            corrected: Those too in whose place a correction stands.

        Raises:
            NotFound: There is no such scorecard.
            Damaged: A reading does not fit this release.
        """
        asked = select(tables.readings).where(tables.readings.c.scorecard == id)
        if metric is not None:
            asked = asked.where(tables.readings.c.metric == metric)
        with database.reading(self._engine) as connection:
            rows.scorecard(connection, id)
            kept = connection.execute(asked).mappings().all()
        return rows.readings(kept, corrected)

    def all_readings(self, of: Iterable[str] | None = None) -> dict[str, tuple[Reading, ...]]:
        """The readings in force of every scorecard that has any, in one query.

        Args:
            of: Only of these scorecards.

        Raises:
            Damaged: A reading does not fit this release.
        """
        with database.reading(self._engine) as connection:
            return rows.every_reading(connection, None if of is None else sorted(of))

    # The whole

    def check(self) -> tuple[str, ...]:
        """Everything that is wrong in the database, a sentence each."""
        with database.reading(self._engine) as connection:
            return (*check.structure(connection), *check.documents(connection))

    def backup(self, file: Path, *, at: datetime.datetime) -> int:
        """Write all that is kept, as of one moment, into one file; how many rows is given back.

        Raises:
            BackupError: The file cannot be written; one that was there before is as it was.
        """
        return backup.write(self._engine, file, written.moment(at))

    def restore(self, file: Path, *, by: str, at: datetime.datetime, replace: bool = False) -> int:
        """Bring back a backup, all of it or nothing; how many rows it held is given back.

        Args:
            file: The backup, from either kind of database.
            by: Who restores it; the log tells of it.
            at: When.
            replace: Give up what is kept now for it.

        Raises:
            BackupError: It is not whole, is of a newer release, or something is kept already.
        """
        return restore.restore(
            self._engine, file, replace, written.name(by, "by"), written.moment(at)
        )
