"""Whether an act may follow in a review; each refusal says what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from scorecards.document import Scorecard
from scorecards.part import Refusal, Refused
from scorecards.review.acts import (
    Answer,
    Comment,
    Judge,
    Resolve,
    Sign,
    Submit,
    Unsign,
    Waive,
)
from scorecards.review.state import Done, Review, co_owners, unanswered


def check(
    review: Review,
    done: Done,
    card: Scorecard,
    authors: Iterable[str] = (),
    drafts: Iterable[Refusal] = (),
) -> None:
    """See that an act may follow.

    Args:
        review: Where it stands.
        done: The act.
        card: The scorecard as it stands.
        authors: Who wrote what it says now, since it was adopted or last approved.
        drafts: Why some of its KPIs are drafts yet, for an act that such a KPI stops.

    Raises:
        Refused: With every reason.
    """
    if review.status == "closed" and not isinstance(done.act, Comment | Resolve):
        raise _refused("status", "the scorecard is closed", "start the next period's from it")
    found = [*_CHECKS[done.act.kind](review, done, card, frozenset(authors)), *drafts]
    if found:
        raise Refused(*found)


_Check = Callable[[Review, Done, Scorecard, frozenset[str]], list[Refusal]]


def _refusal(field: str, wrong: str, right: str) -> Refusal:
    return Refusal(field=field, wrong=wrong, right=right)


def _refused(field: str, wrong: str, right: str) -> Refused:
    return Refused(_refusal(field, wrong, right))


def _may_submit(review: Review, done: Done, card: Scorecard, _: frozenset[str]) -> list[Refusal]:
    act, found = cast(Submit, done.act), []
    if review.status not in ("draft", "changes-requested"):
        found.append(_refusal("status", f"it is {review.status} already", "withdraw it first"))
    if not card.proper:
        found.append(_refusal("kpis", "there is no KPI to review", "add one first"))
    own = [each.name for each in act.reviewers if each.name in (card.person, done.by)]
    if own:
        wrong = f"{', '.join(own)} would review what is their own"
        found.append(_refusal("reviewers", wrong, "name other people"))
    lacking = [team for team in co_owners(card) if team not in {r.team for r in act.reviewers}]
    if lacking:
        wrong = f"no reviewer for {', '.join(lacking)}, who co-own a KPI"
        found.append(_refusal("reviewers", wrong, "name one for each of these teams"))
    return found


def _may_withdraw(review: Review, done: Done, card: Scorecard, _: frozenset[str]) -> list[Refusal]:
    if review.status not in ("in-review", "approved"):
        return [_refusal("status", "it is not in review", "there is nothing to withdraw")]
    if done.by not in (review.submitted_by, card.person, card.manager):
        right = "ask them, or ask for changes"
        return [_refusal("by", f"{review.submitted_by} submitted it", right)]
    return []


def _may_comment(review: Review, done: Done, card: Scorecard, _: frozenset[str]) -> list[Refusal]:
    act, found = cast(Comment, done.act), []
    known = {each.comment.id for each in review.said}
    if act.id in known:
        found.append(_refusal("id", f"there is a comment {act.id} already", "say it once"))
    if act.replies_to is not None and act.replies_to not in known:
        wrong = f"there is no comment {act.replies_to}"
        found.append(_refusal("replies_to", wrong, "reply to one that is there"))
    if act.anchor.kind in ("kpi", "target") and not card.holds(act.anchor.of):
        wrong = f"{act.anchor.of or 'nothing'} is not on the scorecard"
        found.append(_refusal("anchor", wrong, "choose a KPI that is"))
    return found


def _may_resolve(review: Review, done: Done, _: Scorecard, __: frozenset[str]) -> list[Refusal]:
    id = cast(Resolve, done.act).comment
    said = next((each for each in review.said if each.comment.id == id), None)
    if said is None:
        return [_refusal("comment", f"there is no comment {id}", "choose one that is there")]
    if said.resolved_by:
        return [_refusal("comment", f"{said.resolved_by} resolved it already", "reply to it")]
    return []


def _may_judge(_: Review, done: Done, card: Scorecard, __: frozenset[str]) -> list[Refusal]:
    act, found = cast(Judge, done.act), []
    if act.metric not in card.basis.recommended:
        wrong = f"{act.metric} was not recommended"
        found.append(_refusal("metric", wrong, "judge one that was; comment on the others"))
    if act.verdict != "accept" and act.reason is None:
        found.append(_refusal("reason", "no reason is given", "choose one of the list"))
    if act.reason == "other" and not act.words:
        found.append(_refusal("words", "another reason is not said", "say it in a sentence"))
    return found


def _own_team(done: Done, team: str) -> list[Refusal]:
    if done.team == team:
        return []
    wrong = f"{done.by} is not of {team}"
    return [_refusal("team", wrong, "somebody of that team has to say it")]


def _may_sign(review: Review, done: Done, card: Scorecard, _: frozenset[str]) -> list[Refusal]:
    team = cast(Sign, done.act).team
    found = _own_team(done, team)
    if review.status != "in-review":
        found.append(_refusal("status", f"it is {review.status}", "sign when it is in review"))
    if team not in co_owners(card):
        found.append(_refusal("team", f"{team} co-owns nothing on it", "comment instead"))
    if any(each.team == team and each.content == done.content for each in review.signed):
        found.append(_refusal("team", f"{team} has signed this already", "nothing is left to do"))
    return found


def _may_unsign(review: Review, done: Done, _: Scorecard, __: frozenset[str]) -> list[Refusal]:
    team = cast(Unsign, done.act).team
    found = _own_team(done, team)
    if review.status != "in-review":
        right = "ask for changes instead" if review.status == "approved" else "nothing to take back"
        found.append(_refusal("status", f"it is {review.status}", right))
    if not any(each.team == team for each in review.signed):
        found.append(_refusal("team", f"{team} has not signed", "nothing is left to take back"))
    return found


def _may_ask(review: Review, done: Done, _: Scorecard, __: frozenset[str]) -> list[Refusal]:
    if review.status not in ("in-review", "approved"):
        return [_refusal("status", f"it is {review.status}", "ask when it is in review")]
    if not review.reviews(done.by):
        return [_refusal("by", f"{done.by} is not a reviewer of it", "comment instead")]
    return []


def _may_waive(review: Review, done: Done, card: Scorecard, _: frozenset[str]) -> list[Refusal]:
    act = cast(Waive, done.act)
    if review.status != "in-review":
        return [_refusal("status", f"it is {review.status}", "waive when it is in review")]
    if not review.reviews(done.by):
        return [_refusal("by", f"{done.by} is not a reviewer of it", "ask a reviewer")]
    if act.whose not in review.unheard(card):
        return [_refusal("whose", "that word is there, or waived", "nothing is left to waive")]
    return []


_HEARD = {
    "pmm": ("the PMM has said nothing", "ask for a comment, or record a waiver"),
    "stakeholder": ("no stakeholder has said anything", "ask for a comment, or record a waiver"),
}


def _may_approve(
    review: Review, done: Done, card: Scorecard, authors: frozenset[str]
) -> list[Refusal]:
    if review.status != "in-review":
        return [_refusal("status", f"it is {review.status}", "approve when it is in review")]
    found = []
    if done.by in {card.person, review.submitted_by, *authors}:
        wrong = f"{done.by} would approve what is their own"
        found.append(_refusal("by", wrong, "another reviewer has to"))
    if not review.reviews(done.by):
        found.append(_refusal("by", f"{done.by} is not a reviewer of it", "a reviewer has to"))
    unsigned = review.unsigned(card, done.content)
    if unsigned:
        wrong = f"{', '.join(unsigned)} co-own a KPI and have not signed"
        found.append(_refusal("signed", wrong, "wait for their signature"))
    for who in review.unheard(card):
        wrong, right = _HEARD[who]
        found.append(_refusal("said", wrong, right))
    bare = [
        k.metric for k in card.proper if k.contract.kind == "shared" and not k.contract.own_part
    ]
    if bare:
        wrong = f"{', '.join(bare)} is shared and no own part is named"
        found.append(_refusal("own_part", wrong, "name what the PMM answers for in it"))
    return found


def _may_answer(review: Review, done: Done, card: Scorecard, _: frozenset[str]) -> list[Refusal]:
    act = cast(Answer, done.act)
    found = _own_team(done, act.team)
    asked = [
        kpi.metric
        for kpi in card.proper
        if act.team in (kpi.contract.lead, *kpi.contract.co_owners)
    ]
    if act.metric not in asked:
        wrong = f"{act.team} is not asked to share {act.metric}"
        found.append(_refusal("metric", wrong, "answer for one that is asked of the team"))
    if act.says == "otherwise" and not act.words:
        found.append(_refusal("words", "how otherwise is not said", "say it in a sentence"))
    if review.announced is not None:
        wrong = "what was agreed has been announced"
        found.append(_refusal("status", wrong, "comment, or ask for changes"))
    return found


def _may_announce(review: Review, _: Done, card: Scorecard, __: frozenset[str]) -> list[Refusal]:
    open_ = unanswered(review, card)
    if open_:
        wrong = ", ".join(f"{team} has not answered for {metric}" for team, metric in open_)
        return [_refusal("answers", wrong, "wait for every answer")]
    return []


def _may_close(review: Review, done: Done, card: Scorecard, _: frozenset[str]) -> list[Refusal]:
    if review.status != "approved":
        return [_refusal("status", f"it is {review.status}", "only what was approved is closed")]
    if done.at.date() <= card.period.end:
        wrong = f"the period lasts until {card.period.end}"
        return [_refusal("period", wrong, "close it when the period is over")]
    return []


_CHECKS: dict[str, _Check] = {
    "submit": _may_submit,
    "withdraw": _may_withdraw,
    "comment": _may_comment,
    "resolve": _may_resolve,
    "judge": _may_judge,
    "sign": _may_sign,
    "unsign": _may_unsign,
    "ask-for-changes": _may_ask,
    "waive": _may_waive,
    "approve": _may_approve,
    "answer": _may_answer,
    "announce": _may_announce,
    "close": _may_close,
}
