"""Reviews: what people do, what it comes to, and what may come next. Pure."""

from scorecards.review.acts import ACT, REASONS, Act
from scorecards.review.allowed import check
from scorecards.review.content import content_digest
from scorecards.review.state import (
    Done,
    Review,
    Said,
    Signed,
    after,
    co_owners,
    review_of,
    unanswered,
)
from scorecards.review.waits import is_overdue, waits

__all__ = [
    "ACT",
    "REASONS",
    "Act",
    "Done",
    "Review",
    "Said",
    "Signed",
    "after",
    "check",
    "co_owners",
    "content_digest",
    "is_overdue",
    "review_of",
    "unanswered",
    "waits",
]
