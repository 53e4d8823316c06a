"""What is kept beside scorecards: files that show something, and recommendations for replay."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Engine, select

from scorecards.store import database, rows, tables, writes, written
from scorecards.store.errors import Damaged, NotFound, Refused
from scorecards.store.records import Attachment, Kept

MAX_ATTACHMENT = 5 * 1024 * 1024
"""Bytes of the largest file that can be put to a scorecard."""


class Attached:
    """A part of ``Store``; nothing else makes one."""

    _engine: Engine

    # Files

    def attach(
        self, id: str, name: str, content: bytes, *, by: str, at: datetime.datetime
    ) -> Attachment:
        """Put a file to a scorecard. The same file said twice is kept once.

        Raises:
            NotFound: There is no such scorecard.
            Refused: It is too large, or the name is taken by another file.
        """
        if len(content) > MAX_ATTACHMENT:
            limit = MAX_ATTACHMENT // 1024 // 1024
            raise Refused(f"{name} holds {len(content):,} bytes; at most {limit} MiB can be kept")
        row: dict[str, Any] = {
            "scorecard": id,
            "name": written.name(name, "the name of the file"),
            "sha256": written.sha256(content),
            "size": len(content),
            "written_by": written.name(by, "by"),
            "written_at": written.moment(at),
        }
        with database.writing(self._engine) as connection:
            rows.scorecard(connection, id, lock=True)
            if not writes.file(connection, row, content):
                kept = rows.file(connection, id, row["name"])
                if kept["sha256"] != row["sha256"]:
                    raise Refused(f"scorecard {id} has another file called {row['name']} already")
                row = dict(kept)
        return rows.attachment(row)

    def attachment(self, id: str, name: str) -> tuple[Attachment, bytes]:
        """A file with its bytes, which are those that were put there.

        Raises:
            NotFound: There is no such file.
            Damaged: The bytes are not those that were put there.
        """
        with database.reading(self._engine) as connection:
            row = rows.whole_or_raise(rows.file(connection, id, name))
        return rows.attachment(row), row["content"]

    def attachments(self, id: str) -> tuple[Attachment, ...]:
        """The files of a scorecard, by name.

        Raises:
            NotFound: There is no such scorecard.
        """
        columns = [each for each in tables.attachments.c if each.name != "content"]
        with database.reading(self._engine) as connection:
            rows.scorecard(connection, id)
            asked = select(*columns).where(tables.attachments.c.scorecard == id)
            found = [rows.attachment(row) for row in connection.execute(asked).mappings()]
        return tuple(sorted(found, key=lambda each: each.name))

    # Recommendations, for replay

    def keep(self, document: str, *, knowledge: str, rules: str, at: datetime.datetime) -> str:
        """Keep the JSON of a recommendation, and give the digest by which it is found again.

        Args:
            document: The JSON.
            knowledge: A digest of the knowledge that it was made from.
            rules: A digest of the rules.
            at: When it was made. The first time stands.
        """
        row = {"document": document, "knowledge": knowledge, "rules": rules}
        row |= {"digest": rows.digest(row), "written_at": written.moment(at)}
        with database.writing(self._engine) as connection:
            database.insert_new(connection, tables.recommendations, **row)
        return row["digest"]

    def recommendation(self, digest: str) -> Kept:
        """A recommendation that was kept.

        Raises:
            NotFound: There is none with this digest.
            Damaged: It is not what was kept.
        """
        asked = select(tables.recommendations).where(tables.recommendations.c.digest == digest)
        with database.reading(self._engine) as connection:
            row = connection.execute(asked).mappings().first()
        if row is None:
            raise NotFound(f"there is no recommendation {digest}")
        if rows.digest(row) != digest:
            raise Damaged(f"the recommendation {digest} is not what was kept")
        return rows.kept(row)
