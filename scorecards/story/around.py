"""What a launch did to a metric: how it stood before, and some months after. Pure.

Two readings are set side by side. What else happened between them is not known here, so the
difference is told as a difference and not as the effect of the launch.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.explain.words import sentence
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Reading, Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.readings.standing import in_force
from scorecards.story.figures import day, difference, figure
from scorecards.units import unit_of


class Around(Part):
    """A metric around the launch.

    Attributes:
        before: The last reading until the day of the launch.
        after: The first reading from ``due`` on.
        due: The day from which it is compared.
        near: Whether the launch is as near, before or behind, as that day is from it: watch it now.
        change: By how much it rose, in its unit; None until both are read in one currency.
        says: All of it in a sentence or two.
    """

    metric: str
    label: str
    before: Reading | None
    after: Reading | None
    due: datetime.date
    near: bool
    change: Decimal | None
    says: str


def around_launch(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> tuple[Around, ...]:
    """Every metric on the scorecard that is compared around a launch; none without its day."""
    return tuple(_found(card, readings, knowledge, today))


def _found(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> Iterator[Around]:
    launch = card.launched_on
    for kpi in card.kpis:
        metric = knowledge.records.get(kpi.metric)
        if launch is None or not isinstance(metric, Metric) or metric.after_launch is None:
            continue
        wait = datetime.timedelta(days=metric.after_launch)
        live = [each for each in in_force(readings, kpi.metric) if each.taken_on <= today]
        before = next((each for each in reversed(live) if each.taken_on <= launch), None)
        after = next((each for each in live if each.taken_on >= launch + wait), None)
        change = None
        if before and after and before.currency == after.currency:
            change = after.value - before.value
        near = abs(today - launch) <= wait
        unit = unit_of(metric, kpi.variant)
        yield Around(
            metric=kpi.metric,
            label=metric.label,
            before=before,
            after=after,
            due=launch + wait,
            near=near,
            change=change,
            says=" ".join(_told(kpi, before, after, launch + wait, change, unit, launch < today)),
        )


def _told(
    kpi: ScorecardKpi,
    before: Reading | None,
    after: Reading | None,
    due: datetime.date,
    change: Decimal | None,
    unit: str,
    launched: bool,
) -> Iterator[str]:
    if before is None and not launched:
        yield "Nothing is read yet; read it before the launch."
    elif before is None:
        yield "Nothing was read before the launch, so nothing can be compared with it."
    else:
        yield f"Before the launch: {_value(before, unit)} on {day(before.taken_on)}."
    if after is None:
        yield f"It is compared from {day(due)} on."
    else:
        yield f"After it: {_value(after, unit)} on {day(after.taken_on)}."
    if change is not None and after is not None:
        told = difference(abs(change), unit, after.currency)
        way = "no difference" if not change else f"{told} {'more' if change > 0 else 'less'}"
        yield f"That is {way}; what else happened between the two days is not taken off."
    yield from (sentence(f"{each.what}: {each.says}") for each in kpi.settled)


def _value(reading: Reading, unit: str) -> str:
    return figure(reading.value, unit, reading.currency)
