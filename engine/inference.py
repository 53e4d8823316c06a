"""Runs rules over facts with durable-rules. The only module that knows it.

Used as its C module allows it to be trusted: an own agenda loop instead of a ``Host`` (whose timer
threads never stop and steal firings), a fresh state for each run, an opening rule so that the
agenda always starts, and the state deleted at the end.
"""

from __future__ import annotations

import copy
import itertools
import json
import threading
import weakref
from collections.abc import Iterable
from typing import Any, Protocol

import durable_rules_engine
from durable import engine as durable

from engine.facts import Fact
from engine.network import compile_rules
from rules.condition import fires
from rules.load import CatalogueRule

Firing = tuple[str, str]
"""The ids of a rule and of the fact it fired on."""

_STORED, _NO_MATCH = 0, 1
_OPEN = "$open"
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
        state = self._assert({"sid": run, "id": _OPEN, "k": _OPEN})
        found: set[Firing] = set()
        try:
            for fact in facts:
                for place, body in enumerate(self._plan.encode(fact.over, fact.fields)):
                    self._assert({"sid": run, "id": f"{place} {fact.id}", **body})
            started = durable_rules_engine.start_action_for_state(self._handle, state)
            message = started[1] if started else None
            while message:
                for name, match in json.loads(message).items():
                    if name != _OPEN:
                        fact_id = match["m"]["id"].partition(" ")[2]
                        found.add((name.rpartition("#")[0], fact_id))
                message = durable_rules_engine.complete_and_start_action(self._handle, state)
        finally:
            durable_rules_engine.delete_state(self._handle, run)
        return sorted(found)

    def _assert(self, fact: dict[str, Any]) -> Any:
        code, state = durable_rules_engine.assert_fact(
            self._handle, json.dumps(fact, ensure_ascii=False)
        )
        if code not in (_STORED, _NO_MATCH):
            raise InferenceError(f"fact `{fact['id']}` was refused with code {code}")
        return state


class PlainMatcher:
    """The oracle: the same answer from the plain evaluator."""

    def __init__(self, rules: Iterable[CatalogueRule]) -> None:
        self._rules: dict[str, list[CatalogueRule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.rule.over, []).append(rule)

    def run(self, facts: Iterable[Fact]) -> list[Firing]:
        """Every firing once, sorted by rule and fact."""
        return sorted(
            {
                (rule.id, fact.id)
                for fact in facts
                for rule in self._rules.get(fact.over, ())
                if fires(rule.when, rule.unless, fact.fields)
            }
        )


def _unused_action(_: Any) -> None:
    """Never called: firings are read off the agenda."""
