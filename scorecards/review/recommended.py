"""What became of each recommended KPI, and what people say of it. Pure."""

from __future__ import annotations

from typing import Literal

from rules.records import Role
from scorecards.document import Scorecard
from scorecards.part import Part
from scorecards.review.acts import Judge
from scorecards.review.state import Done, Review
from scorecards.review.told import Label


class Recommended(Part):
    """A recommended KPI.

    Attributes:
        role: As it was recommended.
        state: What became of it.
        says: The same, a sentence.
        judged: The last word on it; None where nobody said one.
    """

    metric: str
    role: Role
    state: Literal["kept", "swapped", "dropped", "watched"]
    says: str
    judged: Done | None = None


def recommended(card: Scorecard, review: Review, label: Label) -> tuple[Recommended, ...]:
    """Every KPI and guardrail that was recommended: first those on the scorecard, in its order."""
    said = {each.act.metric: each for each in review.judged if isinstance(each.act, Judge)}
    order = [kpi.replaces or kpi.metric for kpi in card.kpis]
    order += [each.metric for each in card.dropped]
    order += list(card.basis.recommended)
    return tuple(
        _recommended(metric, card, label, said.get(metric))
        for metric in dict.fromkeys(order)
        if metric in card.basis.recommended
        and (card.basis.recommended[metric] != "monitor" or card.holds(metric))
    )


def _recommended(metric: str, card: Scorecard, label: Label, judged: Done | None) -> Recommended:
    role = card.basis.recommended[metric]
    state: Literal["kept", "swapped", "dropped", "watched"] = "kept"
    if card.holds(metric):
        now = card.kpi(metric).role
        says = f"It stands on the scorecard as {now}."
        if now != role:
            says = f"It stands on the scorecard as {now}, and was recommended as {role}."
    elif other := next((kpi for kpi in card.kpis if kpi.replaces == metric), None):
        state, says = "swapped", f"{label(other.metric)} stands in its place."
        if other.reason:
            says += f" Reason: {other.reason}"
    elif gone := next((each for each in card.dropped if each.metric == metric), None):
        state, says = "dropped", f"It was not taken. Reason: {gone.reason}"
    else:
        state, says = "watched", "It does not stand on the scorecard."
    return Recommended(metric=metric, role=role, state=state, says=says, judged=judged)
