"""What somebody has done to learn a role: entered into the log, and read back from there."""

from __future__ import annotations

import datetime
from typing import Literal

from sqlalchemy import Engine

from scorecards.store import database, log, rows, written
from scorecards.store.records import Entry

Kind = Literal["guide", "exercise"]


class Progress:
    """A part of ``Store``; nothing else makes one."""

    _engine: Engine

    def note(
        self,
        kind: Kind,
        document: str,
        *,
        by: str,
        at: datetime.datetime,
        scorecard: str | None = None,
    ) -> None:
        """Enter a step into the log.

        Args:
            kind: Of the step.
            document: What was done, as JSON.
            by: Who did it.
            at: When.
            scorecard: The scorecard beside which it is kept, where there is one.

        Raises:
            NotFound: There is no such scorecard.
        """
        entry = log.New(kind, written.name(by, "by"), written.moment(at), document, scorecard)
        with database.writing(self._engine) as connection:
            if scorecard is not None:
                rows.scorecard(connection, scorecard, lock=True)
            log.add(connection, entry)

    def noted(self, kind: Kind, scorecard: str) -> tuple[str, ...]:
        """The documents of every step beside a scorecard, in order."""
        with database.reading(self._engine) as connection:
            return tuple(log.of_scorecard(connection, scorecard, kind))

    def noted_by(self, kind: Kind, by: str) -> tuple[Entry, ...]:
        """Every step of a person beside no scorecard, in order."""
        with database.reading(self._engine) as connection:
            return log.of_person(connection, by, kind)
