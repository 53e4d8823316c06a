"""Search interest in the own name beside its competitors, as an export of Google Trends has it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from math import fsum
from statistics import fmean

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Value, plain
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Chart, Findings, Series, Table
from scorecards.part import Refusal, Refused

_PLACE = re.compile(r"\s*:\s*\((?P<place>[^()]+)\)$")
"""How an export writes the region behind a term, as in ``Alder: (Germany)``."""
_Points = Sequence[tuple[datetime.date, float]]
_TERMS = {
    "term": "Term",
    "whose": "Whose",
    "mean": "Mean index",
    "highest": "Highest",
    "highest_on": "On",
    "share": "Percent of all",
}


def search_interest(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """The mean relative index of the own term, and its part of the index of all terms.

    Raises:
        Refused: It is not said which term is the own one, or the export does not have it.
    """
    terms = {term: _points(found) for term, found in answers.groups("term").items()}
    own = _own(list(terms), settings["own"])
    means = {term: fmean(value for _, value in points) for term, points in terms.items()}
    share = {term: percent(mean, fsum(means.values())) for term, mean in means.items()}
    order = sorted(terms, key=lambda term: (-means[term], term.casefold()))
    days = [day for day, _ in terms[own]]
    place = settings["geography"] or _place(list(terms))
    alone = len(terms) == 1
    empty = sum(value == 0 for _, value in terms[own])
    return Findings(
        figures={
            "interest": means[own],
            "share": None if alone else share[own],
            "highest": max(value for _, value in terms[own]),
            "times": len(days),
        },
        n=len(days),
        tables=(
            _compared(own, [each for each in order if each != own], place, settings, days),
            Table(
                name="terms",
                title="Relative interest by term",
                columns=_TERMS,
                rows=tuple(
                    (
                        _bare(term),
                        "ours" if term == own else "competitor",
                        means[term],
                        *_peak(terms[term]),
                        None if alone else share[term],
                    )
                    for term in order
                ),
            ),
        ),
        charts=(_chart({term: terms[term] for term in order}),),
        cautions=raised(
            ("relative", True),
            ("alone", alone),
            ("no-share", not alone and share[own] is None),
            ("no-place", place is None),
            ("hardly-shown", 2 * empty > len(days), {"empty": empty}),
        ),
    )


def _points(found: Answers) -> _Points:
    points = ((row.day("day"), row.number_in("interest")) for row in found)
    return sorted((day, value) for day, value in points if day and value is not None)


def _own(terms: Sequence[str], said: Value) -> str:
    if said is None and len(terms) == 1:
        return terms[0]
    what = "it is not said which term is ours"
    if said is not None:
        for term in terms:
            if plain(str(said)) in (plain(term), plain(_bare(term))):
                return term
        what = f"the export has no term “{str(said)[:60]}”"
    there = listed([f"“{_bare(term)[:60]}”" for term in terms])
    raise Refused(Refusal(field="own", wrong=what, right=f"take one of {there}"))


def _bare(term: str) -> str:
    return _PLACE.sub("", term)


def _place(terms: Sequence[str]) -> str | None:
    """The region that the terms themselves name, if it is one."""
    found = {match["place"] if (match := _PLACE.search(term)) else None for term in terms}
    return found.pop() if len(found) == 1 else None


def _compared(
    own: str,
    others: Sequence[str],
    place: Value,
    settings: Mapping[str, Value],
    days: Sequence[datetime.date],
) -> Table:
    period = str(settings["period"] or f"{days[0]} to {days[-1]}")
    names = listed([_bare(each) for each in others]) or None
    return Table(
        name="comparison",
        title="What was compared",
        columns={
            "own": "Our term",
            "competitors": "Competitors",
            "geography": "Geography",
            "period": "Period",
        },
        rows=((_bare(own), names, None if place is None else str(place), period),),
    )


def _peak(points: _Points) -> tuple[float, str]:
    day, value = max(points, key=lambda each: (each[1], -each[0].toordinal()))
    return value, day.isoformat()


def _chart(terms: Mapping[str, _Points]) -> Chart:
    told = []
    for term, points in terms.items():
        value, day = _peak(points)
        (first, start), (last, end) = points[0], points[-1]
        told.append(
            f"{_bare(term)} goes from {start:g} on {first} to {end:g} on {last}, "
            f"highest with {value:g} on {day}."
        )
    return Chart(
        kind="lines",
        title="Relative search interest",
        across="Day",
        up="Index, 100 is the busiest time of the export",
        series=tuple(
            Series(name=_bare(term), points=tuple((f"{day}", value) for day, value in points))
            for term, points in terms.items()
        ),
        says=" ".join(told),
    )
