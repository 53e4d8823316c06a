"""Targets that moved while people were working towards them."""

from __future__ import annotations

import datetime

from scorecards.document import Scorecard, ScorecardKpi

_APART = {"set_on", "why"}
"""What may change in a target without moving it."""


def moved_late(old: Scorecard, new: Scorecard, on: datetime.date) -> tuple[str, ...]:
    """The metrics of which a target moved after the period had begun, in the order of the KPIs.

    A target that was set first on that day, or taken away, moved too. A KPI that came or went with
    its target did not: that is told as a change of the KPIs.

    Args:
        old: The scorecard as it was.
        new: The scorecard as it became.
        on: The day of the change.
    """
    if on <= new.period.start:
        return ()
    return tuple(
        kpi.metric
        for kpi in new.kpis
        if old.holds(kpi.metric) and _aims(old, kpi.metric) != _aims(new, kpi.metric)
    )


def agreed_before(old: Scorecard, new: Scorecard, on: datetime.date) -> dict[str, ScorecardKpi]:
    """Metric -> the KPI with the target that a later one took the place of; that target scores.

    Args:
        old: The scorecard as its period began.
        new: The scorecard as it stands.
        on: Today.
    """
    found = ((metric, old.kpi(metric)) for metric in moved_late(old, new, on))
    return {metric: kpi for metric, kpi in found if kpi.target is not None}


def _aims(card: Scorecard, metric: str) -> dict[str, object] | None:
    target = card.kpi(metric).target
    return None if target is None else target.model_dump(exclude=_APART)
