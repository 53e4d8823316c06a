"""The course of things on one scorecard of the made-up company, one after the other. Pure.

What is done in the review is worked out as the desk would have it, so that each step knows which
version stands after it and how many acts there are.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from knowledge_graph.graph import LEAD
from scorecards.document import Scorecard
from scorecards.review import Act, Done, co_owners, content_digest, review_of
from scorecards.review.acts import Reviewer, Submit
from scorecards.rights import Member
from scorecards.sample.records import company


@dataclass(frozen=True)
class Step:
    """Something that somebody does: a version that comes to be, or an act of the review.

    Attributes:
        document: The scorecard after it.
        act: What is done in the review; None where the scorecard is changed.
        version: The version that stands after it.
        acts: How many acts of the review there are after it.
    """

    who: str
    at: datetime.datetime
    why: str
    document: Scorecard
    act: Act | None
    version: int
    acts: int


class Course:
    """One scorecard as it comes about.

    Args:
        who: The person who adopts it.
        at: When.
        card: What is adopted.

    Attributes:
        steps: All that was done so far.
    """

    def __init__(self, who: str, at: datetime.datetime, card: Scorecard) -> None:
        self._done: list[Done] = []
        self._content = content_digest(card)
        why = "Adopted from the recommendation."
        self.steps = [Step(who, at, why, card, act=None, version=1, acts=0)]

    def change(
        self, who: str, why: str, change: Callable[[Scorecard], Scorecard], at: datetime.datetime
    ) -> None:
        """Somebody saves a changed scorecard."""
        last = self.steps[-1]
        card = change(last.document)
        self._content = content_digest(card)
        self._add(who, at, why, card, None, last.version + 1)

    def speak(self, who: str, does: Act | Literal["submit"], at: datetime.datetime) -> None:
        """Somebody does something in the review."""
        last = self.steps[-1]
        act = _sent(last.document) if does == "submit" else does
        team = member(who).team
        self._done.append(
            Done(act=act, by=who, team=team, at=at, version=last.version, content=self._content)
        )
        changed = self._status != last.document.status
        self._add(who, at, "", last.document, act, last.version + changed)

    @property
    def _status(self) -> str:
        return review_of(self._done, self._content).status

    def _add(
        self,
        who: str,
        at: datetime.datetime,
        why: str,
        card: Scorecard,
        act: Act | None,
        version: int,
    ) -> None:
        card = card.model_copy(update={"status": self._status})
        self.steps.append(Step(who, at, why, card, act, version, len(self._done)))


def member(name: str) -> Member:
    """Somebody of the company, as they would log in; nobody of them can."""
    teams = {each: f"team.{team}" for team, each in company().heads.items()}
    team = teams.get(name, LEAD)
    role: Literal["pmm", "manager", "reviewer"] = "reviewer"
    if team == LEAD:
        role = "manager" if name == company().manager else "pmm"
    return Member(email=f"{name.lower()}@larkspur.example", name=name, role=role, team=team)


def _sent(card: Scorecard) -> Submit:
    """To the manager, and to who signs for each team that shares a KPI."""
    heads = company().heads
    teams = (LEAD, *co_owners(card))
    return Submit(
        reviewers=tuple(
            Reviewer(team=team, name=heads[team.removeprefix("team.")]) for team in teams
        )
    )
