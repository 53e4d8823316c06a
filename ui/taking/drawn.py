"""The charts of a result."""

from __future__ import annotations

import re
from typing import Any

import altair as alt

from scorecards.instruments import Chart

COLOURS = ("#2a8f82", "#c0701a", "#5b6fb5", "#a3486a", "#7a8a2a", "#8a938f")
DASHES = ([1, 0], [6, 4], [2, 3], [8, 3, 2, 3], [12, 4], [3, 6])
MARKED = "#8a938f"
HEIGHT, BAR, _AXIS = 320, 34, 70
PADDING = {"top": 12, "left": 4, "right": 4, "bottom": 4}
_LONG, _MANY, _FEW = 10, 12, 3
"""Names over so many characters, or so many of them, are written beside bars that lie; few standing
bars are no wider than they would be among others."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def drawn(chart: Chart) -> alt.LayerChart:
    """A chart as it is drawn; what it shows in words is its description."""
    rows = [
        {"of": series.name, "x": x, "y": y, "at": number}
        for series in chart.series
        for number, (x, y) in enumerate(series.points)
    ]
    base = alt.Chart(alt.InlineData(values=rows))
    layers = _bars(chart, base) if chart.kind == "bars" else _lines(chart, base)
    found: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            height=_height(chart), padding=PADDING, description=f"{chart.title}. {chart.says}"
        )
        .configure(background="transparent")
        .configure_view(strokeWidth=0)
        .configure_axis(gridOpacity=0.25, domainOpacity=0.3, tickOpacity=0.3)
        .configure_legend(
            orient="top",
            title=None,
            labelLimit=260,
            columns=2,
            symbolType="stroke",
            symbolSize=500,
            symbolStrokeWidth=2.5,
        )
    )
    return found


def _height(chart: Chart) -> int:
    names = _names(chart)
    if chart.kind == "lines" or not _lying(chart):
        return HEIGHT
    return max(140, (len(names) * len(chart.series)) * BAR + _AXIS)


def _names(chart: Chart) -> list[str]:
    return list(dict.fromkeys(str(x) for series in chart.series for x, _ in series.points))


def _lying(chart: Chart) -> bool:
    names = _names(chart)
    return len(names) > _MANY or any(len(each) > _LONG for each in names)


def _tooltip(chart: Chart) -> list[alt.Tooltip]:
    several = [alt.Tooltip("of:N", title="Of")] if len(chart.series) > 1 else []
    return [
        *several,
        alt.Tooltip("x:N", title=chart.across),
        alt.Tooltip("y:Q", title=chart.up, format=",.4~f"),
    ]


def _colour(chart: Chart) -> Any:
    names = [each.name for each in chart.series]
    if len(names) < 2:
        return alt.value(COLOURS[0])
    scale = alt.Scale(domain=names, range=[COLOURS[n % len(COLOURS)] for n in range(len(names))])
    return alt.Color("of:N", scale=scale)


def _bars(chart: Chart, base: alt.Chart) -> list[alt.Chart]:
    names = alt.Axis(title=chart.across, labelAngle=0, labelLimit=180, labelOverlap=False)
    up = alt.Axis(title=chart.up, tickCount=5, format=",~f")
    encoding: dict[str, Any] = {"color": _colour(chart), "tooltip": _tooltip(chart)}
    several = len(chart.series) > 1
    if _lying(chart):
        encoding |= {"y": alt.Y("x:N", sort=None, axis=names), "x": alt.X("y:Q", axis=up)}
        if several:
            encoding["yOffset"] = alt.YOffset("of:N", sort=None)
    else:
        encoding |= {"x": alt.X("x:N", sort=None, axis=names), "y": alt.Y("y:Q", axis=up)}
        if several:
            encoding["xOffset"] = alt.XOffset("of:N", sort=None)
    few = not _lying(chart) and len(_names(chart)) * len(chart.series) <= _FEW
    mark = base.mark_bar(cornerRadiusEnd=2, size=BAR * 2) if few else base.mark_bar()
    return [mark.encode(**encoding)]


def _lines(chart: Chart, base: alt.Chart) -> list[alt.Chart]:
    first = chart.series[0].points[0][0] if chart.series[0].points else 0
    days = isinstance(first, str) and _DAY.fullmatch(first) is not None
    kind = "T" if days else "N" if isinstance(first, str) else "Q"
    scale = alt.Undefined if kind == "N" else alt.Scale(zero=False, nice=False)
    form = "%-d %b %Y" if days else alt.Undefined
    axis = alt.Axis(title=chart.across, tickCount=6, labelOverlap=True, format=form)
    x = alt.X(f"x:{kind}", sort=None if kind == "N" else alt.Undefined, scale=scale, axis=axis)
    up = alt.Y("y:Q", axis=alt.Axis(title=chart.up, tickCount=5, format=",~f"))
    encoding: dict[str, Any] = {"x": x, "y": up, "color": _colour(chart)}
    if len(chart.series) > 1:
        names = [each.name for each in chart.series]
        dashes = [DASHES[n % len(DASHES)] for n in range(len(names))]
        encoding["strokeDash"] = alt.StrokeDash("of:N", scale=alt.Scale(domain=names, range=dashes))
    line = base.mark_line(strokeWidth=2.5).encode(**encoding)
    sparse = max(len(each.points) for each in chart.series) <= 40
    points = base.mark_point(size=45, filled=True, opacity=1 if sparse else 0).encode(
        x=x, y=up, color=_colour(chart), tooltip=_tooltip(chart)
    )
    return [line, points, *_marks(chart, kind)]


def _marks(chart: Chart, kind: str) -> list[alt.Chart]:
    """A rule at each mark, with its name at alternating heights so that near ones stay readable."""
    if not chart.marks or kind != "Q":
        return []
    layers = []
    in_order = sorted(chart.marks.items(), key=lambda each: each[1])
    for number, (name, at) in enumerate(in_order):
        row = alt.Chart(alt.InlineData(values=[{"x": at, "name": name}]))
        layers.append(row.mark_rule(color=MARKED, strokeDash=[4, 4]).encode(x="x:Q"))
        text = row.mark_text(
            align="left", baseline="top", dx=4, dy=2 + 15 * (number % 4), color=MARKED, fontSize=12
        )
        layers.append(text.encode(x="x:Q", y=alt.value(0), text="name:N"))
    return layers
