"""From firings to candidates: which metrics rules want, in which role, with which weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.compose import GUARDRAIL_LIMIT, Candidate, Composed, Vote
from engine.facts import FactBuilder
from engine.firing import Fired
from engine.recommendation import Reason
from knowledge_graph.records import Objective
from rules.records import WEIGHT, Bar, Discourage, Recommend, Role, Strength


@dataclass(frozen=True)
class Prohibition:
    """A rule that forbids a metric, or one role of it."""

    metric: str
    role: Role | None
    fired: Fired


class Selection:
    """Everything that the select stage concluded."""

    def __init__(self, fired: Iterable[Fired], builder: FactBuilder) -> None:
        self._builder = builder
        self._candidates: dict[str, Candidate] = {}
        self._reasons: dict[str, list[Reason]] = {}
        self._guards: dict[str, dict[str, tuple[int, str]]] = {}
        self.prohibitions: list[Prohibition] = []
        for one in fired:
            for conclusion in one.rule.rule.then:
                match conclusion:
                    case Recommend():
                        role, weight = conclusion.as_, WEIGHT[conclusion.strength]
                        for metric in one.each(conclusion.recommend):
                            self._vote(one, metric, weight, role, conclusion.strength)
                    case Discourage():
                        weight = -WEIGHT[conclusion.strength]
                        for metric in one.each(conclusion.discourage):
                            self._vote(one, metric, weight, None, conclusion.strength)
                    case Bar():
                        for metric in one.each(conclusion.bar):
                            self.prohibitions.append(Prohibition(metric, conclusion.as_, one))
        for prohibition in self.prohibitions:
            if prohibition.role and prohibition.metric in self._candidates:
                self._candidates[prohibition.metric].barred.add(prohibition.role)

    def _vote(
        self, one: Fired, metric: str, weight: int, role: Role | None, strength: Strength
    ) -> None:
        candidate = self._candidates.get(metric)
        if candidate is None:
            candidate = self._candidates[metric] = self._candidate(metric)
        candidate.votes.append(Vote(weight, role, one.basis))
        reason = Reason(
            rule=one.rule.id,
            for_=weight > 0,
            as_=role,
            strength=strength,
            basis=one.basis,
            text=one.text,
            citations=one.citations,
            fact=one.fact.id,
        )
        self._reasons.setdefault(metric, []).append(reason)
        if role == "guardrail" and one.fact.fields.get("link_relation") == "guarded-by":
            guarded = str(one.fact.bindings["from"])
            self._guards.setdefault(metric, {})[guarded] = (weight, one.rule.id)

    def _candidate(self, metric: str) -> Candidate:
        graph, objectives = self._builder.graph, self._builder.objectives
        serves = tuple(
            place for place, objective in enumerate(objectives) if graph.serves(metric, objective)
        )
        groups: dict[int, str] = {}
        for place in serves:
            record = graph.knowledge.get(Objective, objectives[place])
            if record.limit_per_team:
                groups[place] = next(
                    (kpi.team or "" for kpi in record.kpis if kpi.to == metric), ""
                )
        return Candidate(metric, serves=serves, groups=groups)

    @property
    def barred(self) -> frozenset[str]:
        """Metrics that may not be on the scorecard at all."""
        return frozenset(each.metric for each in self.prohibitions if each.role is None)

    def candidates(self) -> list[Candidate]:
        """Every metric that is not barred, in order of id."""
        return [self._candidates[m] for m in sorted(self._candidates) if m not in self.barred]

    def roles(self) -> dict[str, str]:
        """Candidate -> the highest role proposed for it."""
        return {
            one.metric: one.role
            for one in self.candidates()
            if any(vote.weight > 0 for vote in one.votes)
        }

    def reasons(self, metric: str, *roles: Role | None) -> tuple[Reason, ...]:
        """What was said for and against a metric, as far as it bears on these roles."""
        return tuple(each for each in self._reasons.get(metric, ()) if each.as_ in roles)

    def monitored(self) -> tuple[str, ...]:
        """The metrics to look at on a fixed beat, in the order in which rules name them."""
        return tuple(
            metric
            for metric, reasons in self._reasons.items()
            if metric not in self.barred
            and any(each.for_ and each.as_ == "monitor" for each in reasons)
        )

    def guards(self, composed: Composed) -> dict[str, tuple[str, ...]]:
        """Guardrail -> the KPIs it guards: those of the headline first, few by design.

        A KPI that guards another one stays a KPI and is not counted towards the limit.
        """
        kpis = [one.metric for one in composed.kpis]
        found = {
            metric: tuple(kpi for kpi in kpis if kpi in guarded and kpi != metric)
            for metric, guarded in self._guards.items()
            if metric not in self.barred
        }
        found = {metric: guarded for metric, guarded in found.items() if guarded}
        ranked = sorted(
            found, key=lambda metric: self._guard_place(metric, found[metric], composed)
        )
        extra = [metric for metric in ranked if metric not in kpis][:GUARDRAIL_LIMIT]
        return {metric: found[metric] for metric in ranked if metric in kpis or metric in extra}

    def _guard_place(
        self, metric: str, guarded: Sequence[str], composed: Composed
    ) -> tuple[bool, int, int, str]:
        weight = sum(self._guards[metric][kpi][0] for kpi in guarded)
        return (composed.headline not in guarded, -weight, -len(guarded), metric)

    def guard_rules(self, metric: str, guarded: Iterable[str]) -> tuple[str, ...]:
        """The rules by which a metric guards these KPIs."""
        known: Mapping[str, tuple[int, str]] = self._guards.get(metric, {})
        return tuple(sorted({known[kpi][1] for kpi in guarded if kpi in known}))
