"""What a review waits for before it can go on. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from scorecards.document import Scorecard
from scorecards.review.state import Review

_HEARD = {"pmm": "a word from the PMM", "stakeholder": "a word from a stakeholder"}


def waits_for(
    review: Review, card: Scorecard, content: str, label: Callable[[str], str]
) -> tuple[str, ...]:
    """What is still to be done before a scorecard is approved or, once it is, closed.

    Args:
        review: Where it stands.
        card: The scorecard as it stands.
        content: Stands for what is agreed on in it.
        label: The name of a team.
    """
    return tuple(_waits_for(review, card, content, label))


def _waits_for(
    review: Review, card: Scorecard, content: str, label: Callable[[str], str]
) -> Iterator[str]:
    if review.status in ("draft", "changes-requested"):
        if review.status == "changes-requested" and review.asked:
            yield f"the changes that {review.asked[-1].by} asked for"
        yield "somebody to send it to its reviewers"
    elif review.status == "in-review":
        for team in review.unsigned(card, content):
            names = [each.name for each in review.reviewers if each.team == team]
            yield f"the signature of {label(team)} ({', '.join(names) or 'nobody is named'})"
        for who in review.unheard(card):
            yield f"{_HEARD[who]}, or a waiver"
        yield f"the approval of a reviewer ({', '.join(each.name for each in review.reviewers)})"
    elif review.status == "approved":
        yield f"the end of its period on {card.period.end}"


def is_overdue(card: Scorecard, review: Review, today: datetime.date) -> bool:
    """Whether the day has passed on which it was to be looked at again."""
    return card.review_on is not None and card.review_on < today and review.status != "closed"
