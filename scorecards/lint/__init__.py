"""The linter of scorecards: one table of checks, and the engine's critique beside it.

``Linter(graph, rules).lint(card, today=…)`` gives the findings, errors first. Each says what is
wrong, what mends it, and what it rests on; where one click can mend it, it carries the fix.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from knowledge_graph.graph import Graph
from rules.load import Catalogue
from scorecards.document import Reading, Scorecard
from scorecards.lint.critique import Critique
from scorecards.lint.records import Bench, Finding, LintCheck
from scorecards.lint.table import CHECKS

__all__ = ["CHECKS", "Finding", "LintCheck", "Linter"]

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


class Linter:
    """Judges scorecards. Build one and keep it; it does not change.

    Args:
        graph: What is known.
        rules: Whose critique is heard, and whose sources stand behind the checks.
    """

    def __init__(self, graph: Graph, rules: Catalogue) -> None:
        self._graph = graph
        self._rules = {rule.id: rule.rule for rule in rules.rules}
        self._critique = Critique(graph, rules)

    def lint(
        self,
        card: Scorecard,
        today: datetime.date,
        readings: Iterable[Reading] = (),
        others: Iterable[Scorecard] = (),
    ) -> tuple[Finding, ...]:
        """Every finding: errors first, then in the order of the KPIs, then by code.

        Args:
            card: What is judged.
            today: The day on which it is judged.
            readings: What was read for it.
            others: Other scorecards; where they define a metric in another way, that is found.
        """
        bench = Bench(card, self._graph, today, tuple(readings), tuple(others))
        found = [*self._critique.findings(bench), *self._checked(bench)]
        place = {kpi.metric: number for number, kpi in enumerate(card.kpis)}
        return tuple(
            sorted(
                found,
                key=lambda each: (
                    _GRAVITY[each.severity],
                    place.get(each.metric or "", -1),
                    each.code,
                    each.text,
                ),
            )
        )

    def _checked(self, bench: Bench) -> Iterator[Finding]:
        for check in CHECKS:
            rule = self._rules.get(check.rule)
            for metric, text, fix in check.run(bench):
                yield Finding(
                    code=check.code,
                    severity=check.severity,
                    metric=metric,
                    text=text,
                    mend=check.mend,
                    effort=check.effort,
                    basis=rule.basis if rule else "editorial",
                    citations=rule.citations if rule else (),
                    rule=check.rule,
                    fix=fix,
                )
