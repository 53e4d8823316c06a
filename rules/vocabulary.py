"""Which fields a condition may test, by the kind of fact it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute

Over = Literal["profile", "link", "candidate", "kpi", "scorecard"]
OVERS: tuple[Over, ...] = ("profile", "link", "candidate", "kpi", "scorecard")

FieldKind = Literal["one", "many", "number", "flag", "text", "date"]
Value = str | float | bool | frozenset[str] | None
"""The value of a field on a fact. None is unknown."""

OPERATORS: Mapping[FieldKind, tuple[str, ...]] = MappingProxyType(
    {
        "one": ("equals", "ne", "in", "known"),
        "many": ("contains", "known"),
        "number": ("equals", "ne", "in", "lt", "lte", "gt", "gte", "known"),
        "flag": ("equals", "known"),
        "text": ("known",),
        "date": ("known",),
    }
)


@dataclass(frozen=True)
class Field:
    """One field: its type, and the words allowed in it (empty where there is no closed list).

    Attributes:
        cautious: For a trait that rules infer: the value taken when evidence is even.
        default: For a policy: the value in force where an organisation says nothing.
    """

    name: str
    kind: FieldKind
    values: Mapping[str, str]
    label: str
    cautious: str | None = None
    default: str | None = None


Vocabulary = Mapping[str, Field]


def vocabularies(knowledge: Knowledge) -> Mapping[Over, Vocabulary]:
    """The vocabulary of every kind of fact.

    Each holds the profile's fields, the policies as ``policy_<key>``, and what the kind adds.
    """
    fields = knowledge.fields
    profile = [*fields.profile]
    common = {spec.name: _field(spec, knowledge) for spec in profile} | _policies(knowledge)
    added: dict[Over, tuple[FieldSpec, ...]] = {
        "profile": (),
        "link": (*fields.metric, *fields.link),
        "candidate": (*fields.metric, *fields.candidate),
        "kpi": (*fields.metric, *fields.candidate, *fields.kpi),
        "scorecard": fields.scorecard,
    }
    return {
        over: MappingProxyType(common | {spec.name: _field(spec, knowledge) for spec in specs})
        for over, specs in added.items()
    }


def allowed_values(spec: FieldSpec, knowledge: Knowledge) -> dict[str, str]:
    """The words a field may hold, each with its meaning, in the order people know them."""
    if spec.values_from is None:
        return dict(spec.values)
    prefix = spec.values_from + "."
    records = [each for each in knowledge.records.values() if each.id.startswith(prefix)]
    records.sort(key=lambda record: (getattr(record, "order", 0), record.id))
    return {
        record.id.partition(".")[2] if spec.slugs else record.id: record.label for record in records
    }


def spoken_names(spec: FieldSpec, knowledge: Knowledge) -> dict[str, str]:
    """Other ways to say each word: with or without its kind, by label, by alias; in lower case."""
    names = {name.casefold(): word for name, word in spec.also.items()}
    for word in allowed_values(spec, knowledge):
        record = knowledge.records.get(word) or knowledge.records.get(f"{spec.values_from}.{word}")
        if record is not None:
            slug = record.id.partition(".")[2]
            for name in (record.id, slug, slug.replace("-", " "), record.label, *record.aliases):
                names.setdefault(name.casefold(), word)
        names.setdefault(word.casefold(), word)
    return names


def fact_value(field: Field, raw: Any) -> Value:
    """A value as written in YAML, as it stands on a fact.

    Raises:
        ValueError: It does not fit the field's type or is not one of its words.
    """
    if raw is None:
        return None
    if field.kind == "many":
        if not isinstance(raw, list):
            raise ValueError(f"`{field.name}` wants a list")
        return frozenset(_word(field, item) for item in raw)
    if field.kind == "number":
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ValueError(f"`{field.name}` wants a number")
        return float(raw)
    if field.kind == "flag":
        if not isinstance(raw, bool):
            raise ValueError(f"`{field.name}` wants true or false")
        return raw
    return _word(field, raw)


def _word(field: Field, raw: Any) -> str:
    if not isinstance(raw, str) or (field.values and raw not in field.values):
        raise ValueError(f"`{raw}` is not a value of `{field.name}`")
    return raw


def _field(spec: FieldSpec, knowledge: Knowledge) -> Field:
    values = MappingProxyType(allowed_values(spec, knowledge))
    return Field(spec.name, spec.type, values, spec.label, spec.cautious)


def _policies(knowledge: Knowledge) -> dict[str, Field]:
    result = {}
    for dispute in knowledge.every(Dispute):
        if dispute.policy:
            name = policy_field(dispute.policy.key)
            choice = dispute.policy
            values = MappingProxyType(dict(choice.values))
            result[name] = Field(name, "one", values, dispute.label, default=choice.default)
    return result


def policy_field(key: str) -> str:
    """The field under which conditions read a policy: ``kpi-limit`` is ``policy_kpi_limit``."""
    return "policy_" + key.replace("-", "_")
