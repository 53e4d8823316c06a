"""What several teams do together: joint objectives, initiatives, and asking them how it goes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge_graph.records import Id, Slug
from scorecards.part import Day, Name, Note, Part


class Signature(Part):
    """A team's word on something that is shared."""

    team: Id
    by: Name
    on: Day


class JointObjective(Part):
    """An objective that several teams share, with who has signed."""

    objective: Id
    teams: Annotated[tuple[Id, ...], Field(min_length=2)]
    signed: tuple[Signature, ...] = ()

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The teams that have not signed."""
        have = {each.team for each in self.signed}
        return tuple(team for team in self.teams if team not in have)


class Verdict(Part):
    """What a team says of a joint initiative when it is over."""

    team: Id
    by: Name
    on: Day
    result: Literal["met", "partly", "not-met"]
    note: Note = ""


class Initiative(Part):
    """Something that several teams do together, with criteria of success stated before.

    Attributes:
        id: Unique on the scorecard.
        criteria: By what it is judged, a sentence each.
        set_on: The day they were stated.
        begins_on: The day it begins; None where nobody wrote it down.
        ends_on: The day from which it can be judged.
    """

    id: Slug
    title: Name
    objective: Id | None = None
    teams: Annotated[tuple[Id, ...], Field(min_length=2)]
    criteria: Annotated[tuple[Name, ...], Field(min_length=1)]
    set_on: Day
    begins_on: Day | None = None
    ends_on: Day
    verdicts: tuple[Verdict, ...] = ()

    @property
    def stated_late(self) -> bool:
        """Whether the criteria were stated when it had begun, or was over."""
        return self.set_on > (self.begins_on or self.ends_on)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The teams that have not given their verdict."""
        have = {each.team for each in self.verdicts}
        return tuple(team for team in self.teams if team not in have)

    @property
    def result(self) -> Literal["met", "partly", "not-met", "differs"] | None:
        """The verdict of all teams; that they differ, where they do; None until each gave its."""
        if self.unsigned:
            return None
        given = {each.result for each in self.verdicts}
        return given.pop() if len(given) == 1 else "differs"


class Pulse(Part):
    """A short survey of other teams on what product marketing does for them.

    Attributes:
        id: Unique on the scorecard.
        metric: The qualitative KPI that its answers become readings of.
        questions: At most five; each is answered from 1 to 5.
        teams: Who is asked.
        invited: How many people are asked; None where nobody counted.
    """

    id: Slug
    title: Name
    metric: Id
    questions: Annotated[tuple[Name, ...], Field(min_length=1, max_length=5)]
    teams: Annotated[tuple[Id, ...], Field(min_length=1)]
    opens_on: Day
    closes_on: Day
    invited: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _forward(self) -> Pulse:
        if self.closes_on < self.opens_on:
            raise ValueError(f"it closes on {self.closes_on}, before it opens on {self.opens_on}")
        return self
