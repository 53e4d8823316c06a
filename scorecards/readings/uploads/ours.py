"""Files with our own columns: one reading a row."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Scorecard
from scorecards.readings.uploads.cells import Broken, Cell, Line, Sheet, said
from scorecards.readings.uploads.days import day
from scorecards.readings.uploads.figures import figure, whole
from scorecards.readings.uploads.limits import Unclear
from scorecards.readings.uploads.shape import column_of
from scorecards.units import is_money, unit_of

_CURRENCY = re.compile("[A-Z]{3}")
_FILLED_IN = ("day", "value", "n", "evidence")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Entry:
    """A row as it was understood.

    Attributes:
        fields: Those of a reading.
        problems: What could not be understood, a sentence each.
        left_out: Why nothing comes of it, where that is no mistake.
    """

    number: int
    fields: dict[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    left_out: str = ""


def entries(sheet: Sheet, card: Scorecard, knowledge: Knowledge) -> Iterator[Entry]:
    """Each row of a file, as it is understood."""
    places = {}
    for place, cell in enumerate(sheet.header.cells):
        column = column_of(said(cell))
        if column is not None:
            places[column] = place
    names = Names(card, knowledge)
    for line in sheet.lines:
        cells = {column: line.cell(place) for column, place in places.items()}
        yield _entry(line, cells, places, names, card, knowledge)


def _entry(
    line: Line,
    cells: dict[str, Cell],
    places: dict[str, int],
    names: Names,
    card: Scorecard,
    knowledge: Knowledge,
) -> Entry:
    beyond = [cell for cell in line.cells[max(places.values()) + 1 :] if cell != ""]
    if beyond:
        return Entry(line.number, problems=("a cell stands under no name; name the column",))
    if all(cells.get(column, "") == "" for column in _FILLED_IN):
        return Entry(line.number, left_out="Not filled in.")
    problems: list[str] = []

    def take(column: str, read: Callable[[Cell], Value]) -> Value | None:
        try:
            return read(cells.get(column, ""))
        except Unclear as unclear:
            problems.append(f"column {column}: {unclear.wrong}; {unclear.right}")
            return None

    def optional(column: str, read: Callable[[Cell], Value]) -> Value | None:
        return None if cells.get(column, "") == "" else take(column, read)

    metric = take("metric", names.metric)
    unit = ""
    if metric is not None:
        unit = unit_of(knowledge.get(Metric, metric), card.kpi(metric).variant)
        optional("unit", lambda cell: _unit(cell, unit))
    fields = {
        "metric": metric,
        "taken_on": take("day", day),
        "value": take("value", lambda cell: figure(cell, unit or "percent")),
        "n": optional("n", lambda cell: whole(cell, 0)),
        "window": optional("window", lambda cell: whole(cell, 1)),
        "currency": optional("currency", _currency),
        "evidence": take("evidence", _text),
    }
    return Entry(line.number, fields, tuple(problems))


class Names:
    """The names of the KPIs of a scorecard: ids, labels and other names in use."""

    def __init__(self, card: Scorecard, knowledge: Knowledge) -> None:
        held = {kpi.metric for kpi in card.kpis}
        self._known: dict[str, set[str]] = {}
        self._elsewhere: dict[str, str] = {}
        for metric in knowledge.every(Metric):
            for name in (metric.id, metric.id.partition(".")[2], metric.label, *metric.aliases):
                if metric.id in held:
                    self._known.setdefault(_flat(name), set()).add(metric.id)
                else:
                    self._elsewhere.setdefault(_flat(name), metric.label)
        self._labels = {metric: knowledge.label(metric) for metric in sorted(held)}

    def metric(self, cell: Cell) -> str:
        """The id of the KPI that a cell names.

        Raises:
            Unclear: It names none of this scorecard, or two.
        """
        name = _text(cell)
        if not name:
            raise Unclear("it is empty", "write the name of a KPI of this scorecard")
        found = self._known.get(_flat(name), set())
        if len(found) == 1:
            return next(iter(found))
        shown = name[:40]
        if found:
            right = " or ".join(self._labels[each] for each in sorted(found))
            raise Unclear(f"`{shown}` names two KPIs", f"write {right}")
        close = difflib.get_close_matches(_flat(name), self._known, 3, 0.5)
        near = sorted(
            {self._labels[each] for each_name in close for each in self._known[each_name]}
        )
        right = f"write {' or '.join(near or self._labels.values())}"
        if _flat(name) in self._elsewhere:
            label = self._elsewhere[_flat(name)]
            raise Unclear(f"{label} is not on this scorecard", f"add it there first, or {right}")
        raise Unclear(f"`{shown}` is no KPI of this scorecard", right)


def _flat(name: str) -> str:
    return " ".join(name.casefold().split())


def _text(cell: Cell) -> str:
    if isinstance(cell, Broken):
        raise Unclear(cell.wrong, cell.right)
    return said(cell)


def _currency(cell: Cell) -> str:
    text = _text(cell).upper()
    if not _CURRENCY.fullmatch(text):
        raise Unclear(f"`{text[:10]}` is no code of a currency", "write three letters, such as EUR")
    return text


def _unit(cell: Cell, unit: str) -> None:
    """See that a file counts in what the KPI is counted in."""
    text = _text(cell)
    given = "percent" if text == "%" else text
    if _flat(given) != unit and not (is_money(unit) and _flat(given) == "currency"):
        raise Unclear(f"`{text[:30]}` is another unit", f"give it in {unit}, or leave it out")
