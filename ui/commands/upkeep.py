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
from ui.commands.asked import WRONG_DATA, AsFormat
from ui.parts import listing

rules = typer.Typer()


@rules.callback(invoke_without_command=True)
def list_rules(context: typer.Context, output: AsFormat = "table") -> None:
    """List the rules, or analyse them over the whole space of profiles."""
    if context.invoked_subcommand is not None:
        return
    records = listing.rules(asked.shipped_rules(asked.shipped_knowledge()))
    listing.show(records, ("id", "stage", "title", "basis"), output)


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
