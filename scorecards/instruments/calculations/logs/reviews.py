"""Public reviews: how many there are, how many are new, and their mean rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import count, when
from scorecards.instruments.found import Cell, Findings, Table


def reviews(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Reviews at the last count of each site, those new since its first, and the mean rating."""
    sites = by(answers, "site")
    lines = [_line(name, rows) for name, rows in sites.items()]
    grown = [line for line in lines if line[3] is not None]
    rated = [
        (row.number_in("rating"), count(row, "reviews"))
        for row in map(_last, sites.values())
        if row["rating"]
    ]
    weights = sum(weight for _, weight in rated)
    fewer = [str(line[0]) for line in grown if _whole(line[3]) < 0]
    points = [(str(line[0]), float(_whole(line[1]))) for line in lines]
    return Findings(
        figures={
            "new": sum(_whole(line[3]) for line in grown) if grown else None,
            "total": sum(_whole(line[1]) for line in lines),
            "rating": fsum((mean or 0) * weight for mean, weight in rated) / weights
            if weights
            else None,
            "sites": len(lines),
        },
        counts={"rating": weights},
        tables=(
            Table(
                name="by_site",
                title="By site",
                columns={
                    "site": "Site",
                    "reviews": "Reviews",
                    "as_of": "As of",
                    "new": "New since the first count",
                    "rating": "Mean rating",
                },
                rows=tuple(lines),
            ),
        ),
        charts=(bars("Reviews by site", "Site", "Reviews", points),),
        cautions=raised(
            ("one-count", not grown),
            ("no-rating", not weights),
            ("fewer", fewer, {"sites": listed(fewer)}),
        ),
    )


def _line(name: str, rows: Sequence[Row]) -> tuple[Cell, ...]:
    first, last = min(rows, key=when), _last(rows)
    new = count(last, "reviews") - count(first, "reviews") if when(first) < when(last) else None
    return name, count(last, "reviews"), when(last).isoformat(), new, last.number_in("rating")


def _last(rows: Sequence[Row]) -> Row:
    return max(rows, key=when)


def _whole(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
