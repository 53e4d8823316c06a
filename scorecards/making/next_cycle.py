"""The next cycle: a new draft for the following period, begun where this one ended. Pure.

The cycle leads from its last phase back to the first, which looks at the market anew. So each KPI
begins with its last value as the baseline, and each target is there to be set anew.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric, Phase
from scorecards.document import Reading, Scorecard, ScorecardKpi, Target
from scorecards.part import Refusal, Refused
from scorecards.readings.standing import in_force
from scorecards.targets import check

SET_ANEW = "Carried over from the cycle before: set it anew."
"""Marks a target that nobody has set for this cycle yet."""


def is_over(card: Scorecard, today: datetime.date) -> bool:
    """Whether the next cycle can begin: the scorecard is closed, or its period has ended."""
    return card.status == "closed" or today > card.period.end


def following_id(card: Scorecard) -> str:
    """The id of the cycle after this one: begun twice, it is one scorecard."""
    return follows(card.id, card.period.following.start)


def follows(id: str, start: datetime.date) -> str:
    """The id of the cycle that follows a scorecard and begins on a day."""
    return hashlib.sha256(f"{id}\n{start}".encode()).hexdigest()[:10]


def next_cycle(
    card: Scorecard,
    readings: Sequence[Reading],
    knowledge: Knowledge,
    *,
    id: str,
    title: str,
    today: datetime.date,
) -> Scorecard:
    """A draft for the following period, in the first phase of the cycle.

    A target is carried over with the last value as its baseline and its deadline moved as far as
    the end of the period; values for warning and failing belong to the old level and go. Where it
    cannot stand from there, for instance because it has been reached, it is left out. The last
    value stands at each KPI all the same.

    Raises:
        Refused: The cycle is not over yet.
    """
    if not is_over(card, today):
        wrong = f"the period runs until {card.period.end}"
        right = "close the scorecard first, or wait until the period is over"
        raise Refused(Refusal(field="period", wrong=wrong, right=right))
    new = card.model_copy(
        update={
            "id": id,
            "title": title,
            "status": "draft",
            "period": card.period.following,
            "review_on": None,
            "launched_on": None,
            "launch_why": "",
            "basis": card.basis.model_copy(
                update={"profile": {**card.basis.profile, "phase": first_phase(knowledge)}}
            ),
            "joint": tuple(each.model_copy(update={"signed": ()}) for each in card.joint),
            "factors": (),
            "initiatives": (),
            "pulses": (),
            "spending": "",
        }
    )
    kpis = tuple(_carried(card, new, kpi, readings, knowledge, today) for kpi in card.kpis)
    return new.model_copy(update={"kpis": kpis})


def first_phase(knowledge: Knowledge) -> str:
    """The phase that the cycle begins with, as a profile names it."""
    first = min(knowledge.every(Phase), key=lambda phase: phase.order)
    return first.id.partition(".")[2]


def _carried(
    card: Scorecard,
    new: Scorecard,
    kpi: ScorecardKpi,
    readings: Sequence[Reading],
    knowledge: Knowledge,
    today: datetime.date,
) -> ScorecardKpi:
    live = [each for each in in_force(readings, kpi.metric) if each.taken_on <= today]
    last = live[-1] if live else None
    target = kpi.target and _moved(card, new, kpi.target, last, today)
    metric = knowledge.records.get(kpi.metric)
    if target is not None and isinstance(metric, Metric):
        target = None if check(target, metric, new.period, kpi.variant) else target
    value = last.value if last else None
    return kpi.model_copy(update={"target": target, "last_value": value})


def _moved(
    card: Scorecard, new: Scorecard, target: Target, last: Reading | None, today: datetime.date
) -> Target:
    """The target with its new baseline; unknown where nothing was read."""
    return target.model_copy(
        update={
            "baseline": last.value if last else None,
            "deadline": max(target.deadline + (new.period.end - card.period.end), new.period.start),
            "warn": None,
            "fail": None,
            "set_on": today,
            "why": SET_ANEW,
        }
    )
