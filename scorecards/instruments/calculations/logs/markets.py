"""New markets: prioritised before they are opened, and opened on a foundation."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.logs.gathered import when, wrong
from scorecards.instruments.calculations.logs.steps import steps_chart
from scorecards.instruments.found import Findings, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

STATES = ("prioritised", "opened", "adapted")


def markets(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """The state of each market, and how many came to each state.

    Raises:
        Refused: A market is opened or adapted before it is prioritised, or opened without the
            foundation in existing segments or a conversation with an analyst.
    """
    found = by(answers, "market")
    refuse(each for rows in found.values() for each in _misfits(rows))
    ever = [sum(_first(rows, state) is not None for rows in found.values()) for state in STATES]
    now = [_latest(rows).text("state") for rows in found.values()]
    return Findings(
        figures=dict(zip(STATES, ever, strict=True)),
        n=len(found),
        tables=(
            Table(
                name="states",
                title="Markets by state",
                columns={"state": "State", "now": "In it now", "ever": "Came to it"},
                rows=tuple((state, now.count(state), ever[at]) for at, state in enumerate(STATES)),
            ),
            _table(found),
        ),
        charts=(steps_chart("How far markets came", "Markets", STATES, ever),),
    )


def _table(found: Mapping[str, Sequence[Row]]) -> Table:
    columns = {"market": "Market", "state": "State", "since": "Since", "reason": "Reason"}
    columns |= {"prioritised_on": "Prioritised on", "opened_on": "Opened on"}
    columns |= {"adapted_on": "Adapted on", "analyst": "Analyst conversation"}
    rows = []
    for name, group in found.items():
        row = _latest(group)
        days = (_first(group, state) for state in STATES)
        talks = sorted(
            (when(each), each.text("analyst")) for each in group if each["analyst"] is not None
        )
        rows.append(
            (
                name,
                row.text("state"),
                when(row).isoformat(),
                row.text("reason"),
                *(None if day is None else day.isoformat() for day in days),
                talks[-1][1] if talks else None,
            )
        )
    return Table(name="markets", title="Markets", columns=columns, rows=tuple(rows))


def _first(rows: Sequence[Row], state: str) -> datetime.date | None:
    return min((when(row) for row in rows if row["state"] == state), default=None)


def _latest(rows: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: (when(row), STATES.index(row.text("state"))))


def _misfits(rows: Sequence[Row]) -> Iterator[Refusal]:
    prioritised = _first(rows, "prioritised")
    for row in rows:
        state, market, on = row.text("state"), row.text("market")[:40], when(row)
        if state == "prioritised":
            continue
        if prioritised is None or prioritised > on:
            what = f"{market} is {state} on {on} and was not prioritised before"
            right = f"add a row that prioritises it, of {on} or earlier, with the reason"
            yield wrong(row, "state", what, right)
        if state == "opened":
            yield from _unfounded(row, market, on)


def _unfounded(row: Row, market: str, on: datetime.date) -> Iterator[Refusal]:
    if row["foundation"] is not True:
        what = f"{market} is opened and the foundation in existing segments is not there"
        yield wrong(row, "foundation", what, "write yes once it is; until then open no new market")
    talk = row.day("conversation_on")
    if row["analyst"] is None or talk is None:
        what = f"{market} is opened and no conversation with an analyst is recorded"
        column = "analyst" if row["analyst"] is None else "conversation_on"
        yield wrong(row, column, what, "write with whom it was and on which day")
    elif talk > on:
        what = f"the conversation is of {talk}, and {market} is opened on {on}"
        yield wrong(row, "conversation_on", what, "talk with an analyst before a market is opened")
