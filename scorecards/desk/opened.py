"""A scorecard as somebody has it before them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from scorecards.document import Reading, Scorecard
from scorecards.readings.standing import in_force
from scorecards.review import Review
from scorecards.rights import Action, Member, Standing, may
from scorecards.store import Version


@dataclass(frozen=True)
class Opened:
    """A scorecard as somebody has it before them.

    Attributes:
        version: The version, with its document.
        latest: The number of the version that stands; another where an old one was opened.
        readings: All that was read, corrected ones included.
        today: The day on which it was opened.
        member: Who opened it.
        stands: How that person stands to it.
        review: Where its review stands, for the version that stands.
        content: Stands for what is agreed on in this version.
    """

    version: Version
    latest: int
    readings: tuple[Reading, ...]
    today: datetime.date
    member: Member
    stands: frozenset[Standing]
    review: Review
    content: str

    @property
    def card(self) -> Scorecard:
        """The document."""
        return self.version.document

    @property
    def id(self) -> str:
        """The id of the scorecard."""
        return self.card.id

    @property
    def current(self) -> bool:
        """Whether it is the version that stands; an old one can only be read."""
        return self.version.number == self.latest

    def may(self, action: Action) -> bool:
        """Whether whoever opened it may do something with it now."""
        return self.current and may(self.member, action, self.stands)

    def in_force(self, metric: str) -> tuple[Reading, ...]:
        """The readings of a metric that no correction replaces, oldest first."""
        return in_force(self.readings, metric)
