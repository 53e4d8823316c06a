"""What keeps a KPI a draft: without unit, data source or what it is taken on for, it is no KPI yet.

Pure. A scorecard with such a KPI can be worked on and is not submitted or approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.present import NOT_GIVEN
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.making.settling import shut
from scorecards.part import Refusal
from scorecards.units import unit_of


def without_source(kpi: ScorecardKpi, metric: Metric) -> bool:
    """Whether nobody has said which system its readings come from.

    What is measured with an instrument of one's own, such as a survey sheet, needs no system.
    """
    return kpi.source is None and bool(metric.needs or not metric.measured_with)


def draft_only(card: Scorecard, knowledge: Knowledge) -> Iterator[Refusal]:
    """Every reason why a KPI proper is a draft, with what would make it more."""
    for kpi in card.proper:
        metric = knowledge.records.get(kpi.metric)
        if not isinstance(metric, Metric):
            continue
        if unit_of(metric, kpi.variant) == NOT_GIVEN:
            yield _refusal(metric, "it has no unit", "choose a definition that has one")
        if without_source(kpi, metric):
            wrong = "no data source is named, so it cannot be measured yet"
            yield _refusal(metric, wrong, "name where its readings come from, or only watch it")
        if closed := shut(kpi, metric):
            wrong = f"it is not open yet and needs {' and '.join(closed)}"
            yield _refusal(metric, wrong, "write that down at the KPI, or only watch it")


def _refusal(metric: Metric, wrong: str, right: str) -> Refusal:
    return Refusal(field=metric.label, wrong=wrong, right=right)
