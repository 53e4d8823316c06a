"""What each row of a file would become: a reading, nothing, or a mistake to mend."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Reading, Scorecard
from scorecards.part import Refused
from scorecards.readings.entry import FIELDS, Ledger, reading_id, same
from scorecards.readings.uploads import ours, trends
from scorecards.readings.uploads.cells import Sheet
from scorecards.units import measured, unit_of

State = Literal["new", "there", "left-out", "error"]
STATES: dict[State, str] = {
    "new": "New",
    "there": "Already there",
    "left-out": "Left out",
    "error": "Mend this",
}


@dataclass(frozen=True)
class Row:
    """A row of the file.

    Attributes:
        number: As a spreadsheet counts it.
        state: What comes of it.
        says: The reading in words, or why it is left out; empty for a mistake.
        problems: Each mistake: the column, what is wrong, what would be right.
        reading: Only of a row that is new.
    """

    number: int
    state: State
    says: str = ""
    problems: tuple[str, ...] = ()
    reading: Reading | None = None

    def __str__(self) -> str:
        return "; ".join(self.problems) or self.says


@dataclass(frozen=True)
class Preview:
    """What a file would become.

    Attributes:
        notes: How it was read, and what to know of its figures; a sentence each.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The new readings; none where a row has a mistake, for nothing is kept by half."""
        if self.count("error"):
            return ()
        return tuple(row.reading for row in self.rows if row.reading is not None)

    def count(self, state: State) -> int:
        """How many rows are in a state."""
        return Counter(row.state for row in self.rows)[state]


def preview(
    sheet: Sheet,
    card: Scorecard,
    kept: Iterable[Reading],
    knowledge: Knowledge,
    by: str,
    at: datetime.datetime,
    term: str | None = None,
) -> Preview:
    """What a file would become beside the readings that are kept.

    Args:
        sheet: The file.
        card: The scorecard.
        kept: All its readings, corrected ones included.
        knowledge: What is known.
        by: Who uploads it.
        at: When.
        term: Which column of an export of Google Trends is meant, where it has several.

    Raises:
        UploadError: No row of it can become a reading here.
    """
    kept = tuple(kept)
    ledger = Ledger(card, kept, knowledge, at.date())
    replaced = {each.replaces for each in kept}
    signed = {"scorecard": card.id, "by": by, "at": at}
    if sheet.trends:
        entries, notes = trends.entries(sheet, card, knowledge, at.date(), term)
    else:
        entries, notes = ours.entries(sheet, card, knowledge), ()
    first: dict[Any, int] = {}
    found = [_row(each, ledger, signed, replaced, first, card, knowledge) for each in entries]
    return Preview(tuple(found), (*sheet.notes, *notes))


def _row(
    entry: ours.Entry,
    ledger: Ledger,
    signed: dict[str, Any],
    replaced: set[str | None],
    first: dict[Any, int],
    card: Scorecard,
    knowledge: Knowledge,
) -> Row:
    """What becomes of one row; ``first`` is where each figure and each day stood first."""
    if entry.problems:
        return Row(entry.number, "error", problems=entry.problems)
    if entry.left_out:
        return Row(entry.number, "left-out", entry.left_out)
    try:
        said = Reading.model_validate({**entry.fields, **signed, "id": "new"})
    except ValidationError as error:
        return Row(entry.number, "error", problems=tuple(_invalid(error)))
    new = said.model_copy(update={"id": reading_id(said, "uploaded")})
    problem = _clash(new, ledger, replaced, first, entry.number)
    if problem:
        return Row(entry.number, "error", problems=(problem,))
    first[same(new)] = first[new.metric, new.taken_on, new.window] = entry.number
    says = told(new, card, knowledge)
    before = ledger.there(new)
    if before is not None:
        gone = ", and was corrected since" if before.id in replaced else ""
        return Row(entry.number, "there", f"{says} It is there already{gone}.")
    try:
        ledger.add(new)
    except Refused as error:
        problems = tuple(
            f"column {FIELDS.get(each.field, each.field)}: {each.wrong}; {each.right}"
            for each in error.refusals
        )
        return Row(entry.number, "error", problems=problems)
    return Row(entry.number, "new", says, reading=new)


def _clash(
    new: Reading,
    ledger: Ledger,
    replaced: set[str | None],
    first: dict[Any, int],
    number: int,
) -> str:
    """Why a row cannot stand beside another of the file, or beside what is kept."""
    if same(new) in first:
        return f"it says the same as row {first[same(new)]}; take one of the two out"
    row = first.get((new.metric, new.taken_on, new.window))
    if row is not None:
        return f"column value: row {row} gives another figure for that day; keep the right one"
    other = ledger.of_the_day(new)
    if other is not None and ledger.there(new) is None and new.window is None:
        kept = f"{other.value:f}"
        return f"column value: {kept} is kept for that day; correct that reading, or leave this out"
    return ""


def told(reading: Reading, card: Scorecard, knowledge: Knowledge) -> str:
    """A reading in a sentence."""
    metric = knowledge.get(Metric, reading.metric)
    unit = unit_of(metric, card.kpi(reading.metric).variant)
    value = measured(reading.value, unit, reading.currency)
    more = f", n = {reading.n}" if reading.n is not None else ""
    window = f" in the window of {reading.window} days" if reading.window else ""
    return f"{metric.label} on {reading.taken_on}{window}: {value}{more}."


def _invalid(error: ValidationError) -> Iterable[str]:
    for each in error.errors(include_url=False):
        field = str(each["loc"][0]) if each["loc"] else "row"
        text = str(each["msg"]).removeprefix("Value error, ")
        yield f"column {FIELDS.get(field, field)}: {text[:1].lower()}{text[1:]}"
