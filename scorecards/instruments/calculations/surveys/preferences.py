"""A survey at sign-up: how many answer, and what each segment prefers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.surveys.estimates import (
    bars,
    person,
    responded,
    response,
)
from scorecards.instruments.found import Findings, Table

_DRAWN = 12
"""So many preferences are drawn; the table has all."""


def preferences(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """The response rate in percent, and preferences by version of the survey and by segment."""
    people = {person(row) for row in answers}
    rate = response(len(people), settings.get("invited"))
    rows, versions = [], []
    for version, asked in answers.groups("survey_version").items():
        versions.append((version, len({person(row) for row in asked}), len(asked)))
        for segment, part in asked.groups("segment").items():
            n = len({person(row) for row in part})
            named = Counter(row.text("preference") for row in part)
            ordered = sorted(named.items(), key=lambda each: (-each[1], each[0]))
            rows += [(version, segment, name, count, n, 100 * count / n) for name, count in ordered]
    small = sum(n < 10 for n in {row[:2]: row[4] for row in rows}.values())
    named = Counter(row.text("preference") for row in answers)
    ordered = sorted(named.items(), key=lambda each: (-each[1], each[0]))[:_DRAWN]
    points = [(name, float(count)) for name, count in ordered]
    head = {"version": "Version of the survey"}
    return Findings(
        figures={
            "response_rate": rate,
            "people": len(people),
            "segments": len(answers.groups("segment")),
            "versions": len(versions),
        },
        n=len(people),
        tables=(
            Table(
                name="preferences",
                title="Preferences by segment",
                columns={
                    **head,
                    "segment": "Segment",
                    "preference": "Preference",
                    "count": "Named by",
                    "n": "People in the segment",
                    "percent": "Percent",
                },
                rows=tuple(rows),
            ),
            Table(
                name="by_version",
                title="Versions of the survey",
                columns={**head, "people": "People", "answers": "Answers"},
                rows=tuple(versions),
            ),
        ),
        charts=(bars("What is preferred", "Preference", "Answers", points),),
        cautions=responded(rate)
        | raised(
            ("versions", len(versions) > 1, {"count": len(versions)}),
            ("small-segments", small, {"count": small}),
        ),
    )
