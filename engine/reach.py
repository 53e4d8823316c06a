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
from rules.condition import Condition, Fields, Leaf, evaluate
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
    for fact in _links(rules, graph, builder):
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


def _links(rules: Catalogue, graph: Graph, builder: FactBuilder) -> Iterator[Fact]:
    """The links that some answer brings, from objectives and rhythms too."""
    words, knowledge = rules.vocabularies["profile"], graph.knowledge
    starts = [
        *(
            (f"{kind}.{each}", way)
            for name, (kind, way) in LINKED.items()
            for each in words[name].values
        ),
        *(
            (each.id, way)
            for each in knowledge.every(Objective)
            for way in ("measured-by", "outcome")
        ),
        *((each.id, "checks") for each in knowledge.every(Rhythm)),
    ]
    for start, relation in starts:
        for edge in graph.edges(start, relation):
            if isinstance(knowledge.records.get(edge.target), Metric):
                yield builder.link(edge)


def open_leaves(when: Condition, unless: Condition, domains: Domains) -> frozenset[int]:
    """The numbers of the leaves, those of ``unless`` last, that such fields leave open.

    Left out are leaves that are settled themselves, and those beside one that settles them all.
    Nothing negates, so it is enough to know of a leaf whether it is always true, never, or either.
    """
    after, first = _open_in(when, domains, 0)
    _, second = _open_in(unless, domains, after)
    return frozenset((*first, *second))


def _open_in(condition: Condition, domains: Domains, number: int) -> tuple[int, list[int]]:
    if isinstance(condition, Leaf):
        return number + 1, [number] if _settled(condition, domains) is None else []
    found: list[int] = []
    for part in condition.parts:
        number, more = _open_in(part, domains, number)
        found += more
    return number, [] if _settled(condition, domains) is not None else found


def _settled(condition: Condition, domains: Domains) -> bool | None:
    """True if it always holds, False if it never does, else None."""
    if isinstance(condition, Leaf):
        if condition.field not in domains:
            return None
        values = domains[condition.field]
        truths = {evaluate(condition, {condition.field: value}) is True for value in values}
        return truths.pop() if len(truths) == 1 else None
    decisive = condition.mode == "any"
    truth = [_settled(part, domains) for part in condition.parts]
    if decisive in truth:
        return decisive
    return None if None in truth else not decisive
