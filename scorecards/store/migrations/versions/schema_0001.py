"""The first tables: scorecards, versions, readings, attachments, recommendations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEVER_UPDATED = ("recommendations", "versions", "readings", "attachments")


def upgrade() -> None:
    """Make the tables, and have the database itself refuse to change what is never updated."""
    _scorecards()
    _what_is_put_to_them()
    op.create_table(
        "recommendations",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("knowledge", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("written_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_recommendations"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION remit_never_updated() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is never updated', TG_TABLE_NAME; END $$"
        )
    for table in NEVER_UPDATED:
        op.execute(_guard(table))


def _scorecards() -> None:
    op.create_table(
        "scorecards",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("current_version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=True),
        sa.Column("manager", sa.Text, nullable=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scorecards"),
        sa.CheckConstraint("current_version >= 1", name="ck_scorecards_counted"),
    )
    op.create_table(
        "versions",
        sa.Column("scorecard", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("written_by", sa.Text, nullable=False),
        sa.Column("written_at", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("scorecard", "number", name="pk_versions"),
        sa.ForeignKeyConstraint(["scorecard"], ["scorecards.id"], name="fk_versions_scorecard"),
        sa.UniqueConstraint("scorecard", "token", name="uq_versions_scorecard_token"),
        sa.CheckConstraint("number >= 1", name="ck_versions_counted"),
    )


def _what_is_put_to_them() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("scorecard", sa.Text, nullable=False),
        sa.Column("metric", sa.Text, nullable=False),
        sa.Column("replaces", sa.Text, nullable=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.ForeignKeyConstraint(["scorecard"], ["scorecards.id"], name="fk_readings_scorecard"),
        sa.ForeignKeyConstraint(
            ["replaces"],
            ["readings.id"],
            name="fk_readings_replaces",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("replaces", name="uq_readings_replaces"),
    )
    op.create_index("ix_readings_scorecard_metric", "readings", ["scorecard", "metric"])
    op.create_table(
        "attachments",
        sa.Column("scorecard", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("written_by", sa.Text, nullable=False),
        sa.Column("written_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("scorecard", "name", name="pk_attachments"),
        sa.ForeignKeyConstraint(["scorecard"], ["scorecards.id"], name="fk_attachments_scorecard"),
    )


def _guard(table: str) -> str:
    head = f"CREATE TRIGGER never_updated_{table} BEFORE UPDATE ON {table}"
    if op.get_bind().dialect.name == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION remit_never_updated()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{table} is never updated'); END"
