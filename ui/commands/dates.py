"""The commands that write calendar files."""

from __future__ import annotations

import getpass
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
    _write(file, calendar_file(card, found, stamp=version.at, sequence=version.number), len(found))


def every(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write, such as remit.ics.")
    ],
    mine: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Only what is for this person, or is managed or reviewed by them."
        ),
    ] = None,
) -> None:
    """Write the reviews, ends of periods, deadlines and read-outs of all scorecards (iCalendar)."""
    from scorecards.calendar_file import joint_calendar
    from scorecards.desk import Desk

    with kept() as store:
        found = Desk(store, asked.build_adviser(), getpass.getuser()).dated(mine)
    if not found:
        whose = f"no scorecard is for {mine}, nor managed or reviewed by them" if mine else ""
        raise Fault(whose or "there is no scorecard with a date; `remit sample open` adds some")
    _write(file, *joint_calendar(found, asked.shipped_knowledge(), "Remit scorecards"))


def _write(file: Path, content: bytes, count: int) -> None:
    files.write(file, content)
    typer.echo(f"{count} date{'' if count == 1 else 's'} in {file}")
