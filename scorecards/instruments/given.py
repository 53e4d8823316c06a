"""What somebody gave to be worked out: a file, rows typed into a form, or the example. Pure."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge_graph.measures import Instrument, Measure
from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.entered import answers_of, settings_of
from scorecards.instruments.file import read, template
from scorecards.instruments.found import Result
from scorecards.instruments.work_out import work_out
from scorecards.part import Refused

How = Literal["file", "form", "example"]


@dataclass(frozen=True)
class Given:
    """What was given.

    Attributes:
        how: In which way; what comes of the example is made up, and never kept.
        name: Of the file.
        content: The file; of a form the same rows as CSV.
        rows: Of a form alone: the number of each row, and its cells as texts.
    """

    how: How
    name: str
    content: bytes
    rows: tuple[tuple[int, Mapping[str, str]], ...] = ()

    def answers(self, measure: Measure) -> Answers:
        """What it holds, checked.

        Raises:
            Refused: With every mistake, by row and column.
        """
        if self.how == "form":
            return answers_of(measure, self.rows)
        return read(self.name, self.content, measure)

    @property
    def digest(self) -> str:
        """Stands for what it holds."""
        return hashlib.sha256(self.how.encode() + self.content).hexdigest()


Outcome = tuple[Result, None] | tuple[None, Refused]
"""A result, or why there is none."""


def outcome(instrument: Instrument, given: Given, settings: Mapping[str, str]) -> Outcome:
    """What comes of what was given; with mistakes all of them, and no result."""
    measure = instrument.measure
    if measure is None:
        raise ValueError(f"{instrument.id} has no measure")
    refused: list[Refused] = []
    answers: Answers | None = None
    said: Mapping[str, Value] = {}
    try:
        said = settings_of(measure, settings)
    except Refused as error:
        refused.append(error)
    try:
        answers = given.answers(measure)
    except Refused as error:
        refused.append(error)
    if answers is not None and not refused:
        try:
            return work_out(instrument, answers, said), None
        except Refused as error:
            refused.append(error)
    return None, Refused(*(each for error in refused for each in error.refusals))


def example(measure: Measure) -> Given:
    """The example of the template; its figures are made up."""
    return Given("example", "example.csv", template(measure).encode())


def typed(measure: Measure, columns: Mapping[str, Sequence[object]]) -> Given | None:
    """Rows of a form, empty ones left out; None where all are empty.

    Args:
        measure: Which columns there are.
        columns: Column -> what stands there, row by row.
    """
    rows = tuple(_rows([each.name for each in measure.columns], columns))
    if not rows:
        return None
    out = io.StringIO()
    pen = csv.DictWriter(out, [each.name for each in measure.columns], lineterminator="\n")
    pen.writeheader()
    pen.writerows(dict(cells) for _, cells in rows)
    return Given("form", f"{measure.short}.csv", out.getvalue().encode(), rows)


def _rows(
    names: Iterable[str], columns: Mapping[str, Sequence[object]]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    lists = {name: [_text(each) for each in columns.get(name, ())] for name in names}
    for at in range(max(map(len, lists.values()), default=0)):
        cells = {name: found[at] if at < len(found) else "" for name, found in lists.items()}
        if any(cells.values()):
            yield at + 1, cells


def _text(cell: object) -> str:
    """A cell of a form as it would stand in a file; what is no number there is empty."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            return "" if cell != cell else f"{cell:f}".rstrip("0").rstrip(".")
        case datetime.date():
            return cell.isoformat()[:10]
        case _:
            return str(cell).strip()
