"""Conditions as a durable-rules definition, and facts encoded for it: a pure translation.

durable-rules answers reliably only within a narrow subset, and wrongly without an error outside
it. So each condition becomes plain disjunctive normal form, one pattern a branch over one flat
fact, ``unless`` folded in; an unknown is a value of its own; lists are flags. Each kind of fact has
a network of its own, since the cost of a run grows with the patterns in it; its patterns are split
into small groups, each fact asserted once for each group. Two branches may both match one fact:
the reader of firings drops repeats.
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
"""Patterns that one fact meets. Beyond 64 siblings durable-rules loses rules with error 303."""

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
    """The network for one kind of fact, and what facts need to carry for it.

    Attributes:
        definition: Rule name (``SEL-001#0``) -> durable-rules rule, without ``run``.
        groups: The names of the groups its patterns were split into, each of them asserted.
        columns: What is sent of a fact.
    """

    definition: Mapping[str, Any]
    groups: tuple[str, ...]
    columns: tuple[Column, ...]


def compile_rules(rules: Iterable[CatalogueRule]) -> dict[str, Plan]:
    """Kind of fact -> the network that fires each rule on exactly the facts on which it should.

    Links have a kind for each relation that some rule names. A rule about any link stands in each.
    """
    known = list(rules)
    kinds = {rule.rule.over for rule in known} | {place_of(rule) for rule in known}
    unfolded = {rule.id: branches(rule.when, rule.unless) for rule in known}
    return {
        kind: _plan(
            (rule.id, branch)
            for rule in known
            if f"{kind}/".startswith(f"{place_of(rule)}/")
            for branch in unfolded[rule.id]
        )
        for kind in sorted(kinds)
    }


def kind_of(over: str, own: Fields, plans: Mapping[str, Plan]) -> str:
    """The kind of a fact: for a link its relation, if rules name it."""
    narrow = f"{over}/{own.get('link_relation')}"
    return narrow if narrow in plans else over


def _plan(patterns: Iterable[tuple[str, Branch]]) -> Plan:
    definition: dict[str, Any] = {}
    columns: dict[str, Column] = {}
    for place, (rule, branch) in enumerate(patterns):
        definition[f"{rule}#{place}"] = _rule(f"group {place // GROUP_SIZE}", branch)
        columns.update((test[0].key, test[0]) for test in branch)
    groups = tuple(f"group {n}" for n in range(-(-len(definition) // GROUP_SIZE)))
    return Plan(definition, groups, tuple(columns.values()))


def place_of(rule: CatalogueRule) -> str:
    """The narrowest kind of fact that a rule can fire on."""
    parts = rule.when.parts if isinstance(rule.when, Group) else (rule.when,)
    conjuncts = parts if isinstance(rule.when, Leaf) or rule.when.mode == "all" else ()
    for part in conjuncts:
        if isinstance(part, Leaf) and (part.field, part.operator) == ("link_relation", "equals"):
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


def _place(test: Test) -> tuple[bool, str, str, str]:
    """Equalities first: the network looks them up, everything else it tries one by one."""
    column, compare, constant = test
    return compare != "==", column.key, compare, str(constant)
