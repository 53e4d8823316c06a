"""Every profile with one objective, each with its recommendation: a slice of ``engine.space``.

The steps are those of ``engine.recommend``, in its order. What some facts make fire is one object
however many profiles share it, and what follows from the same objects is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.appraise import appraise
from engine.boards import Boards
from engine.compose import Candidate, Composed, compose
from engine.facts import LINKED, Fact
from engine.firing import Fired
from engine.ground import Answers, Appraised, Firings, Ground, Outcome, Selected
from engine.index import FactGroup
from engine.recommend import MAX_ROUNDS
from engine.select import choose_guards, lines_of
from engine.summary import inferred_alignment
from engine.tally import Part, Settled, Tally
from rules.records import Role, Stage
from rules.vocabulary import Over, Value


class OneObjective:
    """The recommendations for one objective under any other answers.

    Attributes:
        cards: Every scorecard met, before it is said who answers for it.
        boards: The same with who answers for each metric.
    """

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
        self._follow: dict[tuple[str, Role], FactGroup[Part]] = {}
        self._settled: dict[tuple[object, ...], Settled] = {}
        self._appraised: dict[tuple[Value, ...], Appraised] = {}
        self._drafts: dict[tuple[Part, ...], Composed] = {}
        self._composed: dict[tuple[object, ...], Composed] = {}
        self._selected: dict[tuple[Value, ...], Selected] = {}
        self.cards: dict[tuple[tuple[Part, ...], tuple[Part, ...]], Selected] = {}
        self.boards = Boards(ground, self._builder)

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
        assigned = self.boards.assign(selected, fields)
        said_alignment = said["alignment"] is not None
        counts: dict[str, Value] = {
            "count_answers": 1.0 + sum(value is not None for value in answers.values()),
            "alignment_said": said_alignment,
            "alignment_inferred": appraised.inferred,
        }
        criticised = self.boards.criticise(assigned, fields, counts)
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
                value = fields[name] if name in fields else None
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
        draft = self._drafts.get(parts)
        if draft is None:
            draft = self._drafts[parts] = self._compose(self.tally(parts).candidates())
        followed = self._follow_all(draft, mask)
        known = self.cards.get((parts, followed))
        if known is None:
            known = self._finish(parts, followed, draft.headline, mask)
            self.cards[parts, followed] = known
        return known

    def _follow_all(self, draft: Composed, mask: int) -> tuple[Part, ...]:
        parts = (self._followed(*each).run(mask) for each in draft.roles.items())
        return tuple(part for part in parts if part.firings)

    def _followed(self, metric: str, role: Role) -> FactGroup[Part]:
        known = self._follow.get((metric, role))
        if known is None:
            facts = self._builder.follow({metric: role})
            known = self._follow[metric, role] = self._group("select", "link", facts)
        return known

    def tally(self, parts: Iterable[Part]) -> Tally:
        """What some parts add up to."""
        tally = Tally(lambda metric: lines_of(metric, self._builder), self._settled)
        tally.hear(parts)
        return tally

    def _compose(self, candidates: Sequence[Candidate], headline: str | None = None) -> Composed:
        key = (headline, *candidates)
        known = self._composed.get(key)
        if known is None:
            limit = str(self._ground.fixed["policy_kpi_limit"])
            known = self._composed[key] = compose(candidates, limit, 1, headline)
        return known

    def _finish(
        self,
        parts: tuple[Part, ...],
        followed: tuple[Part, ...],
        headline: str | None,
        mask: int,
    ) -> Selected:
        tally = self.tally((*parts, *followed))
        composed = self._compose(tally.candidates(), headline)
        weights = {guard: kpis for guard, kpis in tally.guards.items() if guard not in tally.barred}
        return Selected(
            tuple(firing for part in (*parts, *followed) for firing in part.firings),
            parts,
            followed,
            composed,
            choose_guards(weights, composed),
            tally.monitored(),
            mask,
        )

    def without(self, selected: Selected, rule: str) -> Selected:
        """The same scorecard if one rule of the select stage did not exist."""
        parts = tuple(part.without(rule) for part in selected.parts)
        draft = self._compose(self.tally(parts).candidates())
        followed = self._follow_all(draft, selected.mask)
        return self._finish(
            parts, tuple(part.without(rule) for part in followed), draft.headline, selected.mask
        )
