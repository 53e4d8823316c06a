"""The command that works out the file of an instrument, and keeps what comes out."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument
from scorecards.exports.inert import printable
from scorecards.instruments import Result, find, measured, read, settings_of, template, work_out
from scorecards.instruments.catalogue import feeding
from scorecards.instruments.questions import questionnaire
from scorecards.instruments.told import margins, readable, told
from scorecards.part import Refused
from scorecards.readings.uploads import MAX_BYTES
from ui.commands import asked
from ui.commands.asked import AsFormat, Fault
from ui.commands.keep import kept
from ui.parts import listing

_STDIN = "standard input"


def measure(
    instrument: Annotated[
        str | None, typer.Argument(help="Its short name; see `remit measure --list`.")
    ] = None,
    file: Annotated[
        str | None, typer.Argument(help="A CSV or .xlsx that was filled, or - for standard input.")
    ] = None,
    output: AsFormat = "table",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="name=value, said once for the file; repeat for several."),
    ] = None,
    template_: Annotated[
        bool, typer.Option("--template", help="Print the file to fill in, as CSV.")
    ] = False,
    questions: Annotated[
        bool, typer.Option("--questions", help="Print the questions, as text to send.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the instruments.")] = False,
    keep: Annotated[
        str | None, typer.Option(metavar="ID", help="Keep the result as readings of a scorecard.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="With --keep: the day; by default today.")
    ] = None,
    figure: Annotated[
        list[str] | None, typer.Option(help="With --keep: only this figure; repeat for several.")
    ] = None,
) -> None:
    """Work out a survey, a log or a table that was filled in; --keep makes readings of it."""
    if keep is None and (on or figure):
        raise Fault("--on and --figure go with --keep, which names a scorecard")
    knowledge = asked.shipped_knowledge()
    if list_ or instrument is None:
        _list(knowledge, output)
        return
    try:
        found = find(instrument, knowledge)
        if template_ or questions:
            typer.echo(_template(found) if template_ else questionnaire(found), nl=False)
            return
        name, content = _content(file)
        result = _worked_out(found, name, content, settings)
        said = ""
        if keep is not None:
            said = _keep(found, result, keep, on, figure, (name, content))
    except Refused as refused:
        raise Fault("\n".join(" ".join(str(e).split()) for e in refused.refusals)) from None
    if output == "json":
        typer.echo(json.dumps(result.as_data(), ensure_ascii=False, indent=2))
    else:
        _show(found, result)
    if said:
        typer.echo(said, err=output == "json")


def _list(knowledge: Knowledge, output: str) -> None:
    records = [
        {"short": each.measure.short, "label": each.label, "feeds": list(feeding(each))}
        for each in measured(knowledge)
        if each.measure
    ]
    listing.show(records, ("short", "label", "feeds"), "json" if output == "json" else "table")


def _template(instrument: Instrument) -> str:
    measure = instrument.measure
    if measure is None or measure.export:
        raise Fault(f"{instrument.label} has no template: take the file that the tool exports")
    return template(measure)


def _content(file: str | None) -> tuple[str, bytes]:
    """Name and bytes of the file, of which no more is read than may be there."""
    if file is None:
        raise Fault("name a file, or - for standard input; --template prints one to fill in")
    if file == "-":
        return _STDIN, sys.stdin.buffer.read(MAX_BYTES + 1)
    path = Path(file)
    try:
        with path.open("rb") as opened:
            return path.name, opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise Fault(f"cannot read {file}: {error.strerror}") from None


def _worked_out(
    instrument: Instrument, name: str, content: bytes, pairs: list[str] | None
) -> Result:
    measure = instrument.measure
    if measure is None:
        raise ValueError(f"{instrument.id} has no measure")
    said = settings_of(measure, dict(_pairs(pairs or [])))
    return work_out(instrument, read(name, content, measure), said)


def _pairs(given: list[str]) -> Iterator[tuple[str, str]]:
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Fault(f"setting `{pair[:40]}`: write it as name=value")
        yield name.strip(), value


def _keep(
    instrument: Instrument,
    result: Result,
    id: str,
    on: str | None,
    figures: list[str] | None,
    file: tuple[str, bytes],
) -> str:
    """Keep the result; gives what is told of it."""
    # Large; no other command waits for them.
    from scorecards.desk import Desk
    from scorecards.instruments.keep import keep_readings

    day = asked.day(on) if on else None
    with kept() as store:
        desk = Desk(store, asked.build_adviser(), getpass.getuser())
        done = keep_readings(desk, desk.open(id), instrument, result, day, figures, file)
    labels = desk.adviser.knowledge.label
    lines = [
        f"kept: {labels(each.metric)} on {each.taken_on}: {each.value:f}" for each in done.kept
    ]
    return "\n".join([*lines, f"{len(done.kept)} kept, {len(done.there)} were there already"])


def _show(instrument: Instrument, result: Result) -> None:
    """A result on the terminal: figures, tables, then what has to be known of them."""
    beside = margins(instrument)
    figures = [each.model_dump() for each in told(instrument, result) if each.name not in beside]
    listing.show(figures, ("label", "value", "unit", "margin"), "table")
    for table in result.findings.tables:
        heads = list(table.columns.values())
        rows = [dict(zip(heads, map(readable, row), strict=True)) for row in table.rows]
        typer.echo(f"\n{table.title}")
        listing.show(rows, heads, "table")
    typer.echo(f"\nn {result.n:,}")
    excluded = result.findings.excluded
    if excluded is not None:
        typer.echo(f"left out {excluded:,}")
    measure = instrument.measure
    told_beside = {
        "warning": [each.text for each in result.warnings],
        "note": result.notes,
        "remark": [each.text for each in measure.remarks] if measure else [],
    }
    for what, texts in told_beside.items():
        for text in texts:
            typer.echo(printable(f"{what}: {text}"))
