"""Explains recommendations: why, why not, what if, what follows, who dissents, what is whose."""

from __future__ import annotations

from engine.explain.contract import contract
from engine.explain.dissent import dissent
from engine.explain.follows import follows
from engine.explain.nearness import Ways
from engine.explain.records import Contract, Dissent, Follows, WhatIf, Why, WhyNot
from engine.explain.run import Run
from engine.explain.what_if import what_if
from engine.explain.why import why
from engine.explain.why_not import why_not
from engine.explain.words import Words
from engine.profile import Policy, Profile
from engine.recommend import Adviser


class Explainer:
    """Explains what an adviser recommends. Build one and keep it; it does not change.

    Each method runs the stages anew. Whoever asks several things of one profile runs them once
    with ``run`` and hands that in.
    """

    def __init__(self, adviser: Adviser) -> None:
        self._adviser = adviser
        self.words = Words(adviser.knowledge, adviser.rules)
        self._ways = Ways(adviser.rules, adviser.graph)

    def run(self, profile: Profile, policy: Policy | None = None) -> Run:
        """One run of the stages, ready to be explained."""
        return Run(self._adviser.reason(profile, policy))

    def why(
        self, profile: Profile, policy: Policy | None, metric: str, run: Run | None = None
    ) -> Why:
        """Why a metric stands where it stands."""
        return why(run or self.run(profile, policy), metric, self.words)

    def why_not(
        self, profile: Profile, policy: Policy | None, metric: str, run: Run | None = None
    ) -> WhyNot:
        """Why a metric is no KPI."""
        return why_not(run or self.run(profile, policy), metric, self._ways, self.words)

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
