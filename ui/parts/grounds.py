"""Why a rule spoke: the answers it looked at, ticked, and what it started from. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from engine import Adviser, Recommendation, read_profile
from engine.profile import profile_fields
from rules.condition import Leaf, evaluate, leaves, say
from rules.load import CatalogueRule
from rules.vocabulary import Value, fact_value, policy_field
from ui.parts.wording import answer_words, lowered, value_word

_FIELD = {
    "objective": "objectives",
    "phase": "phase",
    "focus": "focus",
    "team": "partner_team",
}
"""The answer that a link starts from, by the kind of record it starts at."""

_OWN = {"initiative": "Your critical initiative", "excludes": "You ruled it out"}


@dataclass(frozen=True)
class Ground:
    """One thing that made a rule speak.

    Attributes:
        inferred: True where nobody said it and rules inferred it.
    """

    text: str
    inferred: bool = False


class Grounds:
    """Says of each reason in a recommendation which answers it rests on."""

    def __init__(self, recommendation: Recommendation, adviser: Adviser) -> None:
        self._recommendation = recommendation
        self._adviser = adviser
        self._fields = known_fields(recommendation, adviser)
        self._inferred = {each.trait for each in recommendation.appraisal if each.inferred}

    def of(self, rule_id: str, fact: str) -> tuple[Ground, ...]:
        """The answers that made a rule speak on a fact, without repeats."""
        rule = self._adviser.rules.get(rule_id)
        found = [*self._start(fact), *self._true_leaves(rule)]
        return tuple(dict.fromkeys(found))

    def _start(self, fact: str) -> list[Ground]:
        """What a link starts from, such as the objective that was chosen."""
        start, _, rest = fact.partition(" ")
        if not rest:
            return []
        if start == "profile":
            relation = rest.partition(" ")[0]
            initiative = self._recommendation.profile.get("critical_initiative", {}).get("name", "")
            name = f": {initiative}" if initiative and relation == "initiative" else ""
            return [Ground(_OWN[relation] + name)] if relation in _OWN else []
        label = self._adviser.knowledge.label(start)
        field = _FIELD.get(start.partition(".")[0])
        if field is None:
            return [Ground(f"Goes with {lowered(label)}")] if start.startswith("metric.") else []
        name = self._adviser.rules.vocabularies["profile"][field].label
        return [Ground(f"{name}: {label}", field in self._inferred)]

    def _true_leaves(self, rule: CatalogueRule) -> list[Ground]:
        """The comparisons of answers that hold; those of the metric itself are not answers."""
        fields = self._fields
        return [
            Ground(_said(leaf, fields[leaf.field], self._adviser), leaf.field in self._inferred)
            for leaf in leaves(rule.when)
            if fields.get(leaf.field) is not None and evaluate(leaf, fields) is True
        ]


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
