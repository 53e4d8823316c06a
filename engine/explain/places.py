"""Who stands where on the scorecard, for very many profiles around one.

The same as ``Adviser`` up to the end of composing, from the plain side: rules are asked through
``engine.index``, and whatever follows from the same firings is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from engine.appraise import appraise
from engine.compose import Candidate, Composed, compose
from engine.explain.answers import Answer
from engine.explain.records import Place
from engine.facts import LINKED, Fact, FactBuilder, MetricFacts
from engine.firing import Fired
from engine.index import FactGroup, Index
from engine.inference import Firing
from engine.profile import Policy, Profile, profile_fields
from engine.recommend import MAX_ROUNDS
from engine.select import choose_guards, lines_of
from engine.tally import Part, Settled, Tally
from knowledge_graph.graph import Graph
from rules.load import Catalogue
from rules.records import Infer, Role, Stage
from rules.vocabulary import Over, Value

Card = Mapping[str, Place]
"""Metric -> where it stands; the headline first. A metric that is not there is out."""

_JOINED = ("objectives", "data_sources", "excluded", "critical_initiative_metric")
"""Answers that facts about links are built from, beside those that a link starts from."""
_ASKED: tuple[tuple[Stage, Over], ...] = (
    ("appraise", "profile"),
    ("select", "profile"),
    ("select", "link"),
)


class Bits(NamedTuple):
    """The rules in force under one choice of evidence, as bits, and what is known of metrics."""

    rules: Mapping[tuple[Stage, Over], Index]
    metrics: MetricFacts


class Places:
    """What every neighbourhood shares. Build one and keep it."""

    def __init__(self, graph: Graph, rules: Catalogue) -> None:
        self.graph = graph
        self.rules = {rule.id: rule for rule in rules.stable}
        self.vocabulary = rules.vocabularies["profile"]
        self.traits = tuple(
            sorted(
                {one.infer for r in rules.stable for one in r.rule.then if isinstance(one, Infer)}
            )
        )
        self._bits: dict[bool, Bits] = {}

    def bits(self, sourced_only: bool) -> Bits:
        """The rules in force, compiled when they are first asked for."""
        if sourced_only not in self._bits:
            stable = [
                rule
                for rule in self.rules.values()
                if not sourced_only or rule.rule.basis == "sourced"
            ]
            index = {
                (stage, over): Index(
                    (rule for rule in stable if (rule.stage, rule.rule.over) == (stage, over)),
                    {},
                    watch=False,
                )
                for stage, over in _ASKED
            }
            self._bits[sourced_only] = Bits(index, MetricFacts(self.graph, sourced_only))
        return self._bits[sourced_only]


class Neighbourhood:
    """The profiles around one, each with its scorecard.

    Args:
        places: What all neighbourhoods share.
        profile: The one in the middle.
        policy: The policy in force in all of them.
    """

    def __init__(self, places: Places, profile: Profile, policy: Policy) -> None:
        self._places = places
        self._index, self._metrics = places.bits(policy.sourced_only)
        self._profile, self._policy = profile, policy
        knowledge = places.graph.knowledge
        self._limit = policy.in_force(knowledge)["kpi-limit"]
        self._said = profile_fields(profile, knowledge.fields.profile)
        self._policies = policy.fields(knowledge)
        self._rests: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._arounds: dict[tuple[tuple[str, str], ...], _Around] = {}
        self._traits: dict[tuple[object, ...], Mapping[str, str]] = {}
        fact = [Fact("profile", "profile", {})]
        self._appraising = self.group("appraise", "profile", fact)
        self._selecting = self.group("select", "profile", fact)

    def draft(self, answers: Sequence[Answer]) -> Draft:
        """What rules say with these answers in place of the present ones; no two of one field."""
        said = dict(self._said)
        for answer in answers:
            said[answer.name] = answer.fact
        rest = self._rest(tuple(sorted(answer.name for answer in answers)))
        for answer in answers:
            if answer.name not in self._places.traits:
                rest = self._put(rest, answer.name, answer.fact)
        inferred = self._infer(rest[0], said)
        link, mine = rest[2], rest[1]
        for trait in self._places.traits:
            value = inferred.get(trait, said[trait])
            mine &= self._index["select", "profile"].value(trait, value)
            link &= self._index["select", "link"].value(trait, value)
        around = self._around(answers)
        parts = [self._selecting.run(mine), around.base.run(link)]
        for name in LINKED:
            start = inferred.get(name, said[name])
            if isinstance(start, str):
                parts.append(around.linked(name, start).run(link))
        return Draft(around, tuple(parts), link)

    def mark(self, answer: Answer) -> tuple[object, ...]:
        """What tells an answer apart: two that share it do the same beside any other answers."""
        if answer.name in LINKED or answer.name in _JOINED:
            return (answer.name, answer.fact, str(answer.value))
        return self._mark(answer.name, answer.fact)

    def present_value(self, name: str) -> Value:
        """What is answered now, as rules read it."""
        return self._said[name]

    def present(self, name: str) -> tuple[object, ...]:
        """The same for what is answered now; an answer with this mark changes nothing."""
        return self._mark(name, self._said[name])

    def _mark(self, name: str, value: Value) -> tuple[object, ...]:
        return (name, *self._put((-1, -1, -1), name, value))

    def _put(self, masks: tuple[int, ...], name: str, value: Value) -> tuple[int, ...]:
        return tuple(
            mask & self._index[asked].value(name, value)
            for mask, asked in zip(masks, _ASKED, strict=True)
        )

    def _rest(self, changed: tuple[str, ...]) -> tuple[int, ...]:
        """What is left by all that is neither changed nor a trait that rules may infer."""
        known = self._rests.get(changed)
        if known is None:
            known = tuple(self._index[asked].every for asked in _ASKED)
            for name, value in {**self._said, **self._policies}.items():
                if name not in changed and name not in self._places.traits:
                    known = self._put(known, name, value)
            self._rests[changed] = known
        return known

    def _infer(self, rest: int, said: Mapping[str, Value]) -> Mapping[str, str]:
        """The traits that nobody said, round by round as ``Adviser`` does it."""
        key = (rest, *(said[trait] for trait in self._places.traits))
        if key in self._traits:
            return self._traits[key]
        index = self._index["appraise", "profile"]
        fired = dict[str, Fired]()
        new: dict[str, str] = {}
        for _ in range(MAX_ROUNDS):
            mask = rest
            for trait in self._places.traits:
                mask &= index.value(trait, new.get(trait, said[trait]))
            for one in self._appraising.run(mask).fired:
                fired.setdefault(one.rule.id, one)
            found = appraise(fired.values(), said, self._places.vocabulary)
            now = {name: each.value for name, each in found.items() if each.inferred}
            if now == new:
                break
            new = now
        self._traits[key] = new
        return new

    def _around(self, answers: Sequence[Answer]) -> _Around:
        joined = tuple(answer for answer in answers if answer.name in _JOINED)
        key = tuple(sorted((each.name, str(each.value)) for each in joined))
        if key not in self._arounds:
            self._arounds[key] = _Around(self, {each.name: each for each in joined}, self._limit)
        return self._arounds[key]

    def builder(self, given: Mapping[str, Answer], **links: str | None) -> FactBuilder:
        """What builds the facts of a profile from which links start only as said here."""
        changes = {answer.field: answer.value for answer in given.values()}
        raw = {**self._profile.model_dump(mode="json"), **dict.fromkeys(LINKED), **changes, **links}
        return FactBuilder(
            self._places.graph, self._metrics, Profile.model_validate(raw), self._policy
        )

    def group(self, stage: Stage, over: Over, facts: Sequence[Fact]) -> FactGroup[Part]:
        """Facts that come along together, and what they make fire."""
        known = {fact.id: fact for fact in facts}
        label, rules = self._places.graph.knowledge.label, self._places.rules

        def made(firings: tuple[Firing, ...]) -> Part:
            fired = tuple(Fired(rules[rule], known[fact], label) for rule, fact in firings)
            return Part(firings, fired)

        return FactGroup(self._index[stage, over], facts, made)


class Draft:
    """What rules say of the metrics under some answers, before it is composed."""

    def __init__(self, around: _Around, parts: tuple[Part, ...], mask: int) -> None:
        self._around, self._parts, self._mask = around, parts, mask

    def may_want(self, metric: str) -> bool:
        """Whether the metric can be a KPI at all; if not, composing need not be tried.

        What a KPI of the draft brings along may want it too; that is only known when composed.
        """
        return self._around.brought(metric) or any(metric in part.wanted for part in self._parts)

    def card(self) -> Card:
        """The scorecard that comes of it."""
        return self._around.card(self._parts, self._mask)

    def kpis(self) -> Card:
        """The KPIs alone."""
        return {m: place for m, place in self.card().items() if place in ("headline", "supporting")}


class _Around:
    """The profiles of a neighbourhood that share objectives, data and instructions."""

    def __init__(self, near: Neighbourhood, joined: Mapping[str, Answer], limit: str) -> None:
        self._near, self._joined, self._limit = near, joined, limit
        self._builder = near.builder(joined)
        self._common = self._builder.links()
        self.base = near.group("select", "link", self._common)
        self._linked: dict[tuple[str, str], FactGroup[Part]] = {}
        self._followed: dict[tuple[str, Role], FactGroup[Part]] = {}
        self._settled: dict[tuple[object, ...], Settled] = {}
        self._drafts: dict[tuple[Part, ...], Composed] = {}
        self._composed: dict[tuple[object, ...], Composed] = {}
        self._cards: dict[tuple[tuple[Part, ...], tuple[Part, ...]], Card] = {}

    def linked(self, name: str, value: str) -> FactGroup[Part]:
        """The links that start from one answer."""
        known = self._linked.get((name, value))
        if known is None:
            common = {fact.id for fact in self._common}
            links = self._near.builder(self._joined, **{name: value}).links()
            known = self._linked[name, value] = self._near.group(
                "select", "link", [each for each in links if each.id not in common]
            )
        return known

    def brought(self, metric: str) -> bool:
        """Whether any KPI can bring the metric along as its own part."""
        return bool(self._builder.graph.into(metric, "own-part"))

    def card(self, parts: tuple[Part, ...], mask: int) -> Card:
        """The scorecard that follows from what fired before anything was followed."""
        draft = self._drafts.get(parts)
        if draft is None:
            draft = self._drafts[parts] = self._compose(self._tally(parts).candidates())
        followed = tuple(
            part
            for metric, role in draft.roles.items()
            if (part := self._follow(metric, role).run(mask)).firings
        )
        known = self._cards.get((parts, followed))
        if known is None:
            known = self._cards[parts, followed] = self._finish((*parts, *followed), draft.headline)
        return known

    def _follow(self, metric: str, role: Role) -> FactGroup[Part]:
        known = self._followed.get((metric, role))
        if known is None:
            facts = self._builder.follow({metric: role})
            known = self._followed[metric, role] = self._near.group("select", "link", facts)
        return known

    def _tally(self, parts: Iterable[Part]) -> Tally:
        tally = Tally(lambda metric: lines_of(metric, self._builder), self._settled)
        tally.hear(parts)
        return tally

    def _compose(self, candidates: Sequence[Candidate], headline: str | None = None) -> Composed:
        key = (headline, *candidates)
        known = self._composed.get(key)
        if known is None:
            count = len(self._builder.objectives)
            known = self._composed[key] = compose(candidates, self._limit, count, headline)
        return known

    def _finish(self, parts: tuple[Part, ...], headline: str | None) -> Card:
        tally = self._tally(parts)
        composed = self._compose(tally.candidates(), headline)
        weights = {guard: kpis for guard, kpis in tally.guards.items() if guard not in tally.barred}
        card: dict[str, Place] = dict(composed.roles)
        for metric in choose_guards(weights, composed):
            card.setdefault(metric, "guardrail")
        for metric in tally.monitored():
            card.setdefault(metric, "monitor")
        return card
