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
from scorecards.waiting import KINDS, Kind, Notice

SOON = 7
"""Days before a launch window closes, or a review is due, from which it is told."""

_DAYS = {"continuous": 7, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}
"""Days that may pass between two readings of a cadence; of the others no day can be told."""

When = Literal["this-period", "earlier", "template"]


class Glance(Part):
    """One scorecard in the list of all.

    Attributes:
        when: ``this-period`` for what runs or is to come, ``earlier`` for what is over.
        headline: The name of its headline; None where it has none that is known.
        standing: How the headline stands, in a sentence.
        overdue: Days since its review was due; 0 where it is in time, or closed.
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
    overdue: int
    waiting: tuple[Notice, ...]


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
                each.waiting[0].urgency if each.waiting else len(KINDS),
                -each.end.toordinal(),
                each.title.casefold(),
                each.id,
            ),
        )
    )


def waiting(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> tuple[Notice, ...]:
    """What waits on a scorecard, the most urgent first.

    Nothing does on a template, and nothing on one that is closed.
    """
    if card.person is None or card.status == "closed":
        return ()
    found = (
        *_review(card, today),
        *_windows(card, readings, today),
        *_late(card, readings, knowledge, today),
    )
    return tuple(sorted(found, key=lambda each: each.urgency))


def overdue(card: Scorecard, today: datetime.date) -> int:
    """Days since its review was due; 0 where it is in time, closed, or a template."""
    if card.review_on is None or card.person is None or card.status == "closed":
        return 0
    return max(0, (today - card.review_on).days)


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
        overdue=overdue(card, today),
        waiting=waiting(card, readings, knowledge, today),
    )


def _when(card: Scorecard, today: datetime.date) -> When:
    if card.person is None:
        return "template"
    return "earlier" if card.period.end < today else "this-period"


def _notice(card: Scorecard, kind: Kind, says: str, since: datetime.date | None = None) -> Notice:
    return Notice(
        kind=kind,
        scorecard=card.id,
        title=card.title,
        says=says,
        since=since,
        sample=card.sample,
    )


def _review(card: Scorecard, today: datetime.date) -> Iterator[Notice]:
    days = overdue(card, today)
    if days:
        says = f"Review overdue by {_counted(days, 'day')}."
        yield _notice(card, "review-overdue", says, card.review_on)
        return
    if card.period.end < today:
        end = card.period.end
        says = f"Its period is over since {end.day} {end:%b %Y}; close it."
        yield _notice(card, "period-over", says, end)
    left = (card.review_on - today).days if card.review_on else None
    if left is not None and left <= SOON:
        yield _notice(card, "review-soon", f"Its review is {_in_days(left)}.")


def _windows(
    card: Scorecard, readings: Sequence[Reading], today: datetime.date
) -> Iterator[Notice]:
    soon = [
        each
        for each in read_outs(card, readings, today)
        if each.state == "open" and (each.closes_on - today).days <= SOON
    ]
    if soon:
        days = (soon[0].closes_on - today).days
        close = "launch window closes" if len(soon) == 1 else "launch windows close"
        first = "" if len(soon) == 1 else "the first "
        says = f"{len(soon)} {close} soon, {first}{_in_days(days)}."
        yield _notice(card, "window", says)


def _late(
    card: Scorecard, readings: Sequence[Reading], knowledge: Knowledge, today: datetime.date
) -> Iterator[Notice]:
    """KPIs without a reading for longer than their cadence says, while the period runs."""
    if card.status == "draft" or not card.period.start <= today <= card.period.end:
        return
    since = {
        kpi.metric: due
        for kpi in card.proper
        if isinstance(knowledge.records.get(kpi.metric), Metric)
        and (due := _due(card, kpi, readings, today)) is not None
        and due < today
    }
    if since:
        one = f"{knowledge.label(next(iter(since)))} waits for a reading."
        says = one if len(since) == 1 else f"{len(since)} KPIs wait for a reading."
        yield _notice(card, "reading", says, min(since.values()))


def _due(
    card: Scorecard, kpi: ScorecardKpi, readings: Sequence[Reading], today: datetime.date
) -> datetime.date | None:
    """The day by which its cadence wants the next reading; None where it names no days."""
    days = _DAYS.get(kpi.cadence)
    if days is None:
        return None
    taken = [each.taken_on for each in in_force(readings, kpi.metric) if each.taken_on <= today]
    return max(taken, default=card.period.start) + datetime.timedelta(days=days)


def _in_days(days: int) -> str:
    return "today" if days == 0 else f"in {_counted(days, 'day')}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
