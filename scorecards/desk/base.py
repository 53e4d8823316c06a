"""Who sits at the desk, and what that person may do."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property

from engine import Adviser
from scorecards.desk.opened import Opened
from scorecards.part import Refusal, Refused
from scorecards.review import content_digest, review_of
from scorecards.rights import Action, Member, require, standing
from scorecards.store import Store, Version
from scorecards.versions.diff import Words

ALONE = "alone@localhost"
"""The address of the one person of a machine without login."""
MADE_UP = "made-up@localhost"
"""The address of the people of the made-up company."""


def alone(name: str) -> Member:
    """The one person of a machine without login, who may do all of it."""
    return Member(email=ALONE, name=name, role="admin", alone=True)


class Base:
    """What every part of ``Desk`` stands on."""

    def __init__(
        self,
        store: Store,
        adviser: Adviser,
        who: str | Member,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        self._store = store
        self.adviser = adviser
        self.member = alone(who) if isinstance(who, str) else who
        self.now = now

    @property
    def who(self) -> str:
        """The name that stands at everything this person does."""
        return self.member.name

    @property
    def today(self) -> datetime.date:
        """The day it is."""
        return self.now().date()

    @cached_property
    def words(self) -> Words:
        """Names and figures, as a comparison says them."""
        return Words(self.adviser.knowledge)

    def open(self, id: str, version: int | None = None) -> Opened:
        """A scorecard as it stands, or as it was in a version."""
        latest = self._store.get(id)
        content = content_digest(latest.document)
        review = review_of(self._store.acts(id), content)
        stands = standing(self.member, latest.document, review)
        require(self.member, "read", stands)
        wanted = latest
        if version not in (None, latest.number):
            wanted = self._store.get(id, version)
            content = content_digest(wanted.document)
        return Opened(
            version=wanted,
            latest=latest.number,
            readings=self._store.readings(id, corrected=True),
            today=self.today,
            member=self.member,
            stands=stands,
            review=review,
            content=content,
        )

    def _may(self, id: str, action: Action) -> Version:
        """The scorecard as it stands, if this person may do something to it.

        Raises:
            Refused: The person may not.
        """
        version = self._store.get(id)
        review = review_of(self._store.acts(id), content_digest(version.document))
        require(self.member, action, standing(self.member, version.document, review))
        return version

    def _see_that_it_is_the_latest(self, opened: Opened) -> None:
        if not opened.current:
            wrong = f"version {opened.version.number} is an old one"
            raise Refused(
                Refusal(field="version", wrong=wrong, right=f"open version {opened.latest}")
            )
