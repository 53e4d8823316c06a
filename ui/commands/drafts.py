"""Commands for one scorecard: make it from a recommendation, judge it, compare its versions."""

from __future__ import annotations

import datetime
import getpass
import json
from typing import Annotated

import typer
from pydantic import ValidationError

from scorecards.document import Period, next_quarter
from scorecards.exports.inert import printable
from scorecards.lint import Linter
from scorecards.part import Refused
from scorecards.versions.diff import Words, diff
from ui.commands import asked
from ui.commands.asked import (
    WRONG_DATA,
    AsFormat,
    Fault,
    Policies,
    ProfileFile,
    SourcedOnly,
    build_policy,
    build_profile,
)
from ui.commands.keep import ScorecardId, kept
from ui.parts import listing

_Day = Annotated[str | None, typer.Option(metavar="DAY", help="Such as 2027-03-31.")]


def new(
    profile: ProfileFile,
    title: Annotated[str, typer.Option(help="What to call it.")],
    person: Annotated[str | None, typer.Option(help="Who it is for; none for a template.")] = None,
    start: _Day = None,
    end: _Day = None,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsFormat = "table",
) -> None:
    """Adopt the recommendation for a profile as a draft, and print its id.

    Without days the period is the next quarter.
    """
    from scorecards.desk import Desk  # large; no other command waits for it

    if (start is None) != (end is None):
        raise Fault("give both --start and --end; without them it is the next quarter")
    adviser = asked.build_adviser()
    role = build_profile(profile, {}, adviser.knowledge)
    answer = adviser.recommend(role, build_policy(policy, sourced_only, adviser.knowledge))
    try:
        with kept() as store:
            desk = Desk(store, adviser, getpass.getuser())
            following = next_quarter(desk.today)
            period = Period(start=_day(start, following.start), end=_day(end, following.end))
            version = desk.adopt(answer, title=title, period=period, person=person)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        where = ".".join(map(str, found["loc"]))
        text = str(found["msg"]).removeprefix("Value error, ")
        raise Fault(f"{where}: {text}" if where else text) from None
    except Refused as error:
        raise Fault(" ".join(str(error).split())) from None
    id = version.document.id
    typer.echo(json.dumps({"id": id, "version": version.number}) if output == "json" else id)


def lint(id: ScorecardId, output: AsFormat = "table") -> None:
    """Judge a scorecard as it stands; exit code 1 where something must be mended."""
    adviser = asked.build_adviser()
    with kept() as store:
        card = store.get(id).document
        readings = store.readings(id)
        others = [each.document for each in store.documents() if each.scorecard != id]
    today = datetime.datetime.now(datetime.UTC).date()
    found = Linter(adviser.graph, adviser.rules).lint(card, today, readings, others)
    records = [
        {
            "severity": each.severity,
            "code": each.code,
            "metric": each.metric or "",
            "text": each.text,
            "mend": each.mend,
            "effort": each.effort,
            "basis": each.basis,
            "rule": each.rule,
            "citations": [citation.model_dump() for citation in each.citations],
        }
        for each in found
    ]
    listing.show(records, ("severity", "code", "metric", "text", "mend"), output)
    if any(each.severity == "error" for each in found):
        raise typer.Exit(WRONG_DATA)


def compare(
    id: ScorecardId,
    a: Annotated[int, typer.Argument(metavar="A", min=1, help="A version.")],
    b: Annotated[int, typer.Argument(metavar="B", min=1, help="Another version.")],
    output: AsFormat = "table",
) -> None:
    """Say what differs between two versions of a scorecard."""
    words = Words(asked.shipped_knowledge())
    with kept() as store:
        found = diff(store.get(id, a).document, store.get(id, b).document, words)
    if output == "json":
        typer.echo(json.dumps([each.model_dump(mode="json") for each in found], indent=2))
    else:
        typer.echo(printable("\n".join(each.says for each in found)) or "Nothing differs.")


def replay(id: ScorecardId, output: AsFormat = "table") -> None:
    """Recommend again what a scorecard was adopted from; exit code 1 where other bytes come.

    With other knowledge or rules it cannot be made again; then this says which of them it is.
    """
    from scorecards.desk import Desk

    adviser = asked.build_adviser()
    with kept() as store:
        found = Desk(store, adviser, getpass.getuser()).replay(store.get(id).document)
    if output == "json":
        digests = [each.model_dump() | {"same": each.same} for each in found.digests]
        recommendation = json.loads(found.kept) if found.kept else None
        record = found.model_dump(mode="json") | {"digests": digests, "kept": recommendation}
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False))
    else:
        typer.echo(printable("\n".join((found.says, *found.differences))))
    if found.outcome == "differs":
        raise typer.Exit(WRONG_DATA)


def _day(given: str | None, otherwise: datetime.date) -> datetime.date:
    return otherwise if given is None else asked.day(given)
