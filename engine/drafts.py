"""Scorecards composed from what facts made fire, for very many profiles: each is composed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from engine.compose import Candidate, Composed, compose
from engine.facts import Fact, FactBuilder
from engine.index import FactGroup
from engine.select import choose_guards, lines_of
from engine.tally import Part, Settled, Tally
from rules.records import Role


class Board:
    """What was worked out for some objectives, which decide what a candidate counts towards."""

    def __init__(self) -> None:
        self.settled: dict[tuple[object, ...], Settled] = {}
        self.composed: dict[tuple[object, ...], Composed] = {}


class Drafts:
    """The steps of ``engine.recommend`` from the first draft to the guardrails.

    Args:
        builder: Builds the facts of profiles that share their objectives.
        group: Makes a group of facts about links.
        limit: The policy on the number of KPIs.
        board: What profiles with the same objectives share.
    """

    def __init__(
        self,
        builder: FactBuilder,
        group: Callable[[Sequence[Fact]], FactGroup[Part]],
        limit: str,
        board: Board,
    ) -> None:
        self._builder, self._group, self._limit, self._board = builder, group, limit, board
        self._drafts: dict[tuple[Part, ...], Composed] = {}
        self._follow: dict[tuple[str, Role], FactGroup[Part]] = {}

    def draft(self, parts: tuple[Part, ...]) -> Composed:
        """What is composed before anything is followed."""
        known = self._drafts.get(parts)
        if known is None:
            known = self._drafts[parts] = self.compose(self.tally(parts))
        return known

    def followed(self, draft: Composed, mask: int) -> tuple[Part, ...]:
        """What fires on the links that the KPIs of a draft bring."""
        parts = (self._followed(*each).run(mask) for each in draft.roles.items())
        return tuple(part for part in parts if part.firings)

    def _followed(self, metric: str, role: Role) -> FactGroup[Part]:
        known = self._follow.get((metric, role))
        if known is None:
            facts = self._builder.follow({metric: role})
            known = self._follow[metric, role] = self._group(facts)
        return known

    def tally(self, parts: Iterable[Part]) -> Tally:
        """What some parts add up to."""
        tally = Tally(lambda metric: lines_of(metric, self._builder), self._board.settled)
        tally.hear(parts)
        return tally

    def compose(self, tally: Tally, headline: str | None = None) -> Composed:
        """The KPIs that a tally comes to; ``headline`` is that of the draft."""
        candidates: tuple[Candidate, ...] = tally.candidates()
        key = (headline, *candidates)
        known = self._board.composed.get(key)
        if known is None:
            count = len(self._builder.objectives)
            known = compose(candidates, self._limit, count, headline)
            self._board.composed[key] = known
        return known


def guards_of(tally: Tally, composed: Composed) -> dict[str, tuple[str, ...]]:
    """Guardrail -> the KPIs it guards."""
    weights = {guard: kpis for guard, kpis in tally.guards.items() if guard not in tally.barred}
    return choose_guards(weights, composed)
