"""What firings of the select stage add up to, kept ready for very many profiles.

The answer is that of ``engine.select``, which takes the firings of one profile one by one. Here
what some facts made fire is added up once, and such parts are then put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.compose import AS_KPI, Candidate, Vote
from engine.firing import Fired
from engine.inference import Firing
from engine.select import vote_of
from knowledge_graph.records import BASES, Basis
from rules.records import WEIGHT, Bar, Discourage, Recommend, Role

_Score = tuple[int, int, int, float]
"""Votes as headline, votes as supporting, place of the best ground, place in the list."""


@dataclass(eq=False)
class Part:
    """What some facts made fire, and what that concludes.

    Attributes:
        firings: The firings; one part stands for one set of them.
        wanted: Metric -> the votes that want it as a KPI.
        against: Rule and metric -> what is taken off the score; once, however often it fires.
        monitored: Metrics to look at on a fixed beat.
        guards: Guardrail, the KPI it guards, and the weight of that.
        bars: Metric, and the role that is forbidden; None for all.
    """

    firings: tuple[Firing, ...]
    fired: tuple[Fired, ...]

    def __post_init__(self) -> None:
        self.wanted: dict[str, _Score] = {}
        self.against: dict[tuple[str, str], int] = {}
        self.monitored: dict[str, None] = {}
        self.guards: list[tuple[str, str, int]] = []
        self.bars: dict[tuple[str, Role | None], None] = {}
        self._lesser: dict[str, Part] = {}
        for one in self.fired:
            for conclusion in one.rule.rule.then:
                match conclusion:
                    case Recommend():
                        for metric in one.each(conclusion.recommend):
                            self._recommend(metric, conclusion, one)
                    case Discourage():
                        for metric in one.each(conclusion.discourage):
                            self.against.setdefault(
                                (one.rule.id, metric), WEIGHT[conclusion.strength]
                            )
                    case Bar():
                        for metric in one.each(conclusion.bar):
                            self.bars[metric, conclusion.as_] = None
                    case _:
                        continue

    def without(self, rule: str) -> Part:
        """The same part if one rule did not exist."""
        if all(firing[0] != rule for firing in self.firings):
            return self
        if rule not in self._lesser:
            self._lesser[rule] = Part(
                tuple(firing for firing in self.firings if firing[0] != rule),
                tuple(one for one in self.fired if one.rule.id != rule),
            )
        return self._lesser[rule]

    def _recommend(self, metric: str, conclusion: Recommend, one: Fired) -> None:
        if conclusion.as_ in AS_KPI:
            self.wanted[metric] = _added(
                self.wanted.get(metric), _score(vote_of(one, conclusion.strength, conclusion.as_))
            )
        elif conclusion.as_ == "monitor":
            self.monitored[metric] = None
        elif "from" in one.fact.bindings:
            guarded = str(one.fact.bindings["from"])
            self.guards.append((metric, guarded, WEIGHT[conclusion.strength]))


def _score(vote: Vote) -> _Score:
    headline = vote.weight if vote.role == "headline" else 0
    return headline, vote.weight - headline, BASES.index(vote.basis), vote.order


def _added(one: _Score | None, other: _Score) -> _Score:
    if one is None:
        return other
    headline, supporting, ground, order = other
    return (
        one[0] + headline,
        one[1] + supporting,
        ground if ground < one[2] else one[2],
        order if order < one[3] else one[3],
    )


class Settled(Candidate):
    """A candidate that gets no more votes, so that its place is worked out once."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def place(self) -> tuple[int, int, int, float, str]:
        """Sort key among KPIs."""
        return self._place

    @cached_property
    def _place(self) -> tuple[int, int, int, float, str]:
        return super().place()

    @cached_property
    def score(self) -> int:
        """Sum of the votes that bear on being a KPI."""
        return sum(vote.weight for vote in self.votes)

    @cached_property
    def basis(self) -> Basis:
        """The best ground among those that want it."""
        return super().basis

    @cached_property
    def headline_score(self) -> int:
        """Sum of the votes for being the headline."""
        return super().headline_score

    @cached_property
    def wanted(self) -> list[Vote]:
        """The votes that want it as a KPI."""
        return super().wanted


class Tally:
    """Parts put together. Takes in more of them; gives candidates at any time.

    Args:
        lines: What a metric counts towards, as on a ``Candidate``.
        settled: Candidates made before, kept by whoever makes many tallies.
    """

    def __init__(
        self,
        lines: Callable[[str], Mapping[int, tuple[str, str]]],
        settled: dict[tuple[object, ...], Settled],
    ) -> None:
        self._lines = lines
        self._settled = settled
        self._wanted: dict[str, _Score] = {}
        self._against: dict[tuple[str, str], int] = {}
        self._monitored: dict[str, None] = {}
        self._roles: dict[str, set[Role]] = {}
        self.barred: set[str] = set()
        self.guards: dict[str, dict[str, int]] = {}

    def hear(self, parts: Iterable[Part]) -> bool:
        """Take in what more facts made fire; whether any candidate changes by it."""
        changed = False
        wanted = self._wanted
        for part in parts:
            for metric, score in part.wanted.items():
                have = wanted.get(metric)
                wanted[metric] = score if have is None else _added(have, score)
            for key, weight in part.against.items():
                self._against.setdefault(key, weight)
            self._monitored.update(part.monitored)
            for guard, kpi, weight in part.guards:
                self.guards.setdefault(guard, {})[kpi] = weight
            for metric, role in part.bars:
                if role is None:
                    self.barred.add(metric)
                else:
                    self._roles.setdefault(metric, set()).add(role)
            changed = changed or bool(part.wanted or part.against or part.bars)
        return changed

    def monitored(self) -> tuple[str, ...]:
        """The metrics to look at on a fixed beat."""
        return tuple(metric for metric in self._monitored if metric not in self.barred)

    def candidates(self) -> tuple[Candidate, ...]:
        """Every metric that is wanted as a KPI and not barred, in order of id."""
        lost: dict[str, int] = {}
        for (_, metric), weight in self._against.items():
            lost[metric] = lost.get(metric, 0) + weight
        found = []
        for metric in sorted(self._wanted):
            if metric not in self.barred:
                roles = self._roles.get(metric)
                key = (metric, *self._wanted[metric], lost.get(metric, 0))
                if roles:
                    key = (*key, *sorted(roles))
                one = self._settled.get(key)
                if one is None:
                    one = self._settled[key] = self._candidate(metric, lost.get(metric, 0))
                found.append(one)
        return tuple(found)

    def _candidate(self, metric: str, lost: int) -> Settled:
        headline, supporting, ground, order = self._wanted[metric]
        votes = [Vote(headline, "headline", BASES[ground], order)] if headline else []
        if supporting:
            votes.append(Vote(supporting, "supporting", BASES[ground], order))
        if lost:
            votes.append(Vote(-lost, None, "editorial"))
        barred = set(self._roles.get(metric, ()))
        return Settled(metric, votes, self._lines(metric), barred)
