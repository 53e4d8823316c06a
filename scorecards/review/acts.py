"""What people do in a review, a record each. Records only.

An act is kept as it was done and never changed; where a review stands is what all its acts come to.
Who did it and when is kept beside it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from knowledge_graph.records import Id, Slug
from scorecards.part import Name, Part

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Reason = Literal[
    "not-measurable",
    "not-influenced",
    "other-team-owns-it",
    "goal-differs",
    "cannot-be-compared",
    "too-many",
    "measured-elsewhere",
    "other",
]
"""Why somebody goes another way than the recommendation."""

REASONS: dict[Reason, str] = {
    "not-measurable": "We cannot measure it with what we have",
    "not-influenced": "The role has too little influence on it",
    "other-team-owns-it": "Another team answers for it",
    "goal-differs": "It does not serve what we want now",
    "cannot-be-compared": "We define it otherwise, and the figures would not compare",
    "too-many": "There are enough KPIs without it",
    "measured-elsewhere": "Another KPI shows the same",
    "other": "Another reason",
}


class Anchor(Part):
    """What a comment speaks of: a KPI, its target, a rule, a citation, or the whole.

    Attributes:
        of: The metric, the rule, or the source; empty for the whole.
    """

    kind: Literal["scorecard", "kpi", "target", "rule", "citation"] = "scorecard"
    of: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class Reviewer(Part):
    """Who is asked to review, and for which team."""

    team: Id
    name: Name


class Submit(Part):
    """The scorecard goes to its reviewers."""

    kind: Literal["submit"] = "submit"
    reviewers: Annotated[tuple[Reviewer, ...], Field(min_length=1, max_length=40)]


class Withdraw(Part):
    """Whoever submitted it takes it back to work on it."""

    kind: Literal["withdraw"] = "withdraw"
    words: Words


class Comment(Part):
    """A word on something of it."""

    kind: Literal["comment"] = "comment"
    id: Slug
    anchor: Anchor = Anchor()
    text: Words
    replies_to: Slug | None = None


class Resolve(Part):
    """A comment is dealt with."""

    kind: Literal["resolve"] = "resolve"
    comment: Slug


class Judge(Part):
    """A recommended KPI is taken, refused, or gone against.

    Attributes:
        reason: Wanted unless it is accepted.
    """

    kind: Literal["judge"] = "judge"
    metric: Id
    verdict: Literal["accept", "reject", "override"]
    reason: Reason | None = None
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""


class Sign(Part):
    """A team that co-owns something agrees to the scorecard as it stands."""

    kind: Literal["sign"] = "sign"
    team: Id


class Unsign(Part):
    """A team takes its agreement back."""

    kind: Literal["unsign"] = "unsign"
    team: Id
    words: Words


class AskForChanges(Part):
    """A reviewer sends it back, saying what to change."""

    kind: Literal["ask-for-changes"] = "ask-for-changes"
    words: Words


class Waive(Part):
    """The review may close without the word of the PMM or of a stakeholder, for a stated reason."""

    kind: Literal["waive"] = "waive"
    whose: Literal["pmm", "stakeholder"]
    words: Words


class Approve(Part):
    """A reviewer approves the scorecard as it stands."""

    kind: Literal["approve"] = "approve"
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""


class Answer(Part):
    """A partner team says whether it shares a KPI in the coming period."""

    kind: Literal["answer"] = "answer"
    team: Id
    metric: Id
    says: Literal["yes", "no", "otherwise"]
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""


class Announce(Part):
    """What was agreed with the partner teams is made known."""

    kind: Literal["announce"] = "announce"
    words: Words


class Close(Part):
    """The period is over and the scorecard is done with."""

    kind: Literal["close"] = "close"
    words: Words


Act = Annotated[
    Submit
    | Withdraw
    | Comment
    | Resolve
    | Judge
    | Sign
    | Unsign
    | AskForChanges
    | Waive
    | Approve
    | Answer
    | Announce
    | Close,
    Field(discriminator="kind"),
]

ACT: TypeAdapter[Act] = TypeAdapter(Act)
"""Reads an act that was kept."""
