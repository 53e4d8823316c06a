"""What can come about at all: a rule within given answers, a metric within the whole knowledge.

Both look at conditions branch by branch and field by field, so nothing is swept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.facts import LINKED, Fact, FactBuilder, MetricFacts
from engine.firing import Fired
from engine.index import passes
from engine.network import Branch, Test, branches
from engine.profile import Policy, Profile
from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric, Objective, Rhythm
from rules.condition import Fields
from rules.load import Catalogue, CatalogueRule
from rules.records import Recommend
from rules.vocabulary import Value

Domains = Mapping[str, tuple[Value, ...]]
"""Field -> every value it can have, None among them where it can be unknown."""


def can_fire(rule: CatalogueRule, domains: Domains) -> bool:
    """Whether a rule can fire where these fields have these values and all others have any.

    Fields are taken one by one: that two of them never have such values together is not seen.
    """
    return _can_fire(branches(rule.when, rule.unless), domains)


def _can_fire(every: list[Branch], domains: Domains) -> bool:
    return any(_open(branch, domains) for branch in every)


def _open(branch: Branch, domains: Domains) -> bool:
    tests: dict[str, list[Test]] = {}
    for test in branch:
        tests.setdefault(test[0].field, []).append(test)
    return all(
        any(passes(asked, {name: value}) for value in domains[name])
        for name, asked in tests.items()
        if name in domains
    )


def received(rules: Catalogue, graph: Graph) -> frozenset[str]:
    """Every metric that some rule could bring to a scorecard, in any role.

    That somebody names it as the metric of a critical initiative is not counted: in that way any
    metric comes in. A metric comes along with a KPI only if that one can be a KPI itself.
    """
    wanting = [
        rule
        for rule in rules.stable
        if rule.stage == "select" and any(isinstance(t, Recommend) for t in rule.rule.then)
    ]
    builder = FactBuilder(graph, MetricFacts(graph, sourced_only=False), Profile(), Policy())
    found: dict[str, set[str]] = {}
    profile = builder.profile_fact()
    for rule in wanting:
        if rule.rule.over == "profile" and can_fire(rule, {}):
            _take(Fired(rule, profile, graph.knowledge.label), found)
    over_links = [
        (rule, branches(rule.when, rule.unless)) for rule in wanting if rule.rule.over == "link"
    ]
    for fact in _links(graph, builder):
        _hear(fact, over_links, found, graph)
    while True:
        before = {metric: set(roles) for metric, roles in found.items()}
        for metric, roles in before.items():
            for role in roles & {"headline", "supporting"}:
                for fact in builder.follow({metric: role}):
                    _hear(fact, over_links, found, graph)
        if found == before:
            return frozenset(found)


_OF_THE_PROFILE = ("metric_measurable", "metric_outcome", "metric_served")
"""Fields of a link that depend on the profile, and so may have any value."""


def _hear(
    fact: Fact,
    rules: list[tuple[CatalogueRule, list[Branch]]],
    found: dict[str, set[str]],
    graph: Graph,
) -> None:
    own: Fields = {name: v for name, v in fact.own.items() if name not in _OF_THE_PROFILE}
    domains = {name: (value,) for name, value in own.items()}
    for rule, every in rules:
        if _can_fire(every, domains):
            _take(Fired(rule, fact, graph.knowledge.label), found)


def _take(fired: Fired, found: dict[str, set[str]]) -> None:
    for conclusion in fired.rule.rule.then:
        if isinstance(conclusion, Recommend):
            for metric in fired.each(conclusion.recommend):
                # Any KPI may end up as the headline, because one may be promoted.
                roles = {"headline", "supporting"}
                found.setdefault(metric, set()).update(
                    roles if conclusion.as_ in roles else {conclusion.as_}
                )


def _links(graph: Graph, builder: FactBuilder) -> Iterator[Fact]:
    knowledge = graph.knowledge
    kinds = dict(LINKED.values())
    for record in knowledge.records.values():
        kind = record.id.partition(".")[0]
        relations = [kinds[kind]] if kind in kinds else []
        if isinstance(record, Objective):
            relations += ["measured-by", "outcome"]
        if isinstance(record, Rhythm):
            relations.append("checks")
        for relation in relations:
            for edge in graph.edges(record.id, relation):
                if isinstance(knowledge.records.get(edge.target), Metric):
                    yield builder.link(edge)
