"""Measures recommendations against what practitioners recommend in described situations. Pure.

A case is one practitioner's recommendation: a situation in a small vocabulary, and the metrics
named for it. A mapping turns each value of that vocabulary into fields of a profile. Every case is
judged beside two baselines that know only the cases of other source groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from statistics import fmean
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.profile import Policy, Profile, ProfileError, read_profile
from engine.recommend import Adviser
from engine.recommendation import Recommendation, Versions
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric, Objective, Team
from rules.condition import nearest
from rules.records import Accountability

DEPTH = 5
"""How many metrics of each answer are judged."""

NEIGHBOURS = 5
"""How many other cases vote in the baseline of nearest situations, and all that tie with the last."""

FIELDS = ("focus", "alignment", "stage")
"""The fields of the profile by whose value the figures are broken down."""


class EvaluationError(ValueError):
    """Cases or a mapping that cannot be used. The text names the case and the field."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Discouraged(_Part):
    """A metric that a practitioner advises against."""

    name: str
    canonical: str

    @property
    def metric(self) -> str:
        """Its id, whether or not the catalogue has it."""
        return f"metric.{self.canonical.replace('_', '-')}"


class Wanted(Discouraged):
    """A metric that a practitioner recommends, with what is said of who answers for it."""

    accountability: str
    owner_teams: tuple[str, ...]
    headline: bool


class Case(_Part):
    """One practitioner's recommendation for one situation.

    Attributes:
        source_group: Cases of one group come from one source, which may be a compilation.
    """

    id: str
    source_group: str
    source_title: str
    source_url: str
    source_type: str
    evidence_tier: str
    source_host: str | None
    author_or_role: str
    situation: dict[str, Any]
    recommended_metrics: tuple[Wanted, ...] = Field(min_length=1)
    discouraged_metrics: tuple[Discouraged, ...]
    paraphrase: str
    situation_specificity: int
    pmm_role: str

    @property
    def wanted(self) -> tuple[str, ...]:
        """The recommended metrics, each once."""
        return tuple(dict.fromkeys(each.metric for each in self.recommended_metrics))

    @property
    def headlines(self) -> set[str]:
        """The metrics that are marked as headline."""
        return {each.metric for each in self.recommended_metrics if each.headline}


class Cases(_Part):
    """A collection of cases."""

    about: str
    cases: tuple[Case, ...]


class Target(BaseModel):
    """The fields of a profile that one value sets; ``objectives`` are wishes, by preference."""

    model_config = ConfigDict(frozen=True, extra="allow")
    objectives: tuple[tuple[str, ...], ...] = ()


class CaseMapping(_Part):
    """From the vocabulary of cases to ours.

    Attributes:
        inferred_by: The field of a situation that lists which of its fields were concluded.
        always_inferred: Fields that are concluded wherever they stand.
        situation: Field -> value -> what it sets; the first that sets a field keeps it.
    """

    about: str
    inferred_by: str
    always_inferred: tuple[str, ...]
    situation: dict[str, dict[str, Target]]
    accountability: dict[str, Accountability]
    teams: dict[str, str]


class Score(_Part):
    """How one answer to one case did.

    Attributes:
        headline: Whether its first metric is one that the case marks; None where it marks none.
    """

    metrics: tuple[str, ...]
    hits: tuple[str, ...]
    recall: float
    precision: float
    any_hit: bool
    headline: bool | None


class Comparison(_Part):
    """What a case says of a recommended metric, beside what we say."""

    metric: str
    said: tuple[str, ...]
    found: tuple[str, ...]
    agrees: bool


class CaseResult(_Part):
    """One case, judged.

    Attributes:
        kpis: Every KPI in order, the headline first.
        missed: Each wanted metric outside the first five -> where it is instead.
        errors: KPIs that the case advises against.
        rules: Each of the first five -> the rules that speak for it.
        own_source: Hits for which nothing speaks but the case's own source.
    """

    id: str
    source_group: str
    profile: dict[str, Any]
    wanted: tuple[str, ...]
    headline: str | None
    kpis: tuple[str, ...]
    remit: Score
    popular: Score
    nearest: Score
    missed: dict[str, str]
    errors: tuple[str, ...]
    accountability: tuple[Comparison, ...]
    teams: tuple[Comparison, ...]
    rules: dict[str, tuple[str, ...]]
    own_source: tuple[str, ...]


class Figures(_Part):
    """Averages over cases; of the headline, over those that mark one."""

    recall: float
    precision: float
    any_hit: float
    headline: float | None


class Row(_Part):
    """Figures beside those of the two baselines, over some of the cases."""

    label: str
    cases: int
    remit: Figures
    popular: Figures
    nearest: Figures


class Standing(_Part):
    """In how many cases our recall is better than, equal to or worse than a baseline's."""

    baseline: str
    better: int
    equal: int
    worse: int


class Agreement(_Part):
    """How often we say of a recommended metric what the case says of it.

    Attributes:
        average: Over the cases that say something.
        constant: The share of ``compared`` that one constant answer would reach.
        differences: ``said -> found`` and how often.
    """

    compared: int
    agreed: int
    average: float | None
    constant: float | None
    differences: dict[str, int]


class NarrowRule(_Part):
    """A rule all of whose hits lie in one source group.

    Attributes:
        spoken: How many of all judged metrics it speaks for.
    """

    rule: str
    source_group: str
    hits: int
    spoken: int


class Evaluation(_Part):
    """The whole measurement.

    Attributes:
        best_recall: What recall would be if every answer were the best of its length.
        recall_elsewhere: Recall without the hits for which only the case's own source speaks.
        missed: Where the wanted metrics are that are not among the first five, and how often.
        unknown_metrics: Wanted metrics that the catalogue lacks -> the cases that want them.
        unknown_objectives: Objectives the mapping prefers and the knowledge lacks.
    """

    stated_only: bool
    policy: dict[str, str]
    versions: Versions
    overall: Row
    by_source_group: Row
    by_field: dict[str, tuple[Row, ...]]
    standings: tuple[Standing, ...]
    best_recall: float
    recall_elsewhere: float
    accountability: Agreement
    teams: Agreement
    missed: dict[str, int]
    errors: int
    narrow_rules: tuple[NarrowRule, ...]
    unknown_metrics: dict[str, tuple[str, ...]]
    unknown_objectives: tuple[str, ...]
    cases: tuple[CaseResult, ...]
