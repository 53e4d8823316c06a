"""A small picture of readings beside a target, as SVG. Pure.

It is drawn from numbers only; its text alternative says what it shows.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from scorecards.exports.content import Row, day
from scorecards.units import measured

_WIDE, _HIGH, _EDGE = 320, 96, 10


def chart(row: Row) -> str:
    """The picture; empty where nothing was read."""
    found = row.track
    if found is None or not found.points:
        return ""
    line = [(each.on, each.value) for each in found.line]
    points = [(each.on, each.value) for each in found.points]
    band = _band(row)
    days = [on for on, _ in (*line, *points)]
    if row.kpi.target:
        days.append(row.kpi.target.deadline)
    values = [value for _, value in (*line, *points)] + list(band)
    if row.aim is not None:
        values.append(row.aim)
    place = _Scale(min(days), max(days), min(values), max(values))
    parts = []
    if len(band) == 2:
        top, foot = place.y(band[1]), place.y(band[0])
        parts.append(
            f'<rect class="band" x="{_EDGE}" y="{top:.1f}" width="{_WIDE - 2 * _EDGE}" '
            f'height="{foot - top:.1f}"/>'
        )
    elif len(line) == 2:
        parts.append(f'<polyline class="way" points="{place.path(line)}"/>')
    elif row.aim is not None:
        y = place.y(row.aim)
        parts.append(f'<path class="way" d="M{_EDGE} {y:.1f}H{_WIDE - _EDGE}"/>')
    parts.append(f'<polyline class="read" points="{place.path(points)}"/>')
    parts += [
        f'<circle class="dot" cx="{place.x(on):.1f}" cy="{place.y(value):.1f}" r="3"/>'
        for on, value in points
    ]
    return (
        f'<svg viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def alternative(row: Row) -> str:
    """What the picture shows, in words; empty where there is none."""
    found = row.track
    if found is None or not found.points:
        return ""
    first, last = found.points[0], found.points[-1]
    one = f"{measured(first.value, row.unit)} on {day(first.on)}"
    if len(found.points) == 1:
        read = f"One reading: {one}."
    else:
        until = f"{measured(last.value, row.unit)} on {day(last.on)}"
        read = f"{len(found.points)} readings, from {one} to {until}."
    if row.kpi.target is None:
        return f"{read} There is no target."
    return f"{read} The dashed line leads to the target." if found.line else read


def _band(row: Row) -> tuple[Decimal, ...]:
    target = row.kpi.target
    if target is None or target.change != "within-range":
        return ()
    return tuple(each for each in (target.low, target.high) if each is not None)


class _Scale:
    """From days and values to places on the picture."""

    def __init__(
        self, first: datetime.date, last: datetime.date, low: Decimal, high: Decimal
    ) -> None:
        self._first, self._days = first, (last - first).days or 1
        self._low, self._range = low, (high - low) or Decimal(1)

    def x(self, on: datetime.date) -> float:
        share = (on - self._first).days / self._days
        return _EDGE + share * (_WIDE - 2 * _EDGE)

    def y(self, value: Decimal) -> float:
        share = float((value - self._low) / self._range)
        return _HIGH - _EDGE - share * (_HIGH - 2 * _EDGE)

    def path(self, points: list[tuple[datetime.date, Decimal]]) -> str:
        return " ".join(f"{self.x(on):.1f},{self.y(value):.1f}" for on, value in points)
