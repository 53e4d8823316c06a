"""Change of sellers who attended a training beside that of those who did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import sqrt
from statistics import fmean, variance

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.shares import CONFIDENCE
from scorecards.instruments.found import Findings, Table

_GROUPS = (("attended", True), ("did not attend", False))


def training_effect(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Mean change of each group, and their difference with its interval at 95 percent."""
    groups = {name: answers.where("attended", value) for name, value in _GROUPS}
    changes = {name: [_change(row) for row in rows] for name, rows in groups.items()}
    means = {name: fmean(found) if found else None for name, found in changes.items()}
    one, other = means.values()
    difference = None if one is None or other is None else one - other
    bounds = _welch(*changes.values())
    points = [(name.capitalize(), mean) for name, mean in means.items() if mean is not None]
    return Findings(
        figures={
            "difference": difference,
            "low": bounds and bounds[0],
            "high": bounds and bounds[1],
            "change_attended": one,
            "change_others": other,
            "attended": len(changes["attended"]),
            "others": len(changes["did not attend"]),
        },
        tables=(_means(groups), _by_rep(answers)),
        charts=(bars("Mean change", "Group", "Points", points, 1),),
        cautions=raised(
            ("association", True),
            ("one-group", difference is None),
            ("no-interval", bounds is None),
            ("may-be-none", bounds and bounds[0] <= 0 <= bounds[1]),
            ("few-each", min(map(len, changes.values())) < 10),
        ),
    )


def _change(row: Row) -> float:
    return float(Decimal(row.text("after")) - Decimal(row.text("before")))


def _welch(ours: Sequence[float], others: Sequence[float]) -> tuple[float, float] | None:
    """Welch's interval for the difference of two means; None where nothing varies.

    The groups may differ in size and in spread.
    """
    from scipy.special import stdtrit  # large; only who asks for it waits

    if min(len(ours), len(others)) < 2:
        return None
    parts = [(variance(each) / len(each), len(each) - 1) for each in (ours, others)]
    whole = sum(part for part, _ in parts)
    if not whole:
        return None
    freedom = 1 / sum((part / whole) ** 2 / rest for part, rest in parts)
    half = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * sqrt(whole)
    difference = fmean(ours) - fmean(others)
    return difference - half, difference + half


def _means(groups: Mapping[str, Sequence[Row]]) -> Table:
    rows = tuple(
        (
            name,
            len(found),
            fmean(float(str(row["before"])) for row in found),
            fmean(float(str(row["after"])) for row in found),
            fmean(map(_change, found)),
        )
        for name, found in groups.items()
        if found
    )
    columns = {"group": "Group", "n": "Reps", "before": "Before", "after": "After"}
    columns["change"] = "Mean change"
    return Table(name="groups", title="Before and after", columns=columns, rows=rows)


def _by_rep(answers: Answers) -> Table:
    rows = tuple(
        (
            row.text("rep"),
            "yes" if row["attended"] else "no",
            row.number_in("before"),
            row.number_in("after"),
            _change(row),
        )
        for row in sorted(answers, key=lambda row: row.text("rep").casefold())
    )
    columns = {"rep": "Rep", "attended": "Attended", "before": "Before", "after": "After"}
    columns["change"] = "Change"
    return Table(name="reps", title="By rep", columns=columns, rows=rows, personal=True)
