"""Rules that fire and yet change nothing: with or without them every scorecard is the same.

Exactly, for the rules whose conclusions bear on a scorecard, each taken away on its own:

- a rule that infers: no trait is concluded otherwise, nor the alignment that the evidence says;
- a rule that recommends, discourages or bars: no KPI, role, guardrail, what it guards, nor metric
  to monitor is another one;
- a rule that holds: no accountability, leading team, co-owner or own part is another one.

A rule that finds, raises or advises is seen wherever it fires. A first difference clears a rule, so
only those that are masked in truth are tried on every scorecard.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.appraise import appraise
from engine.assign import assign
from engine.ground import Appraised, Ground, Holding, Selected
from engine.recommendation import Held
from engine.space import Slice
from engine.summary import inferred_alignment
from rules.records import Bar, Conclusion, Discourage, Hold, Infer, Recommend

_BEARING: tuple[type[Conclusion], ...] = (Infer, Recommend, Discourage, Bar, Hold)


class Masked:
    """Collects the rules for which a difference has been seen."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._open = {
            rule.id
            for rule in ground.rules.values()
            if any(isinstance(conclusion, _BEARING) for conclusion in rule.rule.then)
        }
        self._held: set[Holding] = set()

    def look(self, found: Slice) -> None:
        """Take away each open rule wherever it fired for one objective."""
        for appraised in found.appraised:
            for rule in self._open_of(one.rule.id for one in appraised.fired):
                if self._infers(appraised, rule):
                    self._open.discard(rule)
        for selected in found.selected:
            for rule in self._open_of(rule for rule, _ in selected.firings):
                if not _plainly_idle(selected, rule) and _face(selected) != _face(
                    found.one.without(selected, rule)
                ):
                    self._open.discard(rule)
        for assigned in found.assigned:
            for holding in assigned.holdings:
                if holding not in self._held:
                    self._held.add(holding)
                    self._hold(holding)

    def rules(self) -> tuple[str, ...]:
        """The rules for which no difference was seen, whether they fired or not."""
        return tuple(sorted(self._open))

    def _open_of(self, rules: Iterable[str]) -> list[str]:
        return sorted(self._open.intersection(rules))

    def _infers(self, appraised: Appraised, rule: str) -> bool:
        rest = [one for one in appraised.fired if one.rule.id != rule]
        vocabulary = self._ground.vocabulary
        before = appraise(appraised.fired, appraised.said, vocabulary)
        after = appraise(rest, appraised.said, vocabulary)
        return inferred_alignment(before, vocabulary) != inferred_alignment(after, vocabulary) or {
            trait: each.value for trait, each in before.items() if each.inferred
        } != {trait: each.value for trait, each in after.items() if each.inferred}

    def _hold(self, holding: Holding) -> None:
        for rule in self._open_of(one.rule.id for one in holding.fired):
            rest = [one for one in holding.fired if one.rule.id != rule]
            if _part(assign(rest).get(holding.metric)) != _part(holding.held):
                self._open.discard(rule)


def _plainly_idle(selected: Selected, rule: str) -> bool:
    """Whether a rule only speaks against metrics that nobody wants in that role anyway.

    Saves most of the work: such are the rules that forbid a headline.
    """
    parts = (*selected.parts, *selected.followed)
    named = {metric for part in parts for metric, score in part.wanted.items() if score[0]}
    if selected.composed.headline not in named:
        return False
    wanted = {metric for part in parts for metric in part.wanted}
    for part in parts:
        for one in part.fired:
            if one.rule.id == rule:
                for conclusion in one.rule.rule.then:
                    if isinstance(conclusion, Bar) and conclusion.as_ == "headline":
                        if not named.isdisjoint(one.each(conclusion.bar)):
                            return False
                    elif isinstance(conclusion, Discourage):
                        if not wanted.isdisjoint(one.each(conclusion.discourage)):
                            return False
                    elif isinstance(conclusion, Bar | Recommend):
                        return False
    return True


def _face(selected: Selected) -> object:
    return selected.composed.roles, selected.guards, set(selected.monitored)


def _part(held: Held | None) -> object:
    return held and (held.kind, held.lead, set(held.with_), set(held.own_part))
