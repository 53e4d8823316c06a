"""Words for what explanations speak of: lists, labels, answers, marks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from engine.explain.records import Place
from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Basis
from rules.condition import Leaf, say, say_value
from rules.load import Catalogue
from rules.records import Accountability, Strength
from rules.vocabulary import Field, Over, Value

_SPELLED = {"smb": "SMB", "crm": "CRM", "ceo": "CEO", "pnl": "Profit and loss"}
_SHOWN = 3
"""Values of a long list that a sentence names."""

BASIS: dict[Basis, str] = {
    "sourced": "a seed document says so",
    "practice": "practitioners say so",
    "editorial": "our own judgement, no source says so",
}
PLACE: dict[Place, str] = {
    "headline": "the headline",
    "supporting": "a supporting KPI",
    "monitor": "a monitor",
    "guardrail": "a guardrail",
    "out": "not on the scorecard",
}
HELD: dict[Accountability, str] = {
    "direct": "held directly",
    "shared": "shared",
    "contributing": "contributed to",
    "unstated": "held by nobody that is stated",
}
Origin = Literal["said", "inferred", "policy", "record", "worked-out", "unknown"]
"""Where the value of a field comes from."""

WORKED_OUT = {
    "metric_measurable": "data_sources",
    "metric_outcome": "objectives",
    "metric_served": "objectives",
}
"""Fields of a metric that follow from an answer -> that answer."""


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    *head, tail = [word for word in words if word] or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def lowered(label: str) -> str:
    """A label inside a sentence: lower case, unless it is an abbreviation or a name."""
    first, _, rest = label.partition(" ")
    abbreviation = sum(letter.isupper() for letter in first) > 1
    named = any(word[:1].isupper() for word in rest.split())
    return label if abbreviation or named else label[:1].lower() + label[1:]


def value_word(spec: FieldSpec, value: str, knowledge: Knowledge) -> str:
    """One value of a profile field, as people read it."""
    if spec.values_from:
        return knowledge.label(f"{spec.values_from}.{value}" if spec.slugs else value)
    return _SPELLED.get(value, value.replace("-", " ").capitalize())


def answer_words(spec: FieldSpec, value: object, knowledge: Knowledge) -> str:
    """An answer of any type, as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        return listed(value_word(spec, str(item), knowledge) for item in items) or "none"
    if isinstance(value, float | int):
        return f"{value:g}"
    if spec.type == "one":
        return value_word(spec, str(value), knowledge)
    return str(value)


def marks(strength: Strength | None, basis: Basis) -> str:
    """The two marks as a sentence: how strong the advice is, and what it rests on."""
    if strength is None:
        return f"{BASIS[basis][:1].upper()}{BASIS[basis][1:]}."
    return f"{strength.capitalize()} advice; {BASIS[basis]}."


def sentence(text: str) -> str:
    """A text with a capital at its start and a full stop at its end."""
    text = text.strip()
    return text if not text else text[:1].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def score_sum(weights: Iterable[int]) -> str:
    """A score as a written-out sum, such as ``3 + 2 - 1 = 4``."""
    known = [weight for weight in weights if weight]
    if not known:
        return "0"
    first, *rest = known
    said = str(first) + "".join(f" {'+' if each > 0 else '-'} {abs(each)}" for each in rest)
    return f"{said} = {sum(known)}" if rest else said


class Words:
    """Says fields and records in words. Holds the vocabularies, which do not change."""

    def __init__(self, knowledge: Knowledge, rules: Catalogue) -> None:
        self.knowledge = knowledge
        self.vocabularies = rules.vocabularies
        self.specs = {spec.name: spec for spec in knowledge.fields.profile}

    def label(self, record: str) -> str:
        """The name of a record."""
        return self.knowledge.label(record)

    def lower(self, record: str) -> str:
        """The name of a record inside a sentence."""
        return lowered(self.knowledge.label(record))

    def named(self, record: str) -> str:
        """The name of a record inside a sentence; an objective, being a phrase, in quotes."""
        return f'"{self.label(record)}"' if record.startswith("objective.") else self.lower(record)

    def listed(self, records: Iterable[str]) -> str:
        """The names of several records inside a sentence."""
        return listed(self.lower(each) for each in records)

    def field(self, name: str, over: Over = "profile") -> Field:
        """A field by its name."""
        return self.vocabularies[over][name]

    def value(self, name: str, value: Value, over: Over = "profile") -> str:
        """The value of a field, as people read it."""
        if value is None:
            return "nobody said it"
        spec = self.specs.get(name)
        if spec is not None:
            return answer_words(spec, value, self.knowledge)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, frozenset):
            return listed(sorted(value)) or "none"
        if isinstance(value, str) and value in self.knowledge.records:
            return self.label(value)
        return say_value(value, self.field(name, over))

    def leaf(self, leaf: Leaf, over: Over) -> str:
        """A comparison in a few words; of a long list of values the first three."""
        if leaf.operator != "in" or len(leaf.value) <= _SHOWN:
            return say(leaf, self.vocabularies[over])
        short = Leaf(leaf.field, "in", leaf.value[:_SHOWN], leaf.kind)
        said = say(short, self.vocabularies[over])
        return f"{said} or {len(leaf.value) - _SHOWN} others that the rule names"
