"""The tables as they are now. How they came to be is told by the migrations.

Times are text, ISO 8601 in UTC with six decimals: both databases keep and order them alike, and a
backup holds them as they are. Documents are the JSON of their records.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _text(name: str, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


recommendations = Table(
    "recommendations",
    metadata,
    Column("digest", Text, primary_key=True),
    _text("document"),
    _text("knowledge"),
    _text("rules"),
    _text("written_at"),
)
"""Recommendations as they were given, for replay. Never updated."""

scorecards = Table(
    "scorecards",
    metadata,
    Column("id", Text, primary_key=True),
    Column("current_version", Integer, nullable=False),
    _text("title"),
    _text("person", optional=True),
    _text("manager", optional=True),
    _text("status"),
    Column("sample", Boolean, nullable=False),
    _text("created_by"),
    _text("created_at"),
    CheckConstraint("current_version >= 1", name="counted"),
)
"""One row a scorecard: which version stands, and what a list of them is made from and asked by."""

versions = Table(
    "versions",
    metadata,
    Column("scorecard", Text, ForeignKey("scorecards.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("document"),
    _text("written_by"),
    _text("written_at"),
    _text("why"),
    _text("token", optional=True),
    UniqueConstraint("scorecard", "token"),
    CheckConstraint("number >= 1", name="counted"),
)
"""Every version of every scorecard. Never updated."""

readings = Table(
    "readings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("scorecard", Text, ForeignKey("scorecards.id"), nullable=False),
    _text("metric"),
    Column(
        "replaces",
        Text,
        # Checked as a transaction ends, so that rows may be restored in any order.
        ForeignKey("readings.id", deferrable=True, initially="DEFERRED"),
        nullable=True,
    ),
    _text("document"),
    UniqueConstraint("replaces"),
    Index(None, "scorecard", "metric"),
)
"""Readings. Never updated: a correction is a reading that replaces one, and only one can."""

attachments = Table(
    "attachments",
    metadata,
    Column("scorecard", Text, ForeignKey("scorecards.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    _text("sha256"),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    _text("written_by"),
    _text("written_at"),
)
"""Files put to scorecards. Never updated."""

log = Table(
    "log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("at"),
    _text("by"),
    _text("kind"),
    _text("scorecard", optional=True),
    _text("document"),
    _text("previous"),
    _text("hash"),
    Index(None, "scorecard", "number"),
    CheckConstraint("number >= 1", name="counted"),
)
"""Everything that was done, in order, each entry with the hash of the one before. Never updated.

A scorecard that is deleted stays in it, so ``scorecard`` refers to nothing.
"""

log_end = Table(
    "log_end",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    _text("hash"),
    CheckConstraint("one = 1", name="one"),
)
"""One row: where the log ends. Whoever adds to the log holds it; a log cut short betrays itself."""

members = Table(
    "members",
    metadata,
    Column("email", Text, primary_key=True),
    _text("name"),
    _text("role"),
    _text("team", optional=True),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("name"),
)
"""Who may log in, and as what."""
