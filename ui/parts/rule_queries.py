"""The filters over rules, and the search in them. Pure."""

from __future__ import annotations

from engine import Adviser
from engine.mentions import named_by_rule
from rules.load import CatalogueRule
from rules.records import STAGES
from ui.parts.facets import Facet, narrowed
from ui.parts.find import Hit
from ui.parts.queries import Query
from ui.parts.rule_words import STAGE, readable, strengths
from ui.parts.wording import BASIS

STATUS = {"stable": "In force", "draft": "Draft", "deprecated": "Retired"}
STRENGTH = {"strong": "Strong", "medium": "Medium", "weak": "Weak"}


def rule_facets(adviser: Adviser) -> tuple[Facet[CatalogueRule], ...]:
    """Every filter over rules, in the order in which they are asked."""
    rules = adviser.rules
    fields: dict[str, str] = {}
    policies: dict[str, str] = {}
    for over in rules.vocabularies.values():
        for name, field in over.items():
            if not any(name in rule.reads for rule in rules.rules):
                continue
            known = policies if name.startswith("policy_") else fields
            known[name] = field.label
    return (
        Facet(
            "stage",
            "Stage of reasoning",
            {stage: STAGE[stage] for stage in STAGES},
            lambda rule, _: frozenset({rule.stage}),
        ),
        Facet(
            "basis",
            "Basis",
            {str(basis): said for basis, said in BASIS.items()},
            lambda rule, _: frozenset({rule.rule.basis}),
        ),
        Facet("strength", "Strength", STRENGTH, lambda rule, _: frozenset(strengths(rule))),
        Facet("status", "Status", STATUS, lambda rule, _: frozenset({rule.rule.status})),
        Facet("reads", "Reads the answer", _sorted(fields), lambda rule, _: rule.reads),
        Facet("policy", "Reads the policy", _sorted(policies), lambda rule, _: rule.reads),
    )


def _sorted(options: dict[str, str]) -> dict[str, str]:
    return dict(sorted(options.items(), key=lambda each: each[1].casefold()))


def found_rules(query: Query, adviser: Adviser) -> list[CatalogueRule]:
    """The rules that a query leaves: those named so first, then those that name such a record."""
    kept = narrowed(adviser.rules.rules, rule_facets(adviser), query.chosen)
    wanted = query.words.casefold().split()
    if not wanted:
        return list(kept)
    named = named_by_rule(adviser.rules, adviser.graph)
    ranked = [(_rank(rule, wanted, named[rule.id], adviser), rule) for rule in kept]
    hits = [(rank, rule) for rank, rule in ranked if rank is not None]
    return [rule for _, rule in sorted(hits, key=lambda each: each[0])]


def as_hit(rule: CatalogueRule) -> Hit:
    """A rule as an entry of a list."""
    return Hit(rule.id, "rule", rule.rule.title, rule.rule.because)


def _rank(
    rule: CatalogueRule, wanted: list[str], named: frozenset[str], adviser: Adviser
) -> int | None:
    records = [adviser.knowledge.records[each] for each in named]
    texts = (
        (f"{rule.id} {rule.rule.title}",),
        tuple(name for record in records for name in (record.label, *record.aliases, record.id)),
        (readable(rule.rule.because),),
    )
    for rank, names in enumerate(texts):
        if any(all(word in name.casefold() for word in wanted) for name in names):
            return rank
    return None
