"""Runs rules over facts with durable-rules. The only module that knows it.

Used as its C module allows it to be trusted: an own agenda loop instead of a ``Host`` (whose timer
threads never stop and steal firings), a fresh state for each run, an opening rule so that the
agenda always starts, and the state deleted at the end.
"""

from __future__ import annotations

import copy
import itertools
import json
import re
import threading
import weakref
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import durable_rules_engine
from durable import engine as durable

from engine.facts import Fact
from engine.network import Column, compile_rules
from rules.condition import Fields, fires
from rules.load import CatalogueRule

Firing = tuple[str, str]
"""The ids of a rule and of the fact it fired on."""

_Shared = tuple[str, list[Column]]
"""The JSON of the columns that every fact shares, and the columns that each fact adds."""

_STORED, _NO_MATCH = 0, 1
_OPEN = "$open"
_JSON = json.JSONEncoder(ensure_ascii=False)
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
    """The engine of record."""

    def __init__(self, rules: Iterable[CatalogueRule]) -> None:
        self._plan = compile_rules(rules)
        opening = {"all": [{"m": {"k": _OPEN}}]}
        definition = copy.deepcopy({_OPEN: opening, **self._plan.definition})
        for rule in definition.values():
            rule["run"] = _unused_action
        ruleset = durable.Ruleset(f"remit-{next(_names)}", None, definition)
        self._handle: int = ruleset._handle
        self._runs = itertools.count()
        self._lock = threading.Lock()
        weakref.finalize(self, durable_rules_engine.delete_ruleset, self._handle)

    def run(self, facts: Iterable[Fact]) -> list[Firing]:
        """Every firing once, sorted by rule and fact.

        Raises:
            InferenceError: A fact was refused.
        """
        # The C module holds the interpreter lock throughout, so taking turns costs nothing.
        with self._lock:
            return self._run(facts, str(next(self._runs)))

    def _run(self, facts: Iterable[Fact], run: str) -> list[Firing]:
        known = list(facts)
        state = self._assert(f'{{"sid":"{run}","id":"{_OPEN}","k":"{_OPEN}"}}')
        found: set[tuple[str, int]] = set()
        shared: dict[str, _Shared] = {}
        try:
            for place, fact in enumerate(known):
                for number, text in enumerate(self._encode(fact, shared)):
                    self._assert(f'{{"sid":"{run}","id":"{place}/{number}",{text}')
            started = durable_rules_engine.start_action_for_state(self._handle, state)
            message = started[1] if started else None
            while message:
                match = _FIRED.match(message)
                if match:
                    found.add((match[1], int(match[2])))
                message = durable_rules_engine.complete_and_start_action(self._handle, state)
        finally:
            durable_rules_engine.delete_state(self._handle, run)
        return sorted((rule, known[place].id) for rule, place in found)

    def _encode(self, fact: Fact, shared: dict[str, _Shared]) -> Iterator[str]:
        """The fact as JSON without its head, once for each group of patterns.

        What every fact carries is put into JSON once for each kind, in ``shared``.
        """
        kind = self._plan.kind_of(fact.over, fact.own)
        groups = self._plan.groups.get(kind, ())
        if groups:
            if kind not in shared:
                shared[kind] = _shared(self._plan.columns[kind], fact.common)
            common, columns = shared[kind]
            own = _JSON.encode({column.key: column.encode(fact.own) for column in columns})
            rest = common + (f",{own[1:]}" if columns else "}")
            for group in groups:
                yield f'"k":"{group}"{rest}'

    def _assert(self, fact: str) -> Any:
        code, state = durable_rules_engine.assert_fact(self._handle, fact)
        if code not in (_STORED, _NO_MATCH):
            raise InferenceError(f"a fact was refused with code {code}: {fact[:200]}")
        return state


def _shared(columns: Iterable[Column], common: Fields) -> _Shared:
    known = list(columns)
    body = {each.key: each.encode(common) for each in known if each.field in common}
    text = _JSON.encode(body)[1:-1]
    return (f",{text}" if body else ""), [each for each in known if each.field not in common]


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
