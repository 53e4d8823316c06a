"""What waits for a person, and the person's dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scorecards.calendar_file import Dated
from scorecards.desk.opened import Opened
from scorecards.desk.reviews import Reviews
from scorecards.document import Scorecard
from scorecards.notices import Seen, notices, sees_to
from scorecards.review import Done, Review, content_digest, review_of
from scorecards.rights import Standing, may, standing
from scorecards.store import Version
from scorecards.waiting import Notice

_NEXT = datetime.timedelta(days=1)


class _Kept(NamedTuple):
    version: Version
    review: Review
    content: str
    stands: frozenset[Standing]


class Waiting(Reviews):
    """A part of ``Desk``."""

    def notices(self) -> tuple[Notice, ...]:
        """What waits for this person, the most urgent first."""
        return notices(self.member, self._seen(), self.adviser, self.today)

    def dated(self, whose: str | None = None) -> tuple[Dated, ...]:
        """The scorecards whose dates belong into this person's calendar, by title.

        Role templates have none.

        Args:
            whose: Only what is for this person, or what this person manages or reviews.
        """
        return tuple(
            Dated(version.document, version.at, version.number)
            for version, review, _, stands in self._standing(self._store.all_acts())
            if version.document.person is not None
            and may(self.member, "read", stands)
            and (whose is None or _concerns(whose, version.document, review))
        )

    def as_it_began(self, opened: Opened) -> Scorecard | None:
        """A scorecard as it stood at the end of the first day of its period.

        None before that day is over, and where it was made later.
        """
        self._may(opened.id, "read")
        start = opened.card.period.start
        after = datetime.datetime.combine(start, datetime.time(), datetime.UTC) + _NEXT
        if self.now() < after:
            return None
        return next((each.document for each in self._store.stood([opened.id], after)), None)

    def _standing(self, acts: Mapping[str, tuple[Done, ...]]) -> Iterator[_Kept]:
        for version in self._store.documents():
            card, done = version.document, acts.get(version.scorecard, ())
            # Where nothing was done, nothing was agreed on that could have changed.
            content = content_digest(card) if done else ""
            review = review_of(done, content)
            yield _Kept(version, review, content, standing(self.member, card, review))

    def _seen(self) -> Iterator[Seen]:
        """What the notices are made from, of what this person may read or is asked about."""
        acts = self._store.all_acts()
        found = [
            each
            for each in self._standing(acts)
            if any(may(self.member, action, each.stands) for action in ("read", "answer"))
        ]
        began = self._began_as([each.version for each in found])
        readings = self._store.all_readings(
            each.version.scorecard for each in found if self._may_lack_readings(each)
        )
        for version, review, content, _ in found:
            done = acts.get(version.scorecard, ())
            ready = (
                review.status == "in-review"
                and review.reviews(self.who)
                and not review.unsigned(version.document, content)
                and not review.unheard(version.document)
            )
            yield Seen(
                version.document,
                review,
                done,
                content,
                readings.get(version.scorecard, ()),
                began.get(version.scorecard),
                frozenset(self._authors(version, done)) if ready else (),
            )

    def _may_lack_readings(self, kept: _Kept) -> bool:
        """Whether this person would be told of readings that lack, or of a window that closes."""
        card = kept.version.document
        runs = card.period.start <= self.today <= card.period.end
        return (runs or card.launched_on is not None) and sees_to(self.member, kept.stands)

    def _began_as(self, versions: Sequence[Version]) -> dict[str, Scorecard]:
        """Scorecards as they stood when their period began, of those that were saved since.

        What is saved on the first day of a period is in time.
        """
        begun: dict[datetime.datetime, list[str]] = {}
        for each in versions:
            period = each.document.period
            after = datetime.datetime.combine(period.start, datetime.time(), datetime.UTC) + _NEXT
            if period.start < self.today <= period.end and each.at >= after:
                begun.setdefault(after, []).append(each.scorecard)
        return {
            version.scorecard: version.document
            for after, ids in begun.items()
            for version in self._store.stood(ids, after)
        }


def _concerns(name: str, card: Scorecard, review: Review) -> bool:
    return name in (card.person, card.manager) or review.reviews(name)
