"""What people in the market know of a brand: unaided, aided, and on sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.surveys.estimates import (
    Estimate,
    bars,
    lopsided,
    share,
)
from scorecards.instruments.found import Findings, Table

_RESULTS = {
    "recalled": "Recall (unaided)",
    "aware": "Awareness (aided)",
    "recognised": "Recognition",
}


def known(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Three separate shares, in percent.

    Who names the brand unaided knows it, so an answer of yes to the first question and no to the
    second counts as aware; how often that was put right is said.
    """
    found = _shares(answers)
    rows = tuple((_RESULTS[name], *each) for name, each in found.items())
    put_right = sum(bool(row["recalled"]) and not row["aware"] for row in answers)
    segments = tuple(
        (segment, len(part), *(each.value for each in _shares(part).values()))
        for segment, part in answers.groups("segment").items()
    )
    ends = {"n": "Answers", "percent": "Percent", "low": "Lower end", "high": "Upper end"}
    tables = [
        Table(name="results", title="Results", columns={"result": "Result", **ends}, rows=rows)
    ]
    if segments:
        columns = {"segment": "Segment", "n": "Answers", **_RESULTS}
        title = "Percent by segment"
        tables.append(Table(name="by_segment", title=title, columns=columns, rows=segments))
    figures: dict[str, float | int | None] = {}
    for name, each in found.items():
        figures |= {name: each.value, f"{name}_low": each.low, f"{name}_high": each.high}
    points = [(_RESULTS[name], each.value) for name, each in found.items()]
    return Findings(
        figures=figures,
        tables=tuple(tables),
        charts=(bars("How many know the brand", "Result", "Percent", points),),
        cautions=lopsided(answers) | raised(("put-right", put_right, {"count": put_right})),
    )


def _shares(rows: Iterable[Row]) -> dict[str, Estimate]:
    every = list(rows)
    hits = {
        "recalled": sum(bool(row["recalled"]) for row in every),
        "aware": sum(bool(row["aware"] or row["recalled"]) for row in every),
        "recognised": sum(bool(row["recognised"]) for row in every),
    }
    return {name: share(count, len(every)) for name, count in hits.items()}
