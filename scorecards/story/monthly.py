"""The figures that are looked at every month, in every phase, whatever the scorecard limits. Pure.

Which ones they are stands in the knowledge. They are watched, not answered for: none is left out,
and one that is not on the scorecard is shown as such.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from knowledge_graph.graph import Graph
from knowledge_graph.records import Rhythm
from scorecards.document import Reading, Scorecard
from scorecards.part import Part
from scorecards.readings.cohorts import month_end
from scorecards.readings.standing import in_force
from scorecards.story.figures import figure
from scorecards.story.own import where_it_stands
from scorecards.versions.diff import Words

YEAR = 12
State = Literal["read", "due", "missing", "to-come", "before"]
STATES: dict[State, str] = {
    "read": "read",
    "due": "due",
    "missing": "missing",
    "to-come": "to come",
    "before": "before the period",
}
"""The state of a month as people read it."""


class Month(Part):
    """A month of a figure: whether it was read, and the reading in force.

    Attributes:
        first: The first day of the month.
        due_on: The day by which it is to be read: the last of the month.
        value: The value with its unit; nothing where there is none.
    """

    first: datetime.date
    due_on: datetime.date
    state: State
    reading: Reading | None
    value: str


class Watched(Part):
    """A figure of the monthly list.

    Attributes:
        why: Why it is looked at every month, as recorded.
        says: Where it stands; that it is not on the scorecard, where it is not.
        value: Its value in force.
    """

    metric: str
    label: str
    why: str
    on_card: bool
    says: str
    value: str
    months: tuple[Month, ...]


def monthly(
    card: Scorecard, readings: Sequence[Reading], graph: Graph, today: datetime.date
) -> tuple[Watched, ...]:
    """Every figure of the monthly list, in its order, with a calendar of twelve months."""
    words = Words(graph.knowledge)
    months = twelve(card, today)
    found = []
    for rhythm in graph.knowledge.every(Rhythm):
        for edge in graph.edges(rhythm.id, "checks"):
            at = where_it_stands(card, edge.target, readings, graph.knowledge, today)
            unit = words.unit(card.kpi(edge.target)) if at.on_card else ""
            known = [e for e in in_force(readings, edge.target) if e.taken_on <= today]
            live = known if at.on_card else []
            calendar = tuple(_month(first, live, unit, card, today) for first in months)
            last = live[-1] if live else None
            found.append(
                Watched(
                    metric=edge.target,
                    label=at.label,
                    why=edge.why,
                    on_card=at.on_card,
                    says=at.says,
                    value=figure(last.value, unit, last.currency) if last else "",
                    months=calendar,
                )
            )
    return tuple(found)


def twelve(card: Scorecard, today: datetime.date) -> tuple[datetime.date, ...]:
    """The first days of twelve months: those of the period, and before it what fills the year.

    Of a longer period the twelve that end with this month, or with its first year.
    """
    start, end = card.period.start.replace(day=1), card.period.end.replace(day=1)
    first_year = _later(start, YEAR - 1)
    last = min(end, max(first_year, today.replace(day=1)))
    return tuple(_later(last, back) for back in range(1 - YEAR, 1))


def open_months(found: Sequence[Watched]) -> tuple[tuple[str, Month], ...]:
    """What is due or missing: label and month, the oldest first."""
    due = [(w.label, m) for w in found for m in w.months if m.state in ("due", "missing")]
    return tuple(sorted(due, key=lambda each: each[1].first))


def _month(
    first: datetime.date,
    live: Sequence[Reading],
    unit: str,
    card: Scorecard,
    today: datetime.date,
) -> Month:
    end = month_end(first)
    known = [each for each in live if first <= each.taken_on <= end]
    state: State = "missing"
    if known:
        state = "read"
    elif first > today:
        state = "to-come"
    elif end < card.period.start:
        state = "before"
    elif today <= end:
        state = "due"
    reading = known[-1] if known else None
    value = figure(reading.value, unit, reading.currency) if reading else ""
    return Month(first=first, due_on=end, state=state, reading=reading, value=value)


def _later(month: datetime.date, months: int) -> datetime.date:
    year, number = divmod(month.year * 12 + month.month - 1 + months, 12)
    return datetime.date(year, number + 1, 1)
