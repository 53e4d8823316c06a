"""Fixes of one click. Each takes what it needs now and changes whatever scorecard it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric
from rules.records import Role
from scorecards.document import Contract, Scorecard
from scorecards.lint.records import Bench, Fix
from scorecards.making.adopt import add, contract_known


def on_kpi(metric: str, **update: Any) -> Fix:
    """Changes fields of a KPI."""
    return lambda card: card.with_kpi(card.kpi(metric).model_copy(update=update))


def in_contract(metric: str, **update: Any) -> Fix:
    """Changes fields of a KPI's contract."""

    def fix(card: Scorecard) -> Scorecard:
        kpi = card.kpi(metric)
        contract = kpi.contract.model_copy(update=update)
        return card.with_kpi(kpi.model_copy(update={"contract": contract}))

    return fix


def in_target(metric: str, **update: Any) -> Fix:
    """Changes fields of a KPI's target."""

    def fix(card: Scorecard) -> Scorecard:
        kpi = card.kpi(metric)
        if kpi.target is None:
            return card
        return card.with_kpi(
            kpi.model_copy(update={"target": kpi.target.model_copy(update=update)})
        )

    return fix


def roles(given: dict[str, Role]) -> Fix:
    """Gives KPIs other roles."""

    def fix(card: Scorecard) -> Scorecard:
        for metric, role in given.items():
            card = card.with_kpi(card.kpi(metric).model_copy(update={"role": role}))
        return card

    return fix


def adding(metric: str, role: Role, reason: str, graph: Graph) -> Fix:
    """Adds a KPI."""
    return lambda card: add(card, metric, role, reason, graph)


def own_part(bench: Bench, wanted: Callable[[Metric, Contract], bool], reason: str) -> Fix | None:
    """Adds the first of the role's own parts in these KPIs that is wanted and raises no doubt.

    One that is shared needs its lead and an own part; one that counts output is never offered.
    """
    for kpi in bench.card.proper:
        for metric in kpi.contract.own_part:
            record = bench.metric(metric)
            if record is None or record.output_count or bench.card.holds(metric):
                continue
            contract = contract_known(metric, bench.graph)
            whole = contract.kind == "direct" or bool(contract.lead and contract.own_part)
            if whole and wanted(record, contract):
                return adding(metric, "supporting", reason, bench.graph)
    return None
