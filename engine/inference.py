"""Runs rules over facts with durable-rules. The only module that knows it.

Used as its C module allows it to be trusted: an own agenda loop instead of a ``Host`` (whose timer
threads never stop and steal firings), a fresh state for each run, an opening rule so that the
agenda always starts, and the state deleted at the end.
"""

from __future__ import annotations

import copy
import functools
import itertools
import json
import re
import threading
import weakref
from collections.abc import Iterable
from typing import Any, Protocol

import durable_rules_engine
from durable import engine as durable

from engine.facts import Fact
from engine.network import Column, Plan, Scalar, compile_rules, kind_of
from rules.condition import Fields, fires
from rules.load import CatalogueRule

Firing = tuple[str, str]
"""The ids of a rule and of the fact it fired on."""

_STORED, _NO_MATCH = 0, 1
_OPEN = "$open"
_FIRED = re.compile(r'\{"([^"#$]+)#\d+":\{"m":\{"sid": ?"\d+", ?"id": ?"(\d+)/')
"""The head of a firing: rule, branch, and the number of the fact. The rest repeats the fact."""
_names = itertools.count()


class InferenceError(RuntimeError):
    """durable-rules refused a fact; the run is void."""


class Matcher(Protocol):
    """Anything that tells which rules fire on which facts."""

    def run(self, facts: Iterable[Fact]) -> list[Firing]:
        """Every firing once, sorted by rule and fact."""


class DurableMatcher:
    """The engine of record: one durable-rules ruleset for each kind of fact."""

    def __init__(self, rules: Iterable[CatalogueRule]) -> None:
        self._plans = compile_rules(rules)
        self._rulesets = {kind: _Ruleset(plan) for kind, plan in self._plans.items()}

    def run(self, facts: Iterable[Fact]) -> list[Firing]:
        """Every firing once, sorted by rule and fact.

        Raises:
            InferenceError: A fact was refused.
        """
        by_kind: dict[str, list[Fact]] = {}
        for fact in facts:
            by_kind.setdefault(kind_of(fact.over, fact.own, self._plans), []).append(fact)
        found: set[Firing] = set()
        for kind, known in by_kind.items():
            if kind in self._rulesets:
                found |= self._rulesets[kind].run(known)
        return sorted(found)


class _Ruleset:
    """One ruleset of durable-rules, asked in a fresh state each time."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        opening = {"all": [{"m": {"k": _OPEN}}]}
        definition = copy.deepcopy({_OPEN: opening, **plan.definition})
        for rule in definition.values():
            rule["run"] = _unused_action
        ruleset = durable.Ruleset(f"remit-{next(_names)}", None, definition)
        self._handle: int = ruleset._handle
        self._runs = itertools.count()
        self._lock = threading.Lock()
        weakref.finalize(self, durable_rules_engine.delete_ruleset, self._handle)

    def run(self, facts: list[Fact]) -> set[Firing]:
        # The C module holds the interpreter lock throughout, so taking turns costs nothing.
        with self._lock:
            return self._run(facts, str(next(self._runs)))

    def _run(self, facts: list[Fact], run: str) -> set[Firing]:
        common, columns = _shared(self._plan.columns, facts[0].common)
        found: set[Firing] = set()
        state = self._assert(f'{{"sid":"{run}","id":"{_OPEN}","k":"{_OPEN}"}}')
        try:
            for place, fact in enumerate(facts):
                rest = "".join((common, *(_member(column, fact.own) for column in columns), "}"))
                for number, group in enumerate(self._plan.groups):
                    self._assert(f'{{"sid":"{run}","id":"{place}/{number}","k":"{group}"{rest}')
            started = durable_rules_engine.start_action_for_state(self._handle, state)
            message = started[1] if started else None
            while message:
                match = _FIRED.match(message)
                if match:
                    found.add((match[1], facts[int(match[2])].id))
                message = durable_rules_engine.complete_and_start_action(self._handle, state)
        finally:
            durable_rules_engine.delete_state(self._handle, run)
        return found

    def _assert(self, fact: str) -> Any:
        code, state = durable_rules_engine.assert_fact(self._handle, fact)
        if code not in (_STORED, _NO_MATCH):
            raise InferenceError(f"a fact was refused with code {code}: {fact[:200]}")
        return state


def _shared(columns: Iterable[Column], common: Fields) -> tuple[str, list[Column]]:
    """The JSON of the columns that every fact shares, and the columns that each fact adds."""
    known = list(columns)
    text = "".join(_member(each, common) for each in known if each.field in common)
    return text, [each for each in known if each.field not in common]


def _member(column: Column, fields: Fields) -> str:
    """One value of a fact as a member of a JSON object, with the comma before it."""
    return f',"{column.key}":{_json(column.encode(fields))}'


@functools.lru_cache(maxsize=4096)
def _json(value: Scalar) -> str:
    """The value in JSON. Most values are words of a small vocabulary, so they are kept."""
    return json.dumps(value, ensure_ascii=False)


class PlainMatcher:
    """The oracle: the same answer from the plain evaluator."""

    def __init__(self, rules: Iterable[CatalogueRule]) -> None:
        self._rules: dict[str, list[CatalogueRule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.rule.over, []).append(rule)

    def run(self, facts: Iterable[Fact]) -> list[Firing]:
        """Every firing once, sorted by rule and fact."""
        found: set[Firing] = set()
        for fact in facts:
            fields = fact.fields
            found.update(
                (rule.id, fact.id)
                for rule in self._rules.get(fact.over, ())
                if fires(rule.when, rule.unless, fields)
            )
        return sorted(found)


def _unused_action(_: Any) -> None:
    """Never called: firings are read off the agenda."""
