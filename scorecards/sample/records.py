"""What the files of the sample's quarters hold, checked as they are read.

Days are counted from the start of the quarter, which is day 0. ``ago`` counts back from the day on
which the sample is opened. Metrics, objectives, teams and factors are named without their kind.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from knowledge_graph.records import Slug, Text
from knowledge_graph.yaml_file import read, validated
from rules.records import Role
from scorecards.part import Currency, Name, Note, Number, Part
from scorecards.review import Act

FOLDER = Path(__file__).parent / "quarters"
REVIEWS = Path(__file__).parent / "reviews"
Offset = Annotated[int, Field(ge=-30, le=120)]


class Aim(Part):
    """A target; the day it is set and the deadline follow from the quarter."""

    baseline: Number | None = None
    change: Literal["to-level", "by-amount", "by-points", "by-relative-percent", "within-range"]
    amount: Number | None = None
    low: Number | None = None
    high: Number | None = None
    warn: Number | None = None
    fail: Number | None = None
    currency: Currency | None = None


class Added(Part):
    """A KPI that was put beside those that are recommended."""

    role: Role
    reason: Text


class Correction(Part):
    """A reading that replaces the one of a day."""

    metric: Slug
    of: Offset
    on: Offset
    value: Number
    why: Text


class Evidence(Part):
    """A file that was put to the reading of a day."""

    metric: Slug
    day: Offset
    file: Name
    text: Text


class Outside(Part):
    """A factor outside everybody's control, and what was agreed about it."""

    factor: Slug
    day: Offset
    expectation: Text
    evidence: Note = ""
    metric: Slug | None = None
    adjustment: Number | None = None
    accepted_on: Offset | None = None
    accepted_by: Name | None = None


class Moved(Part):
    """A target that was changed when the quarter had begun."""

    metric: Slug
    day: Offset
    amount: Number
    why: Text


class Judged(Part):
    """A team's verdict."""

    team: Slug
    result: Literal["met", "partly", "not-met"]
    note: Text


class Doing(Part):
    """An initiative of several teams."""

    id: Slug
    title: Name
    objective: Slug
    teams: tuple[Slug, ...]
    criteria: tuple[Name, ...]
    ends: Offset
    verdicts: tuple[Judged, ...] = ()


class Launch(Part):
    """The day of a launch, from the start of the quarter or back from the day of opening."""

    day: Offset | None = None
    ago: Offset | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Launch:
        if (self.day is None) == (self.ago is None):
            raise ValueError("give either `day` or `ago`")
        return self


class WindowRead(Part):
    """A launch window that was read in time."""

    metric: Slug
    window: int
    value: Number


class Quarter(Part):
    """One quarter of one person.

    Attributes:
        review: The day of its review.
        drop: Recommended metrics that were not taken, each with the reason.
        variants: The definition in use, where it is not the usual one.
        readings: Metric -> day and value of each reading.
        unsigned: Objective -> the teams that have not signed it.
    """

    review: Offset
    launch: Launch | None = None
    drop: dict[Slug, Text] = {}
    add: dict[Slug, Added] = {}
    variants: dict[Slug, Slug] = {}
    targets: dict[Slug, Aim]
    readings: dict[Slug, tuple[tuple[Offset, Number], ...]] = {}
    windows: tuple[WindowRead, ...] = ()
    corrections: tuple[Correction, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    factors: tuple[Outside, ...] = ()
    moved: tuple[Moved, ...] = ()
    initiatives: tuple[Doing, ...] = ()
    unsigned: dict[Slug, tuple[Slug, ...]] = {}


class Quarters(Part):
    """The two quarters of a person."""

    made_up: Literal[True]
    ended: Quarter
    running: Quarter


class Spoken(Part):
    """Something that somebody does in the review of a scorecard.

    Attributes:
        does: The act; for ``submit`` the reviewers follow from who shares a KPI.
    """

    day: Offset
    by: Name
    does: Act | Literal["submit"]


class Talks(Part):
    """The reviews of a person's two quarters, each act in its order."""

    made_up: Literal[True]
    ended: tuple[Spoken, ...]
    running: tuple[Spoken, ...]


class Company(Part):
    """Who else is at the made-up company.

    Attributes:
        heads: Team -> the person who signs for it.
    """

    name: Name
    made_up: Literal[True]
    manager: Name
    heads: dict[Slug, Name]


@cache
def company() -> Company:
    """The company."""
    return validated(Company, read(FOLDER.parent / "company.yaml", "company.yaml"))


@cache
def quarters(person: str) -> Quarters:
    """What the two quarters of a person held.

    Raises:
        InvalidData: The file is missing, or something in it does not fit; names file and line.
    """
    path = FOLDER / f"{person}.yaml"
    return validated(Quarters, read(path, path.name))


@cache
def talks(person: str) -> Talks:
    """What was said of the two quarters of a person, signed and approved.

    Raises:
        InvalidData: As ``quarters``.
    """
    path = REVIEWS / f"{person}.yaml"
    return validated(Talks, read(path, path.name))


def as_id(kind: str, slug: str) -> str:
    """The id of a record from what the files call it."""
    return f"{kind}.{slug}"


def given(part: Part) -> dict[str, Any]:
    """The fields of a part that its file gives."""
    return part.model_dump(exclude_unset=True)
