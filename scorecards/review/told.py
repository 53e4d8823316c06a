"""The history of a review in sentences. Pure; what people wrote stands in it as they wrote it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import cast

from scorecards.part import Part, Refusal
from scorecards.review.acts import (
    REASONS,
    Anchor,
    Answer,
    Comment,
    Judge,
    Resolve,
    Sign,
    Submit,
    Unsign,
    Waive,
)
from scorecards.review.state import Done

Label = Callable[[str], str]
VERDICTS = {
    "accept": "accepted",
    "reject": "rejected",
    "override": "went another way than recommended with",
}
"""A verdict on a recommended KPI -> what somebody did."""
_ID = re.compile(r"\b(?:team|metric)\.[a-z0-9]+(?:-[a-z0-9]+)*")
_STATUS = {"in-review": "in review", "changes-requested": "sent back for changes"}


class Told(Part):
    """One act of the history.

    Attributes:
        says: What was done, a sentence.
        words: What was written with it; empty where nothing was.
        version: The version of the scorecard that it was done on.
    """

    kind: str
    by: str
    at: datetime.datetime
    says: str
    words: str = ""
    version: int


def told(done: Iterable[Done], label: Label) -> tuple[Told, ...]:
    """Every act in a sentence, the newest first.

    Args:
        done: The acts in the order in which they were done.
        label: The name of a team, a metric, a rule or a source.
    """
    every = tuple(done)
    comments = {each.act.id: each for each in every if isinstance(each.act, Comment)}
    return tuple(_told(each, comments, label) for each in reversed(every))


def about(anchor: Anchor, label: Label) -> str:
    """What a comment speaks of."""
    match anchor.kind:
        case "scorecard":
            return "the whole scorecard"
        case "target":
            return f"the target of {label(anchor.of)}"
        case "rule":
            return f"the rule {anchor.of}"
        case "citation":
            return f"the source {label(anchor.of)}"
        case _:
            return label(anchor.of)


def worded(refusal: Refusal, label: Label) -> Refusal:
    """A refusal in which teams, metrics and the status have their names."""

    def plainly(text: str) -> str:
        for status, words in _STATUS.items():
            text = text.replace(status, words)
        return _ID.sub(lambda found: label(found.group()), text)

    wrong, right = plainly(refusal.wrong), plainly(refusal.right)
    return refusal.model_copy(update={"wrong": wrong, "right": right})


def _told(done: Done, comments: dict[str, Done], label: Label) -> Told:
    if isinstance(done.act, Resolve):
        says, words = _resolved(done.by, done.act, comments, label), ""
    else:
        says = _SAYS[done.act.kind](done, label)
        words = getattr(done.act, "words", getattr(done.act, "text", ""))
    return Told(
        kind=done.act.kind, by=done.by, at=done.at, says=says, words=words, version=done.version
    )


def _resolved(by: str, act: Resolve, comments: dict[str, Done], label: Label) -> str:
    said = comments.get(act.comment)
    if said is None:
        return f"{by} resolved a comment."
    anchor = cast(Comment, said.act).anchor
    return f"{by} resolved the comment of {said.by} on {about(anchor, label)}."


def _submitted(done: Done, label: Label) -> str:
    act = cast(Submit, done.act)
    asked = ", ".join(f"{each.name} ({label(each.team)})" for each in act.reviewers)
    return f"{done.by} sent it to review by {asked}."


def _commented(done: Done, label: Label) -> str:
    act = cast(Comment, done.act)
    doing = "replied" if act.replies_to else "commented"
    return f"{done.by} {doing} on {about(act.anchor, label)}."


def _judged(done: Done, label: Label) -> str:
    act = cast(Judge, done.act)
    why = f": {REASONS[act.reason]}" if act.reason else ""
    return f"{done.by} {VERDICTS[act.verdict]} {label(act.metric)}{why}."


def _answered(done: Done, label: Label) -> str:
    act = cast(Answer, done.act)
    says = {"yes": "yes", "no": "no", "otherwise": "otherwise than asked"}[act.says]
    team, metric = label(act.team), label(act.metric)
    return f"{done.by} answered for {team} on sharing {metric}: {says}."


def _waived(done: Done, _: Label) -> str:
    whose = {"pmm": "the PMM", "stakeholder": "a stakeholder"}[cast(Waive, done.act).whose]
    return f"{done.by} waived the word of {whose}."


_SAYS: dict[str, Callable[[Done, Label], str]] = {
    "submit": _submitted,
    "withdraw": lambda done, _: f"{done.by} took it back from review.",
    "comment": _commented,
    "judge": _judged,
    "sign": lambda done, label: f"{done.by} signed for {label(cast(Sign, done.act).team)}.",
    "unsign": lambda done, label: (
        f"{done.by} took back the signature of {label(cast(Unsign, done.act).team)}."
    ),
    "ask-for-changes": lambda done, _: f"{done.by} asked for changes.",
    "waive": _waived,
    "approve": lambda done, _: f"{done.by} approved it.",
    "answer": _answered,
    "announce": lambda done, _: f"{done.by} announced what was agreed with the teams.",
    "close": lambda done, _: f"{done.by} closed it.",
}
