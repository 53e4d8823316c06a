"""What the record of a metric asks to settle first, and what was settled on a scorecard. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge_graph.records import Metric
from scorecards.document import Scorecard, ScorecardKpi, Settled


def unsettled(kpi: ScorecardKpi, metric: Metric) -> tuple[str, ...]:
    """What has to be defined before a target means anything, and is not yet."""
    have = {each.what for each in kpi.settled}
    return tuple(what for what in metric.define_first if what not in have)


def shut(kpi: ScorecardKpi, metric: Metric) -> tuple[str, ...]:
    """What has to be so before the metric is taken on at all, and nobody has written down."""
    have = {each.what for each in kpi.settled}
    return tuple(what for what in metric.gate if what not in have)


def settle(card: Scorecard, metric: Metric, answers: Mapping[str, str]) -> Scorecard:
    """The scorecard with what was settled about a KPI; an empty answer settles nothing.

    Args:
        card: The scorecard.
        metric: The record of the KPI.
        answers: What its record asks -> what was settled. What is left out stays as it was.
    """
    kpi = card.kpi(metric.id)
    said = {each.what: each.says for each in kpi.settled} | dict(answers)
    # What no record asks any more was settled once, and stays.
    order = dict.fromkeys((*metric.gate, *metric.define_first, *said))
    settled = tuple(
        Settled(what=what, says=said[what]) for what in order if said.get(what, "").strip()
    )
    return card.with_kpi(kpi.model_copy(update={"settled": settled}))
