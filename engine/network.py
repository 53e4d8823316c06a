"""Conditions as a durable-rules definition, and facts encoded for it: a pure translation.

durable-rules answers reliably only within a narrow subset, and wrongly without an error outside
it. So each condition becomes plain disjunctive normal form, one pattern a branch over one flat
fact, ``unless`` folded in; an unknown is a value of its own; lists are flags. Links are parted by
relation and candidates by family, and a rule about all of them stands in each part, so that a fact
meets few patterns; those on one kind of fact are split into groups small enough for the network,
each fact asserted once for each group. Two branches may both match one fact: the reader of
firings drops repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from rules.condition import Condition, Fields, Group, Leaf
from rules.load import CatalogueRule

UNKNOWN = "~"
GROUP_SIZE = 48
"""Patterns on one kind of fact. Beyond 64 siblings durable-rules loses rules with error 303."""

_PARTS = {"link": "link_relation", "candidate": "metric_family"}
"""Kind of fact -> the field by which it is parted, since many rules name one value of it."""

Scalar = str | float | int


@dataclass(frozen=True)
class Column:
    """One value of an encoded fact.

    Attributes:
        key: Its name in durable-rules; no dots.
        field: The field it comes from.
        how: As a word (``~`` for unknown), as a number (0 for unknown), as 1 where the field is
            known, or as 1 where the list has ``member``.
    """

    key: str
    field: str
    how: Literal["word", "number", "known", "member"]
    member: str = ""

    def encode(self, fields: Fields) -> Scalar:
        """The value for a fact with these fields."""
        value = fields.get(self.field)
        if self.how == "word":
            return UNKNOWN if value is None else _word(value)
        if self.how == "member":
            return 1 if isinstance(value, frozenset) and self.member in value else 0
        if self.how == "number":
            return float(value) if isinstance(value, int | float) else 0.0
        return 0 if value is None else 1


Test = tuple[Column, str, Scalar]
"""A column, a comparison and a constant."""
Branch = frozenset[Test]


@dataclass(frozen=True)
class Plan:
    """A definition, and what facts need to carry for it.

    Attributes:
        definition: Rule name (``SEL-001#0``) -> durable-rules rule, without ``run``.
        groups: Kind of fact -> the kinds its patterns were split into.
        columns: Kind of fact -> what is sent of it.
    """

    definition: Mapping[str, Any]
    groups: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[Column, ...]]

    def kind_of(self, over: str, own: Fields) -> str:
        """The kind under which a fact is asserted: its part of the whole, if rules name it."""
        narrow = f"{over}/{own.get(_PARTS.get(over, ''))}"
        return narrow if narrow in self.groups else over


def compile_rules(rules: Iterable[CatalogueRule]) -> Plan:
    """The definition that fires each rule on exactly the facts on which it should."""
    known = list(rules)
    every = {rule.rule.over for rule in known} | {place_of(rule) for rule in known}
    definition: dict[str, Any] = {}
    counts: dict[str, int] = {}
    columns: dict[str, dict[str, Column]] = {}
    for rule in known:
        place = place_of(rule)
        unfolded = branches(rule.when, rule.unless)
        for kind in sorted(each for each in every if f"{each}/".startswith(f"{place}/")):
            for branch in unfolded:
                count = counts.get(kind, 0)
                counts[kind] = count + 1
                name = f"{rule.id}#{len(definition)}"
                definition[name] = _rule(f"{kind}/{count // GROUP_SIZE}", branch)
                columns.setdefault(kind, {}).update((test[0].key, test[0]) for test in branch)
    groups = {
        kind: tuple(f"{kind}/{group}" for group in range((count - 1) // GROUP_SIZE + 1))
        for kind, count in counts.items()
    }
    sent = {kind: tuple(columns.get(kind, {}).values()) for kind in counts}
    return Plan(definition, groups, sent)


def place_of(rule: CatalogueRule) -> str:
    """The narrowest kind of fact that a rule can fire on."""
    parts = rule.when.parts if isinstance(rule.when, Group) else (rule.when,)
    by = _PARTS.get(rule.rule.over)
    conjuncts = parts if isinstance(rule.when, Leaf) or rule.when.mode == "all" else ()
    for part in conjuncts:
        if isinstance(part, Leaf) and (part.field, part.operator) == (by, "equals"):
            return f"{rule.rule.over}/{part.value}"
    return rule.rule.over


def branches(when: Condition, unless: Condition) -> list[Branch]:
    """``when`` is true and ``unless`` is not, in disjunctive normal form without the impossible."""
    joined = (a | b for a, b in product(_true(when), _not_true(unless)))
    return list(dict.fromkeys(branch for branch in joined if _possible(branch)))


def _possible(branch: Branch) -> bool:
    wanted: dict[str, Scalar] = {}
    for column, compare, constant in branch:
        if compare == "==" and wanted.setdefault(column.key, constant) != constant:
            return False
    return not any(
        compare == "!=" and wanted.get(column.key) == constant
        for column, compare, constant in branch
    )


def _true(condition: Condition) -> list[Branch]:
    if isinstance(condition, Leaf):
        return _leaf_true(condition)
    return _combine([_true(part) for part in condition.parts], condition.mode == "all")


def _not_true(condition: Condition) -> list[Branch]:
    if isinstance(condition, Leaf):
        return _leaf_not_true(condition)
    return _combine([_not_true(part) for part in condition.parts], condition.mode == "any")


def _combine(parts: list[list[Branch]], conjunction: bool) -> list[Branch]:
    if conjunction:
        return [frozenset().union(*choice) for choice in product(*parts)]
    return [branch for part in parts for branch in part]


_NUMBER = {"equals": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _leaf_true(leaf: Leaf) -> list[Branch]:
    name, value = leaf.field, leaf.value
    if leaf.operator == "known":
        return [frozenset({(_known(name), "==", int(value))})]
    if leaf.operator == "contains":
        return [frozenset({(_member(name, value), "==", 1)})]
    if leaf.kind == "number":
        known = (_known(name), "==", 1)
        number = Column(name, name, "number")
        if leaf.operator == "in":
            return [frozenset({known, (number, "==", item)}) for item in value]
        return [frozenset({known, (number, _NUMBER[leaf.operator], value)})]
    word = Column(name, name, "word")
    if leaf.operator == "in":
        return [frozenset({(word, "==", item)}) for item in value]
    if leaf.operator == "ne":
        return [frozenset({(word, "!=", value), (word, "!=", UNKNOWN)})]
    return [frozenset({(word, "==", _word(value))})]


def _leaf_not_true(leaf: Leaf) -> list[Branch]:
    """False or unknown."""
    name, value = leaf.field, leaf.value
    if leaf.operator == "known":
        return [frozenset({(_known(name), "==", int(not value))})]
    if leaf.operator == "contains":
        return [frozenset({(_member(name, value), "==", 0)})]
    if leaf.kind == "number":
        unknown: Branch = frozenset({(_known(name), "==", 0)})
        known = (_known(name), "==", 1)
        number = Column(name, name, "number")
        if leaf.operator == "in":
            return [unknown, frozenset({known, *((number, "!=", item) for item in value)})]
        return [unknown, frozenset({known, (number, _OPPOSITE[_NUMBER[leaf.operator]], value)})]
    word = Column(name, name, "word")
    if leaf.operator == "in":
        return [frozenset((word, "!=", item) for item in value)]
    if leaf.operator == "ne":
        return [frozenset({(word, "==", value)}), frozenset({(word, "==", UNKNOWN)})]
    return [frozenset({(word, "!=", _word(value))})]


def _known(name: str) -> Column:
    return Column(f"{name}__known", name, "known")


def _member(name: str, value: str) -> Column:
    return Column(f"{name}__{re.sub(r'[^a-z0-9]', '_', value)}", name, "member", value)


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "yes" if value else "no"


_DURABLE = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


def _rule(kind: str, branch: Branch) -> dict[str, Any]:
    tests: list[dict[str, Any]] = [{"k": kind}]
    for column, compare, constant in sorted(branch, key=_place):
        test = {column.key: constant}
        tests.append(test if compare == "==" else {_DURABLE[compare]: test})
    return {"all": [{"m": {"$and": tests}}]}


def _place(test: Test) -> tuple[str, str, str]:
    return test[0].key, test[1], str(test[2])
