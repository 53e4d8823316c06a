"""Contradictions between rules about one metric, and how each is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.ground import Holding
from engine.tally import Part
from rules.records import WEIGHT, Bar, Hold, Recommend


class Clash(NamedTuple):
    """Rules that contradict each other about a metric.

    Attributes:
        how: Decided by a ``bar``, by the greater ``sum`` of evidence, or, where that is even, by
            ``caution``.
    """

    metric: str
    rules: tuple[str, ...]
    how: str


def barred(parts: Sequence[Part]) -> Iterator[Clash]:
    """Metrics that one rule forbids altogether and another recommends."""
    forbidding = _speaking(parts, Bar)
    if forbidding:
        recommending = _speaking(parts, Recommend)
        for metric in sorted(forbidding.keys() & recommending.keys()):
            rules = forbidding[metric] | recommending[metric]
            yield Clash(metric, tuple(sorted(rules)), "bar")


def _speaking(parts: Sequence[Part], kind: type[Bar] | type[Recommend]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    if kind is Bar and not any(role is None for part in parts for _, role in part.bars):
        return found
    for part in parts:
        for one in part.fired:
            for conclusion in one.rule.rule.then:
                if isinstance(conclusion, kind):
                    if isinstance(conclusion, Bar):
                        metrics = () if conclusion.as_ else one.each(conclusion.bar)
                    else:
                        metrics = one.each(conclusion.recommend)
                    for metric in metrics:
                        found.setdefault(metric, set()).add(one.rule.id)
    return found


def torn(holding: Holding) -> Clash | None:
    """The rules that hold a metric in more than one way; None where they agree."""
    sums: dict[str, int] = {}
    for one in holding.fired:
        for conclusion in one.rule.rule.then:
            if isinstance(conclusion, Hold):
                weight = WEIGHT[conclusion.strength]
                sums[conclusion.hold] = sums.get(conclusion.hold, 0) + weight
    if len(sums) < 2:
        return None
    best = max(sums.values())
    even = sum(total == best for total in sums.values()) > 1
    rules = tuple(sorted({one.rule.id for one in holding.fired}))
    return Clash(holding.metric, rules, "caution" if even else "sum")
