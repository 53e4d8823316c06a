"""What partner teams are asked before a period: shown, answered and announced."""

from __future__ import annotations

from scorecards.desk.base import Base
from scorecards.document import Period
from scorecards.negotiation import Settlement, settlement
from scorecards.plan import of_period
from scorecards.review import content_digest, review_of
from scorecards.rights import may, standing


class Agreements(Base):
    """A part of ``Desk``."""

    def periods(self) -> tuple[Period, ...]:
        """The period of each person's scorecard that this one may read or is asked to share."""
        acts = self._store.all_acts()
        found = []
        for card in (each.document for each in self._store.documents()):
            review = review_of(acts.get(card.id, ()), content_digest(card))
            stands = standing(self.member, card, review)
            seen = may(self.member, "read", stands) or may(self.member, "answer", stands)
            if card.person is not None and seen:
                found.append(card.period)
        return tuple(found)

    def agreements(self, period: Period) -> tuple[Settlement, ...]:
        """What is agreed on in a period, by title of the scorecard.

        Of a scorecard that this person may read it is all of it; of any other only what the
        person's own team is asked to share.
        """
        acts = self._store.all_acts()
        found = []
        for card in of_period((each.document for each in self._store.documents()), period):
            done = acts.get(card.id, ())
            review = review_of(done, content_digest(card))
            stands = standing(self.member, card, review)
            if may(self.member, "read", stands):
                whole = settlement(card, review, done, self.words)
                announces = may(self.member, "announce", stands)
                found.append(whole.model_copy(update={"announceable": announces}))
            elif may(self.member, "answer", stands) and self.member.team:
                found.append(settlement(card, review, done, self.words, self.member.team))
        return tuple(each for each in found if each.asked)
