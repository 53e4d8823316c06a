"""What differs between two scorecards in what teams do together, in sentences.

A part of ``diff``. Each sentence comes with the fields behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import TypeVar

from scorecards.document import Scorecard
from scorecards.together import Initiative, JointObjective, Pulse, Verdict

Told = tuple[tuple[str, ...], str]
"""The fields behind a sentence, and the sentence."""
Label = Callable[[str], str]

RESULT = {"met": "met", "partly": "partly met", "not-met": "not met"}
"""A verdict in words."""


def jointly(
    old: Scorecard, new: Scorecard, label: Label, leave_out: frozenset[str]
) -> Iterator[Told]:
    """Every difference in joint objectives, initiatives and pulses, in this order."""
    if "joint" not in leave_out:
        yield from _joint(old.joint, new.joint, label, leave_out)
    if "initiatives" not in leave_out:
        yield from _initiatives(old.initiatives, new.initiatives, label, leave_out)
    if "pulses" not in leave_out:
        yield from _pulses(old.pulses, new.pulses, label, leave_out)


def _joint(
    old: tuple[JointObjective, ...],
    new: tuple[JointObjective, ...],
    label: Label,
    leave_out: frozenset[str],
) -> Iterator[Told]:
    before = {joint.objective: joint for joint in old}
    after = {joint.objective: joint for joint in new}
    for objective in dict.fromkeys((*before, *after)):
        was, now, name = before.get(objective), after.get(objective), label(objective)
        if was is None or now is None:
            verb = "became a joint objective" if now else "is no joint objective any more"
            yield ("joint",), f"{name} {verb}."
            continue
        if was.teams != now.teams:
            yield ("joint.teams",), f"The teams of {name} are now {_listed(now.teams, label)}."
        if was.signed != now.signed and "signed" not in leave_out:
            signed = ", ".join(f"{label(s.team)} ({s.by}, {s.on})" for s in now.signed)
            yield ("joint.signed",), f"Signed for {name}: {signed or 'nobody'}."
    yield from _order("joint", list(before), list(after), "joint objectives")


def _initiatives(
    old: tuple[Initiative, ...],
    new: tuple[Initiative, ...],
    label: Label,
    leave_out: frozenset[str],
) -> Iterator[Told]:
    before, after = ({each.id: each for each in side} for side in (old, new))
    for came in _without(after, before):
        text = _day(came.begins_on, "It begins on ", ". ") + (
            f"Teams: {_listed(came.teams, label)}. It is judged from {came.ends_on} on, "
            f"by what was stated on {came.set_on}: {_criteria(came)}."
        )
        yield ("initiatives",), f'The initiative "{came.title}"{_id(came, after)} is new. {text}'
    for gone in _without(before, after):
        yield ("initiatives",), f'The initiative "{gone.title}"{_id(gone, before)} is gone.'
    for id in (id for id in before if id in after):
        was, now = before[id], after[id]
        name = f'The initiative "{now.title}"{_id(now, after)}'
        for field, told in {
            "title": f'was called "{was.title}"',
            "objective": f"now serves {label(now.objective) if now.objective else 'no objective'}",
            "teams": f"is now one of {_listed(now.teams, label)}",
            "criteria": f"is now judged by {_criteria(now)}",
            "set_on": f"has criteria stated on {now.set_on}, not on {was.set_on}",
            "begins_on": f"begins{_day(now.begins_on, ' on ') or ' on a day that nobody wrote'}",
            "ends_on": f"can be judged from {now.ends_on}, not from {was.ends_on}",
        }.items():
            if getattr(was, field) != getattr(now, field) and field not in leave_out:
                yield (f"initiatives.{field}",), f"{name} {told}."
        if was.verdicts != now.verdicts and "verdicts" not in leave_out:
            given = "; ".join(_verdict(each, label) for each in now.verdicts)
            yield ("initiatives.verdicts",), f"Verdicts on {name[4:]}: {given or 'none'}."
    yield from _order("initiatives", list(before), list(after), "initiatives")


def _pulses(
    old: tuple[Pulse, ...], new: tuple[Pulse, ...], label: Label, leave_out: frozenset[str]
) -> Iterator[Told]:
    before, after = ({each.id: each for each in side} for side in (old, new))
    for came in _without(after, before):
        many = "question" if len(came.questions) == 1 else "questions"
        people = f"{came.invited} people of " if came.invited is not None else ""
        text = (
            f"From {came.opens_on} to {came.closes_on} it asks {people}"
            f"{_listed(came.teams, label)} {len(came.questions)} {many} "
            f"and feeds {label(came.metric)}."
        )
        yield ("pulses",), f'The pulse "{came.title}"{_id(came, after)} is new. {text}'
    for gone in _without(before, after):
        yield ("pulses",), f'The pulse "{gone.title}"{_id(gone, before)} is gone.'
    for id in (id for id in before if id in after):
        was, now = before[id], after[id]
        name = f'The pulse "{now.title}"{_id(now, after)}'
        invited = "an uncounted number of" if now.invited is None else now.invited
        for field, told in {
            "title": f'was called "{was.title}"',
            "metric": f"now feeds {label(now.metric)}, not {label(was.metric)}",
            "questions": "now asks: " + " ".join(now.questions).rstrip("."),
            "teams": f"now goes to {_listed(now.teams, label)}",
            "opens_on": f"opens on {now.opens_on}, not on {was.opens_on}",
            "closes_on": f"closes on {now.closes_on}, not on {was.closes_on}",
            "invited": f"goes to {invited} people",
        }.items():
            if getattr(was, field) != getattr(now, field) and field not in leave_out:
                yield (f"pulses.{field}",), f"{name} {told}."
    yield from _order("pulses", list(before), list(after), "pulses")


_Named = TypeVar("_Named", Initiative, Pulse)


def _without(some: dict[str, _Named], others: dict[str, _Named]) -> Iterator[_Named]:
    return (each for id, each in some.items() if id not in others)


def _id(one: Initiative | Pulse, beside: dict[str, Initiative] | dict[str, Pulse]) -> str:
    """Its id, where another one has the same title."""
    alike = sum(each.title == one.title for each in beside.values()) > 1
    return f" ({one.id})" if alike else ""


def _criteria(initiative: Initiative) -> str:
    return "; ".join(each.rstrip(".") for each in initiative.criteria)


def _verdict(verdict: Verdict, label: Label) -> str:
    note = f", {verdict.note.rstrip('.')}" if verdict.note else ""
    said = RESULT[verdict.result]
    return f"{label(verdict.team)} says {said} ({verdict.by}, {verdict.on}{note})"


def _listed(teams: tuple[str, ...], label: Label) -> str:
    return ", ".join(map(label, teams))


def _day(day: datetime.date | None, before: str, after: str = "") -> str:
    return f"{before}{day}{after}" if day is not None else ""


def _order(field: str, old: list[str], new: list[str], what: str) -> Iterator[Told]:
    if set(old) == set(new) and old != new:
        yield (field,), f"The {what} stand in another order."
