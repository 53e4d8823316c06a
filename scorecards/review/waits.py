"""What a review waits for, and who can do it; and where it stands, in a few sentences. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from knowledge_graph.graph import LEAD
from scorecards.document import Scorecard
from scorecards.part import Part
from scorecards.review.state import Review, co_owners

WaitKind = Literal[
    "submit", "changes", "own-part", "signature", "pmm", "stakeholder", "approval", "close"
]
STATUS = {
    "draft": "Draft",
    "in-review": "In review",
    "changes-requested": "Changes are asked for",
    "approved": "Approved",
    "closed": "Closed",
}
"""The status of a review -> as people call it."""
Label = Callable[[str], str]


class Wait(Part):
    """Something that a review waits for.

    Attributes:
        kind: What is waited for.
        text: The same, a sentence.
        team: Whose signature it is, where it is one.
        names: Who can do it; empty where nobody is named.
    """

    kind: WaitKind
    text: str
    team: str | None = None
    names: tuple[str, ...] = ()


def waits(
    review: Review,
    card: Scorecard,
    content: str,
    label: Label,
    *,
    authors: Iterable[str] = (),
    today: datetime.date | None = None,
) -> tuple[Wait, ...]:
    """What a review waits for, in the order in which it can be done.

    Args:
        review: Where it stands.
        card: The scorecard as it stands.
        content: Stands for what is agreed on now.
        label: The name of a team or a metric.
        authors: Who wrote what it says now, and so cannot approve it.
        today: The day it is; without it nothing is said of closing.
    """
    match review.status:
        case "draft":
            return (_submit(card),)
        case "changes-requested":
            return (_changes(review, card),)
        case "in-review":
            return tuple(_in_review(review, card, content, label, frozenset(authors)))
        case "approved" if today is not None and today > card.period.end:
            text = "The period is over; close it."
            return (Wait(kind="close", text=text, names=_own(card)),)
        case _:
            return ()


def stands(review: Review, card: Scorecard, content: str, label: Label) -> str:
    """Where a review stands, in a few sentences: who has signed, and who has said nothing yet."""
    told = [f"{STATUS[review.status]}."]
    if review.status == "in-review":
        told += _signatures(review, card, content, label)
        told += [f"{_UNHEARD[who]} yet." for who in review.unheard(card)]
    if review.status == "changes-requested" and review.asked:
        told.append(f"{review.asked[-1].by} wants something changed before it goes on.")
    if review.status == "approved" and review.approved is not None:
        at = review.approved.at
        told.append(f"{review.approved.by} approved it on {at.day} {at:%b %Y}.")
        end = card.period.end
        told.append(f"It can be closed when its period is over, after {end.day} {end:%b %Y}.")
    if review.status == "draft":
        told.append(_since(review))
    return " ".join(told)


_UNHEARD = {
    "pmm": "The PMM has said nothing",
    "stakeholder": "No stakeholder has said anything",
}


def _since(review: Review) -> str:
    if not review.submitted_by:
        return "Nobody was asked to review it yet."
    return "It was changed or taken back since it was sent to review."


def _signatures(review: Review, card: Scorecard, content: str, label: Label) -> Iterator[str]:
    lacking = review.unsigned(card, content)
    have = [label(team) for team in co_owners(card) if team not in lacking]
    lack = [label(team) for team in lacking]
    if not have and not lack:
        yield "No other team shares a KPI, so nobody has to sign."
    elif not lack:
        yield f"{_listed(have)} {_has(have)} signed."
    elif not have:
        yield f"{_listed(lack)} {_has(lack)} not signed."
    else:
        lacks = _listed([each[:1].lower() + each[1:] for each in lack])
        yield f"{_listed(have)} {_has(have)} signed; {lacks} {_has(lack)} not."


def _submit(card: Scorecard) -> Wait:
    if not card.proper:
        return Wait(kind="submit", text="There is no KPI to review; add one.", names=_own(card))
    return Wait(kind="submit", text="Send it to its reviewers.", names=_own(card))


def _changes(review: Review, card: Scorecard) -> Wait:
    by = f" what {review.asked[-1].by} asked for" if review.asked else ""
    text = f"Change{by or ' it'}, and send it to review again."
    return Wait(kind="changes", text=text, names=_own(card))


def _in_review(
    review: Review, card: Scorecard, content: str, label: Label, authors: frozenset[str]
) -> Iterator[Wait]:
    ready = True
    for kpi in card.proper:
        if kpi.contract.kind == "shared" and not kpi.contract.own_part:
            ready, text = False, f"Name what the PMM answers for in {label(kpi.metric)}."
            yield Wait(kind="own-part", text=text, names=_own(card))
    for team in review.unsigned(card, content):
        ready, names = False, [each.name for each in review.reviewers if each.team == team]
        yield Wait(
            kind="signature", text=f"{label(team)} has to sign.", team=team, names=_each(names)
        )
    for who in review.unheard(card):
        ready = False
        if who == "pmm":
            names, text = [card.person] if card.person else [], "The PMM has to say a word."
        else:
            names = [each.name for each in review.reviewers if each.team != LEAD]
            text = "A stakeholder of another team has to say a word."
        yield Wait(kind=who, text=f"{text} Or a reviewer waives it.", names=_each(names))
    if ready:
        barred = {card.person, review.submitted_by, *authors}
        names = [each.name for each in review.reviewers if each.name not in barred]
        text = "A reviewer can approve it now."
        if not names:
            text = "A reviewer has to approve it who wrote nothing of it; name another one."
        yield Wait(kind="approval", text=text, names=_each(names))


def _own(card: Scorecard) -> tuple[str, ...]:
    return _each(name for name in (card.person, card.manager) if name)


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _listed(names: list[str]) -> str:
    first = names[:1] + [each[:1].lower() + each[1:] for each in names[1:]]
    return first[0] if len(first) == 1 else f"{', '.join(first[:-1])} and {first[-1]}"


def _has(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


def is_overdue(card: Scorecard, review: Review, today: datetime.date) -> bool:
    """Whether the day has passed on which it was to be looked at again."""
    return card.review_on is not None and card.review_on < today and review.status != "closed"
