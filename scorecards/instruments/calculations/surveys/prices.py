"""The price sensitivity meter of van Westendorp: four questions, four curves, their crossings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.surveys.estimates import lopsided
from scorecards.instruments.found import Chart, Findings, Series, Table
from scorecards.part import Refusal, Refused

Four = tuple[float, float, float, float]
"""From when on a price is too cheap, cheap, expensive and too expensive, for one person."""
_COLUMNS = ("too_cheap", "cheap", "expensive", "too_expensive")
_FLAT = 0.01
"""Two curves that lie on each other for less than this part of the price are told as one point."""
_DRAWN = 200
"""So many prices are drawn at most; eyes tell no more apart."""


class Curves(NamedTuple):
    """How many people hold each price for what, from the lowest price named to the highest."""

    prices: tuple[float, ...]
    too_cheap: tuple[int, ...]
    not_cheap: tuple[int, ...]
    not_expensive: tuple[int, ...]
    too_expensive: tuple[int, ...]
    people: int

    @property
    def cheap(self) -> tuple[int, ...]:
        """How many hold each price for cheap."""
        return tuple(self.people - each for each in self.not_cheap)

    @property
    def expensive(self) -> tuple[int, ...]:
        """How many hold each price for expensive."""
        return tuple(self.people - each for each in self.not_expensive)


class Crossing(NamedTuple):
    """The lowest price at which two curves meet, and the highest."""

    low: float
    high: float


def prices(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """The four points of the meter, in the currency of the answers.

    Raises:
        Refused: Nobody's four prices are in order.
    """
    kept, left_out = _in_order(answers)
    if not kept:
        wrong = "in no row is too cheap below cheap, cheap below expensive and so on"
        right = "look whether the columns were mixed up"
        raise Refused(Refusal(field="file", wrong=wrong, right=right))
    curves = curves_of(kept)
    points = points_of(curves)
    flat = {name: at for name, at in points.items() if at.high > at.low * (1 + _FLAT)}
    them = ", ".join(f"{_told(name)} {at.low:g} to {at.high:g}" for name, at in flat.items())
    return Findings(
        figures={name: at.low for name, at in points.items()},
        n=len(kept),
        excluded=left_out,
        tables=tuple(_by_segment(answers)),
        charts=(_chart(curves, points),),
        cautions=lopsided(answers)
        | raised(
            ("out-of-order", left_out, {"excluded": left_out, "all": len(answers)}),
            ("flat", flat, {"points": them}),
        ),
    )


def curves_of(kept: Sequence[Four]) -> Curves:
    """The four curves over every price that somebody named.

    A price is too cheap or cheap for whoever named a higher one, expensive or too expensive for
    whoever named it or a lower one.
    """
    columns = [sorted(column) for column in zip(*kept, strict=True)]
    too_cheap, cheap, expensive, too_expensive = columns
    named = sorted({price for column in columns for price in column})
    n = len(kept)
    return Curves(
        tuple(named),
        tuple(n - bisect_right(too_cheap, price) for price in named),
        tuple(bisect_right(cheap, price) for price in named),
        tuple(n - bisect_right(expensive, price) for price in named),
        tuple(bisect_right(too_expensive, price) for price in named),
        n,
    )


def points_of(curves: Curves) -> dict[str, Crossing]:
    """The crossings by the names of the figures."""
    return {
        "pmc": crossing(curves.prices, curves.not_cheap, curves.too_cheap),
        "pme": crossing(curves.prices, curves.too_expensive, curves.not_expensive),
        "opp": crossing(curves.prices, curves.too_expensive, curves.too_cheap),
        "ipp": crossing(curves.prices, curves.not_cheap, curves.not_expensive),
        "pmc_narrow": crossing(curves.prices, curves.expensive, curves.too_cheap),
        "pme_narrow": crossing(curves.prices, curves.too_expensive, curves.cheap),
    }


def crossing(at: Sequence[float], rising: Sequence[int], falling: Sequence[int]) -> Crossing:
    """Where a rising curve meets a falling one, on straight lines from price to price.

    At the first price the rising curve is at nought and at the last the falling one: ordered
    answers see to that, so the curves always meet.
    """
    gaps = [up - down for up, down in zip(rising, falling, strict=True)]
    first = next(place for place, gap in enumerate(gaps) if gap >= 0)
    if gaps[first] > 0:
        before = gaps[first - 1]
        part = -before / (gaps[first] - before)
        met = at[first - 1] + part * (at[first] - at[first - 1])
        return Crossing(met, met)
    last = max(place for place, gap in enumerate(gaps) if gap == 0)
    return Crossing(at[first], at[last])


def _told(name: str) -> str:
    short, _, narrow = name.partition("_")
    return f"narrower {short.upper()}" if narrow else short.upper()


def _in_order(answers: Answers) -> tuple[list[Four], int]:
    """The prices of those who put them in strict order, and how many did not."""
    kept: list[Four] = []
    for row in answers:
        first, second, third, fourth = (row.number_in(column) or 0.0 for column in _COLUMNS)
        if first < second < third < fourth:
            kept.append((first, second, third, fourth))
    return kept, len(answers) - len(kept)


def _by_segment(answers: Answers) -> Iterator[Table]:
    rows = []
    for segment, found in answers.groups("segment").items():
        kept, left_out = _in_order(found)
        at = points_of(curves_of(kept)) if kept else {}
        four = (at[name].low if at else None for name in ("pmc", "pme", "opp", "ipp"))
        rows.append((segment, len(kept), left_out, *four))
    if rows:
        columns = {"segment": "Segment", "n": "Answers", "excluded": "Left out"}
        columns |= {"pmc": "PMC", "pme": "PME", "opp": "OPP", "ipp": "IPP"}
        yield Table(name="by_segment", title="By segment", columns=columns, rows=tuple(rows))


def _chart(curves: Curves, points: Mapping[str, Crossing]) -> Chart:
    step = -(-len(curves.prices) // _DRAWN)
    places = sorted({*range(0, len(curves.prices), step), len(curves.prices) - 1})
    lines = {
        "Too cheap": curves.too_cheap,
        "Not cheap": curves.not_cheap,
        "Not expensive": curves.not_expensive,
        "Too expensive": curves.too_expensive,
    }
    pmc, pme, opp, ipp = (points[name].low for name in ("pmc", "pme", "opp", "ipp"))
    return Chart(
        kind="lines",
        title="The four curves and where they cross",
        across="Price",
        up="Percent of answers",
        series=tuple(
            Series(
                name=name,
                points=tuple(
                    (curves.prices[at], 100 * counts[at] / curves.people) for at in places
                ),
            )
            for name, counts in lines.items()
        ),
        marks={"PMC": pmc, "OPP": opp, "IPP": ipp, "PME": pme},
        says=(
            f"{curves.people:,} people named prices from {curves.prices[0]:.2f} to "
            f"{curves.prices[-1]:.2f}. Too cheap crosses not cheap at {pmc:.2f} (PMC), too "
            f"expensive crosses too cheap at {opp:.2f} (OPP), not cheap crosses not expensive at "
            f"{ipp:.2f} (IPP), and too expensive crosses not expensive at {pme:.2f} (PME)."
        ),
    )
