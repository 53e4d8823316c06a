"""Why a rule spoke: the answers it looked at, ticked, and what it started from. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from engine import Adviser, Recommendation, read_profile
from engine.profile import profile_fields
from knowledge_graph.records import Record
from rules.condition import Leaf, evaluate, leaves, say
from rules.load import CatalogueRule
from rules.vocabulary import Value, fact_value, policy_field
from ui.parts.wording import answer_words, lowered, value_word

_STARTS = {
    "objective": "Your objective",
    "phase": "Your phase",
    "focus": "Your focus",
    "team": "Your closest partner team",
    "rhythm": "In every phase",
    "metric": "Goes with",
    "factor": "You expect",
    "dispute": "In dispute",
}


@dataclass(frozen=True)
class Ground:
    """One thing that made a rule speak.

    Attributes:
        inferred: True where nobody said it and rules inferred it.
    """

    text: str
    inferred: bool = False


def known_fields(recommendation: Recommendation, adviser: Adviser) -> dict[str, Value]:
    """What was said, what was inferred, and the policies in force, as rules read them."""
    knowledge = adviser.knowledge
    vocabulary = adviser.rules.vocabularies["profile"]
    profile = read_profile(recommendation.profile, knowledge)
    fields = profile_fields(profile, knowledge.fields.profile)
    for trait in recommendation.appraisal:
        if fields.get(trait.trait) is None and trait.trait in vocabulary:
            fields[trait.trait] = trait.value
    for key, value in recommendation.policy.items():
        name = policy_field(key)
        if name in vocabulary:
            fields[name] = fact_value(vocabulary[name], value)
    return fields


def grounds(
    rule_id: str, fact: str, recommendation: Recommendation, adviser: Adviser
) -> tuple[Ground, ...]:
    """The answers that made a rule speak on a fact, without repeats."""
    rule = adviser.rules.get(rule_id)
    fields = known_fields(recommendation, adviser)
    inferred = {trait.trait for trait in recommendation.appraisal if trait.inferred}
    found = [*_start(fact, adviser), *_true_leaves(rule, fields, inferred, adviser)]
    return tuple(dict.fromkeys(found))


def _start(fact: str, adviser: Adviser) -> list[Ground]:
    """What a link starts from, such as the objective that was chosen."""
    start, _, rest = fact.partition(" ")
    record: Record | None = adviser.knowledge.records.get(start)
    if not rest:
        return []
    if record is None:
        own = {"initiative": "Your critical initiative", "excludes": "You ruled it out"}
        relation = rest.partition(" ")[0]
        return [Ground(own[relation])] if relation in own else []
    kind = start.partition(".")[0]
    if kind == "rhythm":
        return [Ground(f"{_STARTS[kind]}: {lowered(record.label)}")]
    return [Ground(f"{_STARTS.get(kind, kind.capitalize())}: {record.label}")]


def _true_leaves(
    rule: CatalogueRule, fields: dict[str, Value], inferred: set[str], adviser: Adviser
) -> list[Ground]:
    """The comparisons of answers that hold; those of the metric itself are not answers."""
    return [
        Ground(_said(leaf, fields[leaf.field], adviser), leaf.field in inferred)
        for leaf in leaves(rule.when)
        if leaf.field in fields and evaluate(leaf, fields) is True
    ]


def _said(leaf: Leaf, value: Value, adviser: Adviser) -> str:
    vocabulary = adviser.rules.vocabularies["profile"]
    label = vocabulary[leaf.field].label
    if leaf.field.startswith("policy_"):
        return f"Policy in force: {label} {str(value).replace('-', ' ')}"
    spec = next(each for each in adviser.knowledge.fields.profile if each.name == leaf.field)
    match leaf.operator:
        case "contains":
            return f"{label}: {value_word(spec, str(leaf.value), adviser.knowledge)}"
        case "equals" | "in" | "ne":
            return f"{label}: {answer_words(spec, value, adviser.knowledge)}"
        case _:
            return say(leaf, vocabulary)
