"""How many people came how far along steps that follow one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scorecards.instruments.answers import Row, by
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Chart, Table


def reached(rows: Iterable[Row], steps: Sequence[str]) -> list[int]:
    """How many participants came to each step; who is at a later one has been at the earlier."""
    furthest = [
        max(steps.index(row.text("step")) for row in found)
        for found in by(rows, "participant").values()
    ]
    return [sum(far >= place for far in furthest) for place in range(len(steps))]


def funnel(steps: Sequence[str], counts: Sequence[int]) -> Table:
    """The steps with their people, and which percent of the step before that is."""
    before = (None, *counts[:-1])
    rows = tuple(
        (step, count, None if last is None else percent(count, last))
        for step, count, last in zip(steps, counts, before, strict=True)
    )
    columns = {"step": "Step", "people": "People", "of_step_before": "Percent of the step before"}
    return Table(name="steps", title="How far people came", columns=columns, rows=rows)


def steps_chart(title: str, who: str, steps: Sequence[str], counts: Sequence[int]) -> Chart:
    """Bars of how many came to each step; ``who`` says of whom."""
    points = [(step.capitalize(), float(n)) for step, n in zip(steps, counts, strict=True)]
    return bars(title, "Step", who, points)
