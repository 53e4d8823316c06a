"""Instruments: what they ask, the file that comes back, and what is worked out of it. Records only.

The record says everything but the arithmetic: ``calculation`` names that, and
``scorecards.instruments.calculations`` holds it.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from knowledge_graph.records import Backed, Id, Record, Slug, Text

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")]
"""The name of a column, a setting or a figure, such as ``too_cheap``."""
Kind = Literal[
    "name",
    "text",
    "choice",
    "scale",
    "count",
    "number",
    "amount",
    "percent",
    "yes-no",
    "day",
    "month",
    "currency",
    "link",
]
"""What a cell holds: ``name`` tells things apart, ``scale`` is a whole number between ``low`` and
``high``, ``count`` a whole number from zero, ``amount`` money from zero, ``percent`` runs from 0 to
100, ``currency`` is a code of three letters, of which a file may hold only one."""


USUAL = "usual"
"""Stands for the plain formula of a metric, beside the names of its variants."""


class Asked(Backed):
    """Something that is filled in.

    Attributes:
        label: What people see.
        question: What is asked, or what to write there, in our own words.
        values: What a choice can be.
        low, high: The bounds of a number, both included.
    """

    name: Key
    label: Text
    kind: Kind
    question: str = ""
    values: tuple[Text, ...] = ()
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Asked:
        if (self.kind == "choice") != bool(self.values):
            raise ValueError(f"`{self.name}`: a choice has `values`, and nothing else has")
        if self.kind == "scale" and (self.low is None or self.high is None):
            raise ValueError(f"`{self.name}`: a scale needs `low` and `high`")
        return self


class Column(Asked):
    """A column of the file.

    Attributes:
        optional: A cell, or the column, may be left empty.
        example: What stands there in the template.
    """

    optional: bool = False
    example: str


class Setting(Asked):
    """Something that is said once for the file, such as how many people were asked.

    Attributes:
        default: What counts where nothing is said; empty is unknown.
    """

    default: str = ""


class Figure(Backed):
    """A figure that comes out.

    Attributes:
        unit: What it is counted in, named as the units of metrics are.
        definition: How it is worked out, in words that say its formula.
        feeds: The metric of which it is a reading.
        variant: Which definition of that metric it is, where the metric has several.
        also: Further definitions of it that come to the same; ``usual`` is its plain formula.
        margin: The figure that is its margin of error.
    """

    name: Key
    label: Text
    unit: Text
    definition: Text
    feeds: Id | None = None
    variant: Slug | None = None
    also: tuple[Slug, ...] = ()
    margin: Key | None = None

    def gives(self, variant: str | None) -> bool:
        """Whether it is a reading of the metric under this definition; None is the plain one."""
        return variant == self.variant or (variant or USUAL) in self.also


class Caution(Backed):
    """A warning about how far a result can be trusted.

    Attributes:
        code: By which a calculation raises it; with ``below`` it raises itself.
        text: What is told; ``{n}`` and what the calculation gives stand in braces.
        below: It is told where fewer than so many rows are behind the result.
    """

    code: Slug
    text: Text
    below: int | None = Field(None, ge=2)

    @property
    def in_general(self) -> str:
        """The text where there is no result yet: an ellipsis for what a calculation would give."""
        return re.sub(r"\{[^{}]*\}", "…", self.text)


class Remark(Backed):
    """A sentence that always stands beside the result, such as a claim that is a source's own."""

    text: Text


class Measure(Backed):
    """How an instrument is entered and what comes out; its citations are those of the formula.

    Attributes:
        short: What commands and addresses call it.
        one_row_per: The columns that together name a row; two rows must not be alike in them.
        export: The kind of file that another tool writes, where it is not our own columns.
        calculation: The arithmetic, by name.
        steps: What to do, in order, where the instrument is a piece of work.
    """

    short: Slug
    columns: tuple[Column, ...] = Field(min_length=1)
    one_row_per: tuple[Key, ...] = ()
    export: Literal["google-trends"] | None = None
    settings: tuple[Setting, ...] = ()
    calculation: Slug
    figures: tuple[Figure, ...] = Field(min_length=1)
    cautions: tuple[Caution, ...] = ()
    remarks: tuple[Remark, ...] = ()
    steps: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Measure:
        columns = [each.name for each in self.columns]
        names = [*columns, *(each.name for each in self.settings)]
        figures = [each.name for each in self.figures]
        for listed in (names, figures, [each.code for each in self.cautions]):
            twice = sorted({each for each in listed if listed.count(each) > 1})
            if twice:
                raise ValueError(f"`{twice[0]}` is there twice; give each its own name")
        strange = [each for each in self.one_row_per if each not in columns]
        strange += [e.margin for e in self.figures if e.margin and e.margin not in figures]
        if strange:
            raise ValueError(f"`{strange[0]}` is named and is not there; define it")
        return self

    def figure(self, name: str) -> Figure:
        """A figure by name.

        Raises:
            KeyError: There is none.
        """
        for each in self.figures:
            if each.name == name:
                return each
        raise KeyError(name)


class Instrument(Record):
    """A way to take a measurement, such as a survey or a log.

    Attributes:
        measure: How it is entered and worked out; None where Remit only names it.
        unmeasured: Why Remit does not work it out, where it does not.
    """

    effort: Literal["low", "medium", "high"] | None = None
    measure: Measure | None = None
    unmeasured: Text | None = None
