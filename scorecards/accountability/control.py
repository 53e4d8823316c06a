"""What a PMM controls of what it answers for alone: the work, and what comes of it. Pure.

The source names areas of direct impact and holds them direct because execution and outcome are both
in the PMM's hands. Where one of the two is not, the KPI is shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from knowledge_graph.graph import LEAD, Graph
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Step
from scorecards.accountability.contracts import set_contract
from scorecards.document import Contract, Control, Scorecard, ScorecardKpi
from scorecards.part import Refusal, Refused

BOTH: tuple[Control, ...] = get_args(Control)
STEP = "step.direct"


def areas(knowledge: Knowledge) -> frozenset[str]:
    """The metrics of the areas of direct impact, as the first step to accountability names them."""
    return frozenset(link.to for link in knowledge.get(Step, STEP).names)


def unsaid(kpi: ScorecardKpi, knowledge: Knowledge) -> bool:
    """Whether a KPI of these areas is held alone, and nobody said that both are controlled."""
    direct = kpi.contract.kind == "direct" and kpi.metric in areas(knowledge)
    return direct and set(kpi.contract.controls) != set(BOTH)


def partners(metric: str, graph: Graph) -> tuple[str, ...]:
    """The teams with which a KPI could be shared: those that have a hand in it, then the others."""
    with_a_hand = graph.teams(metric, "leads", "shares", "contributes")
    others = sorted(each for each in graph.knowledge.records if each.startswith("team."))
    return tuple(each for each in dict.fromkeys((*with_a_hand, *others)) if each != LEAD)


def say_control(
    card: Scorecard, metric: str, controls: Iterable[Control], team: str | None, graph: Graph
) -> Scorecard:
    """The scorecard after it was said what of a KPI the PMM controls.

    Where both are, it stays direct; where one is not, it becomes shared.

    Args:
        card: The scorecard.
        metric: The KPI.
        controls: What the PMM controls.
        team: With which team it is shared, where it becomes so.
        graph: What is known.

    Raises:
        Refused: It becomes shared and no team is named.
    """
    given = tuple(each for each in BOTH if each in set(controls))
    contract = card.kpi(metric).contract
    if given == BOTH:
        said = contract.model_copy(update={"kind": "direct", "controls": given})
        return set_contract(card, metric, said, graph)
    if team is None:
        lacking = " and ".join(each for each in BOTH if each not in given)
        wrong = f"the PMM does not control {lacking}, so it is shared"
        right = "name the team it is shared with, or tick both"
        raise Refused(Refusal(field="team", wrong=wrong, right=right))
    own = contract.own_part or graph.targets(metric, "own-part")
    shared = Contract(
        kind="shared", lead=LEAD, co_owners=(team,), own_part=tuple(own), controls=given
    )
    return set_contract(card, metric, shared, graph)
