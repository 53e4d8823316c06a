"""A profile and the graph's neighbourhood of it, as the flat facts that rules look at.

The graph does the joining: there is one fact for the profile, one for each link of what was
chosen, and later one for each candidate, each KPI and the scorecard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.profile import Policy, Profile, profile_fields
from knowledge_graph.graph import LEAD, Edge, Graph
from knowledge_graph.records import BASES, Basis, Citation, Metric, Rhythm, TeamPart
from rules.vocabulary import Over, Value

Binding = str | tuple[str, ...]

LINKED: Mapping[str, tuple[str, str]] = {
    "phase": ("phase", "tracks"),
    "focus": ("focus", "practises"),
    "partner_team": ("team", "cares-about"),
}
"""Answer of the profile -> the kind of record it names, and the relation that leads from it."""


@dataclass(frozen=True)
class Fact:
    """One thing that rules may speak about.

    Attributes:
        id: Unique within a recommendation, and readable in a trace.
        over: The kind of fact.
        own: What this fact adds to what every fact of the recommendation carries.
        common: What every fact carries: the profile and the policies.
        bindings: What ``$name`` stands for in conclusions and reasons.
        basis: What the fact itself rests on; profile and scorecard rest on what was said.
        citations: Where that can be looked up.
        why: The reason the knowledge gives for it.
    """

    id: str
    over: Over
    own: Mapping[str, Value]
    common: Mapping[str, Value] = field(default_factory=dict)
    bindings: Mapping[str, Binding] = field(default_factory=dict)
    basis: Basis = "sourced"
    citations: tuple[Citation, ...] = ()
    why: str = ""

    @property
    def fields(self) -> dict[str, Value]:
        """What conditions test; a field that is absent or None is unknown."""
        return {**self.common, **self.own}


class FactBuilder:
    """Builds the facts of one recommendation. Holds the profile's fields as they become known."""

    def __init__(self, graph: Graph, known: MetricFacts, profile: Profile, policy: Policy) -> None:
        self.graph = graph
        self.known = known
        self.profile = profile
        knowledge = graph.knowledge
        self.said = profile_fields(profile, knowledge.fields.profile)
        self.fields: dict[str, Value] = {**self.said, **policy.fields(knowledge)}
        self.objectives = profile.objectives or ()
        self._metrics: dict[str, dict[str, Value]] = {}
        self._outcomes = {
            edge.target
            for objective in self.objectives
            for edge in graph.edges(objective, "outcome")
            if self.known.counts(edge)
        }

    def infer(self, traits: Mapping[str, str]) -> None:
        """Take over inferred traits; what was said stays."""
        new = {trait: value for trait, value in traits.items() if self.said.get(trait) is None}
        self.fields = {**self.fields, **new}

    def profile_fact(self) -> Fact:
        """The profile itself."""
        return Fact("profile", "profile", {}, self.fields)

    def links(self) -> list[Fact]:
        """The links of what was chosen: objectives, phase, rhythms, focus, partner, initiative."""
        return [self.link(edge) for edge in self.edges()]

    def edges(self) -> list[Edge]:
        """The edges of what was chosen, those of one start and relation side by side."""
        graph, fields = self.graph, self.fields
        starts = [
            *((objective, "measured-by") for objective in self.objectives),
            *((objective, "outcome") for objective in self.objectives),
            *((rhythm.id, "checks") for rhythm in graph.knowledge.every(Rhythm)),
        ]
        for trait, (kind, relation) in LINKED.items():
            if fields.get(trait) is not None:
                starts.append((f"{kind}.{fields[trait]}", relation))
        edges = [edge for start, relation in starts for edge in graph.edges(start, relation)]
        wanted = fields.get("critical_initiative_metric")
        if isinstance(wanted, str):
            edges.append(own_edge("initiative", wanted))
        edges.extend(own_edge("excludes", metric) for metric in self.profile.excluded or ())
        return [edge for edge in edges if self.known.counts(edge)]

    def follow(self, roles: Mapping[str, str]) -> list[Fact]:
        """The links that KPIs bring: what guards them, and the PMM's own part of the headline.

        Args:
            roles: Metric -> its role on the draft of the scorecard.
        """
        return [
            self.link(edge, role)
            for metric, role in roles.items()
            for relation in ("guarded-by", "own-part")[: 2 if role == "headline" else 1]
            for edge in self.graph.edges(metric, relation)
            if self.known.counts(edge)
        ]

    def candidate(self, metric: str, role: str) -> Fact:
        """A metric that is on the scorecard in some role, before it is said who answers for it."""
        own = {**self.metric(metric), "candidate_role": role}
        part = self.known.part[metric]
        # Where no part is read, what fires rests on the rule alone.
        basis, citations = (part.basis, part.citations) if part else ("sourced", ())
        return Fact(
            metric, "candidate", own, self.fields, self.known.bindings[metric], basis, citations
        )

    def kpi(self, metric: str, role: str, accountability: str, own_parts: int) -> Fact:
        """A KPI of the composed scorecard."""
        own = {
            **self.metric(metric),
            "kpi_role": role,
            "kpi_accountability": accountability,
            "kpi_own_parts": float(own_parts),
        }
        return Fact(metric, "kpi", own, self.fields, self.known.bindings[metric])

    def scorecard(self, counts: Mapping[str, Value]) -> Fact:
        """The composed scorecard as a whole."""
        shown = {
            name: f"{value:g}" if isinstance(value, float) else str(value)
            for name, value in counts.items()
        }
        return Fact("scorecard", "scorecard", counts, self.fields, shown)

    def disputes(self, touched: Mapping[str, str]) -> list[Fact]:
        """One link for each dispute that a recommended metric or a chosen objective is in.

        Args:
            touched: Dispute -> the metric or objective that touches it.
        """
        facts = []
        for dispute, what in touched.items():
            own: dict[str, Value] = {"link_relation": "disputed-in", "link_from": what}
            if what.startswith("metric."):
                own["metric"] = what
            bindings: dict[str, Binding] = {"dispute": dispute, "from": what}
            name = f"{what} disputed-in {dispute}"
            facts.append(Fact(name, "link", own, self.fields, bindings))
        return facts

    def link(self, edge: Edge, role: str | None = None) -> Fact:
        """One link, whether or not the profile chose where it starts.

        Args:
            edge: The link.
            role: The role of the KPI that it starts at, if it starts at one.
        """
        detail = edge.detail
        team = getattr(detail, "team", None)
        own: dict[str, Value] = {
            **self.metric(edge.target),
            "link_relation": edge.relation,
            "link_from": edge.source,
            "link_basis": edge.basis,
            "link_order": float(edge.order),
            "link_wave": float(getattr(detail, "wave", 1)),
            "link_team": team,
            "link_window": bool(getattr(detail, "windows", ())),
            "link_role": role,
        }
        bindings = {**self.known.bindings[edge.target], "from": edge.source}
        name = f"{edge.source} {edge.relation} {edge.target}"
        return Fact(name, "link", own, self.fields, bindings, edge.basis, edge.citations, edge.why)

    def metric(self, metric: str) -> dict[str, Value]:
        """What every fact about a metric says of it."""
        known = self._metrics.get(metric)
        if known is None:
            have, needs = self.fields.get("data_sources"), self.known.needs[metric]
            served = any(self.graph.serves(metric, each) for each in self.objectives)
            known = self._metrics[metric] = {
                **self.known.fields[metric],
                "metric_measurable": needs <= have if isinstance(have, frozenset) else None,
                "metric_outcome": metric in self._outcomes,
                "metric_served": served if self.objectives else None,
            }
        return known


class MetricFacts:
    """What facts say of each metric whatever the profile; does not change.

    Attributes:
        fields: Metric -> the fields of its record that rules read.
        bindings: Metric -> what ``$lead`` and the like stand for.
        needs: Metric -> the data without which it cannot be measured.
        part: Metric -> product marketing's part in it, if it has one.
    """

    def __init__(self, graph: Graph, sourced_only: bool) -> None:
        self.sourced_only = sourced_only
        metrics = graph.knowledge.every(Metric)
        self.needs = {metric.id: frozenset(metric.needs) for metric in metrics}
        parts = {metric.id: self._parts(metric) for metric in metrics}
        self.part = {
            metric: next((each for each in known if each.team == LEAD), None)
            for metric, known in parts.items()
        }
        self.fields = {metric.id: self._fields(metric, parts[metric.id]) for metric in metrics}
        self.bindings = {
            metric.id: self._bindings(metric, parts[metric.id], graph) for metric in metrics
        }

    def counts(self, edge: Edge) -> bool:
        """Whether a link takes part: with ``sourced_only``, only those of the seed documents."""
        return not self.sourced_only or edge.basis == "sourced"

    def _parts(self, metric: Metric) -> list[TeamPart]:
        return [each for each in metric.teams if not self.sourced_only or each.basis == "sourced"]

    def _fields(self, metric: Metric, parts: list[TeamPart]) -> dict[str, Value]:
        part = self.part[metric.id]
        owners = [each for each in parts if each.team != LEAD and each.part != "contributes"]
        return {
            "metric": metric.id,
            "metric_family": metric.family,
            "metric_nature": metric.nature,
            "metric_timing": metric.timing,
            "metric_control": metric.control,
            "metric_output_count": metric.output_count,
            "metric_basis": metric.basis,
            "metric_pmm_part": part.part if part else (None if self.sourced_only else "none"),
            "metric_co_owned": bool(owners),
        }

    def _bindings(self, metric: Metric, parts: list[TeamPart], graph: Graph) -> dict[str, Binding]:
        leads = [each.team for each in parts if each.part == "leads"]
        owners = (each.team for each in parts if each.part != "contributes")
        own = graph.edges(metric.id, "own-part")
        bindings: dict[str, Binding] = {
            "metric": metric.id,
            "co_owners": tuple(team for team in owners if team != LEAD),
            "own_part": tuple(edge.target for edge in own if self.counts(edge)),
        }
        return {**bindings, "lead": leads[0]} if leads else bindings


def own_edge(relation: str, metric: str) -> Edge:
    """A link that the profile itself states; it rests on what was said."""
    return Edge("profile", relation, metric, "sourced", "", (), 1)


def strongest(bases: Iterable[Basis]) -> Basis:
    """The best ground among several; editorial where there is none."""
    return min(bases, key=BASES.index, default="editorial")


def weaker(one: Basis, other: Basis) -> Basis:
    """The ground of something that rests on both."""
    return max(one, other, key=BASES.index)
