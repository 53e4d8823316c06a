"""The condition language: parse it, evaluate it in plain Python, say it in words.

``field|operator: value`` is one leaf; ``all`` and ``any`` nest. Evaluation is three-valued: a leaf
over an unknown field is unknown (None). A list that is absent is unknown; one that is given is
complete. A rule fires when its ``when`` is true and its ``unless`` is not true, so an unknown
never blocks.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rules.vocabulary import OPERATORS, Field, Value, Vocabulary

Fields = Mapping[str, Value]
Truth = bool | None


class ConditionError(ValueError):
    """A condition that cannot be read. ``key`` is the place inside it."""

    def __init__(self, text: str, key: tuple[str | int, ...]) -> None:
        super().__init__(text)
        self.key = key


@dataclass(frozen=True)
class Leaf:
    """One comparison of one field."""

    field: str
    operator: str
    value: Any
    kind: str


@dataclass(frozen=True)
class Group:
    """Conditions of which ``all`` or ``any`` must hold. An empty ``all`` is true."""

    mode: str
    parts: tuple[Condition, ...]


Condition = Leaf | Group
ALWAYS = Group("all", ())
NEVER = Group("any", ())


def parse(raw: Any, vocabulary: Vocabulary, key: tuple[str | int, ...] = ()) -> Condition:
    """Read a condition as it stands in YAML.

    Raises:
        ConditionError: A field, operator or value that the vocabulary does not have.
    """
    if not isinstance(raw, dict) or not raw:
        raise ConditionError("write `field: value`, `all: […]` or `any: […]`", key)
    parts = [_part(name, value, vocabulary, (*key, name)) for name, value in raw.items()]
    return parts[0] if len(parts) == 1 else Group("all", tuple(parts))


def _part(name: str, value: Any, vocabulary: Vocabulary, key: tuple[str | int, ...]) -> Condition:
    if name in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ConditionError(f"`{name}` wants a list of conditions", key)
        parts = (parse(item, vocabulary, (*key, index)) for index, item in enumerate(value))
        return Group(name, tuple(parts))
    field_name, _, operator = name.partition("|")
    operator = operator or "equals"
    field = vocabulary.get(field_name)
    if field is None:
        raise ConditionError(f"unknown field `{field_name}`{nearest(field_name, vocabulary)}", key)
    if operator not in OPERATORS[field.kind]:
        known = ", ".join(OPERATORS[field.kind])
        text = f"`{field_name}` ({field.kind}) has no operator `{operator}`; it has {known}"
        raise ConditionError(text, key)
    return Leaf(field_name, operator, _value(field, operator, value, key), field.kind)


def _value(field: Field, operator: str, value: Any, key: tuple[str | int, ...]) -> Any:
    if operator == "known" or (field.kind == "flag" and operator == "equals"):
        if not isinstance(value, bool):
            raise ConditionError(f"`{field.name}|{operator}` wants true or false", key)
        return value
    if operator == "in":
        if not isinstance(value, list) or not value:
            raise ConditionError(f"`{field.name}|in` wants a list", key)
        return tuple(_value(field, "equals", item, key) for item in value)
    if field.kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ConditionError(f"`{field.name}` wants a number", key)
        return float(value)
    if not isinstance(value, str) or (field.values and value not in field.values):
        hint = nearest(str(value), field.values)
        raise ConditionError(f"`{value}` is not a value of `{field.name}`{hint}", key)
    return value


def nearest(word: str, known: Mapping[str, Any] | list[str]) -> str:
    """A hint such as ``; did you mean `growth`?``, or the first few values where none is near."""
    names = [str(name) for name in known]
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if close:
        return "; did you mean " + " or ".join(f"`{name}`" for name in close) + "?"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"; known: {shown}" if names else ""


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "equals": lambda have, want: bool(have == want),
    "ne": lambda have, want: bool(have != want),
    "in": lambda have, want: have in want,
    "contains": lambda have, want: want in have,
    "lt": lambda have, want: bool(have < want),
    "lte": lambda have, want: bool(have <= want),
    "gt": lambda have, want: bool(have > want),
    "gte": lambda have, want: bool(have >= want),
}


def evaluate(condition: Condition, fields: Fields) -> Truth:
    """Whether the condition holds: True, False, or None for unknown."""
    if isinstance(condition, Leaf):
        have = fields.get(condition.field)
        if condition.operator == "known":
            return (have is not None) is condition.value
        return None if have is None else _COMPARE[condition.operator](have, condition.value)
    decisive = condition.mode == "any"
    unknown = False
    for part in condition.parts:
        truth = evaluate(part, fields)
        if truth is decisive:
            return decisive
        unknown = unknown or truth is None
    return None if unknown else not decisive


def fires(when: Condition, unless: Condition, fields: Fields) -> bool:
    """Whether a rule fires: ``when`` is true and ``unless`` is not."""
    return evaluate(when, fields) is True and evaluate(unless, fields) is not True


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every comparison inside, in order."""
    if isinstance(condition, Leaf):
        yield condition
    else:
        for part in condition.parts:
            yield from leaves(part)


def fields_of(condition: Condition) -> frozenset[str]:
    """The fields that the condition reads."""
    return frozenset(leaf.field for leaf in leaves(condition))


_WORDS = {
    "equals": "",
    "ne": "not ",
    "in": "one of ",
    "lt": "below ",
    "lte": "at most ",
    "gt": "above ",
    "gte": "at least ",
}


def say(condition: Condition, vocabulary: Vocabulary) -> str:
    """The condition as a phrase, such as ``Company stage is growth and …``."""
    if isinstance(condition, Leaf):
        return _say_leaf(condition, vocabulary[condition.field])
    joint = " and " if condition.mode == "all" else " or "
    parts = _folded(condition) if condition.mode == "any" else condition.parts
    said = [
        f"({say(part, vocabulary)})" if isinstance(part, Group) and len(part.parts) > 1
        else say(part, vocabulary)
        for part in parts
    ]  # fmt: skip
    return joint.join(said)


def _folded(condition: Group) -> Iterator[Condition]:
    """The parts of an ``any``; those that want something in one list, one after another, as one."""
    for field, run in groupby(condition.parts, _list_of):
        parts = tuple(run)
        if field is None or len(parts) == 1:
            yield from parts
        else:
            wanted = tuple(leaf.value for part in parts for leaf in leaves(part))
            yield Leaf(field, "contains", wanted, "many")


def _list_of(part: Condition) -> str | None:
    return part.field if isinstance(part, Leaf) and part.operator == "contains" else None


def _say_leaf(leaf: Leaf, field: Field) -> str:
    name = _say_name(field)
    several = field.kind in ("many", "number") and name.endswith("s")
    is_ = "are" if several else "is"
    if leaf.operator == "known":
        return f"{name} {is_} {'known' if leaf.value else 'unknown'}"
    if field.kind == "flag":
        return f"{name} is {'true' if leaf.value else 'false'}"
    if leaf.operator == "contains":
        verb = "include" if several else "includes"
        if isinstance(leaf.value, tuple):
            return f"{name} {verb} any of {', '.join(say_value(v, field) for v in leaf.value)}"
        return f"{name} {verb} {say_value(leaf.value, field)}"
    values = leaf.value if leaf.operator == "in" else (leaf.value,)
    said = ", ".join(say_value(value, field) for value in values)
    return f"{name} {is_} {_WORDS[leaf.operator]}{said}"


def _say_name(field: Field) -> str:
    """The label; a policy by its key, because its label is a question."""
    if field.default is None:
        return field.label
    return "Policy " + field.name.removeprefix("policy_").replace("_", "-")


def say_value(value: Any, field: Field) -> str:
    """A value as people read it: a record by its label, a number without a needless point."""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,g}"
    text = str(value)
    return field.values.get(text, text) if "." in text else text
