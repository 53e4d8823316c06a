"""Charts of logs, each with what it shows in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from engine.explain.words import listed
from scorecards.instruments.found import Chart, Series

MOST_BARS = 10
"""More bars than this cannot be read; the table beside the chart has them all."""


def bars(
    title: str, across: str, up: str, points: Sequence[tuple[str, float]], places: int = 0
) -> Chart:
    """Bars over at least one name, longest or first one first; the sentence tells every length.

    Args:
        title: What the chart is about.
        across: What the names are.
        up: What the lengths count.
        points: Name and length, in the order in which they are shown.
        places: Decimal places of a length in the sentence.
    """
    shown = points[:MOST_BARS]
    more = len(points) - len(shown)
    says = listed(f"{name} {length:.{places}f}" for name, length in shown)
    rest = f" {more} more stand in the table." if more else ""
    return Chart(
        kind="bars",
        title=title,
        across=across,
        up=up,
        series=(Series(name=up, points=tuple(shown)),),
        says=f"{up}: {says}.{rest}",
    )
