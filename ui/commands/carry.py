"""Commands that take a scorecard out as a file, and bring one back in."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.commands import asked, files
from ui.commands.asked import Fault
from ui.commands.keep import ScorecardId, kept

if TYPE_CHECKING:
    from scorecards.desk import Desk
    from scorecards.exports import Kind
    from scorecards.store import Store

_To = Literal["pdf", "xlsx", "csv", "md", "json", "html"]


def export(
    id: ScorecardId,
    file: Annotated[Path, typer.Argument(help="The file to write; one that is there is replaced.")],
    to: Annotated[_To, typer.Option("--to", help="The kind of file.")],
    version: Annotated[
        int | None, typer.Option(min=1, help="A version; by default the one that stands.")
    ] = None,
    readings: Annotated[
        bool, typer.Option("--readings", help="With --to csv: the readings, not the KPIs.")
    ] = False,
) -> None:
    """Write a scorecard into a file, as it stands today or as an old version was."""
    from scorecards import exports  # large; no other command waits for it

    if readings and to != "csv":
        raise Fault("--readings goes with --to csv; every other kind holds the readings already")
    kind: Kind = "readings" if readings else to
    with kept() as store:
        desk = _desk(store)
        matter = exports.gather(desk, desk.open(id, version))
        content = exports.export(matter, desk.adviser, kind)
    files.write(file, content)
    typer.echo(f"version {matter.opened.version.number} of {id} in {file}")


def bring_in(
    file: Annotated[Path, typer.Argument(help="A file that `remit export --to json` wrote.")],
    as_new: Annotated[
        bool, typer.Option("--as-new", help="Give it a new id, even if its own is free.")
    ] = False,
) -> None:
    """Bring a scorecard back in from JSON, and print its id: its own, or a new one if taken."""
    from scorecards.exports import arrival, whole
    from scorecards.part import Refused

    try:
        with file.open("rb") as source:
            content = source.read(whole.MAX_FILE + 1)
    except OSError as error:
        raise Fault(f"{file}: {error.strerror}") from None
    try:
        found = whole.read(content)
        with kept() as store:
            version = arrival.bring_in(_desk(store), found, as_new=as_new)
    except Refused as refused:
        more = len(refused.refusals) - 1
        rest = f" (and {more} more)" if more else ""
        raise Fault(f"{file}: {' '.join(str(refused.refusals[0]).split())}{rest}") from None
    typer.echo(version.document.id)


def _desk(store: Store) -> Desk:
    from scorecards.desk import Desk

    return Desk(store, asked.build_adviser(), getpass.getuser())
