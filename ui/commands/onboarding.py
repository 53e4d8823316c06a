"""``remit onboard``: the guide for somebody new in a role, as a page, as data, as a calendar."""

from __future__ import annotations

import datetime
import getpass
import sys
from typing import Annotated, Literal

import typer

from engine.guide import guide
from scorecards.part import FIRST, LAST
from ui.commands import asked
from ui.commands.asked import Fault, build_profile
from ui.commands.keep import kept

GuideFormat = Literal["markdown", "json", "ics"]


def onboard(
    profile: Annotated[
        str | None, typer.Argument(help="A profile in YAML, or - for standard input.")
    ] = None,
    scorecard: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Instead: the guide that is kept beside a scorecard."),
    ] = None,
    output: Annotated[
        GuideFormat, typer.Option("--format", help="markdown, json or ics (a calendar file)")
    ] = "markdown",
    start: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="The first day in the role; a calendar takes today."),
    ] = None,
) -> None:
    """Print the guide for somebody new in a role: the first 90 days, and the five phases."""
    if (profile is None) == (scorecard is None):
        raise Fault("give a profile, or a scorecard with --scorecard ID")
    if scorecard is not None:
        if start is not None:
            raise Fault(
                "the first day of a scorecard's guide is set on its page; leave out --start"
            )
        _say(_beside(scorecard, output))
        return
    begins = _day(start)
    if begins is None and output == "ics":
        begins = datetime.datetime.now(datetime.UTC).date()
    adviser = asked.build_adviser()
    answer = adviser.recommend(build_profile(profile, {}, adviser.knowledge))
    found = guide(answer, adviser.graph, begins)
    if output == "ics" and begins is not None:
        from scorecards.onboarding.days import plan_calendar

        known = answer.model_dump_json(include={"profile"})
        _say(plan_calendar(found.plan, known, begins))
        return
    text = found.as_json() if output == "json" else found.as_markdown()
    _say(f"{text}\n".encode())


def _beside(id: str, output: GuideFormat) -> bytes:
    """The guide beside a scorecard, as it stands today."""
    from scorecards.calendar_file import calendar_file
    from scorecards.desk import Desk
    from scorecards.onboarding.days import days_of
    from scorecards.onboarding.page import as_markdown

    with kept() as store:
        desk = Desk(store, asked.build_adviser(), getpass.getuser())
        opened = desk.open(id)
        found = desk.guide(opened)
    if output == "json":
        return f"{found.model_dump_json(indent=2)}\n".encode()
    if output == "markdown":
        return as_markdown(found, opened.card.title).encode()
    version = opened.version
    days = days_of(found, id)
    return calendar_file(opened.card, days, stamp=version.at, sequence=version.number)


def _say(content: bytes) -> None:
    """Print a file byte for byte: the lines of a calendar end as its standard wants."""
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise Fault(f"--start: `{text}` is no day; write it like 2027-01-11") from None
    if not FIRST <= day <= LAST:
        raise Fault(f"--start: {day} is out of reach; give a day from {FIRST} to {LAST}")
    return day
