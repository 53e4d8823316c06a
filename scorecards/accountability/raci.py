"""Who is accountable, does the work, is asked, is told: read off the contracts of a scorecard."""

from __future__ import annotations

from collections.abc import Callable

from knowledge_graph.graph import LEAD
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.part import Part

NOBODY = "Nobody is accountable yet: name the team that leads."


class RaciRow(Part):
    """One KPI.

    Attributes:
        accountable: The one team that answers; None where the contract names none.
        responsible: The teams that do the work.
        consulted: The teams that are asked.
        informed: The teams of its joint objectives that have no other part in it.
        own_part: The metrics by which product marketing's own part of a shared KPI is told.
        gap: What is missing, a sentence.
    """

    metric: str
    label: str
    accountable: str | None
    responsible: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    own_part: tuple[str, ...]
    gap: str


def raci(card: Scorecard, label: Callable[[str], str]) -> tuple[RaciRow, ...]:
    """One row for each KPI, in their order, with at most one accountable team each.

    Args:
        card: The scorecard.
        label: The name of a metric.
    """
    return tuple(_row(card, kpi, label) for kpi in card.kpis)


def _row(card: Scorecard, kpi: ScorecardKpi, label: Callable[[str], str]) -> RaciRow:
    contract = kpi.contract
    lead = contract.lead or (LEAD if contract.kind == "direct" else None)
    responsible = dict.fromkeys((lead,) if lead else ())
    consulted: dict[str, None] = {}
    if contract.kind == "shared":
        responsible |= dict.fromkeys((LEAD, *contract.co_owners))
    else:
        consulted |= dict.fromkeys(contract.co_owners)
    if contract.kind == "contributing":
        consulted.setdefault(LEAD)
    involved = {*responsible, *consulted}
    joint = (team for each in card.joint if each.objective in kpi.objectives for team in each.teams)
    return RaciRow(
        metric=kpi.metric,
        label=label(kpi.metric),
        accountable=lead,
        responsible=tuple(responsible),
        consulted=tuple(team for team in consulted if team not in responsible),
        informed=tuple(team for team in dict.fromkeys(joint) if team not in involved),
        own_part=contract.own_part if contract.kind == "shared" else (),
        gap="" if lead else NOBODY,
    )
