"""Which tables a database has, and bringing them up to date."""

from __future__ import annotations

import threading

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from scorecards.store.database import reading, shown, wait_for_other_upgrades, writing
from scorecards.store.errors import SchemaMismatch

HEAD = "0002"
"""The schema that this release works with; a test holds it to the newest migration."""


def current(connection: Connection) -> str | None:
    """The schema that a database is at; None where there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def require(engine: Engine) -> None:
    """See that the tables are those of this release.

    Raises:
        SchemaMismatch: They are older, newer or not there.
        StoreError: The database cannot be read.
    """
    with reading(engine) as connection:
        found = current(connection)
    if found == HEAD:
        return
    _refuse_newer(found, engine)
    have = "has no tables of Remit yet" if found is None else f"has the older schema {found}"
    raise SchemaMismatch(f"{shown(engine.url)} {have}; run `remit db upgrade`")


def upgrade(engine: Engine, revision: str = HEAD) -> str | None:
    """Bring the tables up to date: all steps or none. The schema it was at is given back.

    Raises:
        SchemaMismatch: The database was written by a newer release.
        StoreError: The database cannot be written.
    """
    with reading(engine) as connection:
        if current(connection) == revision:
            return revision
    with writing(engine) as connection:
        wait_for_other_upgrades(connection)
        found = current(connection)
        _refuse_newer(found, engine)
        if found != revision:
            config = _config()
            config.attributes["connection"] = connection
            with _ALEMBIC:
                command.upgrade(config, revision)
    return found


_ALEMBIC = threading.Lock()
"""Alembic hands the connection over in a global."""


def _refuse_newer(found: str | None, engine: Engine) -> None:
    if found is not None and found > HEAD:
        raise SchemaMismatch(
            f"{shown(engine.url)} was written by a newer Remit (schema {found}, and this one knows "
            f"those up to {HEAD}); use that one"
        )


def known() -> list[str]:
    """Every schema that there is a migration to, the oldest first."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    return [step.revision for step in steps][::-1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "scorecards.store:migrations")
    return config
