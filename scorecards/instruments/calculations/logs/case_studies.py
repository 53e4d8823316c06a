"""Case studies by target segment, those without any first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import names, one_value, wrong
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Cell, Findings, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

_COLUMNS = {
    "segment": "Segment",
    "studies": "Studies",
    "metrics_driven": "With numbers",
    "next_target": "20 percent more next quarter",
}
_RANKED = {
    "rank": "Rank",
    "segment": "Segment",
    "studies": "Studies",
    "wanted": "Wanted",
    "reached": "Reached",
}


def case_studies(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Studies of each segment, and of the most profitable ones against what is wanted.

    Raises:
        Refused: A study lacks its day or whether it has numbers, or rows of one segment differ in
            its rank or in what is wanted.
    """
    refuse(_misfits(answers))
    studies = [row for row in answers if row["study"] is not None]
    segments = by(answers, "segment")
    lines = sorted(
        (_line(name, rows) for name, rows in segments.items()),
        key=lambda line: (_count(line[1]), str(line[0]).casefold()),
    )
    empty = [str(line[0]) for line in lines if not line[1]]
    driven = sum(row["metrics_driven"] is True for row in studies)
    ranked = _ranked(segments)
    points = [(str(line[0]), float(_count(line[1]))) for line in lines]
    return Findings(
        figures={
            "studies": len(studies),
            "segments": len(segments),
            "without": len(empty),
            "covered": percent(len(segments) - len(empty), len(segments)),
            "metrics_driven": percent(driven, len(studies)),
            "targets_reached": percent(
                sum(line[4] == "yes" for line in ranked),
                sum(line[4] is not None for line in ranked),
            ),
        },
        n=len(studies),
        tables=(
            Table(name="segments", title="By segment", columns=_COLUMNS, rows=tuple(lines)),
            Table(
                name="most_profitable",
                title="Most profitable or loyal segments",
                columns=_RANKED,
                rows=tuple(ranked),
            ),
        ),
        charts=(bars("Case studies by segment", "Segment", "Studies", points),),
        cautions=raised(
            ("without", empty, {"segments": listed(empty)}),
            ("no-study", not studies),
            ("no-rank", not ranked),
            ("no-target", not any(line[4] for line in ranked)),
        ),
    )


def _misfits(answers: Answers) -> Iterator[Refusal]:
    for row in answers:
        for column, right in (
            ("published_on", "write when it came out; leave out what is not published"),
            ("metrics_driven", "write yes if it shows numbers, else no"),
        ):
            if row["study"] is not None and row[column] is None:
                yield wrong(row, column, "it is empty beside a study", right)
            if row["study"] is None and row[column] is not None:
                right = "name the study, or leave this empty"
                yield wrong(row, "study", f"{column} is said of no study", right)
    for rows in by(answers, "segment").values():
        for column in ("profitable_rank", "wanted"):
            _, mistake = one_value(rows, column)
            if mistake:
                yield mistake


def _line(name: str, rows: Sequence[Row]) -> tuple[Cell, ...]:
    studies = len(names(rows, "study"))
    driven = len(names((row for row in rows if row["metrics_driven"] is True), "study"))
    return name, studies, driven, max(1, fifth_more(studies))


def fifth_more(count: int) -> int:
    """A count and a fifth of it, up to the next whole one."""
    return -(-6 * count // 5)


def _ranked(segments: Mapping[str, Sequence[Row]]) -> list[tuple[Cell, ...]]:
    """The segments with a rank, the first first, and whether they have what is wanted."""
    found: list[tuple[Cell, ...]] = []
    for name, rows in segments.items():
        rank, wanted = _count(_said(rows, "profitable_rank")), _said(rows, "wanted")
        studies = len(names(rows, "study"))
        reached = None if wanted is None else "yes" if studies >= _count(wanted) else "no"
        if rank:
            found.append((rank, name, studies, wanted, reached))
    return sorted(found, key=lambda line: (_count(line[0]), str(line[1]).casefold()))


def _said(rows: Sequence[Row], column: str) -> int | None:
    value, _ = one_value(rows, column)
    return value if isinstance(value, int) else None


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
