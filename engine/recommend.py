"""The adviser: runs the four stages over a profile and says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.appraise import appraise
from engine.assign import assign
from engine.compose import Composed, compose
from engine.facts import Fact, FactBuilder, MetricFacts
from engine.firing import Fired
from engine.inference import DurableMatcher, Matcher, PlainMatcher
from engine.present import Results, present
from engine.profile import Policy, Profile
from engine.questions import Questions
from engine.recommendation import Held, Recommendation, Trait, Versions
from engine.select import Selection
from engine.summary import count_scorecard, inferred_alignment, touched_disputes
from engine.withhold import without_source
from knowledge_graph.graph import Graph
from knowledge_graph.load import Knowledge
from rules.load import Catalogue, CatalogueRule
from rules.records import STAGES, Role, Stage

MAX_ROUNDS = 4
"""Rounds of appraisal at most; each may build on the traits that the one before inferred."""


@dataclass(frozen=True)
class _Chosen:
    """What is on the scorecard, before it is said who answers for it."""

    builder: FactBuilder
    traits: dict[str, Trait]
    selection: Selection
    draft: Composed
    composed: Composed
    guards: Mapping[str, tuple[str, ...]]
    fired: tuple[Fired, ...]

    @property
    def roles(self) -> dict[str, Role]:
        """The role of each metric; a KPI before a guardrail, a guardrail before a monitor."""
        shown: dict[str, Role] = dict.fromkeys(self.selection.monitored(), "monitor")
        return shown | dict.fromkeys(self.guards, "guardrail") | self.composed.roles


class Adviser:
    """Recommends KPIs for a profile. Build one and keep it; it does not change.

    Args:
        knowledge: What is known.
        rules: What is advised.
        matcher: What runs the rules; durable-rules unless said otherwise.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        rules: Catalogue,
        matcher: Callable[[Iterable[CatalogueRule]], Matcher] = DurableMatcher,
    ) -> None:
        self.knowledge = knowledge
        self.rules = rules
        self.graph = Graph(knowledge)
        self._by_id = {rule.id: rule for rule in rules.stable}
        self._metrics = {only: MetricFacts(self.graph, only) for only in (False, True)}
        self._questions = Questions(rules, knowledge)
        self._matchers: dict[tuple[Stage, bool], Matcher] = {}
        for stage in STAGES:
            every = [rule for rule in rules.stable if rule.stage == stage]
            self._matchers[stage, False] = matcher(every)
            self._matchers[stage, True] = matcher(r for r in every if r.rule.basis == "sourced")

    def without_source(self, source: str) -> Adviser:
        """An adviser that lacks every link and rule which cites this source and no other.

        It runs on the plain evaluator, which gives the same answers and costs less to build.
        """
        return Adviser(*without_source(self.knowledge, self.rules, source), PlainMatcher)

    def recommend(self, profile: Profile, policy: Policy | None = None) -> Recommendation:
        """The scorecard for a profile, with every reason for it.

        The same profile, policy, knowledge and rules give the same answer, byte for byte.
        """
        return present(self.reason(profile, policy))

    def roles(self, profile: Profile, policy: Policy | None = None) -> Mapping[str, Role]:
        """The role of each metric on the scorecard. Does not run the stages after composing."""
        return self._choose(profile, policy or Policy()).roles

    def reason(self, profile: Profile, policy: Policy | None = None) -> Results:
        """What every stage concluded, before it is put into words; explanations read it."""
        policy = policy or Policy()
        chosen = self._choose(profile, policy)
        builder, composed, guards = chosen.builder, chosen.composed, chosen.guards
        members = [builder.candidate(*each) for each in chosen.roles.items()]
        assigned = self._fire("assign", builder, [builder.profile_fact(), *members])
        held = assign(assigned)
        card = self._card(builder, chosen.traits, composed, held, guards)
        criticised = self._fire("critique", builder, card)
        return Results(
            builder=builder,
            policy=policy,
            versions=Versions(knowledge=self.knowledge.version, rules=self.rules.version),
            traits=chosen.traits,
            selection=chosen.selection,
            draft=chosen.draft.roles,
            composed=composed,
            guards=guards,
            held=held,
            fired=(*chosen.fired, *assigned, *criticised),
            unused=self._questions.unused(profile),
            next_question=self._questions.next(builder),
        )

    def _choose(self, profile: Profile, policy: Policy) -> _Chosen:
        """Appraise, select and compose."""
        builder = FactBuilder(self.graph, self._metrics[policy.sourced_only], profile, policy)
        traits, appraised = self._appraise(builder)
        limit, objectives = policy.in_force(self.knowledge)["kpi-limit"], len(builder.objectives)
        selection = Selection(builder)
        selected = self._fire("select", builder, [builder.profile_fact(), *builder.links()])
        selection.hear(selected)
        draft = compose(selection.candidates(), limit, objectives)
        followed = self._fire("select", builder, builder.follow(draft.roles))
        selection.hear(followed)
        composed = compose(selection.candidates(), limit, objectives, draft.headline)
        guards = selection.guards(composed)
        fired = (*appraised, *selected, *followed)
        return _Chosen(builder, traits, selection, draft, composed, guards, fired)

    def _fire(self, stage: Stage, builder: FactBuilder, facts: list[Fact]) -> tuple[Fired, ...]:
        """Every firing of a stage, in order of rule and then of the facts as given."""
        if not facts:
            return ()
        place = {fact.id: number for number, fact in enumerate(facts)}
        firings = self._matchers[stage, builder.known.sourced_only].run(facts)
        firings.sort(key=lambda firing: (firing[0], place[firing[1]]))
        label = self.knowledge.label
        return tuple(Fired(self._by_id[rule], facts[place[fact]], label) for rule, fact in firings)

    def _appraise(self, builder: FactBuilder) -> tuple[dict[str, Trait], tuple[Fired, ...]]:
        """Infer traits, round by round, until nothing new comes."""
        vocabulary = self.rules.vocabularies["profile"]
        fired: dict[str, Fired] = {}
        traits: dict[str, Trait] = {}
        for _ in range(MAX_ROUNDS):
            known = {trait: each.value for trait, each in traits.items()}
            for one in self._fire("appraise", builder, [builder.profile_fact()]):
                fired.setdefault(one.rule.id, one)
            traits = appraise(fired.values(), builder.said, vocabulary)
            if {trait: each.value for trait, each in traits.items()} == known:
                break
            builder.infer({trait: each.value for trait, each in traits.items()})
            if not any(each.inferred for each in traits.values()):
                break
        return traits, tuple(fired[rule] for rule in sorted(fired))

    def _card(
        self,
        builder: FactBuilder,
        traits: Mapping[str, Trait],
        composed: Composed,
        held: Mapping[str, Held],
        guards: Mapping[str, tuple[str, ...]],
    ) -> list[Fact]:
        """The facts of the composed scorecard, for the critique."""
        counts = count_scorecard(builder, composed, held, guards)
        vocabulary = self.rules.vocabularies["profile"]
        counts["alignment_said"] = builder.profile.alignment is not None
        counts["alignment_inferred"] = inferred_alignment(traits, vocabulary)
        kpis = []
        for metric, role in composed.roles.items():
            how = held.get(metric, Held(kind="unstated"))
            kpis.append(builder.kpi(metric, role, how.kind, len(how.own_part)))
        disputes = builder.disputes(touched_disputes(builder, composed))
        return [builder.profile_fact(), builder.scorecard(counts), *kpis, *disputes]
