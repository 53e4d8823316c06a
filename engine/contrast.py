"""Profiles one answer apart: how far their scorecards are from each other, field by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from engine.space import ASKED, Kpis, Place, Slice, Space

BANDS = ("the same", "most", "half or fewer", "a quarter or fewer", "none")
"""How many of the KPIs of both together the two have in common: all, over a half, and so on."""


@dataclass(frozen=True)
class Pair:
    """Two profiles that differ in one answer, the smaller first."""

    one: Place
    other: Place
    field: str


@dataclass
class Contrast:
    """What one answer changes, over every objective.

    Attributes:
        pairs: Answer -> how many pairs fall into each of ``BANDS``.
        worst: Answer -> the smallest pair that has no KPI in common.
        moved: Answer -> the objectives for which it alone changes a KPI, a role or who answers.
    """

    pairs: dict[str, Counter[str]] = field(
        default_factory=lambda: {name: Counter[str]() for name in ASKED}
    )
    worst: dict[str, Pair] = field(default_factory=dict)
    moved: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in ASKED})

    def look(self, found: Slice, space: Space) -> None:
        """Take in the profiles of one objective."""
        answers = list(space.answers())
        bands: dict[tuple[Kpis, Kpis], str] = {}
        step = space.each
        for name, values in space.domains.items():
            step //= len(values)
            rows: Counter[tuple[Kpis, ...]] = Counter()
            first: dict[tuple[Kpis, ...], int] = {}
            for start in range(space.each):
                if start // step % len(values) == 0:
                    row = tuple(found.kpis[start + n * step] for n in range(len(values)))
                    rows[row] += 1
                    smaller = first.setdefault(row, start)
                    if _size(answers[start]) < _size(answers[smaller]):
                        first[row] = start
            if any(len(set(row)) > 1 for row in rows):
                self.moved[name].append(found.one.objective)
            for row, count in rows.items():
                for high, other in enumerate(row):
                    for low, one in enumerate(row[:high]):
                        band = bands.get((one, other))
                        if band is None:
                            band = bands[one, other] = common(one, other)
                        self.pairs[name][band] += count
                        if band == "none":
                            places = (first[row] + low * step, first[row] + high * step)
                            self._apart(
                                name, *(Place(found.one.objective, answers[n]) for n in places)
                            )

    def _apart(self, name: str, one: Place, other: Place) -> None:
        have = self.worst.get(name)
        if have is None or one.size + other.size < have.one.size + have.other.size:
            self.worst[name] = Pair(one, other, name)


def _size(answers: tuple[str | None, ...]) -> int:
    return sum(value is not None for value in answers)


def common(one: Kpis, other: Kpis) -> str:
    """Which of ``BANDS`` two scorecards are in; roles and accountability do not count here."""
    left, right = {kpi[0] for kpi in one}, {kpi[0] for kpi in other}
    every = len(left | right)
    share = len(left & right) / every if every else 1.0
    if share == 1:
        return BANDS[0]
    if share > 0.5:
        return BANDS[1]
    if share > 0.25:
        return BANDS[2]
    return BANDS[3] if share else BANDS[4]
