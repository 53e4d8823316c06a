"""The small chart of a KPI: its readings, the dashed line to the target, a band for a range."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import altair as alt

from scorecards.document import ScorecardKpi
from scorecards.readings.standing import Track
from scorecards.story.figures import day, grouped, short
from scorecards.story.said import interpretable
from scorecards.story.tell import Line

READ, AIM, PALE = "#2a8f82", "#c0701a", "#8a938f"
HEIGHT = 190


def drawn(line: Line, kpi: ScorecardKpi) -> alt.LayerChart | None:
    """The chart of a KPI; None where there is nothing to draw."""
    found = line.track
    layers = [*_target(line, kpi), *_readings(line)]
    if not found.points or not layers:
        return None
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=HEIGHT, description=in_words(line))
        .configure(background="transparent")
        .configure_view(strokeWidth=0)
        .configure_axis(grid=False, domainOpacity=0.3, tickOpacity=0.3)
    )
    return chart


def trend_chart(
    label: str, says: str, values: Sequence[tuple[datetime.date, Decimal]]
) -> alt.LayerChart:
    """A monthly figure over the year; it does not begin at zero, so that a trend can be seen."""
    rows = [
        {"on": str(first), "value": float(value), "says": f"{first:%b %Y}: {grouped(value)}"}
        for first, value in values
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("on:T", axis=alt.Axis(title=None, format="%b", tickCount=6, labelOverlap=True)),
        y=alt.Y(
            "value:Q",
            scale=alt.Scale(zero=False, padding=14),
            axis=alt.Axis(title=None, tickCount=4, format="~s"),
        ),
        tooltip=alt.Tooltip("says:N", title=label),
    )
    line = base.mark_line(color=READ, strokeWidth=2.5)
    points = base.mark_point(size=60, filled=True, color=READ, opacity=1)
    chart: alt.LayerChart = (
        alt.layer(line, points)
        .properties(height=HEIGHT, description=f"{label}. {says}")
        .configure(background="transparent")
        .configure_view(strokeWidth=0)
        .configure_axis(grid=False, domainOpacity=0.3, tickOpacity=0.3)
    )
    return chart


def in_words(line: Line) -> str:
    """What the chart shows, for who does not see it."""
    points = "; ".join(f"{day(d)} {v}" for d, v in figures(line)) or "none"
    return f"{line.label}. Readings: {points}. Target: {line.target} {line.standing}"


def figures(line: Line) -> tuple[tuple[datetime.date, str], ...]:
    """The readings as a table: day and value."""
    reading = line.track.standing.reading
    currency = reading.currency if reading else None
    return tuple((each.on, short(each.value, line.unit, currency)) for each in line.track.points)


def _axes(line: Line) -> dict[str, Any]:
    reading = line.track.standing.reading
    counted = (reading.currency if reading else None) or line.unit
    x = alt.X("on:T", axis=alt.Axis(title=None, format="%-d %b", tickCount=5, labelOverlap=True))
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=False, padding=14),
        axis=alt.Axis(title=counted, tickCount=4, format="~s" if _large(line.track) else ",~f"),
    )
    return {"x": x, "y": y}


def _large(found: Track) -> bool:
    return any(abs(each.value) >= 10_000 for each in found.points)


def _readings(line: Line) -> list[alt.Chart]:
    """Points and the line between them; pale and hollow while they mean nothing yet."""
    found = line.track
    sure = interpretable(found.standing)
    said = figures(line)
    rows = [
        {"on": str(each.on), "value": float(each.value), "says": f"{day(on)}: {text}"}
        for each, (on, text) in zip(found.points, said, strict=True)
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        **_axes(line), tooltip=alt.Tooltip("says:N", title="Reading")
    )
    colour = READ if sure else PALE
    points = base.mark_point(size=70, filled=sure, color=colour, opacity=1)
    layers = [base.mark_line(color=colour, strokeWidth=2.5), points] if sure else [points]
    where = found.standing
    if sure and where.adjusted is not None and where.adjusted != where.raw:
        row = {
            "on": str(found.points[-1].on),
            "value": float(where.adjusted),
            "says": f"With the accepted adjustment: {short(where.adjusted, line.unit)}",
        }
        chart = alt.Chart(alt.InlineData(values=[row]))
        encoded = chart.encode(**_axes(line), tooltip=alt.Tooltip("says:N", title="Adjusted"))
        layers.append(encoded.mark_point(shape="diamond", size=130, color=READ, opacity=1))
    return layers


def _target(line: Line, kpi: ScorecardKpi) -> list[alt.Chart]:
    """The dashed line to the target, level where the baseline is not known; a band for a range."""
    found, target = line.track, kpi.target
    if target is None or not found.points:
        return []
    first, last = found.points[0].on, max(target.deadline, found.points[-1].on)
    if target.change == "within-range":
        row: dict[str, Any] = {"on": str(first), "to": str(last)}
        row |= {"value": float(target.low or 0), "high": float(target.high or 0)}
        chart = alt.Chart(alt.InlineData(values=[row]))
        band = chart.mark_rect(
            opacity=0.16, color=AIM, stroke=AIM, strokeDash=[5, 4], strokeOpacity=1
        )
        return [band.encode(**_axes(line), x2="to:T", y2="high:Q")]
    ends = [(each.on, each.value) for each in found.line]
    if not ends and found.standing.aim is not None:
        ends = [(first, found.standing.aim), (last, found.standing.aim)]
    if not ends:
        return []
    level = short(ends[-1][1], line.unit, target.currency)
    rows = [{"on": str(on), "value": float(value)} for on, value in ends]
    dashed = alt.Chart(alt.InlineData(values=rows)).mark_line(
        color=AIM, strokeDash=[6, 5], strokeWidth=2
    )
    label = alt.Chart(alt.InlineData(values=[rows[-1] | {"says": f"Target {level}"}])).mark_text(
        align="right", dy=16 if ends[-1][1] < ends[0][1] else -10, color=AIM, fontWeight="bold"
    )
    return [dashed.encode(**_axes(line)), label.encode(**_axes(line), text="says:N")]
