"""Tasks of the first ninety days in a role. Records; ``engine.first_days`` makes a plan of them.

A task says what to do, why, and by which day. What it rests on and what its day rests on are told
apart: a source may ask for a reading and leave the day open.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from knowledge_graph.records import Backed, Id, Links, Record, Slug, Text

ByDay = Literal[30, 60, 90]
BY_DAYS: tuple[ByDay, ...] = get_args(ByDay)
TaskKind = Literal["baseline", "scope", "meet", "foundation", "learn", "target"]
Each = Literal["once", "kpi", "shared-kpi", "undefined-kpi", "team", "phase-metric"]
"""What there is one item for: one in all, or one for each KPI, each KPI that others share, each KPI
of which something is to be defined first, each team that leads or shares a KPI, each metric in the
grid of the present phase."""
PartOfCard = Literal[
    "", "kpis", "contract", "readings", "monthly", "dates", "outside", "steps", "story"
]
"""A part of the page of a scorecard; empty where it is done elsewhere."""

PLACES: dict[Each, frozenset[str]] = {
    "once": frozenset(),
    "kpi": frozenset({"of"}),
    "shared-kpi": frozenset({"of", "teams"}),
    "undefined-kpi": frozenset({"of", "open"}),
    "team": frozenset({"of", "kpis"}),
    "phase-metric": frozenset({"of", "phase"}),
}
"""What may stand in braces in the texts of a task, by what there is one item for."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Answered(_Closed):
    """That one of these values was answered to a field of the profile."""

    field: Text
    any_of: tuple[bool | Slug, ...]


class Applies(_Closed):
    """When a task applies: all that is said here has to hold.

    Attributes:
        answers: What was answered.
        on_scorecard: Metrics of which one is a KPI.
    """

    answers: tuple[Answered, ...] = ()
    on_scorecard: tuple[Id, ...] = ()


class Due(Backed):
    """The last day of a task, counted from the first day in the role, and what that rests on."""

    by_day: ByDay
    why: Text


class Task(Record):
    """Something to do in the first ninety days.

    Attributes:
        label: What to do.
        definition: How to do it.
        why: What it is good for.
        order: Place among the tasks of its day.
        each: What there is one item for.
        do, how: What an item says in the place of label and definition, where there are several.
        applies: Cases in which it applies, of which one has to hold; empty is always.
        every_cycle: Whether it comes again in each cycle, or is done once in a role.
        metrics: What is read.
        names: Other records that it is about: steps, phases, rhythms.
        part: The part of a scorecard where it is done.
    """

    kind: TaskKind
    order: int
    each: Each = "once"
    do: str = ""
    how: str = ""
    why: Text
    due: Due
    applies: tuple[Applies, ...] = ()
    every_cycle: bool = False
    metrics: Links = ()
    names: Links = ()
    part: PartOfCard = ""

    @model_validator(mode="after")
    def _names_what_it_has(self) -> Task:
        for text in (self.do, self.how):
            strange = set(re.findall(r"\{(.*?)\}", text)) - PLACES[self.each]
            if strange:
                raise ValueError(
                    f"`{{{min(strange)}}}` is not known where there is one item for `{self.each}`"
                )
        if (self.each == "once") == ("{of}" in self.do):
            raise ValueError("`do` names `{of}` where there are several items, and only there")
        return self
