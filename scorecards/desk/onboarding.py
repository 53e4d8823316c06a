"""The guide of the first ninety days beside a scorecard: read, and ticked off."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pydantic import ValidationError

from engine import Recommendation
from knowledge_graph.records import Phase
from scorecards.desk.base import Base
from scorecards.desk.opened import Opened
from scorecards.document import Reading, Scorecard
from scorecards.making.next_cycle import follows
from scorecards.onboarding import OnboardingGuide, Step, guide_beside, marks
from scorecards.onboarding.steps import Doing
from scorecards.part import Refusal, Refused
from scorecards.store import Damaged, NotFound
from scorecards.versions.replay import as_it_was

_read = lru_cache(maxsize=64)(as_it_was)
"""Recommendations that are in memory as records: what is kept under a digest never changes."""


class Onboarding(Base):
    """A part of ``Desk``."""

    def guide(self, opened: Opened, phase: str | None = None) -> OnboardingGuide:
        """The guide beside a scorecard, with what is carried over from the cycle before.

        Args:
            opened: The scorecard.
            phase: The guide as it would be in another phase.
        """
        self._may(opened.id, "read")
        return self._guide(opened.card, opened.readings, phase)

    def step(
        self,
        opened: Opened,
        doing: Doing,
        item: str | None = None,
        *,
        text: str = "",
        on: datetime.date | None = None,
        phase: str | None = None,
    ) -> None:
        """Do something with the guide: it is entered into the log, and changes no version.

        Raises:
            ValidationError: What was entered is not whole.
            Refused: The guide has no such item, or there is no such phase.
        """
        self._may(opened.id, "record")
        self._see_that_it_is_the_latest(opened)
        if opened.review.status == "closed":
            wrong, right = "the scorecard is closed", "open the guide of the next period's"
            raise Refused(Refusal(field="guide", wrong=wrong, right=right))
        step = Step(
            doing=doing, item=item, text=text, on=on, phase=phase, by=self.who, at=self.now()
        )
        if item is not None and self._guide(opened.card, opened.readings).line(item) is None:
            raise Refused(
                Refusal(field="item", wrong=f"the guide has no {item}", right="reload the page")
            )
        known = {each.id.partition(".")[2] for each in self.adviser.knowledge.every(Phase)}
        if phase is not None and phase not in known:
            right = f"choose one of {', '.join(sorted(known))}"
            raise Refused(Refusal(field="phase", wrong=f"there is no phase {phase}", right=right))
        document = step.model_dump_json(exclude_none=True)
        self._store.note("guide", document, by=self.who, at=step.at, scorecard=opened.id)

    def before(self, card: Scorecard) -> Scorecard | None:
        """The scorecard of the cycle before, if this person may read it.

        A next cycle has an id that follows from the one before and from the day on which it began.
        """
        began = self._store.get(card.id, 1).document.period.start
        for each in self._store.list():
            if follows(each.id, began) == card.id:
                return self._readable(each.id)
        return None

    def _readable(self, id: str) -> Scorecard | None:
        try:
            self._may(id, "read")
        except Refused:
            return None
        return self._store.get(id).document

    def _steps(self, id: str) -> Iterator[Step]:
        for document in self._store.noted("guide", id):
            try:
                yield Step.model_validate_json(document)
            except ValidationError as error:
                what = f"a step of the guide of scorecard {id}"
                raise Damaged(f"{what} does not fit this release of Remit: {error}") from None

    def _kept(self, card: Scorecard) -> Recommendation | None:
        """What a scorecard was adopted from; None where that was not kept, or in another form."""
        digest = card.basis.recommendation
        try:
            kept = self._store.recommendation(digest) if digest else None
        except NotFound:
            kept = None
        return _read(kept.document) if kept else None

    def _guide(
        self, card: Scorecard, readings: tuple[Reading, ...], phase: str | None = None
    ) -> OnboardingGuide:
        done = marks(self._steps(card.id))
        if phase is not None:
            done = replace(done, phase=phase)
        before = self.before(card)
        return guide_beside(
            card,
            self.adviser.graph,
            readings=readings,
            marks=done,
            recommendation=self._kept(card),
            before=self._guide(before, self._store.readings(before.id)) if before else None,
            today=self.today,
        )
