"""The engine's critique over a scorecard as it stands now.

The rules of the catalogue speak here in their own words and with their own sources, about the KPIs
that were taken and the accountability that was agreed, not about what was recommended once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.facts import Fact, FactBuilder, MetricFacts
from engine.firing import Fired
from engine.profile import Policy
from knowledge_graph.graph import Graph
from rules.condition import fires
from rules.load import Catalogue
from rules.records import Find
from scorecards.lint.mends import in_contract, own_part
from scorecards.lint.records import Bench, Effort, Finding, Fix

HEARD: Mapping[str, Effort] = {
    "CRI-001": "medium",
    "CRI-002": "medium",
    "CRI-003": "medium",
    "CRI-004": "medium",
    "CRI-005": "medium",
    "CRI-011": "low",
    "CRI-022": "low",
    "CRI-023": "high",
    "CRI-024": "low",
    "CRI-025": "medium",
    "CRI-048": "low",
}
"""The rules that judge what stands on a scorecard -> the effort of mending it.

The others speak of the profile, of the recommendation, or give advice.
"""


class Critique:
    """Runs those rules. Build one and keep it; it does not change."""

    def __init__(self, graph: Graph, rules: Catalogue) -> None:
        self._graph = graph
        self._rules = [rule for rule in rules.stable if rule.id in HEARD]
        self._known = {only: MetricFacts(graph, only) for only in (False, True)}

    def findings(self, bench: Bench) -> Iterator[Finding]:
        """What they find."""
        basis = bench.card.basis
        facts = list(self._facts(bench))
        for rule in self._rules:
            if basis.sourced_only and rule.rule.basis != "sourced":
                continue
            for fact in facts:
                if fact.over == rule.rule.over and fires(rule.when, rule.unless, fact.fields):
                    yield from _finding(Fired(rule, fact, bench.label), bench)

    def _facts(self, bench: Bench) -> Iterator[Fact]:
        basis = bench.card.basis
        policy = Policy(choices=basis.policy, sourced_only=basis.sourced_only)
        known = self._known[basis.sourced_only]
        builder = FactBuilder(self._graph, known, bench.profile, policy)
        counts = {f"count_{name}": float(count) for name, count in _counts(bench).items()}
        yield builder.scorecard(counts)
        for kpi, metric in bench.known():
            fact = builder.kpi(kpi.metric, kpi.role, kpi.contract.kind, len(kpi.contract.own_part))
            if kpi.source and kpi.source not in metric.needs:
                # A system that is named, and is none of those we know, is taken to serve.
                own = {**fact.own, "metric_measurable": True}
                fact = Fact(fact.id, fact.over, own, fact.common, fact.bindings)
            yield fact


def _counts(bench: Bench) -> dict[str, int]:
    """The scorecard in numbers, under the names of ``fields.yaml``."""
    held = list(bench.known())
    kinds = [kpi.contract.kind for kpi, _ in held]
    served = {objective for kpi, _ in held for objective in kpi.objectives}
    return {
        "kpis": len(held),
        "direct": kinds.count("direct"),
        "shared": kinds.count("shared"),
        "contributing": kinds.count("contributing"),
        "unstated": kinds.count("unstated"),
        "leading": sum(metric.timing == "leading" for _, metric in held),
        "lagging": sum(metric.timing == "lagging" for _, metric in held),
        "quantitative": sum(metric.nature != "qualitative" for _, metric in held),
        "qualitative": sum(metric.nature != "quantitative" for _, metric in held),
        "objectives": len(bench.objectives),
        "uncovered": sum(objective not in served for objective in bench.objectives),
    }


def _finding(fired: Fired, bench: Bench) -> Iterator[Finding]:
    metric = fired.fact.id if fired.fact.over == "kpi" else None
    for conclusion in fired.rule.rule.then:
        if isinstance(conclusion, Find):
            mender = _MENDS.get(conclusion.find)
            yield Finding(
                code=conclusion.find,
                severity=conclusion.severity,
                metric=metric,
                text=fired.fill(conclusion.text),
                mend=fired.fill(conclusion.fix),
                effort=HEARD[fired.rule.id],
                basis=fired.rule.rule.basis,
                citations=fired.rule.rule.citations,
                rule=fired.rule.id,
                fix=mender(bench, metric) if mender else None,
            )


def _own_part_named(bench: Bench, metric: str | None) -> Fix | None:
    known = bench.graph.targets(metric or "", "own-part")
    return in_contract(metric, own_part=known) if metric and known else None


_MENDS: Mapping[str, Callable[[Bench, str | None], Fix | None]] = {
    "only-lagging": lambda bench, _: own_part(
        bench, lambda metric, _: metric.timing == "leading", "It moves before the result does."
    ),
    "nothing-qualitative": lambda bench, _: own_part(
        bench, lambda metric, _: metric.nature != "quantitative", "It is a judgement."
    ),
    "nothing-quantitative": lambda bench, _: own_part(
        bench, lambda metric, _: metric.nature != "qualitative", "It is a number."
    ),
    "nothing-direct": lambda bench, _: own_part(
        bench, lambda _, contract: contract.kind == "direct", "The role controls it."
    ),
    "shared-without-own-part": _own_part_named,
}
