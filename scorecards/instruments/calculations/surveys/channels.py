"""A messaging audit: how much of what was checked says the agreed message."""

from __future__ import annotations

from collections.abc import Mapping

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.surveys.estimates import bars, share
from scorecards.instruments.found import Findings, Table


def consistent(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """The share of pieces that are consistent, in percent; the worst channel first."""
    hits = len(answers.where("consistent", True))
    found = share(hits, len(answers))
    rows = []
    for channel, part in answers.groups("channel").items():
        good = len(part.where("consistent", True))
        rows.append((channel, len(part), good, 100 * good / len(part)))
    rows.sort(key=lambda row: (row[3], -row[1], row[0]))
    off = sorted(
        (row.text("channel"), row.text("piece"), row.text("link"))
        for row in answers.where("consistent", False)
    )
    columns = {"channel": "Channel", "n": "Pieces", "consistent": "Consistent"}
    tables = [
        Table(
            name="by_channel",
            title="By channel, the worst first",
            columns={**columns, "percent": "Percent"},
            rows=tuple(rows),
        )
    ]
    if off:
        columns = {"channel": "Channel", "piece": "Piece", "link": "Link"}
        title = "Pieces to put right"
        tables.append(Table(name="to_put_right", title=title, columns=columns, rows=tuple(off)))
    points = [(row[0], row[3]) for row in rows]
    return Findings(
        figures={
            "consistent": found.value,
            "low": found.low,
            "high": found.high,
            "channels": len(rows),
        },
        tables=tuple(tables),
        charts=(bars("How much is consistent", "Channel", "Percent consistent", points),),
    )
