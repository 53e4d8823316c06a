"""The command that writes a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands import asked, files
from ui.commands.asked import Fault
from ui.commands.keep import ScorecardId, kept


def calendar(
    id: ScorecardId,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write, such as q1.ics.")
    ],
    windows_only: Annotated[
        bool, typer.Option("--windows-only", help="Only the read-out days of the launch windows.")
    ] = False,
) -> None:
    """Write the dates of a scorecard as a calendar file (iCalendar)."""
    from scorecards.calendar_file import calendar_file, entries, window_entries

    knowledge = asked.shipped_knowledge()
    with kept() as store:
        version = store.get(id)
    card = version.document
    found = (window_entries if windows_only else entries)(card, knowledge)
    if not found:
        raise Fault(f"scorecard {id} has no launch windows; set the day of the launch and windows")
    content = calendar_file(card, found, stamp=version.at, sequence=version.number)
    files.write(file, content)
    typer.echo(f"{len(found)} date{'' if len(found) == 1 else 's'} in {file}")
