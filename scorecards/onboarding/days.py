"""The days of a guide, for a calendar. Pure: same input, same bytes."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping

from engine.first_days import PlanItem
from knowledge_graph.onboarding import TaskKind
from scorecards.calendar_file import Entry, calendar_of
from scorecards.onboarding.beside import OnboardingGuide

KINDS: Mapping[TaskKind, str] = {
    "baseline": "Baselines to take",
    "scope": "Scope to agree",
    "meet": "People to meet",
    "foundation": "Foundations to lay",
    "learn": "Things to learn",
    "target": "Targets to set",
}
"""What each kind of task is called in lists."""


def days_of(guide: OnboardingGuide, id: str) -> tuple[Entry, ...]:
    """The days of what is open, one entry a day and kind.

    Args:
        guide: The guide.
        id: Of its scorecard.
    """
    return plan_days((line.item for line in guide.lines if line.state == "open"), id)


def plan_days(items: Iterable[PlanItem], id: str) -> tuple[Entry, ...]:
    """The last days of these items, one entry a day and kind; items without a day have none.

    Args:
        items: What is to be done.
        id: What the entries are known by.
    """
    found: dict[tuple[datetime.date, int, TaskKind], list[str]] = {}
    for item in items:
        if item.last_day is not None:
            found.setdefault((item.last_day, item.by_day, item.kind), []).append(item.do)
    kinds = list(KINDS)
    return tuple(
        Entry(
            on=on,
            kind="first-days",
            uid=f"{id}-first-days-{by_day}-{kind}@remit",
            title=f"{KINDS[kind]} by today, day {by_day}",
            about="\n".join(f"- {each}" for each in found[on, by_day, kind]),
        )
        for on, by_day, kind in sorted(found, key=lambda each: (each[1], kinds.index(each[2])))
    )


def plan_calendar(items: Iterable[PlanItem], profile: str, start: datetime.date) -> bytes:
    """A calendar file with the plan of a role that has no scorecard yet.

    Args:
        items: The plan, with its days.
        profile: What is known of the role, as text; the entries are known by it.
        start: The first day in the role; the file is stamped with it.
    """
    id = hashlib.sha256(profile.encode()).hexdigest()[:10]
    stamp = datetime.datetime.combine(start, datetime.time(), datetime.UTC)
    return calendar_of("First 90 days", plan_days(items, id), stamp=stamp)
