"""Why each KPI stands on a scorecard and others do not, with rules and sources. Pure.

The recommendation is made again from what the scorecard was adopted from. Nothing is said that no
rule or person said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine import Adviser, ProfileError, Recommendation, read_policy, read_profile
from engine.explain.decided import cut_words
from engine.explain.words import BASIS, sentence
from engine.recommendation import Considered, Kpi
from knowledge_graph.records import Basis, Citation
from scorecards.document import Scorecard, ScorecardKpi

_ORIGIN = {
    "recommended": "Recommended.",
    "swapped": "Put in the place of another by a person.",
    "added": "Added by a person.",
}


@dataclass(frozen=True)
class Reason:
    """One rule that spoke for or against a metric.

    Attributes:
        cites: Numbers in the list of citations.
    """

    rule: str
    text: str
    basis: str
    cites: tuple[int, ...]
    against: bool = False


@dataclass(frozen=True)
class Chosen:
    """Why a KPI stands on the scorecard.

    Attributes:
        origin: Whether rules or a person put it there, and what the person wrote.
    """

    metric: str
    label: str
    origin: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class LeftOut:
    """A metric that is not on the scorecard, and what kept it out."""

    label: str
    why: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """The appendix.

    Attributes:
        blocked: Why the recommendation cannot be made again; empty where it can.
        citations: In the order in which they are first cited, from 1.
    """

    blocked: str
    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]
    citations: tuple[str, ...]


def explain(card: Scorecard, adviser: Adviser) -> Explanation:
    """Why a scorecard is as it is, as far as rules and people said."""
    blocked, recommendation = "", None
    try:
        profile = read_profile(card.basis.profile, adviser.knowledge)
        policy = read_policy(card.basis.policy, adviser.knowledge, card.basis.sourced_only)
        recommendation = adviser.recommend(profile, policy)
    except ProfileError as error:
        blocked = f"The recommendation cannot be made again: {error}"
    teller = _Teller(adviser, recommendation)
    return Explanation(
        blocked=blocked,
        chosen=tuple(teller.chosen(kpi) for kpi in card.kpis),
        left_out=tuple(teller.left_out(card)),
        citations=tuple(teller.citations),
    )


class _Teller:
    """Numbers citations as they are met."""

    def __init__(self, adviser: Adviser, recommendation: Recommendation | None) -> None:
        self._adviser = adviser
        self._said = recommendation
        self.citations: dict[str, int] = {}

    def chosen(self, kpi: ScorecardKpi) -> Chosen:
        label = self._adviser.knowledge.label
        origin = [_ORIGIN[kpi.origin]]
        if kpi.replaces:
            origin = [f"Put in the place of {label(kpi.replaces)} by a person."]
        if kpi.reason:
            origin.append(f"The reason given: {sentence(kpi.reason)}")
        reasons = tuple(self._reasons(kpi.metric))
        return Chosen(
            metric=kpi.metric, label=label(kpi.metric), origin=tuple(origin), reasons=reasons
        )

    def left_out(self, card: Scorecard) -> Iterator[LeftOut]:
        label = self._adviser.knowledge.label
        for each in card.dropped:
            why = f"Recommended, and left out by a person: {sentence(each.reason)}"
            yield LeftOut(label(each.metric), why, tuple(self._reasons(each.metric)))
        told = {each.metric for each in card.dropped}
        if self._said is None:
            return
        for other in self._said.also_considered:
            if not card.holds(other.metric) and other.metric not in told:
                reasons = tuple(self._reasons(other.metric))
                why = f"It is left out: {cut_words(other.cut_by)}."
                yield LeftOut(other.label, why, reasons)
        for barred in self._said.barred:
            if not card.holds(barred.metric) and barred.metric not in told:
                rule = self._rule(barred.rule, barred.why, against=True)
                yield LeftOut(barred.label, "A rule forbids it.", (rule,))

    def _reasons(self, metric: str) -> Iterator[Reason]:
        said = self._said
        if said is None:
            return
        ranked: tuple[Kpi | Considered, ...] = (*said.kpis, *said.also_considered)
        for each in ranked:
            if each.metric == metric:
                for one in each.because:
                    cites = self._cited(one.citations)
                    yield Reason(one.rule, one.text, self._basis(one.basis), cites, not one.for_)
                return
        for guard in said.guardrails:
            if guard.metric == metric:
                yield from (self._rule(rule) for rule in guard.rules)
                return
        for monitor in said.monitor:
            if monitor.metric == metric:
                yield from (self._rule(rule, monitor.why) for rule in monitor.rules)

    def _rule(self, id: str, text: str = "", against: bool = False) -> Reason:
        rule = self._adviser.rules.get(id).rule
        cites = self._cited(rule.citations)
        return Reason(id, text or f"{rule.title}.", self._basis(rule.basis), cites, against)

    def _basis(self, basis: Basis) -> str:
        return BASIS[basis]

    def _cited(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        found = []
        for each in citations:
            source = self._adviser.knowledge.label(each.source)
            text = f"{source}, {each.locator}: {sentence(each.claim)}"
            found.append(self.citations.setdefault(text, len(self.citations) + 1))
        return tuple(dict.fromkeys(found))
