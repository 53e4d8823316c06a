"""Which rules speak of a record: by name, or because they reach every record of its kind.

The catalogue's pages and the generated handbook ask here, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from engine.facts import MetricFacts
from knowledge_graph.graph import Edge, Graph
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute, Metric, Record
from rules.condition import evaluate, leaves
from rules.load import Catalogue, CatalogueRule
from rules.records import Bar, Discourage, Hold, Raise, Recommend
from rules.vocabulary import Value, policy_field

Stance = Literal["for", "against", "holder", "other"]
"""What a rule says of a record: puts it forward, speaks against it, says who answers for it, or
only looks at it."""

_KIND_OF_FIELD = {"partner_team": "team"}
"""Fields whose words are slugs of a kind of record although the field lists them itself."""

_RELATIONS = (
    "measured-by", "outcome", "tracks", "checks", "practises", "cares-about",
    "guarded-by", "own-part",
)  # fmt: skip
"""The relations of which the engine makes links."""

_SAID_OF_ANY_METRIC = ("initiative", "excludes")
"""The relations that a profile itself states, with whichever metric it likes."""


def rules_about(record_id: str, catalogue: Catalogue, graph: Graph) -> tuple[CatalogueRule, ...]:
    """The rules in force that name a record, in order of stage and id.

    A rule names a record where a conclusion refers to it, or where ``when`` or ``unless`` compares
    with it: by id (``objective.enable-sales``), by slug (``phase: grow`` names ``phase.grow``), or
    as a policy (``policy_cac`` names the dispute that the policy decides).
    """
    named = named_by_rule(catalogue, graph)
    return tuple(rule for rule in catalogue.stable if record_id in named[rule.id])


def general_rules(record_id: str, catalogue: Catalogue, graph: Graph) -> tuple[CatalogueRule, ...]:
    """The rules in force that do not name a record and yet can fire on a fact about it.

    They look at every link, candidate or KPI of some kind. A rule counts where what is known of
    the record does not rule it out; what depends on the profile is taken as possible.
    """
    named = {rule.id for rule in rules_about(record_id, catalogue, graph)}
    facts = tuple(_facts_about(record_id, graph))
    return tuple(
        rule
        for rule in catalogue.stable
        if rule.id not in named
        and any(
            rule.rule.over == over
            and evaluate(rule.when, fields) is not False
            and evaluate(rule.unless, fields) is not True
            for over, fields in facts
        )
    )


def stance(rule: CatalogueRule, record_id: str) -> Stance:
    """What a rule that names a record says of it."""
    about = {record_id, "$metric"} if _looks_at(rule, record_id) else {record_id}
    for conclusion in rule.rule.then:
        match conclusion:
            case Recommend() if conclusion.recommend in about:
                return "for"
            case Discourage() if conclusion.discourage in about:
                return "against"
            case Bar() if conclusion.bar in about:
                return "against"
            case Hold() if "$metric" in about or record_id in _holders(conclusion):
                return "holder"
    return "other"


def records_citing(source_id: str, knowledge: Knowledge) -> tuple[Record, ...]:
    """The records that cite a source anywhere: themselves, in a link, a part, a position."""
    return tuple(
        record
        for record in knowledge.records.values()
        if source_id in _sources_in(record.model_dump())
    )


def rules_citing(source_id: str, catalogue: Catalogue) -> tuple[CatalogueRule, ...]:
    """The rules in force that cite a source."""
    return tuple(
        rule
        for rule in catalogue.stable
        if any(citation.source == source_id for citation in rule.rule.citations)
    )


def disputes_of(rule: CatalogueRule, knowledge: Knowledge) -> tuple[Dispute, ...]:
    """The disputes a rule answers to: it reads their policy, or raises them."""
    raised = {each.raise_ for each in rule.rule.then if isinstance(each, Raise)}
    return tuple(
        dispute
        for dispute in knowledge.every(Dispute)
        if dispute.id in raised
        or (dispute.policy and policy_field(dispute.policy.key) in rule.reads)
    )


def named_by_rule(catalogue: Catalogue, graph: Graph) -> Mapping[str, frozenset[str]]:
    """Rule -> the ids of the records it names, for every rule, in force or not."""
    fields = _records_by_field(graph.knowledge)
    return {rule.id: _named(rule, fields, graph.knowledge) for rule in catalogue.rules}


def _holders(hold: Hold) -> tuple[str, ...]:
    """Whom and what a conclusion about accountability names."""
    shared = (hold.with_,) if isinstance(hold.with_, str) else hold.with_
    own = (hold.own_part,) if isinstance(hold.own_part, str) else hold.own_part
    return (hold.lead or "", *shared, *own)


def _looks_at(rule: CatalogueRule, record_id: str) -> bool:
    """Whether the rule's fact is about this metric, and the rule does not leave it out."""
    fields: dict[str, Value] = {"metric": record_id}
    return (
        record_id.startswith("metric.")
        and "metric" in rule.reads
        and evaluate(rule.when, fields) is not False
        and evaluate(rule.unless, fields) is not True
    )


def _named(rule: CatalogueRule, fields: Mapping[str, str], knowledge: Knowledge) -> frozenset[str]:
    """Every id that stands in a rule, whatever it says of it."""
    found: set[str] = set()
    for conclusion in rule.rule.then:
        for value in dict(conclusion).values():
            found.update(value if isinstance(value, tuple) else (str(value),))
        if infer := getattr(conclusion, "infer", None):
            found.add(f"{fields.get(infer, '')}.{getattr(conclusion, 'value', '')}")
    for leaf in (*leaves(rule.when), *leaves(rule.unless)):
        where = fields.get(leaf.field, "")
        if "." in where:
            found.add(where)
        for value in leaf.value if isinstance(leaf.value, tuple) else (leaf.value,):
            found.update((str(value), f"{where}.{value}"))
    return frozenset(found & knowledge.records.keys())


def _records_by_field(knowledge: Knowledge) -> dict[str, str]:
    """Field -> the kind of record its slugs belong to, or the dispute that a policy decides."""
    known = knowledge.fields
    specs = (*known.profile, *known.metric, *known.link)
    kinds = {spec.name: spec.values_from for spec in specs if spec.values_from}
    policies = {
        policy_field(dispute.policy.key): dispute.id
        for dispute in knowledge.every(Dispute)
        if dispute.policy
    }
    return {**kinds, **_KIND_OF_FIELD, **policies}


def _facts_about(record_id: str, graph: Graph) -> Iterator[tuple[str, dict[str, Value]]]:
    """What is known of the facts about a record, whatever the profile."""
    known = MetricFacts(graph, sourced_only=False).fields
    arriving = [edge for each in _RELATIONS for edge in graph.into(record_id, each)]
    leaving = [edge for each in _RELATIONS for edge in graph.edges(record_id, each)]
    # A metric's own guards and parts are links about those other metrics.
    links = arriving if record_id in known else leaving
    for edge in links:
        yield "link", {**known[edge.target], **_link(edge)}
    if isinstance(graph.knowledge.records.get(record_id), Metric):
        for relation in _SAID_OF_ANY_METRIC:
            yield "link", {**known[record_id], "link_relation": relation}
        yield "candidate", known[record_id]
        yield "kpi", known[record_id]


def _link(edge: Edge) -> dict[str, Value]:
    detail = edge.detail
    return {
        "link_relation": edge.relation,
        "link_from": edge.source,
        "link_basis": edge.basis,
        "link_order": float(edge.order),
        "link_wave": float(getattr(detail, "wave", 1)),
        "link_window": bool(getattr(detail, "windows", ())),
    }


def _sources_in(value: object) -> frozenset[str]:
    """Every source named in a record as plain data."""
    if isinstance(value, Mapping):
        own = {str(value["source"])} if "locator" in value else set()
        return frozenset(own).union(*(_sources_in(each) for each in value.values()))
    if isinstance(value, list | tuple):
        return frozenset().union(*(_sources_in(each) for each in value))
    return frozenset()
