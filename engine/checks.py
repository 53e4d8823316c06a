"""Checks on what the engine needs from knowledge and rules; the last step of ``remit check``."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.compose import LIMITS
from engine.network import branches
from engine.reach import received
from knowledge_graph.graph import Graph
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute, Metric
from knowledge_graph.yaml_file import Problem
from rules.condition import ALWAYS, NEVER, Condition, Leaf
from rules.load import Catalogue

MAX_BRANCHES = 16
"""Branches of one rule. Each is a pattern in the network; many make it slow."""
_COUNTABLE = 10_000
"""Above so many they are not even built to be counted."""


def check(catalogue: Catalogue, knowledge: Knowledge) -> list[Problem]:
    """Everything that would keep the engine from working well."""
    found = [*_wide_rules(catalogue), *_limits(knowledge)]
    # What can be reached is found by unfolding every rule, which a wide one makes endless.
    if all(each.code != "E302" for each in found):
        found += _unreached(catalogue, knowledge)
    return found


def _wide_rules(catalogue: Catalogue) -> Iterator[Problem]:
    for rule in catalogue.rules:
        bound = _at_most(rule.when, True) * _at_most(rule.unless, False)
        count = len(branches(rule.when, rule.unless)) if bound <= _COUNTABLE else bound
        if count == 0:
            yield rule.document.problem("E301", "it can never fire; mend `when` or `unless`")
        elif count > MAX_BRANCHES:
            text = f"it unfolds into {count:,} branches, {MAX_BRANCHES} at most; split it"
            yield rule.document.problem("E302", text, ("when",))


def _at_most(condition: Condition, wanted: bool) -> int:
    """How many branches a condition can unfold into, counted without building them."""
    if isinstance(condition, Leaf):
        return len(branches(condition, NEVER) if wanted else branches(ALWAYS, condition))
    counts = [_at_most(part, wanted) for part in condition.parts]
    return math.prod(counts) if (condition.mode == "all") is wanted else sum(counts)


def _limits(knowledge: Knowledge) -> Iterator[Problem]:
    for dispute in knowledge.every(Dispute):
        if dispute.policy and dispute.policy.key == "kpi-limit":
            unknown = set(dispute.policy.values) ^ set(LIMITS)
            if unknown:
                text = f"the engine knows the limits {', '.join(LIMITS)}"
                document = knowledge.documents[dispute.id]
                yield document.problem("E303", text, ("policy", "values"))
            return
    yield Problem("data/disputes", 1, "E303", "no dispute has the policy `kpi-limit`; add it")


def _unreached(catalogue: Catalogue, knowledge: Knowledge) -> Iterator[Problem]:
    found = received(catalogue, Graph(knowledge))
    for metric in knowledge.every(Metric):
        document = knowledge.documents[metric.id]
        if metric.id not in found and not metric.unreached:
            text = "no rule or link brings it to a scorecard; add one or say why in `unreached`"
            yield document.problem("E310", text)
        elif metric.id in found and metric.unreached:
            text = "a rule or a link can bring it to a scorecard after all; drop `unreached`"
            yield document.problem("E311", text, ("unreached",))
