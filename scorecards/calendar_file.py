"""The dates of a scorecard, and a calendar file with them. Pure: same input, same bytes.

One entry a day and kind, for all KPIs that it concerns. An entry keeps its identity when its day
moves, so that a calendar that took an older file in moves it too.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from icalendar import Calendar, Event

from engine.explain.words import listed
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Scorecard, ScorecardKpi, Target
from scorecards.part import FIRST, Part
from scorecards.story.figures import figure
from scorecards.targets import MOST, checkpoints
from scorecards.units import unit_of

Kind = Literal[
    "launch", "survey", "window", "checkpoint", "deadline", "review", "period-end", "first-days"
]


class Entry(Part):
    """A date of a scorecard.

    Attributes:
        uid: Stays the same over versions of the scorecard.
        title: What it is, short.
        about: What to do then.
    """

    on: datetime.date
    kind: Kind
    uid: str
    title: str
    about: str


JOINT: frozenset[Kind] = frozenset({"survey", "window", "deadline", "review", "period-end"})
"""What stands in a calendar of several scorecards."""


@dataclass(frozen=True)
class Dated:
    """A scorecard with what a calendar file says of its version.

    Attributes:
        stamp: When it was written, with its zone.
        sequence: Its number, so that a calendar knows the newer file.
    """

    card: Scorecard
    stamp: datetime.datetime
    sequence: int


def window_entries(card: Scorecard, knowledge: Knowledge) -> tuple[Entry, ...]:
    """The days on which the launch windows close, one entry for each; none without a launch date.

    A window that several KPIs have is one date.
    """
    if card.launched_on is None:
        return ()
    kpis: dict[int, list[str]] = {}
    for kpi in card.kpis:
        for window in kpi.windows:
            kpis.setdefault(window, []).append(knowledge.label(kpi.metric))
    return tuple(
        Entry(
            on=card.launched_on + datetime.timedelta(days=window),
            kind="window",
            uid=f"{card.id}-window-{window}@remit",
            title=f"Read-out after {window} days: {listed(names, 'and')}",
            about=f"Enter the reading of the {window}-day window today; it closes tonight.",
        )
        for window, names in sorted(kpis.items())
    )


def entries(card: Scorecard, knowledge: Knowledge) -> tuple[Entry, ...]:
    """Every date of a scorecard, by day."""
    found = [
        *window_entries(card, knowledge),
        *_first_surveys(card, knowledge),
        *_of_the_whole(card),
    ]
    for kpi in card.kpis:
        metric = knowledge.records.get(kpi.metric)
        if kpi.target is not None and isinstance(metric, Metric):
            found.extend(_of_target(card, kpi, kpi.target, metric))
    return tuple(sorted(found, key=lambda each: (each.on, each.uid)))


def calendar_file(
    card: Scorecard, dates: Iterable[Entry], *, stamp: datetime.datetime, sequence: int = 0
) -> bytes:
    """An iCalendar file (RFC 5545) with these dates as whole days.

    Args:
        card: Whose they are.
        dates: The entries.
        stamp: When the scorecard was written, with its zone; it stands at every entry.
        sequence: The number of the version, so that a calendar knows the newer file.
    """
    return calendar_of(card.title, dates, stamp=stamp, sequence=sequence)


def calendar_of(
    name: str, dates: Iterable[Entry], *, stamp: datetime.datetime, sequence: int = 0
) -> bytes:
    """An iCalendar file with these dates as whole days; as ``calendar_file``.

    Args:
        name: What a calendar program calls it; stands at each entry too.
        dates: The entries.
        stamp: When they were written, with its zone.
        sequence: The number of the version.
    """
    calendar = _calendar(name)
    for entry in dates:
        calendar.add_component(_event(entry, entry.title, name, stamp, sequence))
    return bytes(calendar.to_ical())


def joint_calendar(cards: Iterable[Dated], knowledge: Knowledge, name: str) -> tuple[bytes, int]:
    """One iCalendar file with the dates of several scorecards; how many dates it has.

    These are the reviews, first surveys, ends of periods, deadlines of targets and read-outs of
    launch windows. An entry is the same as in the file of its scorecard, with the title of that
    beside it.

    Args:
        cards: The scorecards.
        knowledge: What is known.
        name: What a calendar program calls it.
    """
    calendar, count = _calendar(name), 0
    for each in cards:
        title = each.card.title
        about = f"{title}\nMade up, for the sample." if each.card.sample else title
        for entry in entries(each.card, knowledge):
            if entry.kind in JOINT:
                told = f"{entry.title} ({title})"
                event = _event(entry, told, about, each.stamp, each.sequence)
                calendar.add_component(event)
                count += 1
    return bytes(calendar.to_ical()), count


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Remit//Scorecard dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    return calendar


def _event(entry: Entry, title: str, whose: str, stamp: datetime.datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp.astimezone(datetime.UTC).replace(microsecond=0))
    event.add("sequence", sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + datetime.timedelta(days=1))
    event.add("summary", title)
    event.add("description", f"{entry.about}\n{whose}")
    event.add("transp", "TRANSPARENT")
    return event


def _first_surveys(card: Scorecard, knowledge: Knowledge) -> Iterator[Entry]:
    """The days by which what is asked before a launch is asked for the first time."""
    for kpi in card.kpis:
        launch, days = card.launched_on, kpi.before_launch
        if launch is not None and days is not None and (launch - FIRST).days >= days:
            yield Entry(
                on=launch - datetime.timedelta(days=days),
                kind="survey",
                uid=f"{card.id}-{kpi.metric.partition('.')[2]}-first-survey@remit",
                title=f"First survey: {knowledge.label(kpi.metric)}",
                about=f"Ask {days} days before the launch, so that there is time to act on it.",
            )


def _of_the_whole(card: Scorecard) -> Iterator[Entry]:
    end = card.period.end
    yield Entry(
        on=end,
        kind="period-end",
        uid=f"{card.id}-period-end@remit",
        title="The period ends",
        about="Enter the last readings, then start the next cycle.",
    )
    if card.review_on is not None:
        yield Entry(
            on=card.review_on,
            kind="review",
            uid=f"{card.id}-review@remit",
            title="Review of the scorecard",
            about="Look at it together: do the KPIs still fit?",
        )
    if card.launched_on is not None:
        yield Entry(
            on=card.launched_on,
            kind="launch",
            uid=f"{card.id}-launch@remit",
            title="Launch",
            about="The launch windows count from this day.",
        )


def _of_target(
    card: Scorecard, kpi: ScorecardKpi, target: Target, metric: Metric
) -> Iterator[Entry]:
    """The checkpoints at the ends of periods on the way, and the deadline."""
    unit = unit_of(metric, kpi.variant)
    values = {each.on: each.value for each in checkpoints(target, unit, card.period)}
    slug = metric.id.partition(".")[2]
    for number, on in enumerate((*_on_the_way(card, target), target.deadline), start=1):
        last = on == target.deadline
        value = values.get(on)
        about = "Read it, and see whether it is on the way."
        if value is not None:
            level = figure(value, unit, target.currency)
            about = f"It is to be at {level}{'' if last else ', on a straight line to its target'}."
        elif target.change != "within-range":
            about += " The baseline is not known, so no level can be told."
        yield Entry(
            on=on,
            kind="deadline" if last else "checkpoint",
            uid=f"{card.id}-{slug}-{'deadline' if last else f'checkpoint-{number}'}@remit",
            title=f"{metric.label}: {'target due' if last else f'checkpoint {number}'}",
            about=about,
        )


def _on_the_way(card: Scorecard, target: Target) -> tuple[datetime.date, ...]:
    found: list[datetime.date] = []
    period = card.period
    while period.end < target.deadline and len(found) < MOST:
        found.append(period.end)
        period = period.following
    return tuple(found)
