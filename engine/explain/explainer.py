"""Explains recommendations: why, why not, what would change it, how firm it is, what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.explain.answers import Answers
from engine.explain.ask import next_answers
from engine.explain.change import LIMIT, UP_TO, changes
from engine.explain.contract import contract
from engine.explain.dissent import dissent
from engine.explain.firm import firmness
from engine.explain.follows import follows
from engine.explain.nearness import Ways
from engine.explain.places import Neighbourhood, Places
from engine.explain.prospects import Change, Changes, Firmness, Goal, NextAnswers
from engine.explain.records import Contract, Dissent, Follows, WhatIf, Why, WhyNot
from engine.explain.run import Run
from engine.explain.what_if import what_if
from engine.explain.why import why
from engine.explain.why_not import why_not
from engine.explain.words import Words
from engine.profile import Policy, Profile
from engine.recommend import Adviser
from rules.records import Accountability


class Explainer:
    """Explains what an adviser recommends. Build one and keep it; it does not change.

    Each method runs the stages anew. Whoever asks several things of one profile runs them once
    with ``run`` and hands that in.

    Attributes:
        ways: Every way in which a rule can speak for a metric.
        answers: Which other answers a profile could have given.
    """

    def __init__(self, adviser: Adviser) -> None:
        self.adviser = adviser
        self.words = Words(adviser.knowledge, adviser.rules)
        self.ways = Ways(adviser.rules, adviser.graph)
        self.answers = Answers(adviser.rules, adviser.knowledge)
        self._places = Places(adviser.graph, adviser.rules)

    def run(self, profile: Profile, policy: Policy | None = None) -> Run:
        """One run of the stages, ready to be explained."""
        return Run(self.adviser.reason(profile, policy))

    def why(
        self, profile: Profile, policy: Policy | None, metric: str, run: Run | None = None
    ) -> Why:
        """Why a metric stands where it stands."""
        return why(run or self.run(profile, policy), metric, self.words)

    def why_not(
        self, profile: Profile, policy: Policy | None, metric: str, run: Run | None = None
    ) -> WhyNot:
        """Why a metric is no KPI."""
        return why_not(run or self.run(profile, policy), metric, self.ways, self.words)

    def what_if(
        self,
        before: tuple[Profile, Policy | None],
        after: tuple[Profile, Policy | None],
    ) -> WhatIf:
        """What differs between two profiles, policies or both."""
        return what_if(self.run(*before), self.run(*after), self.words)

    def follows(
        self, profile: Profile, policy: Policy | None, metric: str, run: Run | None = None
    ) -> Follows:
        """What taking a metric as a KPI means."""
        return follows(run or self.run(profile, policy), metric, self.words)

    def dissent(
        self,
        profile: Profile,
        policy: Policy | None,
        metric: str | None = None,
        run: Run | None = None,
    ) -> tuple[Dissent, ...]:
        """The disputes that were raised: those that touch a metric, or all of them."""
        return dissent(
            run or self.run(profile, policy),
            metric,
            lambda other: self.run(profile, other),
            self.words,
        )

    def contract(
        self, profile: Profile, policy: Policy | None, metric: str, run: Run | None = None
    ) -> Contract:
        """Which parts of a metric are whose."""
        return contract(run or self.run(profile, policy), metric, self.words)

    def change(
        self,
        profile: Profile,
        policy: Policy | None,
        metric: str,
        goals: Sequence[Goal] = (),
        up_to: int = UP_TO,
        limit: int = LIMIT,
        found: Callable[[Change], None] | None = None,
    ) -> Changes:
        """The smallest changes of the profile that move a metric; see ``changes``."""
        return changes(
            profile,
            metric,
            self.near(profile, policy),
            self.answers,
            lambda other: self.adviser.roles(other, policy).get(metric, "out"),
            self.words,
            goals,
            up_to,
            limit,
            found,
        )

    def firmness(self, profile: Profile, policy: Policy | None = None) -> tuple[Firmness, ...]:
        """How firm each KPI is, the headline first."""
        return firmness(profile, self.near(profile, policy), self.answers, self.words)

    def next_answers(self, profile: Profile, policy: Policy | None = None) -> NextAnswers:
        """Which unknown answer would change the scorecard most, and how."""

        def held(other: Profile) -> Mapping[str, Accountability]:
            results = self.adviser.reason(other, policy)
            return {metric: each.kind for metric, each in results.held.items()}

        near = self.near(profile, policy)
        return next_answers(profile, near, self.answers, held, self.words)

    def near(self, profile: Profile, policy: Policy | None = None) -> Neighbourhood:
        """The profiles around one, each with its scorecard."""
        return Neighbourhood(self._places, profile, policy or Policy())
