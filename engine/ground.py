"""What every profile of the space stands on, and the records of what comes of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.compose import Composed
from engine.facts import Fact, FactBuilder, MetricFacts
from engine.firing import Fired
from engine.index import Index
from engine.inference import Firing
from engine.profile import Policy, Profile, profile_fields
from engine.recommendation import Held
from engine.tally import Part
from knowledge_graph.graph import Graph
from rules.load import Catalogue
from rules.records import STAGES, Infer, Role, Stage
from rules.vocabulary import OVERS, Over, Value

Answers = Mapping[str, str | None]
"""The answers beside the objective; None where one is unknown."""
Firings = tuple[Firing, ...]


@dataclass(eq=False)
class Appraised:
    """What the first stage made of some profiles.

    Attributes:
        firings: Every rule that fired in any round.
        fields: The profile's fields, traits included.
        inferred: What the evidence says of the alignment, whatever was said.
    """

    firings: Firings
    fired: tuple[Fired, ...]
    fields: Mapping[str, Value]
    inferred: str | None


@dataclass(eq=False)
class Selected:
    """The scorecard of some profiles, before it is said who answers for it.

    Attributes:
        parts: What fired before anything was followed.
        followed: What fired on the links that the draft brought.
        guards: Guardrail -> the KPIs it guards.
        mask: The link rules that the fields of the first such profile let pass.
    """

    firings: Firings
    parts: tuple[Part, ...]
    followed: tuple[Part, ...]
    composed: Composed
    guards: Mapping[str, tuple[str, ...]]
    monitored: tuple[str, ...]
    mask: int

    @property
    def shown(self) -> dict[str, Role]:
        """Metric -> its role; a KPI before a guardrail, a guardrail before a monitor."""
        shown: dict[str, Role] = dict.fromkeys(self.monitored, "monitor")
        return shown | dict.fromkeys(self.guards, "guardrail") | self.composed.roles


@dataclass(eq=False)
class Holding:
    """What fired on one metric of a scorecard, and how it is held by that; None if unstated."""

    metric: str
    firings: Firings
    fired: tuple[Fired, ...]
    held: Held | None


@dataclass(eq=False)
class Assigned:
    """A scorecard with who answers for each metric.

    Attributes:
        kpis: Each KPI with its role and its accountability, the headline first.
    """

    firings: Firings
    selected: Selected
    holdings: tuple[Holding, ...]
    kpis: tuple[tuple[str, str, str], ...]


@dataclass(eq=False)
class Criticised:
    """What the last stage made fire."""

    firings: Firings


class Outcome(NamedTuple):
    """One profile of the space and what came of it."""

    answers: Answers
    appraised: Appraised
    selected: Selected
    assigned: Assigned
    criticised: Criticised


class Ground:
    """What every profile of the space stands on: the graph, and the rules as bits.

    Attributes:
        traits: What rules infer of a profile.
        live: The fields that differ between profiles; every other one has one value in ``fixed``.
        index: The rules of a stage over one kind of fact.
    """

    def __init__(self, graph: Graph, rules: Catalogue, asked: Iterable[str]) -> None:
        self.graph = graph
        self.metrics = MetricFacts(graph, sourced_only=False)
        self.vocabulary = rules.vocabularies["profile"]
        self.rules = {rule.id: rule for rule in rules.stable}
        inferred = {
            each.infer for r in rules.stable for each in r.rule.then if isinstance(each, Infer)
        }
        self.traits = tuple(sorted(inferred))
        self.live = tuple(dict.fromkeys((*asked, *self.traits)))
        knowledge = graph.knowledge
        unknown = profile_fields(Profile(), knowledge.fields.profile)
        every = {**unknown, **Policy().fields(knowledge)}
        self.fixed = {name: value for name, value in every.items() if name not in self.live}
        self.index: dict[tuple[Stage, Over], Index] = {
            (stage, over): Index(
                (r for r in rules.stable if (r.stage, r.rule.over) == (stage, over)), self.fixed
            )
            for stage in STAGES
            for over in OVERS
        }

    def builder(self, objective: str, **answers: str) -> FactBuilder:
        """What builds the facts of a profile."""
        profile = Profile.model_validate({"objectives": (objective,), **answers})
        return FactBuilder(self.graph, self.metrics, profile, Policy())

    def fired(self, firings: Firings, facts: Iterable[Fact]) -> tuple[Fired, ...]:
        """The firings with their rules and facts."""
        known = {fact.id: fact for fact in facts}
        label = self.graph.knowledge.label
        return tuple(Fired(self.rules[rule], known[fact], label) for rule, fact in firings)
