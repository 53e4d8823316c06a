"""From firings to candidates: which metrics rules want, in which role, with which weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from engine.compose import GUARDRAIL_LIMIT, LAST, Candidate, Composed, Vote
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


@dataclass(frozen=True)
class Spoken:
    """One conclusion for or against a metric, and the firing that drew it."""

    fired: Fired
    for_: bool
    role: Role | None
    strength: Strength


class Selection:
    """Everything that the select stage concluded."""

    def __init__(self, builder: FactBuilder) -> None:
        self._builder = builder
        self._candidates: dict[str, Candidate] = {}
        self._spoken: dict[str, list[Spoken]] = {}
        self._against: set[tuple[str, str, str | None]] = set()
        self._monitored: dict[str, None] = {}
        self.prohibitions: list[Prohibition] = []

    def hear(self, fired: Iterable[Fired]) -> None:
        """Take in what more rules concluded."""
        for one in fired:
            for conclusion in one.rule.rule.then:
                match conclusion:
                    case Recommend():
                        spoken = Spoken(one, True, conclusion.as_, conclusion.strength)
                        for metric in one.each(conclusion.recommend):
                            self._vote(metric, spoken)
                    case Discourage():
                        spoken = Spoken(one, False, None, conclusion.strength)
                        for metric in self._once(one, one.each(conclusion.discourage), "score"):
                            self._vote(metric, spoken)
                    case Bar():
                        for metric in self._once(one, one.each(conclusion.bar), conclusion.as_):
                            self.prohibitions.append(Prohibition(metric, conclusion.as_, one))
        for prohibition in self.prohibitions:
            if prohibition.role and prohibition.metric in self._candidates:
                self._candidates[prohibition.metric].barred.add(prohibition.role)

    def _once(self, one: Fired, metrics: Iterable[str], what: str | None) -> list[str]:
        """The metrics against whose ``what`` (score, role, or None for all) this rule is new.

        Several links may lead to one metric; a rule speaks against it once.
        """
        new = [metric for metric in metrics if (one.rule.id, metric, what) not in self._against]
        self._against.update((one.rule.id, metric, what) for metric in new)
        return new

    def _vote(self, metric: str, spoken: Spoken) -> None:
        candidate = self._candidates.get(metric)
        if candidate is None:
            candidate = self._candidates[metric] = self._candidate(metric)
        vote = vote_of(spoken.fired, spoken.strength, spoken.role)
        candidate.votes.append(vote if spoken.for_ else replace(vote, weight=-vote.weight))
        self._spoken.setdefault(metric, []).append(spoken)
        if spoken.role == "monitor":
            self._monitored[metric] = None

    def _candidate(self, metric: str) -> Candidate:
        return Candidate(metric, lines=lines_of(metric, self._builder))

    def spoken(self, metric: str) -> tuple[Spoken, ...]:
        """Everything that counts for or against a metric, in the order in which it was heard."""
        return tuple(self._spoken.get(metric, ()))

    @property
    def barred(self) -> frozenset[str]:
        """Metrics that may not be on the scorecard at all."""
        return frozenset(each.metric for each in self.prohibitions if each.role is None)

    def candidates(self) -> list[Candidate]:
        """Every metric that is not barred, in order of id."""
        return [self._candidates[m] for m in sorted(self._candidates) if m not in self.barred]

    def reasons(self, metric: str, *roles: Role | None) -> tuple[Reason, ...]:
        """What was said for and against a metric, as far as it bears on these roles."""
        return tuple(
            Reason(
                rule=each.fired.rule.id,
                for_=each.for_,
                as_=each.role,
                strength=each.strength,
                basis=each.fired.basis,
                text=each.fired.text,
                citations=each.fired.citations,
                fact=each.fired.fact.id,
            )
            for each in self._spoken.get(metric, ())
            if each.role in roles
        )

    def monitored(self) -> tuple[str, ...]:
        """The metrics to look at on a fixed beat, in the order in which rules name them."""
        return tuple(metric for metric in self._monitored if metric not in self.barred)

    def guards(self, composed: Composed) -> dict[str, tuple[str, ...]]:
        """Guardrail -> the KPIs it guards: those of the headline first, few by design.

        A KPI that guards another one stays a KPI and is not counted towards the limit.
        """
        weights = {
            metric: {kpi: WEIGHT[each.strength] for kpi, each in self._guarded(metric).items()}
            for metric in self._spoken
            if metric not in self.barred
        }
        return choose_guards(weights, composed)

    def guard_rules(self, metric: str, guarded: Iterable[str]) -> tuple[str, ...]:
        """The rules by which a metric guards these KPIs."""
        known = self._guarded(metric)
        return tuple(sorted({known[kpi].fired.rule.id for kpi in guarded if kpi in known}))

    def _guarded(self, metric: str) -> dict[str, Spoken]:
        return {
            str(each.fired.fact.bindings["from"]): each
            for each in self._spoken.get(metric, ())
            if each.role == "guardrail" and "from" in each.fired.fact.bindings
        }


def vote_of(fired: Fired, strength: Strength, role: Role | None) -> Vote:
    """The vote that a firing gives for a metric."""
    order = fired.fact.own.get("link_order")
    return Vote(WEIGHT[strength], role, fired.basis, order if isinstance(order, float) else LAST)


def lines_of(metric: str, builder: FactBuilder) -> dict[int, tuple[str, str]]:
    """For each chosen objective that a metric serves: the owner group, and the line of the list."""
    graph, lines = builder.graph, {}
    for place, objective in enumerate(builder.objectives):
        if graph.serves(metric, objective):
            record = graph.knowledge.get(Objective, objective)
            listed = next((kpi for kpi in record.kpis if kpi.to == metric), None)
            team = listed.team if listed and record.limit_per_team else None
            lines[place] = (team or "", f"row {listed.row}" if listed else metric)
    return lines


def choose_guards(
    weights: Mapping[str, Mapping[str, int]], composed: Composed
) -> dict[str, tuple[str, ...]]:
    """Guardrail -> the KPIs it guards, given what each metric would guard with which weight."""
    kpis = [one.metric for one in composed.kpis]
    found = {}
    for metric, guarded in weights.items():
        here = tuple(kpi for kpi in kpis if kpi in guarded and kpi != metric)
        if here:
            found[metric] = here

    def place(metric: str) -> tuple[bool, int, int, str]:
        weight = sum(weights[metric][kpi] for kpi in found[metric])
        return (composed.headline not in found[metric], -weight, -len(found[metric]), metric)

    ranked = sorted(found, key=place)
    extra = [metric for metric in ranked if metric not in kpis][:GUARDRAIL_LIMIT]
    return {metric: found[metric] for metric in ranked if metric in kpis or metric in extra}
