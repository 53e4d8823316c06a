"""Customer satisfaction: the share of answers 4 and 5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.surveys.estimates import (
    bars,
    lopsided,
    mean,
    response,
    share,
    silent,
)
from scorecards.instruments.found import Findings, Table

SATISFIED = 4
"""The least answer of somebody who is satisfied."""


def satisfied(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Scores from 1 to 5 as a share of satisfied answers, in percent, and as a mean.

    Raises:
        Refused: More answered than were asked.
    """
    rate = response(len(answers), settings.get("invited"))
    scores = answers.numbers("score")
    found = share(sum(score >= SATISFIED for score in scores), len(scores))
    counts = Counter(int(score) for score in scores)
    rows = []
    for segment, part in answers.groups("segment").items():
        given = part.numbers("score")
        each = share(sum(score >= SATISFIED for score in given), len(given))
        rows.append((segment, *each, mean(given).value))
    columns = {"segment": "Segment", "n": "Answers", "csat": "Percent satisfied"}
    columns |= {"low": "Lower end", "high": "Upper end", "mean": "Mean"}
    table = Table(name="by_segment", title="By segment", columns=columns, rows=tuple(rows))
    points = [(str(score), float(counts[score])) for score in range(1, 6)]
    return Findings(
        figures={
            "csat": found.value,
            "low": found.low,
            "high": found.high,
            "mean": mean(scores).value,
            "response_rate": rate,
        },
        tables=(table,) if rows else (),
        charts=(bars("How many gave each score", "Score", "Answers", points),),
        cautions=lopsided(answers) | silent(rate),
    )
