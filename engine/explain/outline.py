"""Every record of an explanation as an outline, from which text and picture are made. Pure.

A new record joins with ``@outline.register``. The sentences stand in the records already; only
headings, which have no full stop, are added here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from engine.explain.prospects import Changes, Firmness, Goal, NextAnswers
from engine.explain.records import (
    Checked,
    Contract,
    Dissent,
    Follows,
    Moved,
    Nearest,
    Outline,
    Part,
    Proof,
    Spoke,
    WhatIf,
    Why,
    WhyNot,
)

GOAL: dict[Goal, str] = {
    "in": "What makes it a KPI",
    "headline": "What makes it the headline",
    "out": "What takes it off the KPIs",
}


@singledispatch
def outline(record: Part) -> Outline:
    """A record as an outline.

    Raises:
        TypeError: Nothing says how to draw this kind of record.
    """
    raise TypeError(f"{type(record).__name__} has no outline")


@outline.register
def _why(why: Why) -> Outline:
    parts = [
        *_group("Why it makes sense for you", why.justification),
        *_group("What rules said of it", map(_spoke, why.spoke)),
        *_group("Its score", _lines((why.sum,)) if why.spoke else ()),
        *_group("What was decided", _lines(why.decided)),
        *_group("Who answers for it", [*_lines((why.held_says,)), *map(_spoke, why.held)]),
        *_group("What was remarked", map(_spoke, why.remarked)),
        _proof(why.proof),
    ]
    return Outline(text=why.says, id=why.metric, parts=tuple(parts))


@outline.register
def _why_not(answer: WhyNot) -> Outline:
    ahead = (Outline(text=each.says, id=each.metric) for each in answer.ahead)
    spoke = (each for each in answer.spoke if each not in answer.barred)
    parts = [
        *_lines(answer.says),
        *_group("Rules that forbid it", map(_spoke, answer.barred)),
        *_group("What came before it", ahead),
        *_group("What rules said of it", map(_spoke, spoke)),
        *_group("Rules that came nearest to speaking for it", map(_nearest, answer.nearest)),
    ]
    return Outline(text=answer.label, id=answer.metric, parts=tuple(parts))


@outline.register
def _what_if(answer: WhatIf) -> Outline:
    answers = (
        Outline(
            text=each.label,
            id=each.field,
            parts=_pair("before", each.before) + _pair("after", each.after),
        )
        for each in answer.answers
    )
    parts = [
        *_lines(answer.says),
        *_group("What you answer otherwise", answers),
        *_group("What moves", map(_moved, answer.moved)),
        *_group("KPIs that stay", (Outline(text="stays", id=each) for each in answer.stayed)),
    ]
    return Outline(text="What would differ", parts=tuple(parts))


@outline.register
def _follows(answer: Follows) -> Outline:
    return Outline(text=answer.label, id=answer.metric, parts=answer.says)


@outline.register
def _contract(answer: Contract) -> Outline:
    own = (
        Outline(
            text=each.label,
            id=each.metric,
            parts=(
                Outline(text=each.why, basis=each.basis, citations=each.citations),
                *_pair("your control of it", each.control),
            ),
        )
        for each in answer.parts
    )
    parts = [
        *_lines(answer.says),
        *_group("Your own part", own),
        *_group("What nobody controls", answer.outside),
        *_group("Rules that say who answers for it", map(_spoke, answer.held)),
    ]
    return Outline(text=answer.label, id=answer.metric, parts=tuple(parts))


@outline.register
def _dissent(answer: Dissent) -> Outline:
    others = (
        Outline(
            text=other.value,
            parts=(
                *_lines((other.means, *other.says)),
                *_group("What would move", map(_moved, other.moved)),
            ),
        )
        for other in answer.others
    )
    parts = [
        *_lines(answer.says),
        *_group("What the sides say", answer.positions),
        *_group("Under another policy", others),
    ]
    return Outline(text=answer.label, id=answer.dispute, parts=tuple(parts))


@outline.register
def _proof(proof: Proof) -> Outline:
    into: dict[str, list[Outline]] = {}
    for lead in proof.leads:
        into.setdefault(lead.target, []).append(Outline(text=lead.label or "from", id=lead.source))
    steps = (
        Outline(text=step.text, id=step.id, parts=tuple(into.get(step.id, ())))
        for step in proof.steps
    )
    return Outline(text="How it hangs together", parts=tuple(steps))


@outline.register
def _changes(answer: Changes) -> Outline:
    goals = (
        part
        for goal in answer.goals
        for part in _group(
            GOAL[goal],
            (
                Outline(text=each.says, parts=_lines((each.then_says,)))
                for each in answer.changes
                if each.goal == goal
            ),
        )
    )
    return Outline(text=answer.label, id=answer.metric, parts=(*_lines(answer.says), *goals))


@outline.register
def _firmness(answer: Firmness) -> Outline:
    swings = (
        Outline(
            text=each.label,
            id=each.field,
            parts=_lines((each.says,)),
        )
        for each in answer.swings
    )
    parts = (*_lines((answer.says,)), *_group("Questions that can drop it", swings))
    return Outline(text=f"{answer.label}: {answer.firm}", id=answer.metric, parts=parts)


@outline.register
def _next(answer: NextAnswers) -> Outline:
    missing = (
        Outline(
            text=each.question,
            id=each.field,
            parts=(
                *_lines((each.says,)),
                *(Outline(text=b.said, parts=_lines((b.says,))) for b in each.between),
            ),
        )
        for each in answer.missing
    )
    nothing = (Outline(text="decides nothing at present", id=each) for each in answer.nothing)
    parts = [
        *_lines(answer.says),
        *_group("What is not known, what decides most first", missing),
        *_group("Other unknown answers", nothing),
    ]
    return Outline(text="What to answer next", parts=tuple(parts))


@outline.register
def _spoke(each: Spoke) -> Outline:
    parts = [
        Outline(text=each.title),
        Outline(text=each.because, basis=each.basis, citations=each.citations),
        Outline(text=each.marks),
        Outline(text=each.about, id=each.fact),
        checked(each.when),
    ]
    if each.unless is not None:
        parts.append(Outline(text="It would stay quiet if", parts=(checked(each.unless),)))
    return Outline(text=each.says, id=each.rule, parts=tuple(parts))


@outline.register
def _nearest(each: Nearest) -> Outline:
    answers = "answer" if each.distance == 1 else "answers"
    parts = [
        Outline(text=each.title),
        Outline(text=each.because, basis=each.basis, citations=each.citations),
        Outline(text=each.marks),
        *_lines((each.through,)),
        Outline(
            text=f"What keeps it quiet, at least {each.distance} {answers} away",
            parts=tuple(checked(part) for part in each.blocking),
        ),
    ]
    return Outline(text=each.says, id=each.rule, parts=tuple(parts))


@outline.register
def _moved(each: Moved) -> Outline:
    effects = (
        Outline(
            text=effect.says,
            id=effect.rule,
            parts=(Outline(text="now speaks" if effect.starts else "no longer speaks"),),
        )
        for effect in each.by
    )
    displaced = (Outline(text="displaced by", id=metric) for metric in each.displaced_by)
    parts = (*_lines(each.says), *effects, *displaced)
    return Outline(text=each.label, id=each.metric, parts=parts)


def checked(condition: Checked) -> Outline:
    """A condition with its parts."""
    parts = tuple(checked(part) for part in condition.parts)
    return Outline(text=condition.says, id=condition.field, parts=parts)


def _lines(texts: Iterable[str]) -> tuple[Outline, ...]:
    return tuple(Outline(text=text) for text in texts if text)


def _group(heading: str, parts: Iterable[Outline]) -> Iterator[Outline]:
    """The parts under a heading; nothing where there are none."""
    inside = tuple(parts)
    if inside:
        yield Outline(text=heading, parts=inside)


def _pair(name: str, value: str) -> tuple[Outline, ...]:
    return (Outline(text=name, parts=(Outline(text=value),)),)
