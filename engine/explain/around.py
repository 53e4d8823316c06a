"""The scorecards of the profiles that share objectives, data and instructions.

Whatever follows from the same firings is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from engine.compose import Composed
from engine.drafts import Drafts, guards_of
from engine.explain.answers import Answer
from engine.explain.records import Place
from engine.facts import LINKED
from engine.index import FactGroup
from engine.tally import Part, Tally

if TYPE_CHECKING:
    from engine.explain.places import Neighbourhood

Card = Mapping[str, Place]
"""Metric -> where it stands; the headline first. A metric that is not there is out."""


class Draft:
    """What rules say of the metrics under some answers, before it is composed."""

    def __init__(self, around: Around, parts: tuple[Part, ...], mask: int) -> None:
        self._around, self._parts, self._mask = around, parts, mask

    def may_want(self, metric: str) -> bool:
        """Whether the metric can be a KPI at all; if not, composing need not be tried.

        What a KPI of the draft brings along may want it too; that is only known when composed.
        """
        return self._around.brought(metric) or self._alive(metric)

    def may_lead(self, metric: str) -> bool:
        """Whether the metric can be the headline at all; if not, composing need not be tried.

        Whoever has most votes as headline leads the draft and then the scorecard, unless what is
        followed may forbid it.
        """
        votes: dict[str, int] = {metric: 0}
        for part in self._parts:
            for each, score in part.wanted.items():
                if score[0]:
                    votes[each] = votes.get(each, 0) + score[0]
        ahead = [each for each, count in votes.items() if count > votes[metric]]
        alive = [each for each in ahead if self._alive(each, leads=True)]
        most = max((votes[each] for each in alive), default=0)
        first = {each for each in alive if votes[each] == most}
        return not first or not first.isdisjoint(self._around.displaced)

    def _alive(self, metric: str, leads: bool = False) -> bool:
        """Whether the metric is wanted more than not and nothing forbids it, or that it leads."""
        score = 0
        against: dict[tuple[str, str], int] = {}
        for part in self._parts:
            if (metric, None) in part.bars or (leads and (metric, "headline") in part.bars):
                return False
            wanted = part.wanted.get(metric)
            if wanted:
                score += wanted[0] + wanted[1]
            for key, weight in part.against.items():
                if key[1] == metric:
                    against[key] = weight
        return score > sum(against.values())

    def card(self) -> Card:
        """The scorecard that comes of it."""
        return self._around.card(self._parts, self._mask)

    def kpis(self) -> Card:
        """The KPIs alone; quicker."""
        return self._around.kpis(self._parts, self._mask)


class Around:
    """The profiles of a neighbourhood that share objectives, data and instructions."""

    def __init__(self, near: Neighbourhood, joined: Iterable[Answer], limit: str) -> None:
        self._near = near
        self._builder = builder = near.builder(joined)
        starts = groupby(builder.edges(), lambda edge: (edge.source, edge.relation))
        self.base = [near.links(builder, list(edges)) for _, edges in starts]
        self._linked: dict[tuple[str, str], FactGroup[Part]] = {}
        self._drafts = Drafts(
            builder, lambda facts: near.group("select", "link", facts), limit, near.board(builder)
        )
        self._kpis: dict[tuple[Part, ...], Composed] = {}
        self._cards: dict[tuple[Part, ...], Card] = {}
        self.displaced = near.displaced

    def linked(self, name: str, value: str) -> FactGroup[Part]:
        """The links that start from one answer."""
        known = self._linked.get((name, value))
        if known is None:
            kind, relation = LINKED[name]
            edges = self._builder.graph.edges(f"{kind}.{value}", relation)
            known = self._linked[name, value] = self._near.links(self._builder, edges)
        return known

    def brought(self, metric: str) -> bool:
        """Whether any KPI can bring the metric along as its own part."""
        return metric in self._near.brought

    def kpis(self, parts: tuple[Part, ...], mask: int) -> Card:
        """The KPIs that follow from what fired before anything was followed."""
        return self._composed(parts, mask)[1].roles

    def card(self, parts: tuple[Part, ...], mask: int) -> Card:
        """The same with all else that is on the scorecard."""
        every, composed = self._composed(parts, mask)
        known = self._cards.get(every)
        if known is None:
            known = self._cards[every] = _card(self._drafts.tally(every), composed)
        return known

    def _composed(self, parts: tuple[Part, ...], mask: int) -> tuple[tuple[Part, ...], Composed]:
        """All that fired, what was followed included, and the KPIs that come of it."""
        draft = self._drafts.draft(parts)
        followed = self._drafts.followed(draft, mask)
        every = (*parts, *followed)
        if not any(part.wanted or part.against or part.bars for part in followed):
            return every, draft
        known = self._kpis.get(every)
        if known is None:
            tally = self._drafts.tally(every)
            known = self._kpis[every] = self._drafts.compose(tally, draft.headline)
        return every, known


def _card(tally: Tally, composed: Composed) -> Card:
    card: dict[str, Place] = dict(composed.roles)
    for metric in guards_of(tally, composed):
        card.setdefault(metric, "guardrail")
    for metric in tally.monitored():
        card.setdefault(metric, "monitor")
    return card
