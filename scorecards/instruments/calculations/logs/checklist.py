"""A launch checklist: what is done, what was on time, and what is late."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import wrong
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Cell, Findings, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

ON_TIME, DONE_LATE, OVERDUE, OPEN = "on time", "done late", "overdue", "open"
_ORDER = (ON_TIME, DONE_LATE, OVERDUE, OPEN)
_LATE = {"item": "Item", "owner": "Owner", "due": "Due", "state": "State", "days": "Days late"}


def checklist(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Items done and done on time of those planned, and those that are late.

    Raises:
        Refused: An item is done after the day of the count.
    """
    today = settings["counted_on"]
    today = today if isinstance(today, datetime.date) else None
    refuse(_from_the_future(answers, today))
    states = [(_state(row, today), row) for row in answers]
    count = {each: sum(state == each for state, _ in states) for each in _ORDER}
    done = count[ON_TIME] + count[DONE_LATE]
    due = [state for state, row in states if today is None or _day(row, "due", today) <= today]
    points = [(state.capitalize(), float(number)) for state, number in count.items()]
    late = sorted(
        (
            (row.text("item"), row.text("owner"), row.text("due"), state, _days_late(row, today))
            for state, row in states
            if state in (DONE_LATE, OVERDUE)
        ),
        key=lambda line: (line[2], line[0].casefold()),
    )
    return Findings(
        figures={
            "on_time": percent(due.count(ON_TIME), len(due)),
            "done": percent(done, len(answers)),
            "items": len(answers),
            "late": len(late),
        },
        counts={"on_time": len(due)},
        tables=(
            Table(
                name="late_items",
                title="Late items",
                columns=_LATE,
                rows=tuple(late),
            ),
            Table(
                name="states",
                title="Items by state",
                columns={"state": "State", "items": "Items"},
                rows=tuple(count.items()),
            ),
        ),
        charts=(bars("The list", "State", "Items", points),),
        cautions=raised(
            ("no-day", today is None and count[OPEN], {"open": count[OPEN]}),
            ("none-due", not due),
        ),
    )


def _from_the_future(answers: Answers, today: datetime.date | None) -> Iterator[Refusal]:
    for row in answers:
        if today is not None and _day(row, "done_on", today) > today:
            what = f"it is after {today}, the day of the count"
            yield wrong(row, "done_on", what, "correct it, or say a later day in counted_on")


def _day(row: Row, column: str, otherwise: datetime.date) -> datetime.date:
    return row.day(column) or otherwise


def _state(row: Row, today: datetime.date | None) -> str:
    due, done = row.day("due"), row.day("done_on")
    if done is not None and due is not None:
        return ON_TIME if done <= due else DONE_LATE
    return OVERDUE if today is not None and due is not None and due < today else OPEN


def _days_late(row: Row, today: datetime.date | None) -> Cell:
    due, end = row.day("due"), row.day("done_on") or today
    return None if due is None or end is None else (end - due).days
