"""What analysts think, early and late; how often they were met is not the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by, plain
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import when
from scorecards.instruments.found import Cell, Findings, Table


def analysts(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Mean opinion of analysts in each half of the time, from -2 to 2, and which way it went."""
    days = [when(row).toordinal() for row in answers]
    several = min(days) < max(days)
    middle = (min(days) + max(days)) / 2
    early = [row for row in answers if several and when(row).toordinal() <= middle]
    late = [row for row in answers if not several or when(row).toordinal() > middle]
    then, now = _opinion(early), _opinion(late)
    change = None if then is None or now is None else now - then
    people = by(answers, "analyst")
    opinions = [
        {plain(name): _opinion(rows) for name, rows in by(half, "analyst").items()}
        for half in (early, late)
    ]
    once = sorted(
        name for name in people if (plain(name) in opinions[0]) != (plain(name) in opinions[1])
    )
    points = [
        (name, value) for name, value in (("Early", then), ("Late", now)) if value is not None
    ]
    return Findings(
        figures={"opinion": now, "early": then, "change": change, "analysts": len(people)},
        counts={"opinion": len(late), "early": len(early)},
        tables=(
            Table(
                name="direction",
                title="Which way opinion went",
                columns={"direction": "Direction", "early": "Early", "late": "Late"},
                rows=((_direction(change), then, now),),
            ),
            Table(
                name="analysts_log",
                title="By analyst",
                columns={
                    "analyst": "Analyst",
                    "firm": "Firm",
                    "early": "Early",
                    "late": "Late",
                    "last_on": "Last on",
                    "link": "Link",
                },
                rows=tuple(_line(name, rows, opinions) for name, rows in people.items()),
            ),
            Table(
                name="by_kind",
                title="Exchanges and reports",
                columns={"kind": "Kind", "entries": "Entries"},
                rows=tuple((kind, len(rows)) for kind, rows in by(answers, "kind").items()),
            ),
        ),
        charts=(bars("Mean opinion", "Half of the time", "From -2 to 2", points, 2),),
        cautions=raised(
            ("not-counts", True),
            ("one-day", not several),
            ("other-analysts", several and once, {"people": listed(once)}),
        ),
    )


def _opinion(rows: Sequence[Row]) -> float | None:
    """Mean over analysts of each one's mean, so that none counts more for being met more."""
    found = [
        fmean(float(row.text("opinion")) for row in group) for group in by(rows, "analyst").values()
    ]
    return fmean(found) if found else None


def _direction(change: float | None) -> str:
    if change is None:
        return "unknown"
    return "better" if change > 0 else "worse" if change < 0 else "unchanged"


def _line(
    name: str, rows: Sequence[Row], opinions: Sequence[Mapping[str, float | None]]
) -> tuple[Cell, ...]:
    last = max(rows, key=lambda row: (when(row), row.text("firm"), row.text("link")))
    halves = (half.get(plain(name)) for half in opinions)
    return name, last.text("firm"), *halves, when(last).isoformat(), last.text("link")
