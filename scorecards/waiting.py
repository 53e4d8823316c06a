"""What can wait on a scorecard: one vocabulary for lists and the first page. Records only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from scorecards.part import Part

Kind = Literal[
    "review-overdue",
    "period-over",
    "changes",
    "approve",
    "sign",
    "review",
    "answer",
    "comment",
    "adjustment",
    "window",
    "reading",
    "review-soon",
    "goalpost",
    "upgrade",
]
Group = Literal["late", "asked", "soon", "changed"]
"""How it presses: it is late, somebody waits for it, it is due soon, or something has changed."""


@dataclass(frozen=True)
class About:
    """What every notice of a kind has alike.

    Attributes:
        part: Where on the scorecard it is dealt with, as the address of the page says it; None
            for what is answered on the page of agreements.
    """

    group: Group
    part: str | None


KINDS: dict[Kind, About] = {
    "review-overdue": About("late", "review"),
    "period-over": About("late", "dates"),
    "changes": About("asked", "review"),
    "approve": About("asked", "review"),
    "sign": About("asked", "review"),
    "review": About("asked", "review"),
    "answer": About("asked", None),
    "comment": About("asked", "review"),
    "adjustment": About("asked", "outside"),
    "window": About("soon", "readings"),
    "reading": About("soon", "readings"),
    "review-soon": About("soon", "review"),
    "goalpost": About("changed", "versions"),
    "upgrade": About("changed", "versions"),
}
"""Every kind, the most urgent first."""
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


class Notice(Part):
    """Something that waits to be done, or to be known, on a scorecard.

    Attributes:
        scorecard: Its id.
        title: Its title; empty for whoever is asked about it and may not read it.
        says: What waits, a sentence.
        since: The day since which it waits, where that is known.
        sample: Whether the scorecard is made up.
    """

    kind: Kind
    scorecard: str
    title: str
    says: str
    since: datetime.date | None = None
    sample: bool = False

    @property
    def group(self) -> Group:
        """How it presses."""
        return KINDS[self.kind].group

    @property
    def part(self) -> str | None:
        """Where on the scorecard it is dealt with; None for the page of agreements."""
        return KINDS[self.kind].part

    @property
    def urgency(self) -> int:
        """Its place among the kinds, 0 for the most urgent."""
        return _ORDER[self.kind]
