"""One run of the stages, laid out by metric, as explanations ask of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.compose import Candidate
from engine.explain.records import Place
from engine.firing import Fired
from engine.present import Results
from engine.recommendation import Held
from rules.condition import evaluate, leaves
from rules.records import (
    Advise,
    Bar,
    Conclusion,
    Discourage,
    Find,
    Hold,
    Infer,
    Raise,
    Recommend,
)

UNSTATED = Held(kind="unstated")
FOLLOWED = ("guarded-by", "own-part")
"""The relations of links that start at a KPI of the draft."""


@dataclass(frozen=True)
class Spoken:
    """One conclusion of a firing about one metric.

    Attributes:
        counts: False where the same rule spoke against the metric before; that counts once.
    """

    fired: Fired
    conclusion: Conclusion
    counts: bool = True


class Run:
    """What one run concluded. Everything is in the order of the trace."""

    def __init__(self, results: Results) -> None:
        self.results = results
        said = results.builder.said
        self.inferred = frozenset(each for each in results.traits if said.get(each) is None)

    @cached_property
    def spoken(self) -> Mapping[str, tuple[Spoken, ...]]:
        """Metric -> every conclusion about it, of the stages from selection on."""
        found: dict[str, list[Spoken]] = {}
        once: set[tuple[str, str, str]] = set()
        for fired in self.results.fired:
            for conclusion in fired.rule.rule.then:
                for metric in subjects(fired, conclusion):
                    counts = True
                    if isinstance(conclusion, Discourage | Bar):
                        what = str(getattr(conclusion, "as_", "score"))
                        counts = (fired.rule.id, metric, what) not in once
                        once.add((fired.rule.id, metric, what))
                    found.setdefault(metric, []).append(Spoken(fired, conclusion, counts))
        return {metric: tuple(each) for metric, each in found.items()}

    def about(self, metric: str) -> tuple[Spoken, ...]:
        """Every conclusion about one metric."""
        return self.spoken.get(metric, ())

    @cached_property
    def candidates(self) -> Mapping[str, Candidate]:
        """Metric -> the candidate, for all that rules spoke of; none of them is barred."""
        return {each.metric: each for each in self.results.selection.candidates()}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Metric -> its place, for every metric on the scorecard, KPIs first."""
        results = self.results
        places: dict[str, Place] = dict(results.composed.roles)
        for metric in results.guards:
            places.setdefault(metric, "guardrail")
        for metric in results.selection.monitored():
            places.setdefault(metric, "monitor")
        return places

    def place(self, metric: str) -> Place:
        """Where a metric stands."""
        return self.places.get(metric, "out")

    def held(self, metric: str) -> Held:
        """Who answers for a metric."""
        return self.results.held.get(metric, UNSTATED)

    @cached_property
    def evidence(self) -> Mapping[str, tuple[Fired, ...]]:
        """Inferred trait -> the firings that spoke for any value of it, without circles.

        A rule that fired only after the trait was known is left out where it reads something that
        itself follows from the trait: it confirms, and adds nothing that was not there.
        """
        speakers: dict[str, list[Fired]] = {trait: [] for trait in sorted(self.inferred)}
        for fired in self.results.fired:
            for conclusion in fired.rule.rule.then:
                if isinstance(conclusion, Infer) and conclusion.infer in speakers:
                    speakers[conclusion.infer].append(fired)
        found: dict[str, list[Fired]] = {trait: [] for trait in speakers}
        behind: dict[str, set[str]] = {trait: set() for trait in speakers}
        for late in (False, True):
            for trait, known in speakers.items():
                for fired in known:
                    if (fired.fact.fields.get(trait) is not None) is not late:
                        continue
                    reads = {each for each in self._traits_read(fired) if each in behind}
                    if not any(trait in _reach(each, behind) for each in reads):
                        found[trait].append(fired)
                        behind[trait] |= reads
        return {trait: tuple(sorted(f, key=lambda e: e.rule.id)) for trait, f in found.items()}

    def _traits_read(self, fired: Fired) -> Iterator[str]:
        fields = fired.fact.fields
        for leaf in leaves(fired.rule.when):
            if fields.get(leaf.field) is not None and evaluate(leaf, fields):
                yield leaf.field


def _reach(trait: str, behind: Mapping[str, set[str]]) -> set[str]:
    """A trait and everything behind it."""
    found, open_ = {trait}, [trait]
    while open_:
        for each in behind[open_.pop()] - found:
            found.add(each)
            open_.append(each)
    return found


def subjects(fired: Fired, conclusion: Conclusion) -> tuple[str, ...]:
    """The metrics that a conclusion is about; none where it is about the profile or the whole."""
    match conclusion:
        case Recommend():
            return fired.each(conclusion.recommend)
        case Discourage():
            return fired.each(conclusion.discourage)
        case Bar():
            return fired.each(conclusion.bar)
        case Hold() | Find() | Raise() | Advise():
            metric = fired.fact.own.get("metric")
            return (metric,) if isinstance(metric, str) else ()
        case _:
            return ()
