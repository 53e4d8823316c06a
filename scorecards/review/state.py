"""Where a review stands, and whether an act may follow.

A review is what its acts come to, one after the other. Signatures and approval hold for the content
that was signed: where that changes they are void, and the scorecard is a draft again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Literal, cast

from knowledge_graph.graph import LEAD
from knowledge_graph.records import Id
from scorecards.document import Scorecard
from scorecards.part import Name, Part
from scorecards.review.acts import (
    Act,
    Answer,
    Comment,
    Judge,
    Resolve,
    Reviewer,
    Sign,
    Submit,
    Unsign,
    Waive,
)

Status = Literal["draft", "in-review", "changes-requested", "approved", "closed"]


class Done(Part):
    """An act with who did it.

    Attributes:
        team: The team that the person is of, if of any.
        version: The version of the scorecard that it was done on.
        content: Stands for what is agreed on in that version.
    """

    act: Act
    by: Name
    team: Id | None = None
    at: datetime.datetime
    version: int
    content: str


class Signed(Part):
    """A team's agreement."""

    team: Id
    by: Name
    at: datetime.datetime
    content: str


class Said(Part):
    """A comment with what became of it."""

    comment: Comment
    by: Name
    team: Id | None
    at: datetime.datetime
    version: int
    resolved_by: Name | None = None


class Review(Part):
    """Where a review stands.

    Attributes:
        submitted_by: Who sent it to its reviewers, the last time.
        judged: The last word on each recommended KPI.
        waived: Whose word is not waited for.
        answers: What each team said to each KPI that it is asked to share.
    """

    status: Status = "draft"
    submitted_by: Name | None = None
    reviewers: tuple[Reviewer, ...] = ()
    said: tuple[Said, ...] = ()
    judged: tuple[Done, ...] = ()
    signed: tuple[Signed, ...] = ()
    waived: tuple[Done, ...] = ()
    answers: tuple[Done, ...] = ()
    asked: tuple[Done, ...] = ()
    approved: Done | None = None
    announced: Done | None = None

    def reviews(self, name: str) -> bool:
        """Whether somebody is asked to review it."""
        return any(each.name == name for each in self.reviewers)

    def unsigned(self, card: Scorecard, content: str) -> tuple[str, ...]:
        """The co-owning teams that have not agreed to this content."""
        have = {each.team for each in self.signed if each.content == content}
        return tuple(team for team in co_owners(card) if team not in have)

    def unheard(self, card: Scorecard) -> tuple[Literal["pmm", "stakeholder"], ...]:
        """Whose word is still wanted before the review can close, and was not waived."""
        heard = {
            "pmm": any(each.by == card.person for each in self.said),
            "stakeholder": any(each.team not in (None, LEAD) for each in self.said),
        }
        waived = {each.act.whose for each in self.waived if isinstance(each.act, Waive)}
        wanted: tuple[Literal["pmm", "stakeholder"], ...] = ("pmm", "stakeholder")
        return tuple(who for who in wanted if not heard[who] and who not in waived)


def co_owners(card: Scorecard) -> tuple[str, ...]:
    """The other teams that share or lead a KPI of it: those whose agreement is wanted."""
    found: dict[str, None] = {}
    for kpi in card.proper:
        contract = kpi.contract
        if contract.kind == "shared":
            found |= dict.fromkeys(
                (*((contract.lead,) if contract.lead else ()), *contract.co_owners)
            )
    found.pop(LEAD, None)
    return tuple(found)


def review_of(done: Iterable[Done], content: str) -> Review:
    """Where a review stands after these acts, for what the scorecard says now.

    Args:
        done: Every act, in the order in which they were done.
        content: Stands for what is agreed on now; a review of other content is a draft again.
    """
    review, last = Review(), content
    for each in done:
        if each.content != last:
            review = _edited(review)
        review, last = after(review, each), each.content
    return review if last == content else _edited(review)


def _edited(review: Review) -> Review:
    """What was to be approved has changed: nothing of the approval holds any more."""
    if review.status in ("draft", "closed"):
        return review
    status: Status = "changes-requested" if review.status == "changes-requested" else "draft"
    return review.model_copy(update={"status": status, "approved": None})


def after(review: Review, done: Done) -> Review:
    """The review with one more act, which is taken to be allowed."""
    update = _AFTER[done.act.kind](review, done)
    return review.model_copy(update=update)


_Update = dict[str, object]


def _submitted(_: Review, done: Done) -> _Update:
    act = cast(Submit, done.act)
    update: _Update = {"status": "in-review", "submitted_by": done.by, "approved": None}
    return update | {"reviewers": act.reviewers}


def _commented(review: Review, done: Done) -> _Update:
    said = Said(
        comment=cast(Comment, done.act),
        by=done.by,
        team=done.team,
        at=done.at,
        version=done.version,
    )
    return {"said": (*review.said, said)}


def _resolved(review: Review, done: Done) -> _Update:
    act = cast(Resolve, done.act)
    return {
        "said": tuple(
            each.model_copy(update={"resolved_by": done.by})
            if each.comment.id == act.comment
            else each
            for each in review.said
        )
    }


def _judged(review: Review, done: Done) -> _Update:
    metric = cast(Judge, done.act).metric
    others = (each for each in review.judged if cast(Judge, each.act).metric != metric)
    return {"judged": (*others, done)}


def _signed(review: Review, done: Done) -> _Update:
    team = cast(Sign, done.act).team
    mine = Signed(team=team, by=done.by, at=done.at, content=done.content)
    return {"signed": (*(each for each in review.signed if each.team != team), mine)}


def _unsigned(review: Review, done: Done) -> _Update:
    team = cast(Unsign, done.act).team
    return {"signed": tuple(each for each in review.signed if each.team != team)}


def _answered(review: Review, done: Done) -> _Update:
    act = cast(Answer, done.act)

    def same(each: Done) -> bool:
        other = cast(Answer, each.act)
        return (other.team, other.metric) == (act.team, act.metric)

    return {"answers": (*(each for each in review.answers if not same(each)), done)}


_AFTER: dict[str, Callable[[Review, Done], _Update]] = {
    "submit": _submitted,
    "withdraw": lambda _, __: {"status": "draft", "approved": None},
    "comment": _commented,
    "resolve": _resolved,
    "judge": _judged,
    "sign": _signed,
    "unsign": _unsigned,
    "ask-for-changes": lambda review, done: {
        "status": "changes-requested",
        "approved": None,
        "asked": (*review.asked, done),
    },
    "waive": lambda review, done: {"waived": (*review.waived, done)},
    "approve": lambda _, done: {"status": "approved", "approved": done},
    "answer": _answered,
    "announce": lambda _, done: {"announced": done},
    "close": lambda _, __: {"status": "closed"},
}


def unanswered(review: Review, card: Scorecard) -> tuple[tuple[str, str], ...]:
    """The teams that are asked to share a KPI and have not answered, each with the KPI."""
    have = {
        (each.act.team, each.act.metric) for each in review.answers if isinstance(each.act, Answer)
    }
    asked = (
        (team, kpi.metric)
        for kpi in card.proper
        if kpi.contract.kind == "shared"
        for team in dict.fromkeys((kpi.contract.lead, *kpi.contract.co_owners))
        if team not in (None, LEAD)
    )
    return tuple((str(team), metric) for team, metric in asked if (team, metric) not in have)
