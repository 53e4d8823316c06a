"""Which rules fire on a fact, answered for very many facts: one bit a branch, one mask a value.

The conditions are unfolded once into branches, as for durable-rules. For each value of a field
there is a mask of the branches that it lets pass; a fact fires the branches that are left when the
masks of all its fields have been put together by AND, and a rule fires with any of its branches.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from engine.facts import Fact
from engine.inference import Firing
from engine.network import Branch, Test, branches
from rules.condition import ALWAYS, NEVER, Condition, Fields, Group, Leaf
from rules.load import CatalogueRule
from rules.vocabulary import Value

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

T = TypeVar("T")

LeafPlace = tuple[str, int]
"""A rule and the number of one of its leaves, from zero, those of ``unless`` last."""


def passes(tests: Iterable[Test], fields: Fields) -> bool:
    """Whether a fact passes every one of some tests of a branch."""
    return all(
        _COMPARE[compare](column.encode(fields), constant) for column, compare, constant in tests
    )


class Index:
    """The rules over one kind of fact, as bits.

    Beside every rule stands the rule without each one of its leaves, so that it comes out which
    leaves make no difference to any fact that was asked about.

    Args:
        rules: Rules over one kind of fact.
        fixed: Fields that have the same value on every fact.
        watch: Whether to watch for such leaves.
    """

    def __init__(self, rules: Iterable[CatalogueRule], fixed: Fields, watch: bool = True) -> None:
        known = sorted(rules, key=lambda rule: rule.id)
        reads = sorted({name for rule in known for name in rule.reads})
        self._branches: list[tuple[str, Branch]] = []
        own = {rule.id: self._add(rule.id, rule.when, rule.unless) for rule in known}
        self._own = (1 << len(self._branches)) - 1
        self._idle = {
            (rule.id, place): (own[rule.id], self._add(rule.id, when, unless))
            for rule in (known if watch else ())
            for place, when, unless in without_a_leaf(rule.when, rule.unless)
        }
        self._tests = self._by_field(reads)
        self._masks: dict[str, dict[Value, int]] = {name: {} for name in reads}
        self._fired: dict[int, tuple[str, ...]] = {}
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.every = (1 << len(self._branches)) - 1
        self.every = self.mask(fixed)

    def _add(self, rule: str, when: Condition, unless: Condition) -> int:
        start = len(self._branches)
        self._branches += ((rule, branch) for branch in branches(when, unless))
        return (1 << len(self._branches)) - (1 << start)

    def mask(self, fields: Fields) -> int:
        """The branches that these fields let pass, whatever the fields that are not given."""
        left = self.every
        for name, value in fields.items():
            if name in self._masks:
                left &= self.value(name, value)
        return left

    def value(self, name: str, value: Value) -> int:
        """The branches that one value of a field lets pass; all, where no rule reads the field."""
        masks = self._masks.get(name)
        if masks is None:
            return -1
        mask = masks.get(value)
        if mask is None:
            mask = -1
            for bit, tests in self._tests[name]:
                if not passes(tests, {name: value}):
                    mask ^= bit
            masks[value] = mask
        return mask

    def _by_field(self, reads: Iterable[str]) -> dict[str, list[tuple[int, list[Test]]]]:
        """Field -> each branch that tests it, as a bit, with the tests."""
        found: dict[str, list[tuple[int, list[Test]]]] = {name: [] for name in reads}
        for place, (_, branch) in enumerate(self._branches):
            for name in {column.field for column, _, _ in branch}:
                tests = [test for test in branch if test[0].field == name]
                found[name].append((1 << place, tests))
        return found

    def fired(self, mask: int) -> tuple[str, ...]:
        """The rules that fire on a fact with this mask, in order of id."""
        known = self._fired.get(mask)
        if known is None:
            differ = [
                place
                for place, (own, less) in self._idle.items()
                if (not mask & own) is not (not mask & less)
            ]
            for place in differ:
                del self._idle[place]
            left = mask & self._own
            found: dict[str, None] = {}
            while left:
                lowest = left & -left
                found[self._branches[lowest.bit_length() - 1][0]] = None
                left ^= lowest
            known = tuple(found)
            known = self._fired[mask] = self._same.setdefault(known, known)
        return known

    def together(self) -> tuple[tuple[str, ...], ...]:
        """Every set of rules that fired on one of the facts asked about."""
        return tuple(self._same)

    def idle(self) -> tuple[LeafPlace, ...]:
        """The leaves without which their rule would have fired on the very same facts."""
        return tuple(sorted(self._idle))


class FactGroup(Generic[T]):
    """Facts that come along together, asked about under many profiles.

    Args:
        make: What to make of the firings, by rule and then in the order of the facts; made once
            for each set of firings.

    Attributes:
        needed: The branches that any of them lets pass: no other branch of a profile matters.
    """

    def __init__(
        self, index: Index, facts: Sequence[Fact], make: Callable[[tuple[Firing, ...]], T]
    ) -> None:
        self._index = index
        self._make = make
        self._bases = [(fact.id, index.mask(fact.own)) for fact in facts]
        self.needed = 0
        for _, base in self._bases:
            self.needed |= base
        self._known: dict[int, T] = {}
        self._made: dict[tuple[Firing, ...], T] = {}

    def run(self, mask: int) -> T:
        """What was made of the firings under a profile with this mask."""
        left = mask & self.needed
        known = self._known.get(left)
        if known is None:
            fired = self._index.fired
            found = [(rule, fact) for fact, base in self._bases for rule in fired(base & left)]
            found.sort(key=lambda firing: firing[0])
            firings = tuple(found)
            if firings not in self._made:
                self._made[firings] = self._make(firings)
            known = self._known[left] = self._made[firings]
        return known


def without_a_leaf(
    when: Condition, unless: Condition
) -> Iterator[tuple[int, Condition, Condition]]:
    """The conditions of a rule without each one of their leaves, with the number of the leaf."""
    place = 0
    for lesser in _lesser(when):
        yield place, lesser or ALWAYS, unless
        place += 1
    for lesser in _lesser(unless):
        yield place, when, lesser or NEVER
        place += 1


def _lesser(condition: Condition) -> Iterator[Condition | None]:
    """The condition without each leaf in turn; None where nothing is left of it."""
    if isinstance(condition, Leaf):
        yield None
        return
    for place, part in enumerate(condition.parts):
        before, after = condition.parts[:place], condition.parts[place + 1 :]
        for lesser in _lesser(part):
            parts = (*before, *((lesser,) if lesser else ()), *after)
            yield Group(condition.mode, parts) if parts else None
