"""What comes out of an instrument. Records only."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import Field

from knowledge_graph.measures import Key
from scorecards.part import Part

Cell = str | int | float | None
_PLACES = 4
"""Decimal places of a figure that goes out; what stands after them is noise of the arithmetic."""


class Table(Part):
    """Rows behind the figures, such as the reasons by how often they were named.

    Attributes:
        columns: Key -> the heading that people see.
        rows: In the order in which they are shown.
        personal: Rows about single people, for their manager alone.
    """

    name: Key
    title: str
    columns: dict[Key, str]
    rows: tuple[tuple[Cell, ...], ...]
    personal: bool = False


class Series(Part):
    """What is drawn together: a name, and points from left to right."""

    name: str
    points: tuple[tuple[str | float, float], ...]


class Chart(Part):
    """A chart with what it shows in words.

    Attributes:
        kind: ``bars`` over names, ``lines`` over numbers or over days written as 2027-03-31.
        marks: Name -> place on the horizontal axis, for lines to point at.
        says: The same in sentences, for who does not see it.
    """

    kind: Literal["bars", "lines"]
    title: str
    across: str
    up: str
    series: tuple[Series, ...] = Field(min_length=1)
    marks: dict[str, float] = {}
    says: str


class Dated(Part):
    """The value of a figure on a day, where a file speaks of several."""

    figure: Key
    on: datetime.date
    value: float
    n: int | None = None


class Findings(Part):
    """What a calculation gives.

    Attributes:
        figures: By name; None cannot be worked out, and a caution says why.
        counts: Figure -> how many are behind it, where that is not all rows.
        excluded: Rows that were left out, where the calculation leaves some out.
        cautions: Code -> what stands in the braces of its text.
        dated: Values with days of their own; none where the whole file speaks of one day.
    """

    figures: dict[Key, float | int | None]
    counts: dict[Key, int] = {}
    n: int | None = None
    excluded: int | None = None
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    cautions: dict[str, dict[str, Any]] = {}
    dated: tuple[Dated, ...] = ()


class Warned(Part):
    """A warning beside a result."""

    code: str
    text: str


class Result(Part):
    """The result of an instrument.

    Attributes:
        instrument: As commands call it.
        n: How many rows are behind it.
        currency: Of its amounts, where the file names one.
        notes: How the file was read.
        settings: What was said once for the file; what is unknown is left out.
    """

    instrument: str
    n: int
    findings: Findings
    warnings: tuple[Warned, ...]
    currency: str | None = None
    notes: tuple[str, ...] = ()
    settings: dict[Key, str] = {}

    def value(self, figure: str) -> float | int | None:
        """A figure; None where it cannot be worked out."""
        return self.findings.figures.get(figure)

    @property
    def about_people(self) -> bool:
        """Whether a table of it speaks of single people."""
        return any(each.personal for each in self.findings.tables)

    def without_people(self) -> Result:
        """The same without the tables about single people."""
        tables = tuple(each for each in self.findings.tables if not each.personal)
        findings = self.findings.model_copy(update={"tables": tables})
        return self.model_copy(update={"findings": findings})

    def as_data(self) -> dict[str, Any]:
        """The result as JSON says it: figures by name, and tables as lists of rows."""
        found = self.findings
        result: dict[str, Any] = {name: _short(value) for name, value in found.figures.items()}
        if found.excluded is not None:
            result["excluded"] = found.excluded
        for table in found.tables:
            rows = (dict(zip(table.columns, map(_short, row), strict=True)) for row in table.rows)
            result[table.name] = list(rows)
        return {
            "instrument": self.instrument,
            "n": self.n,
            "result": result,
            "warnings": [each.text for each in self.warnings],
            **({"currency": self.currency} if self.currency else {}),
        }


def _short(value: Cell) -> Cell:
    return round(value, _PLACES) if isinstance(value, float) else value
