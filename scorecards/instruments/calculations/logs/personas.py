"""Personas with their markets, and how much of each audience is reached."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import count, when, wrong
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Cell, Findings, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

_COLUMNS = {
    "persona": "Persona",
    "market": "Market",
    "audience": "Audience",
    "reached": "Reached",
    "reach": "Percent reached",
    "as_of": "As of",
    "new": "New",
}


def personas(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """How much of the audience of each persona is reached, by market, and which are new.

    Raises:
        Refused: More are reached than there are.
    """
    refuse(_too_many(answers))
    since = settings["since"]
    first = {name: min(when(row) for row in rows) for name, rows in by(answers, "persona").items()}
    new = {name for name, on in first.items() if isinstance(since, datetime.date) and on >= since}
    latest = [
        (name, market, max(rows, key=when))
        for name, group in by(answers, "persona").items()
        for market, rows in by(group, "market").items()
    ]
    audience = sum(count(row, "audience") for *_, row in latest)
    reached = sum(count(row, "reached") for *_, row in latest)
    lines: list[tuple[Cell, ...]] = [
        (
            name,
            market,
            count(row, "audience"),
            count(row, "reached"),
            percent(count(row, "reached"), count(row, "audience")),
            when(row).isoformat(),
            None if since is None else "yes" if name in new else "no",
        )
        for name, market, row in latest
    ]
    points = [(f"{line[0]}, {line[1]}", float(str(line[4] or 0))) for line in lines]
    return Findings(
        figures={
            "new": None if since is None else len(new),
            "personas": len(first),
            "markets": len(by(answers, "market")),
            "audience": audience,
            "reached": reached,
            "reach": percent(reached, audience),
        },
        n=len(latest),
        tables=(
            Table(
                name="personas_by_market",
                title="Personas and their markets",
                columns=_COLUMNS,
                rows=tuple(lines),
            ),
            _growth(answers.rows),
        ),
        charts=(bars("Audience reached", "Persona and market", "Percent reached", points),),
        cautions=raised(
            ("no-since", since is None),
            ("no-audience", not audience),
            ("nobody", any(not line[2] for line in lines) and audience > 0),
        ),
    )


def _too_many(answers: Answers) -> Iterator[Refusal]:
    for row in answers:
        audience, reached = count(row, "audience"), count(row, "reached")
        if reached > audience:
            what = f"{reached} are reached of an audience of {audience}"
            yield wrong(row, "reached", what, "write at most the audience, or correct that")


def _growth(rows: Sequence[Row]) -> Table:
    """First and last count of those reached, of personas that were counted on several days."""
    found: list[tuple[Cell, ...]] = []
    for name, group in by(rows, "persona").items():
        for market, counted in by(group, "market").items():
            first, last = min(counted, key=when), max(counted, key=when)
            if when(first) < when(last):
                one, other = count(first, "reached"), count(last, "reached")
                found.append((name, market, one, other, other - one))
    columns = {"persona": "Persona", "market": "Market", "first": "Reached at first"}
    columns |= {"last": "Reached at last", "growth": "Growth"}
    return Table(name="growth", title="Growth of the audience", columns=columns, rows=tuple(found))
