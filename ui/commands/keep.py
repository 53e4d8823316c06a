"""Commands for what is kept: the database, its backups, and the scorecards in it."""

from __future__ import annotations

import dataclasses
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.asked import WRONG_DATA, AsFormat, Fault
from ui.parts import listing

if TYPE_CHECKING:
    from scorecards.store import Store

database = typer.Typer(help="See to the database that scorecards are in.")
scorecard = typer.Typer(help="Make scorecards, look at them, judge and compare them.")

ScorecardId = Annotated[str, typer.Argument(metavar="ID", help="See `remit scorecard list`.")]


@contextmanager
def kept(upgrade: bool = False) -> Iterator[Store]:
    """The store; what goes wrong in it is a fault of one line."""
    from scorecards.store import StoreError, open_store  # large; no other command waits for it

    try:
        with open_store(upgrade=upgrade) as store:
            yield store
    except StoreError as error:
        raise Fault(" ".join(str(error).split())) from None


@database.command()
def upgrade() -> None:
    """Make the tables, or bring them up to date. A file of your own does so by itself."""
    with kept(upgrade=True) as store:
        typer.echo(f"{store.where} is up to date (schema {store.schema})")


@database.command()
def where() -> None:
    """Say where the database is; REMIT_DATABASE_URL names another."""
    from scorecards.store import StoreError, where_it_is

    try:
        typer.echo(where_it_is())
    except StoreError as error:
        raise Fault(str(error)) from None


@database.command("check")
def check_database() -> None:
    """See whether all that is kept is whole and can be read."""
    with kept() as store:
        problems = store.check()
        count = len(store.list())
    for problem in problems:
        typer.echo(problem)
    if problems:
        typer.echo(f"{len(problems)} to mend", err=True)
        raise typer.Exit(WRONG_DATA)
    typer.echo(f"{_counted(count, 'scorecard')}, nothing to mend")


def backup(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write everything that is kept into one file, which either kind of database can restore."""
    with kept() as store:
        count = store.backup(file, at=datetime.now(UTC))
    typer.echo(f"{_counted(count, 'row')} in {file}")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `remit backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Give up everything that is kept now for it.")
    ] = False,
) -> None:
    """Bring back a backup: all of it, or nothing."""
    with kept() as store:
        count = store.restore(file, by=getpass.getuser(), at=datetime.now(UTC), replace=replace)
    typer.echo(f"{_counted(count, 'row')} restored from {file}")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


@scorecard.command("list")
def list_scorecards(output: AsFormat = "table") -> None:
    """List the scorecards."""
    with kept() as store:
        records = [_plain(each) for each in store.list()]
    listing.show(records, ("id", "title", "person", "status", "version"), output)


@scorecard.command("show")
def show_scorecard(id: ScorecardId, output: AsFormat = "table") -> None:
    """Show a scorecard as it stands."""
    with kept() as store:
        version = store.get(id)
    document = version.document.model_dump(mode="json")
    listing.show_one({"version": version.number} | document, output)


@scorecard.command()
def history(id: ScorecardId, output: AsFormat = "table") -> None:
    """List the versions of a scorecard: who wrote each, when and why."""
    with kept() as store:
        records = [_plain(each) for each in store.history(id)]
    listing.show(records, ("number", "at", "by", "why"), output)


def _plain(record: Any) -> dict[str, Any]:
    """A record of the store as plain JSON."""
    fields = dataclasses.asdict(record)
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in fields.items()
    }
