"""The same rules in zen-engine: one decision table for each kind of fact."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import zen

from engine.facts import Fact
from engine.inference import Firing
from engine.network import Branch, Column, branches, compile_rules, kind_of, place_of
from rules.load import CatalogueRule


class ZenMatcher:
    """Fires the same rules as durable-rules, through zen-engine."""

    def __init__(self, rules: Iterable[CatalogueRule]) -> None:
        known = list(rules)
        self._plans = compile_rules(known)
        engine = zen.ZenEngine()
        self._tables = {
            kind: engine.create_decision(json.dumps(_decision(plan.columns, _rows(kind, known))))
            for kind, plan in self._plans.items()
        }

    def run(self, facts: Iterable[Fact]) -> list[Firing]:
        """Every firing once, sorted by rule and fact."""
        found: set[Firing] = set()
        for fact in facts:
            fields = fact.fields
            kind = kind_of(fact.over, fact.own, self._plans)
            if kind in self._tables:
                body = {_name(each): each.encode(fields) for each in self._plans[kind].columns}
                answer = self._tables[kind].evaluate(body)["result"]
                found.update((row["rule"], fact.id) for row in answer)
        return sorted(found)


def _rows(kind: str, rules: Iterable[CatalogueRule]) -> list[tuple[str, Branch]]:
    return [
        (rule.id, branch)
        for rule in rules
        if f"{kind}/".startswith(f"{place_of(rule)}/")
        for branch in branches(rule.when, rule.unless)
    ]


def _name(column: Column) -> str:
    return column.key.replace("-", "_")


def _decision(columns: Iterable[Column], rows: Iterable[tuple[str, Branch]]) -> dict[str, Any]:
    inputs = [{"id": _name(c), "name": c.key, "field": _name(c)} for c in columns]
    table = {
        "hitPolicy": "collect",
        "inputs": inputs,
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": [_row(str(place), rule, branch) for place, (rule, branch) in enumerate(rows)],
    }
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "table", "type": "decisionTableNode", "name": "table", "content": table},
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "table"},
            {"id": "2", "sourceId": "table", "targetId": "out"},
        ],
    }


def _row(place: str, rule: str, branch: Branch) -> dict[str, str]:
    cells: dict[str, list[str]] = {}
    for column, compare, constant in sorted(branch, key=str):
        cells.setdefault(_name(column), []).append(f"$ {compare} {json.dumps(constant)}")
    return {
        "_id": place,
        "rule": json.dumps(rule),
        **{name: " and ".join(tests) for name, tests in cells.items()},
    }
