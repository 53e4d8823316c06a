"""What sellers reached: average and spread."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean, median, quantiles, stdev

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Findings, Table

QUOTA = 100
"""In percent, what was asked of a seller."""


def rep_performance(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Mean, median and spread of what sellers reached, in percent of their quota."""
    values = sorted(answers.numbers("value"))
    several = len(values) > 1
    lower, _middle, upper = quantiles(values, method="inclusive") if several else values * 3
    shown = {
        "lowest": values[0],
        "lower_quartile": lower,
        "median": median(values),
        "upper_quartile": upper,
        "highest": values[-1],
    }
    points = [(name.replace("_", " ").capitalize(), value) for name, value in shown.items()]
    ranked = sorted(
        ((row.text("rep"), row.number_in("value")) for row in answers),
        key=lambda each: (-(each[1] or 0), each[0].casefold()),
    )
    return Findings(
        figures={
            "mean": fmean(values),
            "deviation": stdev(values) if several else None,
            **shown,
            "spread": upper - lower,
            "at_quota": percent(sum(value >= QUOTA for value in values), len(values)),
        },
        tables=(
            Table(
                name="reps",
                title="By rep",
                columns={"rep": "Rep", "value": "Percent of quota"},
                rows=tuple(ranked),
                personal=True,
            ),
        ),
        charts=(bars("How far sellers got", "Place among sellers", "Percent of quota", points, 1),),
        cautions=raised(("one-rep", not several)),
    )
