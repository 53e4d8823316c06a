"""Exports of Google Trends: interest in a search term over time.

Each figure is relative to the busiest time of that export, which is 100. Two exports have two
scales, so that figures of one cannot be compared with those of another.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Scorecard
from scorecards.readings.uploads.cells import Cell, Line, Number, Sheet, said
from scorecards.readings.uploads.days import day
from scorecards.readings.uploads.figures import figure
from scorecards.readings.uploads.limits import Unclear, UploadError
from scorecards.readings.uploads.ours import Entry
from scorecards.units import unit_of

UNIT = "index"
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_HOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}(?::?[0-9]{2})*")
_BELOW = "<1"
_HUNDRED = Decimal(100)


def entries(
    sheet: Sheet, card: Scorecard, knowledge: Knowledge, today: datetime.date, term: str | None
) -> tuple[Iterator[Entry], tuple[str, ...]]:
    """Each row of an export as it is understood, and what to know of its figures.

    Raises:
        UploadError: No KPI of the scorecard is such an index, or the term is not there.
    """
    metric = _metric(sheet, card, knowledge)
    chosen = _term(sheet, term)
    place = [said(cell) for cell in sheet.header.cells].index(chosen)
    days = [_first_day(line) for line in sheet.lines]
    span = _span(said(sheet.header.cells[0]).casefold(), days)
    label = knowledge.label(metric)
    notes = (
        f"An export of Google Trends: “{chosen[:60]}” becomes readings of {label}.",
        "It is a relative index, not a volume: 100 is the busiest time of this export, and "
        "figures of another export are on another scale.",
        f"Each day is the first of its {span}; a {span} that is not over is left out."
        if span != "day"
        else "A day that is not over is left out.",
    )
    found = (
        _entry(line, first, line.cell(place), metric, chosen, span, today)
        for line, first in zip(sheet.lines, days, strict=True)
    )
    return found, notes


def _metric(sheet: Sheet, card: Scorecard, knowledge: Knowledge) -> str:
    for kpi in card.kpis:
        metric = knowledge.records.get(kpi.metric)
        if isinstance(metric, Metric) and unit_of(metric, kpi.variant) == UNIT:
            return kpi.metric
    wrong = "it is an export of Google Trends, and no KPI of this scorecard is such an index"
    names = [metric.label for metric in knowledge.every(Metric) if metric.unit == UNIT]
    raise UploadError(sheet.name, wrong, f"add {' or '.join(names)} to the scorecard first")


def _term(sheet: Sheet, term: str | None) -> str:
    if term is None and len(sheet.terms) == 1:
        return sheet.terms[0]
    if term in sheet.terms:
        return term
    listed = ", ".join(f"“{each[:60]}”" for each in sheet.terms)
    wrong = "it compares several terms" if term is None else f"it has no term “{term[:60]}”"
    raise UploadError(sheet.name, wrong, f"choose one of {listed}")


def _first_day(line: Line) -> datetime.date | str:
    """The first day that a row speaks of, or what is wrong."""
    cell = line.cell(0)
    text = said(cell)
    try:
        if isinstance(cell, str) and _MONTH.fullmatch(text):
            return day(f"{text}-01")
        if isinstance(cell, str) and _HOUR.fullmatch(text) and not text.endswith("00:00:00"):
            return "it counts by the hour; export a longer time, by the day or the week"
        return day(cell)
    except Unclear as unclear:
        return f"{unclear.wrong}; {unclear.right}"


def _span(name: str, days: list[datetime.date | str]) -> str:
    """How long each row speaks of: as the column is called, else as far apart as the first two."""
    if name in ("day", "week", "month"):
        return name
    real = [each for each in days if isinstance(each, datetime.date)]
    apart = (real[1] - real[0]).days if len(real) > 1 else 1
    return "day" if apart <= 1 else "week" if apart <= 7 else "month"


def _last_day(first: datetime.date, span: str) -> datetime.date:
    if span == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first + datetime.timedelta(days=6 if span == "week" else 0)


def _entry(
    line: Line,
    first: datetime.date | str,
    cell: Cell,
    metric: str,
    term: str,
    span: str,
    today: datetime.date,
) -> Entry:
    if isinstance(first, str):
        return Entry(line.number, problems=(f"column {span}: {first}",))
    if first <= today <= _last_day(first, span):
        return Entry(line.number, left_out=f"The {span} of {first} is not over.")
    below = said(cell) == _BELOW
    try:
        value = Decimal(0) if below else figure(cell, UNIT)
    except Unclear as unclear:
        return Entry(line.number, problems=(f"column {term[:60]}: {unclear}",))
    if not 0 <= value <= _HUNDRED or (isinstance(cell, Number) and cell.percent):
        problem = f"column {term[:60]}: {value:f} is no relative index; it goes from 0 to 100"
        return Entry(line.number, problems=(problem,))
    note = f"Google Trends, {term[:200]}, by the {span}: relative index, 100 is its busiest {span}."
    if below:
        note += " Given as <1, kept as 0."
    fields = {"metric": metric, "taken_on": first, "value": value, "evidence": note}
    return Entry(line.number, fields)
