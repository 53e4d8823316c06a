"""The log of all that was done, and who may log in.

What was kept before is entered into the log as it stands, in the order in which it was written, so
that it is held from here on.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FIELDS = ("number", "at", "by", "kind", "scorecard", "document", "previous")


def upgrade() -> None:
    """Make the tables, and enter what is there."""
    op.create_table(
        "log",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("scorecard", sa.Text, nullable=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_log"),
        sa.CheckConstraint("number >= 1", name="ck_log_counted"),
    )
    op.create_index("ix_log_scorecard_number", "log", ["scorecard", "number"])
    op.create_table(
        "log_end",
        sa.Column("one", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("one", name="pk_log_end"),
        sa.CheckConstraint("one = 1", name="ck_log_end_one"),
    )
    op.create_table(
        "members",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_members"),
        sa.UniqueConstraint("name", name="uq_members_name"),
    )
    _enter()
    head = "CREATE TRIGGER never_updated_log BEFORE UPDATE ON log"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION remit_never_updated()")
    else:
        op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'log is never updated'); END")


def _enter() -> None:
    connection = op.get_bind()
    previous, number = "0" * 64, 0
    for number, row in enumerate(sorted(_kept(connection), key=_order), start=1):
        row |= {"number": number, "previous": previous}
        previous = row["hash"] = _digest(*(json.dumps(row[each]).encode() for each in _FIELDS))
        names = ", ".join(f'"{each}"' for each in row)
        values = ", ".join(f":{each}" for each in row)
        connection.execute(sa.text(f"INSERT INTO log ({names}) VALUES ({values})"), row)
    if not number:
        return
    end = {"number": number, "hash": previous}
    connection.execute(sa.text("INSERT INTO log_end VALUES (1, :number, :hash)"), end)


def _order(row: dict[str, Any]) -> tuple[str, ...]:
    return row["at"], row["scorecard"], row["kind"], row["document"]


def _kept(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    for each in connection.execute(sa.text("SELECT * FROM versions")).mappings():
        document = {"number": each["number"], "why": each["why"]}
        document["sha256"] = _digest(each["document"].encode())
        yield _row("version", each["scorecard"], document, each["written_at"], each["written_by"])
    for each in connection.execute(sa.text("SELECT * FROM readings")).mappings():
        document = {"id": each["id"], "metric": each["metric"]}
        document["sha256"] = _digest(each["document"].encode())
        reading = json.loads(each["document"])
        yield _row("reading", each["scorecard"], document, _moment(reading["at"]), reading["by"])
    names = "scorecard, name, sha256, written_at, written_by"
    for each in connection.execute(sa.text(f"SELECT {names} FROM attachments")).mappings():
        document = {"name": each["name"], "sha256": each["sha256"]}
        yield _row("file", each["scorecard"], document, each["written_at"], each["written_by"])


def _row(kind: str, scorecard: str, document: dict[str, Any], at: str, by: str) -> dict[str, Any]:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return {"at": at, "by": by, "kind": kind, "scorecard": scorecard, "document": text}


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="microseconds")


def _digest(*parts: bytes) -> str:
    if len(parts) == 1:
        return sha256(parts[0]).hexdigest()
    return _digest(b"".join(bytes.fromhex(_digest(part)) for part in parts))
