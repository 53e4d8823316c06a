"""Shares and means of answers, with their intervals at 95 percent, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum, inf, sqrt
from typing import NamedTuple

from scorecards.instruments.answers import Answers, Row, plain
from scorecards.instruments.calculations.cautions import Raised, raised
from scorecards.instruments.calculations.shares import CONFIDENCE, wilson
from scorecards.instruments.found import Chart, Series
from scorecards.part import Refusal, Refused


class Estimate(NamedTuple):
    """A share in percent or a mean, with its interval at 95 percent.

    Attributes:
        n: How many answers are behind it.
        low, high: None where the answers show no spread.
    """

    n: int
    value: float
    low: float | None
    high: float | None


def share(hits: int, whole: int) -> Estimate:
    """A share of at least one answer, in percent, with Wilson's interval.

    It never leaves 0 to 100 and holds for few answers and for shares near the ends.
    """
    return Estimate(whole, 100 * hits / whole, *wilson(hits, whole))


def mean(values: Sequence[float], least: float = -inf, most: float = inf) -> Estimate:
    """A mean of at least one value, with Student's interval.

    Args:
        values: What was answered. A single value, or values that are all alike, show no spread:
            then there is no interval.
        least: The lower end of the scale; the interval ends there too.
        most: Its upper end.
    """
    from scipy.stats import t

    n = len(values)
    middle = fsum(values) / n  # exact, so that the order of rows cannot matter
    if len(set(values)) < 2:
        return Estimate(n, middle, None, None)
    error = sqrt(fsum((value - middle) ** 2 for value in values) / (n - 1) / n)
    reach = float(t.ppf((1 + CONFIDENCE) / 2, n - 1)) * error
    return Estimate(n, middle, max(least, middle - reach), min(most, middle + reach))


def person(row: Row) -> str:
    """Who answered, the same however it is written."""
    return plain(row.text("respondent"))


def response(people: int, invited: object) -> float | None:
    """Percent of those asked who answered; None where nobody knows how many were asked.

    Raises:
        Refused: More answered than were asked.
    """
    if not isinstance(invited, int):
        return None
    if people > invited:
        wrong = f"{people:,} people answered and {invited:,} were asked"
        right = "look for rows that are there twice, or correct how many were asked"
        raise Refused(Refusal(field="invited", wrong=wrong, right=right))
    return 100 * people / invited


def responded(rate: float | None) -> Raised:
    """The cautions about a response rate: that it is unknown, or below half."""
    return raised(("nobody-counted", rate is None)) | silent(rate)


def silent(rate: float | None) -> Raised:
    """The caution that those who did not answer are the greater part."""
    return raised(("most-silent", rate is not None and rate < 50, {"rate": f"{rate or 0:.0f}"}))


def lopsided(answers: Answers) -> Raised:
    """The caution that more than half of all answers are one segment's."""
    segments = answers.groups("segment")
    most = [name for name, part in segments.items() if 2 * len(part) > len(answers)]
    several = len(segments) > 1
    return raised(("lopsided", several and most, {"segment": most[0] if most else ""}))


def bars(title: str, across: str, up: str, points: Iterable[tuple[str, float]]) -> Chart:
    """One bar for each name, told again in words."""
    drawn = tuple(points)
    told = "; ".join(f"{name}: {value:.2f}".removesuffix(".00") for name, value in drawn)
    return Chart(
        kind="bars",
        title=title,
        across=across,
        up=up,
        series=(Series(name=up, points=drawn),),
        says=f"{up} by {across.lower()}: {told}.",
    )
