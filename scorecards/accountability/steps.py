"""The six steps to accountability, and to which of them each finding of the linter belongs.

The steps are records of the knowledge, in the order of their source. Whoever takes all six and
mends what is open ends with a scorecard in which the linter finds no error and no warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge_graph.graph import LEAD
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Step
from scorecards.document import Scorecard
from scorecards.lint import Finding
from scorecards.part import Refused

LAST = "step.review"
"""The step at whose end everything that is left is mended."""

CODES: Mapping[str, tuple[str, ...]] = {
    "step.direct": ("nothing-direct", "control-unsaid"),
    "step.shared": (
        "accountability-unstated",
        "nothing-shared",
        "shared-without-lead",
        "shared-without-own-part",
        "shared-without-tie-breaker",
    ),
    "step.collaboration": (
        "criteria-late",
        "initiative-unjudged",
        "joint-unsigned",
        "pulse-unread",
    ),
    "step.balance": ("nothing-qualitative", "nothing-quantitative", "only-lagging", "output-count"),
    "step.external-factors": ("factor-late", "factor-unproved", "adjustment-unreviewed"),
    LAST: ("no-review", "review-passed"),
}
"""Step -> the codes of the findings that its own panel mends."""

GENERAL: tuple[str, ...] = (
    "no-headline",
    "two-headlines",
    "headline-counts-output",
    "headline-serves-nothing",
    "headline-unguarded",
    "over-five",
    "long-for-a-small-team",
    "objective-without-kpi",
    "not-measurable-yet",
    "unknown-record",
    "no-target",
    "no-baseline",
    "target-refused",
    "goalpost-moved",
    "definition-differs",
    "gate-shut",
    "no-source",
    "first-wave-late",
    "read-alone",
    "no-path",
)
"""The codes of findings about the choice of KPIs and their targets: they wait for the last step."""


@dataclass(frozen=True)
class Place:
    """A step, and what is open in it.

    Attributes:
        step: Its record; ``order`` is its number, from 1.
        open: The findings that belong to it, notes included; the last step holds the general ones.
    """

    step: Step
    open: tuple[Finding, ...]

    @property
    def to_mend(self) -> tuple[Finding, ...]:
        """Its errors and warnings; where there is none, the step is in order."""
        return to_mend(self.open)


def to_mend(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors and the warnings; without any, a scorecard passes the linter."""
    return tuple(each for each in findings if each.severity != "info")


def places(findings: Iterable[Finding], knowledge: Knowledge) -> tuple[Place, ...]:
    """The steps in their order, each with what is open in it; each finding stands in one.

    What no step knows is general.
    """
    step_of = {code: step for step, codes in CODES.items() for code in codes}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(step_of.get(finding.code, LAST), []).append(finding)
    return tuple(
        Place(step, tuple(found.get(step.id, ())))
        for step in sorted(knowledge.every(Step), key=lambda each: each.order)
    )


def left_at(steps: Iterable[Place]) -> int:
    """The number of the step to go on with: the first that is not in order, or else the last."""
    number = 0
    for place in steps:
        number = place.step.order
        if place.to_mend:
            break
    return number


def teams_concerned(card: Scorecard) -> tuple[str, ...]:
    """Product marketing, and every other team that leads or shares something: all are heard."""
    found = {LEAD: None}
    for kpi in card.kpis:
        lead = kpi.contract.lead
        found |= dict.fromkeys((*((lead,) if lead else ()), *kpi.contract.co_owners))
    for joint in card.joint:
        found |= dict.fromkeys(joint.teams)
    return tuple(found)


def mended(card: Scorecard, findings: Iterable[Finding]) -> Scorecard:
    """The scorecard after each of these fixes, in their order; one that cannot be is left out."""
    for finding in findings:
        if finding.fix is not None:
            try:
                card = finding.fix(card)
            except Refused:
                continue
    return card
