"""Opening and closing the made-up company: all of it, or what is still missing of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from scorecards.desk import Desk, Opened
from scorecards.document import Reading
from scorecards.part import Refused
from scorecards.rights import require
from scorecards.sample.assemble import Made, assemble
from scorecards.sample.course import Step, member
from scorecards.sample.dates import opened_on
from scorecards.store import Conflict, Moved, NotFound, Summary


def open_sample(desk: Desk) -> int:
    """Keep every scorecard of the made-up company; how many is given back.

    Each act is done at a desk of the person who would have done it. All acts can be said twice:
    where the sample is open nothing is changed, and where opening was interrupted it is completed,
    as of the day on which it was begun.

    Raises:
        StoreError: The database failed; opening again goes on from there.
        Refused: The person may not, or the files of the sample ask for what cannot stand.
    """
    require(desk.member, "remove-sample")
    kept = {each.id: each for each in desk.cards() if each.sample}
    begun = [day for id in kept if (day := opened_on(id))]
    made = assemble(min(begun, default=desk.today), desk.adviser)
    for each in made:
        _keep(each, desk, kept.get(each.document.id))
    return len(made)


def close_sample(desk: Desk) -> int:
    """Remove every scorecard that is marked as made up, and nothing else; gives how many.

    Raises:
        StoreError: The database failed; closing again goes on from there.
    """
    gone = 0
    for each in desk.cards():
        if each.sample:
            try:
                desk.remove_sample(each.id)
            except NotFound:
                continue  # somebody else is closing it too
            gone += 1
    return gone


def _keep(made: Made, desk: Desk, there: Summary | None) -> None:
    """Do what was not done yet."""
    id, first = made.document.id, made.steps[0]
    if there is None:
        at_desk = _desk_of(first.who, first.at, desk)
        at_desk.create(first.document, why=first.why, token=id)
    opened, acts = _now(id, desk)
    for before, step in pairwise(made.steps):
        if _is_done(step, opened, acts):
            continue
        at_desk = _desk_of(step.who, step.at, desk)
        try:
            if step.act is not None:
                at_desk.do(opened, step.act, after=before.acts)
            else:
                at_desk.save(step.document, before.version, why=step.why)
        except (Conflict, Moved, Refused):
            opened, acts = _now(id, desk)
            if not _is_done(step, opened, acts):
                raise
        if step.act is None:
            opened, acts = _now(id, desk)
    for file in made.files:
        _desk_of(file.who, file.at, desk).attach(id, file.name, file.content)
    _read(made, desk)


def _now(id: str, desk: Desk) -> tuple[Opened, int]:
    """The scorecard as it stands, and how many acts its review has."""
    opened = desk.open(id)
    return opened, len(desk.acts(opened))


def _is_done(step: Step, opened: Opened, acts: int) -> bool:
    return acts >= step.acts if step.act is not None else opened.latest >= step.version


def _read(made: Made, desk: Desk) -> None:
    try:
        desk.keep(made.document.id, _missing(made, desk))
    except Refused:
        if list(_missing(made, desk)):
            raise


def _missing(made: Made, desk: Desk) -> Iterator[Reading]:
    there = {each.id for each in desk.open(made.document.id).readings}
    return (each for each in made.readings if each.id not in there)


def _desk_of(who: str, at: datetime.datetime, desk: Desk) -> Desk:
    return desk.at(member(who), lambda: at)
