"""Who stands where on the scorecard, for very many profiles around one.

The same as ``Adviser`` up to the end of composing, from the plain side: rules are asked through
``engine.index``, and whatever follows from the same firings is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from engine.appraise import appraise
from engine.compose import AS_KPI
from engine.drafts import Board
from engine.explain.answers import Answer
from engine.explain.around import Around, Draft
from engine.explain.run import FOLLOWED
from engine.facts import LINKED, Fact, FactBuilder, MetricFacts
from engine.firing import Fired
from engine.index import FactGroup, Index
from engine.inference import Firing
from engine.profile import Policy, Profile, profile_fields
from engine.recommend import MAX_ROUNDS
from engine.tally import Part
from knowledge_graph.graph import Edge, Graph
from rules.load import Catalogue, CatalogueRule
from rules.records import Bar, Conclusion, Discourage, Infer, Recommend, Stage
from rules.vocabulary import Over, Value

_JOINED = ("objectives", "data_sources", "excluded", "critical_initiative_metric")
"""Answers that facts about links are built from, beside those that a link starts from."""
_WORKED_OUT = ("metric_measurable", "metric_outcome", "metric_served")
"""All that facts about links say of the profile."""
_ASKED: tuple[tuple[Stage, Over], ...] = (
    ("appraise", "profile"),
    ("select", "profile"),
    ("select", "link"),
)


class Bits(NamedTuple):
    """The rules in force under one choice of evidence, as bits, and what is known of metrics.

    Attributes:
        brought: Metrics that a rule can want as a KPI because a KPI of the draft leads there.
        displaced: Metrics against which a rule can speak because a KPI of the draft leads there.
    """

    rules: Mapping[tuple[Stage, Over], Index]
    metrics: MetricFacts
    brought: frozenset[str]
    displaced: frozenset[str]


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
            facts = MetricFacts(self.graph, sourced_only)
            brought = self._followed(stable, _speaks_for, facts)
            displaced = self._followed(stable, _speaks_against, facts)
            self._bits[sourced_only] = Bits(index, facts, brought, displaced)
        return self._bits[sourced_only]

    def _followed(
        self,
        rules: Iterable[CatalogueRule],
        speaks: Callable[[Conclusion], bool],
        facts: MetricFacts,
    ) -> frozenset[str]:
        """Metrics of which such rules can speak because a KPI of the draft leads there."""
        said = [
            rule
            for rule in rules
            if (rule.stage, rule.rule.over) == ("select", "link")
            and any(map(speaks, rule.rule.then))
        ]
        index = Index(said, {}, watch=False)
        return frozenset(
            metric
            for metric, fields in facts.fields.items()
            for relation in FOLLOWED
            if self.graph.into(metric, relation)
            and index.mask({**fields, "link_relation": relation})
        )


def _speaks_for(each: Conclusion) -> bool:
    return isinstance(each, Recommend) and each.as_ in AS_KPI


def _speaks_against(each: Conclusion) -> bool:
    return isinstance(each, Discourage | Bar)


class Neighbourhood:
    """The profiles around one, each with its scorecard.

    Args:
        places: What all neighbourhoods share.
        profile: The one in the middle.
        policy: The policy in force in all of them.
    """

    def __init__(self, places: Places, profile: Profile, policy: Policy) -> None:
        self._places = places
        self._index, self._metrics, self.brought, self.displaced = places.bits(policy.sourced_only)
        self._raw, self._policy = profile.model_dump(mode="json"), policy
        knowledge = places.graph.knowledge
        self._limit = policy.in_force(knowledge)["kpi-limit"]
        self._said = profile_fields(profile, knowledge.fields.profile)
        self._policies = policy.fields(knowledge)
        self._rests: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._masks: dict[Answer, tuple[int, ...]] = {}
        self._arounds: dict[frozenset[Answer], Around] = {}
        self._groups: dict[tuple[object, ...], FactGroup[Part]] = {}
        self._boards: dict[tuple[str, ...], Board] = {}
        self._traits: dict[tuple[object, ...], Mapping[str, str]] = {}
        fact = [Fact("profile", "profile", {})]
        self._appraising = self.group("appraise", "profile", fact)
        self._selecting = self.group("select", "profile", fact)

    def draft(self, answers: Sequence[Answer]) -> Draft:
        """What rules say with these answers in place of the present ones; no two of one field."""
        said = self._said
        if answers:
            said = {**said, **{answer.name: answer.fact for answer in answers}}
        rest = self._rest(tuple(sorted(answer.name for answer in answers)))
        for answer in answers:
            mine = self._mask_of(answer)
            rest = (rest[0] & mine[0], rest[1] & mine[1], rest[2] & mine[2])
        inferred = self._infer(rest[0], said)
        _, of_profile, link = rest
        for trait in self._places.traits:
            value = inferred.get(trait, said[trait])
            of_profile &= self._index["select", "profile"].value(trait, value)
            link &= self._index["select", "link"].value(trait, value)
        around = self._around(answers)
        parts = [self._selecting.run(of_profile), *(each.run(link) for each in around.base)]
        for name in LINKED:
            start = inferred.get(name, said[name])
            if isinstance(start, str):
                parts.append(around.linked(name, start).run(link))
        return Draft(around, tuple(parts), link)

    def _mask_of(self, answer: Answer) -> tuple[int, ...]:
        """The branches that an answer lets pass; a trait is put in once it is inferred or not."""
        known = self._masks.get(answer)
        if known is None:
            trait = answer.name in self._places.traits
            known = (-1, -1, -1)
            if not trait:
                known = self._put(known, answer.name, answer.fact)
            self._masks[answer] = known
        return known

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

    def _around(self, answers: Sequence[Answer]) -> Around:
        joined = frozenset(answer for answer in answers if answer.name in _JOINED)
        known = self._arounds.get(joined)
        if known is None:
            known = self._arounds[joined] = Around(self, joined, self._limit)
        return known

    def board(self, builder: FactBuilder) -> Board:
        """What profiles with the same objectives share."""
        return self._boards.setdefault(builder.objectives, Board())

    def links(self, builder: FactBuilder, edges: Sequence[Edge]) -> FactGroup[Part]:
        """Links that start at one record; the same wherever the rules cannot tell them apart."""
        counted = [edge for edge in edges if builder.known.counts(edge)]
        told = (builder.metric(edge.target) for edge in counted)
        key = (*((edge.source, edge.relation, edge.target) for edge in counted),
               *(metric[name] for metric in told for name in _WORKED_OUT))  # fmt: skip
        known = self._groups.get(key)
        if known is None:
            facts = [builder.link(edge) for edge in counted]
            known = self._groups[key] = self.group("select", "link", facts)
        return known

    def builder(self, given: Iterable[Answer]) -> FactBuilder:
        """What builds the facts of a profile from whose answers no links start by themselves."""
        changes = {answer.field: answer.value for answer in given}
        raw = {**self._raw, **dict.fromkeys(LINKED), **changes}
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
