"""The records: one frozen, closed pydantic model for each kind of thing that is known.

Every record says what it rests on. ``sourced`` means that one of the two seed documents says so,
all of it; ``practice`` that public practitioners say so; ``editorial`` that it is our judgement.
A link written as a bare id is editorial.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

Basis = Literal["sourced", "practice", "editorial"]
BASES: tuple[Basis, ...] = ("sourced", "practice", "editorial")

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Day = Annotated[
    str, StringConstraints(pattern=r"^20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$")
]
"""A date as ``2027-05-31``."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Citation(_Closed):
    """Where a claim can be looked up.

    Attributes:
        source: Id of the source record.
        locator: The place inside it, such as ``Discover grid, row 1``.
        claim: What it says there, in our own words.
    """

    source: Id
    locator: Text
    claim: Text


class Backed(_Closed):
    """Anything that says what it rests on. Only an editorial statement may stand uncited."""

    basis: Basis = "editorial"
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _cited(self) -> Backed:
        if self.basis != "editorial" and not self.citations:
            raise ValueError(f"basis `{self.basis}` needs at least one citation")
        return self


def _link(value: Any) -> Any:
    return {"to": value} if isinstance(value, str) else value


class Link(Backed):
    """An edge to another record. ``why`` is its reason, as shown to a reader."""

    to: Id
    why: str = ""


Links = tuple[Annotated[Link, BeforeValidator(_link)], ...]


class Record(Backed):
    """What every kind of record has.

    Attributes:
        id: ``kind.kebab-slug``; the file is named after the slug.
        label: The name people see.
        definition: What it means, for somebody new to it.
        aliases: Other names in use; search finds the record under each of them.
        review_by: The day by which somebody should look whether it still holds.
    """

    id: Id
    label: Text
    definition: Text
    aliases: tuple[Text, ...] = ()
    review_by: Day | None = None


class Source(Record):
    """A document that citations point at."""

    kind: Literal["seed", "practitioner", "survey", "method", "vendor"]
    address: str = ""
    year: int | None = None


class Team(Record):
    """A team that owns or shares metrics; ``cares_about`` are the metrics it is judged by."""

    cares_about: Links = ()


class Corporate(Record):
    """A company-level KPI that objectives serve, with the metrics that express it."""

    measured_by: Links = ()


class Stage(Record):
    """A stage in the life of a company."""

    order: int


class Focus(Record):
    """What a PMM specialises in, with the metrics that specialism is known by."""

    metrics: Links = ()


class Factor(Record):
    """Something outside everybody's control that moves results."""


class Term(Record):
    """A word of the glossary."""


class TeamPart(Backed):
    """Which part a team has in a metric."""

    team: Id
    part: Literal["leads", "shares", "contributes"]


class Variant(Backed):
    """Another way in use to define a metric; figures of two variants must not be compared.

    Attributes:
        unit: What it is counted in, where that differs from the metric's.
        when: When this variant is the one to take.
    """

    id: Slug
    label: Text
    formula: Text
    unit: Text | None = None
    when: Text


class MetricExample(Backed):
    """A target that a source gives as an example for a metric: by how many percent, by when."""

    percent: float
    deadline: Literal["end of the next quarter"]


class Metric(Record):
    """A defined measure.

    Attributes:
        formula: How it is computed, or ``not given``.
        unit: What it is counted in, such as ``percent`` or ``currency``.
        above_100: For a metric in percent, that its formula can give more than 100: it is no share
            of a whole.
        below_zero: That its formula can give less than zero.
        family: The group of metrics it behaves like; rules about groups read it.
        control: How much of the outcome a PMM controls.
        output_count: True where it counts activity; such a metric is never a headline.
        teams: Who has which part in it.
        own_part: The metrics by which a PMM's own part of it is told.
        drives: Metrics that move when this one does.
        read_with: Metrics it must be read beside.
        guardrails: Metrics that show when this one is being gamed.
        needs: Data sources without which it cannot be measured.
        define_first: What must be defined before a target means anything, such as an event.
        gate: What has to be so, and be written down, before it is taken on at all.
        before_launch: Days before a launch by which its first wave is read, so that there is time
            to act on it.
        after_launch: Days after a launch when it is compared with how it stood before.
        min_readings: Readings before it can be interpreted; the seeds say several, we take three.
        variants: Other definitions in use.
        differs_from: Metrics it is easily taken for, and what the difference is.
        example: The target that a source gives as an example, to be edited.
        unreached: Why no rule and no link brings it to a scorecard, where that is so.
    """

    formula: Text
    unit: Text
    above_100: bool = False
    below_zero: bool = False
    direction: Literal["higher-is-better", "lower-is-better", "range"]
    nature: Literal["quantitative", "qualitative", "mixed"]
    timing: Literal["leading", "lagging"]
    cadence: Literal[
        "continuous", "weekly", "monthly", "quarterly", "per-launch", "per-wave", "yearly"
    ]
    family: Literal[
        "revenue", "pipeline", "deal", "enablement", "acquisition", "adoption", "retention",
        "unit-economics", "pricing", "satisfaction", "advocacy", "awareness", "market",
        "messaging", "competitive", "analyst", "launch", "collaboration", "research", "output",
    ]  # fmt: skip
    control: Literal["full", "partial", "influence"]
    output_count: bool = False
    teams: tuple[TeamPart, ...] = Field(min_length=1)
    own_part: Links = ()
    drives: Links = ()
    read_with: Links = ()
    guardrails: Links = ()
    measured_with: Links = ()
    needs: tuple[Slug, ...] = ()
    define_first: tuple[Text, ...] = ()
    gate: tuple[Text, ...] = ()
    before_launch: int | None = Field(None, ge=1, le=3650)
    after_launch: int | None = Field(None, ge=1, le=3650)
    min_readings: int = Field(3, ge=1)
    pitfalls: tuple[Text, ...] = ()
    variants: tuple[Variant, ...] = ()
    differs_from: Links = ()
    example: MetricExample | None = None
    unreached: Text | None = None

    @model_validator(mode="after")
    def _only_percent_has_a_whole(self) -> Metric:
        if self.above_100 and self.unit != "percent":
            raise ValueError(
                f"`above_100` speaks of percent and the unit is `{self.unit}`; leave it out"
            )
        return self


class Benchmark(Record):
    """What somebody measured or holds to be usual for a metric. It is never a target of ours.

    Attributes:
        of: The metric.
        value: The figure in words, with its unit.
        population: Whom it speaks of.
        year: The year of the publication, or of the data where that is stated.
        quality: How far it can be trusted, from a published survey down to an illustration.
    """

    of: Id
    value: Text
    population: Text
    year: int = Field(ge=1990, le=2100)
    quality: Literal["published-survey", "vendor-compilation", "rule-of-thumb", "illustrative"]


class GridRow(Link):
    """One metric of a phase's grid, in the order of the source.

    Attributes:
        row: The row of the source's grid; two metrics of one row share its number.
        wave: Which measurement of the metric this is, where the source says so.
        defect: A defect of the source at this row, if there is one.
    """

    row: int
    wave: int = 1
    defect: Id | None = None


class Phase(Record):
    """One phase of the PMM cycle. ``next`` closes the circle."""

    order: int
    next: Id
    grid: tuple[GridRow, ...]


class Rhythm(Record):
    """Metrics that are looked at on a fixed beat, in every phase."""

    cadence: Literal["monthly"]
    grid: tuple[GridRow, ...]


class Kpi(Link):
    """One metric of an objective, in the order of the source.

    Attributes:
        team: The owner group the source puts it under, if it does.
        journey_step: The step of the buyer's journey it speaks of, if any.
        note: What the source adds, such as the segment or the amount.
        windows: Days after a launch within which it is read.
        row: The line of the source's list; metrics named on one line share its number.
    """

    row: int
    team: Id | None = None
    journey_step: Literal["awareness", "consideration", "decision"] | None = None
    note: str = ""
    windows: tuple[int, ...] = ()


class Target(_Closed):
    """The example target of an objective, to be edited.

    Attributes:
        metric: What is moved.
        change: How: by an amount, or to a level.
        amount: The amount; None where the source leaves it open.
        unit: ``percent`` where the source does not say whether it means relative percent or points.
        deadline: In words; None where the source gives none.
    """

    metric: Id
    change: Literal["increase-by", "decrease-by", "increase-to"]
    amount: float | None
    unit: Literal["percent", "relative-percent", "points", "months", "count"]
    deadline: Text | None


class Objective(Record):
    """What the business wants.

    Attributes:
        order: Place in lists: those of the seed documents first, in their order.
        serves: The corporate KPIs it serves.
        outcome: Its own outcome metric: the line that its KPIs serve.
        kpis: The metrics that track it, in the order of the source.
        works_with: Teams without which it cannot be reached.
        limit_per_team: True where the limit on KPIs applies to each owner group.
        lead_in: What the source says of it, in our own words.
    """

    order: int
    serves: Links = Field(min_length=1)
    outcome: Annotated[Link, BeforeValidator(_link)] | None = None
    kpis: tuple[Kpi, ...] = Field(min_length=1)
    works_with: Links = ()
    limit_per_team: bool = False
    journey_steps: tuple[Literal["awareness", "consideration", "decision"], ...] = ()
    target: Target | None = None
    lead_in: str = ""


class Step(Record):
    """One step of the process for deciding what a PMM answers for, with what it names."""

    order: int
    names: Links = ()


class Position(Backed):
    """One side of a dispute."""

    id: Slug
    says: Text
    holds_when: Text


class Choice(_Closed):
    """The policy that decides a dispute: its key, its values with their meaning, the default."""

    key: Slug
    values: dict[Slug, Text]
    default: Slug

    @model_validator(mode="after")
    def _default_is_a_value(self) -> Choice:
        if self.default not in self.values:
            raise ValueError(f"default `{self.default}` is not one of {', '.join(self.values)}")
        return self


class Dispute(Record):
    """A question on which sources disagree, shown as such and decided by a policy.

    Attributes:
        touches: The metrics and objectives whose advice it bears on; empty for all.
    """

    positions: tuple[Position, ...] = Field(min_length=2)
    policy: Choice | None = None
    touches: Links = ()


class Defect(Record):
    """Something wrong in a source, and how it is handled here.

    Attributes:
        at: Where it stands.
        handled: What we do about it.
        concerns: Records that it bears on.
    """

    at: Citation
    handled: Text
    concerns: Links = ()
