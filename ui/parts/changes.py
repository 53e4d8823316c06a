"""What changed between two recommendations, and the rules that did it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engine.recommendation import Kpi, Recommendation

Mark = Literal["new", "role", "accountability", "gone"]
MARKS: dict[Mark, str] = {
    "new": "New",
    "role": "Role changed",
    "accountability": "Accountability changed",
    "gone": "Gone",
}


@dataclass(frozen=True)
class Change:
    """What became of one metric.

    Attributes:
        was, now: In words; empty where it was not on the scorecard.
        started: Rules that fire on it now and did not before.
        stopped: Rules that fired on it before and do not now.
        cut_by: What cut it, if it is a candidate still.
    """

    metric: str
    label: str
    mark: Mark
    was: str
    now: str
    started: tuple[str, ...]
    stopped: tuple[str, ...]
    cut_by: str = ""


def changes(before: Recommendation, after: Recommendation) -> tuple[Change, ...]:
    """Every KPI that came, went or is held in another way, in the order of the scorecard."""
    old, new = ({kpi.metric: kpi for kpi in each.kpis} for each in (before, after))
    found = [_one(old.get(metric), kpi, before, after) for metric, kpi in new.items()]
    found.extend(_gone(kpi, before, after) for metric, kpi in old.items() if metric not in new)
    return tuple(change for change in found if change is not None)


def _one(was: Kpi | None, now: Kpi, before: Recommendation, after: Recommendation) -> Change | None:
    if was is None:
        return _change("new", now, "", now.role, before, after)
    if was.role != now.role:
        return _change("role", now, was.role, now.role, before, after)
    if was.accountability.kind != now.accountability.kind:
        kinds = was.accountability.kind, now.accountability.kind
        return _change("accountability", now, *kinds, before, after)
    return None


def _gone(kpi: Kpi, before: Recommendation, after: Recommendation) -> Change:
    cut = next((each.cut_by for each in after.also_considered if each.metric == kpi.metric), "")
    barred = next((f"barred by {b.rule}" for b in after.barred if b.metric == kpi.metric), "")
    return _change("gone", kpi, kpi.role, "", before, after, cut or barred)


def _change(
    mark: Mark,
    kpi: Kpi,
    was: str,
    now: str,
    before: Recommendation,
    after: Recommendation,
    cut_by: str = "",
) -> Change:
    old, new = rules_on(kpi.metric, before), rules_on(kpi.metric, after)
    return Change(
        metric=kpi.metric,
        label=kpi.label,
        mark=mark,
        was=was,
        now=now,
        started=_missing(new, old),
        stopped=_missing(old, new),
        cut_by=cut_by,
    )


def rules_on(metric: str, recommendation: Recommendation) -> tuple[str, ...]:
    """Every rule or decision of composing that spoke of a metric."""
    return tuple(
        dict.fromkeys(
            entry.rule
            for entry in recommendation.trace
            if entry.rule[:1].isupper()
            and (entry.fact.split()[-1] == metric or f" {metric} " in f" {entry.concluded} ")
        )
    )


def _missing(these: Iterable[str], among: Iterable[str]) -> tuple[str, ...]:
    other = set(among)
    return tuple(rule for rule in these if rule not in other)
