"""What a check of a scorecard looks at, what it yields, and what comes of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from engine.profile import Profile, ProfileError, read_profile
from knowledge_graph.graph import Graph
from knowledge_graph.records import Basis, Citation, Metric
from rules.records import Severity
from scorecards.document import Reading, Scorecard, ScorecardKpi

Fix = Callable[[Scorecard], Scorecard]
"""Mends a finding in one click."""

Found = tuple[str | None, str, Fix | None]
"""The KPI, or None for the scorecard as a whole; what is wrong; what mends it, if one click can."""

Effort = Literal["low", "medium", "high"]


@dataclass(frozen=True)
class Finding:
    """A remark on a scorecard.

    Attributes:
        code: Stable; the same as the engine's where its critique says it.
        metric: The KPI; None for the scorecard as a whole.
        text: What is wrong.
        mend: What to do about it, in words.
        effort: How much work that is.
        rule: The rule of the catalogue that says it or whose sources stand behind it, if any.
        basis: What it rests on; ``citations`` say where that can be looked up.
        fix: Mends it, where one click can.
    """

    code: str
    severity: Severity
    metric: str | None
    text: str
    mend: str
    effort: Effort
    basis: Basis
    citations: tuple[Citation, ...] = ()
    rule: str = ""
    fix: Fix | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Bench:
    """A scorecard with all that is needed to judge it.

    Attributes:
        today: The day on which it is judged.
        readings: What was read.
        others: The other scorecards of the organisation.
    """

    card: Scorecard
    graph: Graph
    today: datetime.date
    readings: tuple[Reading, ...] = ()
    others: tuple[Scorecard, ...] = ()

    def label(self, id: str) -> str:
        """The name of a record."""
        return self.graph.knowledge.label(id)

    def metric(self, id: str) -> Metric | None:
        """The record of a metric, if it is known."""
        record = self.graph.knowledge.records.get(id)
        return record if isinstance(record, Metric) else None

    @cached_property
    def profile(self) -> Profile:
        """The profile that it was adopted for; an empty one where that is not valid any more."""
        try:
            return read_profile(self.card.basis.profile, self.graph.knowledge)
        except ProfileError:
            return Profile()

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives that were chosen."""
        return self.profile.objectives or ()

    def known(self, *, proper: bool = True) -> Iterator[tuple[ScorecardKpi, Metric]]:
        """The KPIs whose metric is known; without those that only watch, unless asked for."""
        for kpi in self.card.proper if proper else self.card.kpis:
            metric = self.metric(kpi.metric)
            if metric is not None:
                yield kpi, metric


@dataclass(frozen=True)
class LintCheck:
    """One check.

    Attributes:
        why: What goes wrong where it is not kept.
        mend: What to do about it.
        rule: The rule of the catalogue whose sources stand behind it; editorial where none does.
        run: Yields what it finds.
    """

    code: str
    severity: Severity
    why: str
    mend: str
    effort: Effort
    run: Callable[[Bench], Iterator[Found]]
    rule: str = ""
