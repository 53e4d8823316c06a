"""Commands for the log of all that was done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.asked import WRONG_DATA, AsFormat
from ui.commands.keep import kept
from ui.parts import listing

if TYPE_CHECKING:
    from scorecards.store import Entry

audit = typer.Typer(help="See what was done, and that nobody changed it afterwards.")


@audit.command()
def verify(
    head: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="The last hash of an earlier run, as you noted it."),
    ] = None,
    output: AsFormat = "table",
) -> None:
    """See that no entry of the log was altered, removed or moved; exit code 1 where one was.

    Note the hash that it prints at another place: with --head it is found again, or the log was
    written anew.
    """
    noted = head.strip().lower() if head else None
    with kept() as store:
        problems, (number, last) = store.verify(noted), store.log_end()
        restored = [_restored(each) for each in store.restores()]
    if output == "json":
        said = {"entries": number, "head": last, "problems": problems, "restored": restored}
        typer.echo(json.dumps(said, indent=2))
    else:
        for problem in problems:
            typer.echo(problem)
        for each in restored:
            typer.echo(_told(each))
        entries = f"{number:,} entr{'y' if number == 1 else 'ies'}"
        found = f"{len(problems)} wrong" if problems else "nothing wrong"
        typer.echo(f"{entries}, {found}; the last hash is {last}")
    if problems:
        raise typer.Exit(WRONG_DATA)


def _restored(entry: Entry) -> dict[str, Any]:
    """What an entry says of a restore: the backup, and the log that was given up for it, if any."""
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "by": entry.by,
        **json.loads(entry.document),
    }


def _told(restored: dict[str, Any]) -> str:
    said = (
        f"entry {restored['number']}: {restored['by']} restored a backup of "
        f"{restored['made_at'][:10]} on {restored['at'][:10]}"
    )
    if restored["given_up"] is None:
        return said
    number, last = restored["given_up"]
    return f"{said} and gave up a log that ended at entry {number} with the hash {last}"


@audit.command()
def show(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A scorecard; without, all that was done.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="So many entries, the last ones.")] = 50,
    output: AsFormat = "table",
) -> None:
    """List what was done, the newest first."""
    with kept() as store:
        if id is not None and not (entries := store.log(id, most)):
            store.get(id)
        elif id is None:
            entries = store.log(None, most)
    records = [
        {
            "number": each.number,
            "at": each.at.isoformat(),
            "by": each.by,
            "kind": each.kind,
            "scorecard": each.scorecard,
            "document": json.loads(each.document),
            "hash": each.hash,
        }
        for each in entries
    ]
    columns = ("number", "at", "by", "kind", "scorecard")
    listing.show(records, columns, output)
