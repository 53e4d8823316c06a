"""Who answers for the metrics of a scorecard, and what the critique says of it, kept ready.

The last two stages of ``engine.recommend`` for every profile with one objective.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.assign import assign
from engine.compose import Composed
from engine.facts import Fact, FactBuilder
from engine.ground import Assigned, Criticised, Firings, Ground, Holding, Selected
from engine.index import FactGroup
from engine.recommendation import Held
from engine.summary import count_scorecard, touched_disputes
from rules.records import Role
from rules.vocabulary import Over, Value

_UNSTATED = Held(kind="unstated")
_COUNTED_APART = ("count_answers",)
"""Counts that depend on the profile alone."""


@dataclass
class _Members:
    """The metrics of a scorecard, asked together who answers for them."""

    groups: tuple[FactGroup[Holding], ...]
    needed: int


@dataclass
class _Board:
    """What the critique looks at, whatever the profile."""

    card: int
    kpis: tuple[FactGroup[Firings], ...]
    disputes: FactGroup[Firings]


class Boards:
    """The scorecards of one objective.

    Attributes:
        assigned: Every scorecard met, with who answers for each metric.
    """

    def __init__(self, ground: Ground, builder: FactBuilder) -> None:
        self._ground = ground
        self._builder = builder
        index, profile = ground.index, [builder.profile_fact()]
        self._assigning = FactGroup(index["assign", "profile"], profile, _as_they_are)
        self._criticising = FactGroup(index["critique", "profile"], profile, _as_they_are)
        self._members: dict[Selected, _Members] = {}
        self._member: dict[tuple[str, Role], FactGroup[Holding]] = {}
        self._board: dict[Assigned, _Board] = {}
        self._kpi: dict[tuple[str, str, str, int], FactGroup[Firings]] = {}
        self._dispute: dict[tuple[str, ...], FactGroup[Firings]] = {}
        self._criticised: dict[tuple[object, ...], Criticised] = {}
        self.assigned: dict[tuple[object, ...], Assigned] = {}

    def assign(self, selected: Selected, fields: Mapping[str, Value]) -> Assigned:
        """The scorecard with who answers for each metric, for a profile with these fields."""
        members = self._members.get(selected)
        if members is None:
            members = self._members[selected] = self._ask(selected)
        index = self._ground.index
        mask = index["assign", "candidate"].mask(fields)
        others = self._assigning.run(index["assign", "profile"].mask(fields))
        key = (selected, mask & members.needed, others)
        known = self.assigned.get(key)
        if known is None:
            holdings = tuple(group.run(mask) for group in members.groups)
            held = {each.metric: (each.held or _UNSTATED).kind for each in holdings}
            known = self.assigned[key] = Assigned(
                (*others, *(firing for each in holdings for firing in each.firings)),
                selected,
                holdings,
                tuple((kpi, role, held[kpi]) for kpi, role in selected.composed.roles.items()),
            )
        return known

    def _ask(self, selected: Selected) -> _Members:
        groups = tuple(self._asked(*each) for each in selected.shown.items())
        needed = 0
        for group in groups:
            needed |= group.needed
        return _Members(groups, needed)

    def _asked(self, metric: str, role: Role) -> FactGroup[Holding]:
        known = self._member.get((metric, role))
        if known is None:
            fact = self._builder.candidate(metric, role)

            def made(firings: Firings) -> Holding:
                fired = self._ground.fired(firings, [fact])
                return Holding(metric, firings, fired, assign(fired).get(metric))

            known = FactGroup(self._ground.index["assign", "candidate"], [fact], made)
            self._member[metric, role] = known
        return known

    def criticise(
        self, assigned: Assigned, fields: Mapping[str, Value], counts: Mapping[str, Value]
    ) -> Criticised:
        """What the critique says of a scorecard.

        Args:
            assigned: The scorecard.
            fields: The profile's fields.
            counts: What the scorecard fact says of the profile's answers.
        """
        board = self._board.get(assigned)
        if board is None:
            board = self._board[assigned] = self._look_at(assigned)
        index = self._ground.index
        card = index["critique", "scorecard"]
        mask = index["critique", "kpi"].mask(fields)
        found = (
            self._criticising.run(index["critique", "profile"].mask(fields)),
            tuple(
                (rule, "scorecard")
                for rule in card.fired(board.card & card.mask(fields) & card.mask(counts))
            ),
            *(group.run(mask) for group in board.kpis),
            board.disputes.run(index["critique", "link"].mask(fields)),
        )
        known = self._criticised.get(found)
        if known is None:
            firings = tuple(firing for each in found for firing in each)
            known = self._criticised[found] = Criticised(firings)
        return known

    def _look_at(self, assigned: Assigned) -> _Board:
        builder, selected = self._builder, assigned.selected
        held = {each.metric: each.held for each in assigned.holdings if each.held}
        counts = count_scorecard(builder, selected.composed, held, selected.guards)
        for name in _COUNTED_APART:
            del counts[name]
        return _Board(
            self._ground.index["critique", "scorecard"].mask(counts),
            tuple(
                self._looked_at(kpi, role, kind, len(held[kpi].own_part) if kpi in held else 0)
                for kpi, role, kind in assigned.kpis
            ),
            self._disputed(selected.composed),
        )

    def _looked_at(self, kpi: str, role: str, kind: str, parts: int) -> FactGroup[Firings]:
        known = self._kpi.get((kpi, role, kind, parts))
        if known is None:
            fact = self._builder.kpi(kpi, role, kind, parts)
            known = self._kpi[kpi, role, kind, parts] = self._group("kpi", [fact])
        return known

    def _disputed(self, composed: Composed) -> FactGroup[Firings]:
        key = tuple(composed.roles)
        known = self._dispute.get(key)
        if known is None:
            facts = self._builder.disputes(touched_disputes(self._builder, composed))
            known = self._dispute[key] = self._group("link", facts)
        return known

    def _group(self, over: Over, facts: list[Fact]) -> FactGroup[Firings]:
        return FactGroup(self._ground.index["critique", over], facts, _as_they_are)


def _as_they_are(firings: Firings) -> Firings:
    return firings
