"""All scorecards at a glance: when each one is, how its headline stands, what waits on it. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Reading, Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.readings.standing import in_force, read_outs, standing

SOON = 7
"""Days before a launch window closes from which it is told."""

_DAYS = {"continuous": 7, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}
"""Days that may pass between two readings of a cadence; of the others no day can be told."""

_URGENCY = {"review": 0, "window": 1, "readings": 2}

When = Literal["this-period", "earlier", "template"]


class Waiting(Part):
    """Something that waits to be done on a scorecard.

    Attributes:
        part: What it is about: the review, a launch window, or readings.
        says: What waits, a sentence.
    """

    part: Literal["review", "window", "readings"]
    says: str


class Glance(Part):
    """One scorecard in the list of all.

    Attributes:
        when: ``this-period`` for what runs or is to come, ``earlier`` for what is over.
        headline: The name of its headline; None where it has none that is known.
        standing: How the headline stands, in a sentence.
        waiting: What waits on it, the most urgent first.
    """

    id: str
    title: str
    person: str | None
    manager: str | None
    status: str
    sample: bool
    start: datetime.date
    end: datetime.date
    when: When
    headline: str | None
    standing: str
    waiting: tuple[Waiting, ...]


def overview(
    cards: Iterable[Scorecard],
    readings: Mapping[str, Sequence[Reading]],
    knowledge: Knowledge,
    today: datetime.date,
) -> tuple[Glance, ...]:
    """Every scorecard, the most urgent first, then by period, the latest first, then by title."""
    found = [_glance(card, readings.get(card.id, ()), knowledge, today) for card in cards]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                _URGENCY[each.waiting[0].part] if each.waiting else len(_URGENCY),
                -each.end.toordinal(),
                each.title.casefold(),
                each.id,
            ),
        )
    )


def waiting(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> tuple[Waiting, ...]:
    """What waits on a scorecard: nothing on a template, and nothing on one that is closed."""
    if card.person is None or card.status == "closed":
        return ()
    return (
        *_review(card, today),
        *_windows(card, readings, today),
        *_late(card, readings, knowledge, today),
    )


def _glance(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> Glance:
    known = [kpi for kpi in card.headlines if kpi.metric in knowledge.records]
    says = standing(card, known[0], readings, knowledge, today).says if known else ""
    return Glance(
        id=card.id,
        title=card.title,
        person=card.person,
        manager=card.manager,
        status=card.status,
        sample=card.sample,
        start=card.period.start,
        end=card.period.end,
        when=_when(card, today),
        headline=knowledge.label(known[0].metric) if known else None,
        standing=says,
        waiting=waiting(card, readings, knowledge, today),
    )


def _when(card: Scorecard, today: datetime.date) -> When:
    if card.person is None:
        return "template"
    return "earlier" if card.period.end < today else "this-period"


def _review(card: Scorecard, today: datetime.date) -> Iterator[Waiting]:
    if card.review_on is not None and card.review_on < today:
        days = (today - card.review_on).days
        yield Waiting(part="review", says=f"Review overdue by {_counted(days, 'day')}.")
    elif card.period.end < today:
        end = card.period.end
        says = f"Its period is over since {end.day} {end:%b %Y}; close it."
        yield Waiting(part="review", says=says)


def _windows(
    card: Scorecard, readings: Sequence[Reading], today: datetime.date
) -> Iterator[Waiting]:
    soon = [
        each
        for each in read_outs(card, readings, today)
        if each.state == "open" and (each.closes_on - today).days <= SOON
    ]
    if soon:
        days = (soon[0].closes_on - today).days
        when = "today" if days == 0 else f"in {_counted(days, 'day')}"
        close = "launch window closes" if len(soon) == 1 else "launch windows close"
        first = "" if len(soon) == 1 else "the first "
        yield Waiting(part="window", says=f"{len(soon)} {close} soon, {first}{when}.")


def _late(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> Iterator[Waiting]:
    """KPIs without a reading for longer than their cadence says, while the period runs."""
    if card.status == "draft" or not card.period.start <= today <= card.period.end:
        return
    late = [kpi for kpi in card.proper if _is_late(card, kpi, readings, today)]
    late = [kpi for kpi in late if isinstance(knowledge.records.get(kpi.metric), Metric)]
    if len(late) == 1:
        label = knowledge.label(late[0].metric)
        yield Waiting(part="readings", says=f"{label} waits for a reading.")
    elif late:
        yield Waiting(part="readings", says=f"{len(late)} KPIs wait for a reading.")


def _is_late(
    card: Scorecard, kpi: ScorecardKpi, readings: Sequence[Reading], today: datetime.date
) -> bool:
    days = _DAYS.get(kpi.cadence)
    if days is None:
        return False
    taken = [each.taken_on for each in in_force(readings, kpi.metric) if each.taken_on <= today]
    return (today - max(taken, default=card.period.start)).days > days


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
