"""Commands for those who keep the knowledge and the rules."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.checks import check as check_engine
from knowledge_graph.checks import check as check_knowledge
from knowledge_graph.dates import overdue
from knowledge_graph.load import Knowledge
from knowledge_graph.load import load as load_knowledge
from knowledge_graph.yaml_file import InvalidData, Problem
from rules.checks import check as check_rules
from rules.load import load as load_rules
from ui.commands import asked
from ui.commands.asked import WRONG_DATA, AsFormat, Fault
from ui.handbook import handbook as make_handbook
from ui.handbook import shelf
from ui.parts import listing

rules = typer.Typer()


@rules.callback(invoke_without_command=True)
def list_rules(context: typer.Context, output: AsFormat = "table") -> None:
    """List the rules, or analyse them over the whole space of profiles."""
    if context.invoked_subcommand is not None:
        return
    records = listing.rules(asked.shipped_rules(asked.shipped_knowledge()))
    listing.show(records, ("id", "stage", "title", "basis"), output)


def handbook(
    out: Annotated[Path, typer.Option(help="The folder to write it in.")] = Path("docs/handbook"),
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; list what is stale, missing or stray.")
    ] = False,
) -> None:
    """Write the handbook: all that is known and advised, as Markdown pages."""
    knowledge = asked.shipped_knowledge()
    pages = make_handbook(knowledge, asked.shipped_rules(knowledge))
    try:
        if check_only:
            _report(shelf.differences(pages, out), out)
            typer.echo(f"{len(pages)} pages, all of them fresh")
        else:
            changed = shelf.write(pages, out)
            typer.echo(f"{len(pages)} pages in {out.as_posix()}, {changed} changed")
    except shelf.ForeignFile as error:
        text = f"{error} was not made by `remit handbook`; move it, or choose another folder"
        raise Fault(text) from None
    except OSError as error:
        raise Fault(f"{error.filename}: {error.strerror}") from None


def _report(differences: list[str], out: Path) -> None:
    """List what differs, with the command that mends it.

    Raises:
        typer.Exit: Something differs.
    """
    if differences:
        for line in differences:
            typer.echo(line)
        typer.echo(f"{len(differences)} to mend; run: remit handbook --out {out}", err=True)
        raise typer.Exit(WRONG_DATA)


def check(
    data: Annotated[
        Path | None, typer.Option(help="Another data folder in place of the one shipped.")
    ] = None,
    catalogue: Annotated[
        Path | None, typer.Option(help="Another rule catalogue in place of the one shipped.")
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The day for which to list overdue reviews.",
            show_default="today",
        ),
    ] = None,
) -> None:
    """Validate every record and every rule, and list the records due for another look."""
    problems: list[Problem] = []
    try:
        knowledge = load_knowledge(data)
        problems += check_knowledge(knowledge)
        found = load_rules(knowledge, catalogue)
        problems += [*check_rules(found, knowledge), *check_engine(found, knowledge)]
    except InvalidData as error:
        problems += error.problems
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(f"{len(problems)} to mend", err=True)
        raise typer.Exit(WRONG_DATA)
    typer.echo(f"{len(knowledge.records)} records and {len(found.rules)} rules, nothing to mend")
    _remind(knowledge, (on or datetime.now()).date().isoformat())


def _remind(knowledge: Knowledge, day: str) -> None:
    """List what somebody should have looked at by now; it is no fault."""
    late = overdue(knowledge, day)
    if late:
        what = "record is past its" if len(late) == 1 else "records are past their"
        typer.echo(f"{len(late)} {what} review date:")
    for record in late:
        typer.echo(f"  {record.id}: {record.review_by}")
