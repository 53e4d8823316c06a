"""What comes out: a recommendation with its reasons and its trace, ready for JSON."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knowledge_graph.records import Basis, Citation
from rules.records import Accountability, Role, Severity, Strength


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Evidence(_Part):
    """A rule that speaks for one value of a trait."""

    rule: str
    value: str
    strength: Strength
    basis: Basis
    text: str
    citations: tuple[Citation, ...]


class Trait(_Part):
    """What is known of a trait: said, or inferred by these rules.

    Attributes:
        rules: The rules that speak for the value.
        evidence: All rules that speak for any value of it.
    """

    trait: str
    value: str
    inferred: bool
    rules: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


class Reason(_Part):
    """One rule that spoke for or against a metric.

    Attributes:
        for_: Whether it spoke for it.
        as_: The role it spoke for.
        fact: The fact it fired on.
    """

    rule: str
    for_: bool = Field(alias="for")
    as_: Role | None = Field(None, alias="as")
    strength: Strength
    basis: Basis
    text: str
    citations: tuple[Citation, ...]
    fact: str


class Held(_Part):
    """How the PMM answers for a metric.

    Attributes:
        lead: The team that leads; None where nothing says so.
        with_: The teams that co-own it.
        own_part: The metrics by which the PMM's own part is told.
        because: Why, one reason a rule.
    """

    kind: Accountability
    lead: str | None = None
    with_: tuple[str, ...] = Field((), alias="with")
    own_part: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    basis: Basis | None = None
    because: tuple[str, ...] = ()


class Path(_Part):
    """How a KPI reaches the bottom line: through which metrics, to which objective, to what.

    Attributes:
        through: The metrics from the KPI to the objective's outcome, the KPI first.
    """

    objective: str
    through: tuple[str, ...]
    corporate: tuple[str, ...]


class Kpi(_Part):
    """A recommended KPI.

    Attributes:
        corporate: The corporate KPIs it serves.
        objectives: The chosen objectives it serves.
        score: Sum of the strengths for it less those against it (strong 3, medium 2, weak 1).
        promoted: True where no rule named a headline and this one took its place.
        guards: The other KPIs that this one guards.
        windows: Days after a launch at which it is read, where a source says so.
        define_first: What must be defined before a target means anything.
        read_with: Metrics it must be read beside.
        measurable: Whether the data at hand can measure it; None while that is unknown.
        draft: True where unit, direction or data source is missing: not fit for a target yet.
    """

    metric: str
    label: str
    role: Role
    corporate: tuple[str, ...]
    objectives: tuple[str, ...]
    paths: tuple[Path, ...]
    accountability: Held
    control: str
    basis: Basis
    strength: Strength
    score: int
    promoted: bool = False
    guards: tuple[str, ...] = ()
    windows: tuple[int, ...] = ()
    unit: str
    direction: str
    needs: tuple[str, ...]
    measured_with: tuple[str, ...]
    define_first: tuple[str, ...]
    read_with: tuple[str, ...]
    measurable: bool | None
    draft: bool
    because: tuple[Reason, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that speak for it, then those that say who answers for it, each once."""
        speak = (each.rule for each in self.because if each.for_)
        return tuple(dict.fromkeys((*speak, *self.accountability.rules)))


class Outcome(_Part):
    """The metric an objective is about: the line that its KPIs serve."""

    objective: str
    metric: str


class Monitor(_Part):
    """A metric that is looked at on a fixed beat, whatever the KPIs are."""

    metric: str
    label: str
    cadence: str
    why: str
    rules: tuple[str, ...]
    accountability: Held


class Guardrail(_Part):
    """A metric that shows when a KPI is being gamed."""

    metric: str
    label: str
    guards: tuple[str, ...]
    rules: tuple[str, ...]
    accountability: Held


class Considered(_Part):
    """A candidate that did not make it, and what cut it."""

    metric: str
    label: str
    score: int
    cut_by: str
    because: tuple[Reason, ...]


class Barred(_Part):
    """A metric that a rule forbids."""

    metric: str
    label: str
    rule: str
    why: str


class Finding(_Part):
    """A remark on the scorecard as a whole or on one KPI."""

    code: str
    severity: Severity
    text: str
    fix: str
    rule: str
    concerns: str = ""


class Side(_Part):
    """One position in a dispute."""

    id: str
    says: str
    holds_when: str
    basis: Basis
    citations: tuple[Citation, ...]


class DisputeShown(_Part):
    """A dispute that this recommendation touches, and the policy in force."""

    id: str
    label: str
    policy: str | None
    in_force: str | None
    positions: tuple[Side, ...]
    rule: str


class Advice(_Part):
    """Something worth doing that is not a metric."""

    text: str
    rule: str
    basis: Basis
    citations: tuple[Citation, ...] = ()


class NextQuestion(_Part):
    """The unknown answer on which most depends, and what it decides: metrics and traits."""

    field: str
    question: str
    decides: tuple[str, ...]


class TraceEntry(_Part):
    """One thing that happened: a rule that fired, or a decision in composing."""

    stage: str
    rule: str
    fact: str
    concluded: str


class Versions(_Part):
    """Digests of what the recommendation was made from."""

    knowledge: str
    rules: str


class Recommendation(_Part):
    """The answer to one profile under one policy.

    Attributes:
        headline: The one KPI that stands above the others; None where there is no KPI.
        headline_barred: Metrics that may be KPIs, but not the headline.
        unused: Answers that no rule reads; recorded all the same.
    """

    profile: dict[str, Any]
    policy: dict[str, str]
    appraisal: tuple[Trait, ...]
    headline: str | None
    outcomes: tuple[Outcome, ...]
    kpis: tuple[Kpi, ...]
    monitor: tuple[Monitor, ...]
    guardrails: tuple[Guardrail, ...]
    also_considered: tuple[Considered, ...]
    barred: tuple[Barred, ...]
    headline_barred: tuple[Barred, ...]
    findings: tuple[Finding, ...]
    disputes: tuple[DisputeShown, ...]
    advice: tuple[Advice, ...]
    unused: tuple[str, ...]
    next_question: NextQuestion | None
    trace: tuple[TraceEntry, ...]
    versions: Versions

    def as_json(self) -> str:
        """The recommendation as JSON; equal recommendations give equal bytes."""
        return self.model_dump_json(by_alias=True, indent=2)
