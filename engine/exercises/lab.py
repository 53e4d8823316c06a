"""Where exercises are tried: the engine, run again for each profile that is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from engine.exercises.records import Ask
from engine.explain import Explainer
from engine.explain.records import Place
from engine.explain.run import Run
from engine.profile import Policy, Profile
from rules.condition import Leaf, leaves

KEPT = 64
"""Runs that are remembered at most."""
KPI: frozenset[Place] = frozenset({"headline", "supporting"})


class Lab:
    """Runs the engine, and remembers the last runs.

    Args:
        explainer: What is known, the rules, and what explains them.
        shares: Rule -> the share of all profiles in which it fires, as far as it was counted.
    """

    def __init__(self, explainer: Explainer, shares: Mapping[str, float]) -> None:
        self.explainer = explainer
        self.adviser = explainer.adviser
        self.words = explainer.words
        self.knowledge = explainer.adviser.knowledge
        self._shares = shares
        self._runs: OrderedDict[tuple[str, str], Run] = OrderedDict()
        self._asking: dict[str, list[tuple[Leaf, str]]] = {}
        for rule in explainer.adviser.rules.stable:
            if rule.stage != "critique":
                for leaf in (each for part in (rule.when, rule.unless) for each in leaves(part)):
                    self._asking.setdefault(leaf.field, []).append((leaf, rule.id))

    def run(self, profile: Profile, policy: Policy) -> Run:
        """What the engine concludes of a profile."""
        key = profile.model_dump_json(), policy.model_dump_json()
        known = self._runs.pop(key, None) or self.explainer.run(profile, policy)
        self._runs[key] = known
        if len(self._runs) > KEPT:
            self._runs.popitem(last=False)
        return known

    def before(self, ask: Ask) -> Run:
        """What the engine concludes before the change."""
        return self.run(*ask.before)

    def after(self, ask: Ask) -> Run:
        """What it concludes with the change."""
        return self.run(*ask.after)

    def with_policy(self, ask: Ask, choice: str) -> Run:
        """What it concludes under another policy, written as ``key=value``."""
        profile, policy = ask.before
        key, _, value = choice.partition("=")
        return self.run(profile, policy.model_copy(update={"choices": {**ask.policy, key: value}}))

    def asking(self, field: str) -> Sequence[tuple[Leaf, str]]:
        """The comparisons of a field that rules make before the critique, each with its rule."""
        return self._asking.get(field, ())

    def share(self, rule: str) -> float:
        """The share of all profiles in which a rule fires; 0 where it was not counted."""
        return self._shares.get(rule, 0.0)

    def tells(self, rule: str) -> float:
        """How much a rule tells of a role: the more often it fires the more, and always nothing."""
        share = self.share(rule)
        return share if share < 1 else -1.0


def kpis(run: Run) -> tuple[str, ...]:
    """The KPIs of a scorecard, the headline first."""
    found = run.results.composed.roles
    return tuple(sorted(found, key=lambda metric: found[metric] != "headline"))
