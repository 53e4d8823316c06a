"""Commands about a period: all its scorecards side by side, and what is agreed with other teams."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ui.commands import asked
from ui.commands.asked import Fault
from ui.commands.keep import kept

if TYPE_CHECKING:
    from scorecards.desk import Desk
    from scorecards.document import Period
    from scorecards.negotiation import Settlement

_Format = Literal["markdown", "json"]
_AsFormat = Annotated[_Format, typer.Option("--format", help="markdown or json")]
_OfPeriod = Annotated[
    str | None,
    typer.Option(help="A quarter, 2026-Q4, or two days, 2026-10-01..2026-12-31."),
]


def planning(period: _OfPeriod = None, output: _AsFormat = "markdown") -> None:
    """Lay the scorecards of a period side by side: covered, colliding, carried, overridden."""
    from scorecards.exports import period_text
    from scorecards.periods import running
    from scorecards.workload import carried

    with _desk() as desk:
        chosen = _period(period) or running(desk.periods(), desk.today)
        plan, cards, hidden = desk.plan(chosen)
        loads = carried(cards, desk.adviser.knowledge)
        against = desk.overridden()
    if output == "json":
        _print_json(
            {
                **plan.model_dump(mode="json"),
                "people": [each.model_dump(mode="json") for each in loads],
                "overridden": [each.model_dump(mode="json") for each in against],
                "hidden": hidden,
            }
        )
        return
    typer.echo(period_text.of_plan(plan, cards, loads, against, desk.words), nl=False)


def negotiation(
    file: Annotated[
        Path | None, typer.Argument(help="With --to pdf: the file to write.", metavar="FILE")
    ] = None,
    period: _OfPeriod = None,
    team: Annotated[str | None, typer.Option(help="Only what one team is asked: sales.")] = None,
    to: Annotated[
        Literal["pdf"] | None, typer.Option("--to", help="Write one page to print instead.")
    ] = None,
    output: _AsFormat = "markdown",
) -> None:
    """Say what partner teams are asked to share in a period, what they say, and what is agreed."""
    from scorecards.exports import agreement, period_text
    from scorecards.negotiation import window
    from scorecards.periods import coming, running

    if (to is None) != (file is None):
        raise Fault("--to pdf and FILE go together, such as: remit negotiation --to pdf agreed.pdf")
    with _desk() as desk:
        known = desk.periods()
        chosen = _period(period) or coming(known, desk.today) or running(known, desk.today)
        found = desk.agreements(chosen)
    if team is not None:
        found = _of_team(found, team, desk)
    if file is not None:
        _write(file, agreement.write(found, chosen, desk.words, desk.today))
        typer.echo(f"{len(found)} scorecard{'' if len(found) == 1 else 's'} in {file}")
        return
    days = window(chosen, desk.today)
    if output == "json":
        _print_json(
            {
                "period": chosen.model_dump(mode="json"),
                "window": days.model_dump(mode="json"),
                "scorecards": [_plain(each) for each in found],
            }
        )
        return
    typer.echo(period_text.of_agreements(found, chosen, days, desk.words), nl=False)


@contextmanager
def _desk() -> Iterator[Desk]:
    from scorecards.desk import Desk  # it brings the database; no other command waits for it
    from scorecards.part import Refused

    with kept() as store:
        try:
            yield Desk(store, asked.build_adviser(), getpass.getuser())
        except Refused as refused:
            raise Fault("; ".join(map(str, refused.refusals))) from None


def _period(text: str | None) -> Period | None:
    from scorecards.periods import read_period

    return read_period(text) if text else None


def _of_team(found: tuple[Settlement, ...], name: str, desk: Desk) -> tuple[Settlement, ...]:
    from knowledge_graph.records import Team

    id = name if name.startswith("team.") else f"team.{name}"
    if not isinstance(desk.adviser.knowledge.records.get(id), Team):
        raise Fault(f"no team is called `{name}`; see `remit teams`")
    rest = (each.model_copy(update={"asked": each.of(id)}) for each in found)
    return tuple(each for each in rest if each.asked)


def _plain(each: Settlement) -> dict[str, Any]:
    plain = each.model_dump(mode="json")
    for row, written in zip(each.asked, plain["asked"], strict=True):
        written["outcome"] = row.outcome
        written["unanswered"] = row.unanswered
    return plain


def _print_json(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Fault(f"cannot write {file}: {error.strerror}") from None
