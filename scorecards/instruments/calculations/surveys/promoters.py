"""Net promoter score: the share of promoters less the share of detractors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.shares import CONFIDENCE
from scorecards.instruments.calculations.surveys.estimates import lopsided, response, silent
from scorecards.instruments.found import Chart, Findings, Series, Table

PROMOTERS, DETRACTORS = 9, 6
"""The least score of a promoter, and the highest of a detractor."""


def promoters(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Scores from 0 to 10 as a net promoter score, in points from -100 to 100.

    Raises:
        Refused: More answered than were asked.
    """
    rate = response(len(answers), settings.get("invited"))
    scores = [int(score) for score in answers.numbers("score")]
    share = _shares(scores)
    margin = _margin(scores)
    counts = Counter(scores)
    score = share["promoters"] - share["detractors"]
    return Findings(
        figures={"nps": score, "margin": margin, **share, "response_rate": rate},
        tables=tuple(_by_segment(answers)),
        charts=(
            Chart(
                kind="bars",
                title="How many gave each score",
                across="Score",
                up="Answers",
                series=(
                    Series(
                        name="Answers",
                        points=tuple((str(each), counts[each]) for each in range(11)),
                    ),
                ),
                says=(
                    f"NPS {score:.0f} from {len(scores):,} answers: "
                    f"{share['promoters']:.0f} percent promoters, {share['passives']:.0f} percent "
                    f"passives, {share['detractors']:.0f} percent detractors."
                ),
            ),
        ),
        cautions=lopsided(answers) | silent(rate) | raised(("one-answer", margin is None)),
    )


def _shares(scores: Sequence[int]) -> dict[str, float]:
    """Percent of promoters, passives and detractors."""
    high = sum(score >= PROMOTERS for score in scores)
    low = sum(score <= DETRACTORS for score in scores)
    whole = len(scores)
    return {
        "promoters": 100 * high / whole,
        "passives": 100 * (whole - high - low) / whole,
        "detractors": 100 * low / whole,
    }


def _margin(scores: Sequence[int]) -> float | None:
    """Half the width of the interval at 95 percent, in points; None for a single answer.

    Each answer counts 1, 0 or -1. The score is their mean, and its error that of a mean.
    """
    from scipy.stats import norm  # large; only who asks for it waits

    if len(scores) < 2:
        return None
    share = _shares(scores)
    high, low = share["promoters"] / 100, share["detractors"] / 100
    error = sqrt((high + low - (high - low) ** 2) / len(scores))
    return 100 * float(norm.ppf((1 + CONFIDENCE) / 2)) * error


def _by_segment(answers: Answers) -> list[Table]:
    rows = []
    for segment, found in answers.groups("segment").items():
        scores = [int(score) for score in found.numbers("score")]
        share = _shares(scores)
        margin = _margin(scores)
        rows.append((segment, len(scores), share["promoters"] - share["detractors"], margin))
    columns = {"segment": "Segment", "n": "Answers", "nps": "NPS", "margin": "Margin of error"}
    title = "By segment"
    return (
        [Table(name="by_segment", title=title, columns=columns, rows=tuple(rows))] if rows else []
    )
