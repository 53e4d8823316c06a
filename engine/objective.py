"""Every profile with one objective, each with its recommendation: a slice of ``engine.space``.

The steps are those of ``engine.recommend``, in its order. What some facts make fire is one object
however many profiles share it, and what follows from the same objects is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.appraise import appraise
from engine.boards import Boards
from engine.drafts import Board, Drafts, guards_of
from engine.facts import LINKED, Fact
from engine.firing import Fired
from engine.ground import Answers, Appraised, Firings, Ground, Outcome, Selected
from engine.index import FactGroup
from engine.recommend import MAX_ROUNDS
from engine.summary import inferred_alignment
from engine.tally import Part, Tally
from rules.records import Stage
from rules.vocabulary import Over, Value


class OneObjective:
    """The recommendations for one objective under any other answers."""

    def __init__(self, ground: Ground, objective: str) -> None:
        self._ground = ground
        self.objective = objective
        self._builder = ground.builder(objective)
        profile = [self._builder.profile_fact()]
        self._appraising = self._group("appraise", "profile", profile)
        self._selecting = self._group("select", "profile", profile)
        self._links: dict[tuple[str, str], FactGroup[Part]] = {}
        self._common = self._builder.links()
        self._base = self._group("select", "link", self._common)
        limit = str(ground.fixed["policy_kpi_limit"])
        self._drafts = Drafts(
            self._builder, lambda facts: self._group("select", "link", facts), limit, Board()
        )
        self._appraised: dict[tuple[Value, ...], Appraised] = {}
        self._selected: dict[tuple[Value, ...], Selected] = {}
        self._cards: dict[tuple[tuple[Part, ...], tuple[Part, ...]], Selected] = {}
        self._boards = Boards(ground, self._builder)

    def _group(self, stage: Stage, over: Over, facts: Sequence[Fact]) -> FactGroup[Part]:
        def made(firings: Firings) -> Part:
            return Part(firings, self._ground.fired(firings, facts))

        return FactGroup(self._ground.index[stage, over], facts, made)

    def recommend(self, answers: Answers) -> Outcome:
        """What comes of the objective with these answers."""
        said: dict[str, Value] = dict.fromkeys(self._ground.live)
        said |= {"objectives": frozenset({self.objective}), **answers}
        appraised = self._appraise(said)
        fields = {**said, **appraised.fields}
        selected = self._select(fields)
        assigned = self._boards.assign(selected, fields)
        said_alignment = said["alignment"] is not None
        counts: dict[str, Value] = {
            "count_answers": 1.0 + sum(value is not None for value in answers.values()),
            "alignment_said": said_alignment,
            "alignment_inferred": appraised.inferred,
        }
        criticised = self._boards.criticise(assigned, fields, counts)
        return Outcome(answers, appraised, selected, assigned, criticised)

    def _appraise(self, said: Mapping[str, Value]) -> Appraised:
        """As ``Adviser`` does it, round by round."""
        index = self._ground.index["appraise", "profile"]
        first = index.mask(said)
        key = (first, *(said[name] is None for name in self._ground.traits))
        known = self._appraised.get(key)
        if known is not None:
            return known
        fields = dict(said)
        fired: dict[str, Fired] = {}
        before: dict[str, str] = {}
        traits = {}
        for _ in range(MAX_ROUNDS):
            for one in self._appraising.run(index.mask(fields)).fired:
                fired.setdefault(one.rule.id, one)
            traits = appraise(fired.values(), said, self._ground.vocabulary)
            values = {name: each.value for name, each in traits.items()}
            if values == before:
                break
            before = values
            fields |= {name: value for name, value in values.items() if said[name] is None}
            if not any(each.inferred for each in traits.values()):
                break
        known = self._appraised[key] = Appraised(
            tuple((rule, one.fact.id) for rule, one in sorted(fired.items())),
            tuple(fired.values()),
            said,
            {name: fields[name] for name in self._ground.traits if said[name] is None},
            inferred_alignment(traits, self._ground.vocabulary),
        )
        return known

    def _select(self, fields: Mapping[str, Value]) -> Selected:
        key = tuple(fields.values())
        known = self._selected.get(key)
        if known is None:
            index = self._ground.index["select", "link"]
            mask = index.mask(fields)
            mine = self._ground.index["select", "profile"].mask(fields)
            parts = [self._selecting.run(mine), self._base.run(mask)]
            for name in LINKED:
                value = fields.get(name)
                if isinstance(value, str):
                    parts.append(self._linked(name, value).run(mask))
            known = self._selected[key] = self._card(tuple(parts), mask)
        return known

    def _linked(self, name: str, value: str) -> FactGroup[Part]:
        known = self._links.get((name, value))
        if known is None:
            common = {fact.id for fact in self._common}
            links = self._ground.builder(self.objective, **{name: value}).links()
            known = self._group("select", "link", [each for each in links if each.id not in common])
            self._links[name, value] = known
        return known

    def _card(self, parts: tuple[Part, ...], mask: int) -> Selected:
        draft = self._drafts.draft(parts)
        followed = self._drafts.followed(draft, mask)
        known = self._cards.get((parts, followed))
        if known is None:
            known = self._finish(parts, followed, draft.headline, mask)
            self._cards[parts, followed] = known
        return known

    def tally(self, parts: Iterable[Part]) -> Tally:
        """What some parts add up to."""
        return self._drafts.tally(parts)

    def _finish(
        self,
        parts: tuple[Part, ...],
        followed: tuple[Part, ...],
        headline: str | None,
        mask: int,
    ) -> Selected:
        tally = self._drafts.tally((*parts, *followed))
        composed = self._drafts.compose(tally, headline)
        return Selected(
            tuple(firing for part in (*parts, *followed) for firing in part.firings),
            parts,
            followed,
            composed,
            guards_of(tally, composed),
            tally.monitored(),
            mask,
        )

    def without(self, selected: Selected, rule: str) -> Selected:
        """The same scorecard if one rule of the select stage did not exist."""
        parts = tuple(part.without(rule) for part in selected.parts)
        draft = self._drafts.compose(self._drafts.tally(parts))
        followed = self._drafts.followed(draft, selected.mask)
        return self._finish(
            parts, tuple(part.without(rule) for part in followed), draft.headline, selected.mask
        )
