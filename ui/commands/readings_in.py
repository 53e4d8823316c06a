"""The command that takes a file of readings in: all of it, or nothing."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands import asked
from ui.commands.asked import WRONG_DATA, AsFormat, Fault
from ui.commands.keep import ScorecardId, kept
from ui.parts import listing

if TYPE_CHECKING:
    from scorecards.readings.uploads import Preview


def read_file(
    id: ScorecardId,
    file: Annotated[Path, typer.Argument(help="A CSV, an .xlsx, or a Google Trends export.")],
    term: Annotated[
        str | None, typer.Option(help="Which term of a Google Trends export that compares several.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what each row would become, and keep nothing.")
    ] = False,
    output: AsFormat = "table",
) -> None:
    """Take a file of readings in: all of it, or nothing; exit code 1 where a row has a mistake."""
    # Large; no other command waits for them.
    from scorecards.desk import Desk
    from scorecards.part import Refused
    from scorecards.readings.uploads import MAX_BYTES, read

    try:
        with file.open("rb") as opened_file:
            content = opened_file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Fault(f"cannot read {file}: {error.strerror}") from None
    adviser = asked.build_adviser()
    with kept() as store:
        desk = Desk(store, adviser, getpass.getuser())
        opened = desk.open(id)
        try:
            found = desk.preview(opened, read(file.name, content), term)
            count = 0 if dry_run else len(desk.record(opened, found.readings).kept)
        except Refused as error:
            raise Fault(" ".join(str(error).split())) from None
    _show(found, count, dry_run, output)
    if found.count("error"):
        raise typer.Exit(WRONG_DATA)


def _show(found: Preview, count: int, dry_run: bool, output: str) -> None:
    rows = [
        {
            "row": row.number,
            "state": row.state,
            "says": row.says,
            "problems": list(row.problems),
            "reading": row.reading.model_dump(mode="json") if row.reading else None,
        }
        for row in found.rows
    ]
    if output == "json":
        typer.echo(
            json.dumps(
                {"kept": count, "notes": found.notes, "rows": rows}, ensure_ascii=False, indent=2
            )
        )
        return
    mistakes = found.count("error")
    for note in found.notes:
        typer.echo(note)
    wanted = [row for row in found.rows if dry_run or row.state == "error"]
    if wanted:
        shown = [{"row": row.number, "state": row.state, "says": str(row)} for row in wanted]
        listing.show(shown, ("row", "state", "says"), "table")
    new, there = found.count("new"), found.count("there")
    if mistakes:
        typer.echo(f"{mistakes} to mend; nothing was kept", err=True)
    elif dry_run:
        typer.echo(f"{new} would be kept, {there} are there already")
    else:
        typer.echo(f"{count} kept, {there} were there already")
