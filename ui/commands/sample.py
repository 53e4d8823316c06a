"""Commands for the made-up company, so that everything can be tried on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ui.commands import asked
from ui.commands.keep import kept

if TYPE_CHECKING:
    from scorecards.desk import Desk

sample = typer.Typer(help="A made-up company with scorecards, to try everything on.")


@contextmanager
def _desk() -> Iterator[Desk]:
    from scorecards.desk import Desk  # it brings the database; no other command waits for it
    from scorecards.part import Refused

    with kept() as store:
        try:
            # Each act is done in the name of one of its people; nobody else stands in it.
            yield Desk(store, asked.build_adviser(), "remit")
        except Refused as refused:
            raise asked.Fault("; ".join(map(str, refused.refusals))) from None


@sample.command("open")
def open_sample() -> None:
    """Add its scorecards to yours; said twice, they are there once."""
    from scorecards.sample import opening

    with _desk() as desk:
        count = opening.open_sample(desk)
    typer.echo(f"{count} scorecards of made-up people are there; `remit sample close` removes them")


@sample.command("close")
def close_sample() -> None:
    """Remove its scorecards, and none of yours."""
    from scorecards.sample import opening

    with _desk() as desk:
        count = opening.close_sample(desk)
    typer.echo(f"{count} scorecards of made-up people are gone")
