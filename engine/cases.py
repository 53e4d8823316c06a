"""Cases of practitioners: a situation in their words, and the metrics they recommend for it. Pure.

A mapping turns each value of their vocabulary into fields of a profile. The two baselines know only
the cases of other source groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.profile import Profile, ProfileError, read_profile
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Objective, Team
from rules.condition import nearest
from rules.records import Accountability

NEIGHBOURS = 5
"""How many cases vote in the baseline of nearest situations; ties with the last vote as well."""

_ModelT = TypeVar("_ModelT", bound=BaseModel)


class CaseError(ValueError):
    """Cases or a mapping that cannot be used. The text names the case and the field."""

    def __init__(self, where: str, field: str, text: str) -> None:
        super().__init__(f"{where}: {field}: {text}")


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Discouraged(_Closed):
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


class Case(_Closed):
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
    def source(self) -> str:
        """The id that its source has in the knowledge, or would have."""
        return f"source.{self.source_group.replace('_', '-')}"

    @property
    def headlines(self) -> set[str]:
        """The metrics that are marked as headline."""
        return {each.metric for each in self.recommended_metrics if each.headline}


class Target(BaseModel):
    """The fields of a profile that a value sets; ``objectives`` are wishes, each by preference."""

    model_config = ConfigDict(frozen=True, extra="allow")
    objectives: tuple[tuple[str, ...], ...] = ()


class CaseMapping(_Closed):
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

    def said(self, case: Case, stated_only: bool = False) -> tuple[tuple[str, str], ...]:
        """What a situation says, as fields with one value each, in the order of the mapping.

        Raises:
            CaseError: The mapping does not know a field or a value.
        """
        for field in case.situation:
            if field not in self.situation and field != self.inferred_by:
                text = f"unknown field{nearest(field, list(self.situation))}"
                raise CaseError(case.id, f"situation.{field}", text)
        concluded = {*self.always_inferred, *(case.situation.get(self.inferred_by) or ())}
        return tuple(
            (field, value)
            for field in self.situation
            for value in self._values(case, field)
            if not (stated_only and field in concluded)
        )

    def _values(self, case: Case, field: str) -> Iterator[str]:
        given = case.situation.get(field)
        for value in given if isinstance(given, list) else [given]:
            if value not in (None, ""):
                yield _known(str(value), self.situation[field], case, f"situation.{field}")

    def profile(self, case: Case, knowledge: Knowledge, stated_only: bool = False) -> Profile:
        """The profile of a case.

        Raises:
            CaseError: The mapping does not know a field or a value, or gives one that no profile
                can have.
        """
        known = {objective.id for objective in knowledge.every(Objective)}
        raw: dict[str, Any] = {}
        objectives: dict[str, None] = {}
        for field, value in self.said(case, stated_only):
            target = self.situation[field][value]
            for wish in target.objectives:
                found = (f"objective.{each}" for each in wish if f"objective.{each}" in known)
                objectives |= dict.fromkeys(list(found)[:1])
            for name, given in (target.model_extra or {}).items():
                raw.setdefault(name, given)
        if objectives:
            raw["objectives"] = list(objectives)
        try:
            return read_profile(raw, knowledge)
        except ProfileError as error:
            raise CaseError(case.id, "profile", str(error)) from None

    def unknown_objectives(self, knowledge: Knowledge) -> tuple[str, ...]:
        """The objectives it wishes for that the knowledge lacks."""
        wished = {
            f"objective.{each}"
            for values in self.situation.values()
            for target in values.values()
            for wish in target.objectives
            for each in wish
        }
        return tuple(sorted(wished - {objective.id for objective in knowledge.every(Objective)}))

    def kind(self, case: Case, wanted: Wanted) -> Accountability:
        """How a case says that the PMM answers for a metric."""
        field = f"recommended_metrics.{wanted.canonical}.accountability"
        return self.accountability[_known(wanted.accountability, self.accountability, case, field)]

    def owners(self, case: Case, wanted: Wanted) -> tuple[str, ...]:
        """The teams that a case gives a metric to, product marketing left out."""
        field = f"recommended_metrics.{wanted.canonical}.owner_teams"
        slugs = {self.teams[_known(each, self.teams, case, field)] for each in wanted.owner_teams}
        return tuple(sorted(f"team.{slug}" for slug in slugs - {"product-marketing"}))


def _known(value: str, words: dict[str, Any], case: Case, field: str) -> str:
    if value not in words:
        text = f"the mapping does not know `{value}`{nearest(value, list(words))}"
        raise CaseError(case.id, field, text)
    return value


def read_cases(raw: Any) -> tuple[Case, ...]:
    """The cases in plain data: a mapping with ``cases``, a list of records.

    Raises:
        CaseError: Naming the case and the field that does not fit.
    """
    listed = raw.get("cases") if isinstance(raw, dict) else None
    if not isinstance(listed, list) or not listed:
        raise CaseError("cases", "cases", "write them as a list under `cases`")
    found: dict[str, Case] = {}
    for number, each in enumerate(listed, start=1):
        name = each.get("id") if isinstance(each, dict) else None
        case = _read(Case, each, str(name or f"case {number}"))
        if case.id in found:
            raise CaseError(case.id, "id", "stands twice")
        found[case.id] = case
    return tuple(found.values())


def read_mapping(raw: Any, knowledge: Knowledge) -> CaseMapping:
    """The mapping in plain data.

    Raises:
        CaseError: Naming the field that does not fit, or a team that is not known.
    """
    mapping = _read(CaseMapping, raw, "mapping")
    teams = {team.id for team in knowledge.every(Team)}
    for name, slug in mapping.teams.items():
        if f"team.{slug}" not in teams:
            raise CaseError("mapping", f"teams.{name}", f"there is no team `{slug}`")
    return mapping


def _read(model: type[_ModelT], raw: Any, where: str) -> _ModelT:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        item = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in item["loc"]) or "record"
        raise CaseError(where, field, item["msg"]) from None


class Baselines:
    """Two guesses at a case from the cases of other source groups, made by counting alone."""

    def __init__(self, cases: Sequence[Case], mapping: CaseMapping, stated_only: bool) -> None:
        self._cases = cases
        self._said = {case.id: frozenset(mapping.said(case, stated_only)) for case in cases}

    def popular(self, case: Case) -> list[str]:
        """Every metric of the other groups: by groups that want it, then cases, then id."""
        others = self._others(case)
        groups = Counter(
            metric for _, metric in {(one.source_group, m) for one in others for m in one.wanted}
        )
        times = Counter(metric for one in others for metric in one.wanted)
        return sorted(groups, key=lambda metric: (-groups[metric], -times[metric], metric))

    def nearest(self, case: Case) -> list[str]:
        """The metrics of the most alike situations, then the popular ones.

        Alike is what two situations share of all that they say. Each of the nearest cases votes
        for its metrics with as much.
        """
        alike = sorted(
            ((self._alike(case, one), one) for one in self._others(case)),
            key=lambda pair: (-pair[0], pair[1].id),
        )
        last = alike[min(NEIGHBOURS, len(alike)) - 1][0] if alike else Fraction(0)
        votes: dict[str, Fraction] = {}
        for much, one in alike:
            for metric in one.wanted if much and much >= last else ():
                votes[metric] = votes.get(metric, Fraction(0)) + much
        popular = {metric: place for place, metric in enumerate(self.popular(case))}
        return sorted(popular, key=lambda metric: (-votes.get(metric, 0), popular[metric]))

    def _others(self, case: Case) -> list[Case]:
        return [one for one in self._cases if one.source_group != case.source_group]

    def _alike(self, one: Case, other: Case) -> Fraction:
        mine, theirs = self._said[one.id], self._said[other.id]
        return Fraction(len(mine & theirs), len(mine | theirs) or 1)
