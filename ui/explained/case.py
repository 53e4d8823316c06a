"""A question with its answer, and every explanation of it, worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from engine import Recommendation
from engine.explain import Explainer
from engine.explain.prospects import Change, Changes
from engine.explain.records import Contract, Dissent, Follows, Place, Why, WhyNot
from engine.explain.run import Run
from engine.present import present
from knowledge_graph.load import Knowledge
from ui.parts.links import Asked

AT_ONCE = 1_000
"""Scorecards that a search composes at most before it answers a click."""
FURTHER = 30_000
"""Scorecards that the longer search composes at most."""


class Case:
    """What was asked, the recommendation, and what explains it; the stages run once."""

    def __init__(self, asked: Asked, explainer: Explainer) -> None:
        self.asked = asked
        self.explainer = explainer
        self._of = asked.profile, asked.policy
        self._whys: dict[str, Why] = {}
        self._changes: dict[tuple[str, int], Changes] = {}

    @property
    def knowledge(self) -> Knowledge:
        """What is known."""
        return self.explainer.adviser.knowledge

    @cached_property
    def run(self) -> Run:
        """The one run of the stages."""
        return self.explainer.run(*self._of)

    @cached_property
    def recommendation(self) -> Recommendation:
        """The scorecard."""
        return present(self.run.results)

    def place(self, metric: str) -> Place:
        """Where a metric stands."""
        return self.run.place(metric)

    def is_kpi(self, metric: str) -> bool:
        """Whether a metric is the headline or beside it."""
        return self.place(metric) in ("headline", "supporting")

    def why(self, metric: str) -> Why:
        """Why a metric stands where it stands."""
        if metric not in self._whys:
            self._whys[metric] = self.explainer.why(*self._of, metric, self.run)
        return self._whys[metric]

    def why_not(self, metric: str) -> WhyNot:
        """Why a metric is no KPI."""
        return self.explainer.why_not(*self._of, metric, self.run)

    def follows(self, metric: str) -> Follows:
        """What taking a metric means."""
        return self.explainer.follows(*self._of, metric, self.run)

    def dissent(self, metric: str) -> tuple[Dissent, ...]:
        """The disputes that touch a metric."""
        return self.explainer.dissent(*self._of, metric, self.run)

    def contract(self, metric: str) -> Contract:
        """Whose parts of a metric are whose."""
        return self.explainer.contract(*self._of, metric, self.run)

    def searched(self, metric: str, up_to: int) -> Changes | None:
        """The changes that move a metric, if they were looked for."""
        return self._changes.get((metric, up_to))

    def change(
        self, metric: str, up_to: int, found: Callable[[Change], None] | None = None
    ) -> Changes:
        """Look for the smallest changes that move a metric; the result is kept."""
        limit = AT_ONCE if up_to < 3 else FURTHER
        answer = self.explainer.change(*self._of, metric, up_to=up_to, limit=limit, found=found)
        self._changes[metric, up_to] = answer
        return answer
