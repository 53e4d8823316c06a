"""The desk: the one place where a person does something to scorecards.

It joins the store with what is known, puts name and time to every act, sees that the person may do
it, and refuses what cannot stand before anything is written. Pages and commands go through it, so
that they cannot differ.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence

from engine import Recommendation, read_policy, read_profile
from scorecards.desk.agreements import Agreements
from scorecards.desk.base import ALONE, MADE_UP, alone
from scorecards.desk.beside import see_that_it_may_be_saved
from scorecards.desk.learning import Learning
from scorecards.desk.onboarding import Onboarding
from scorecards.desk.opened import Opened
from scorecards.desk.readings import Readings
from scorecards.desk.waiting import Waiting
from scorecards.document import Period, Reading, Scorecard
from scorecards.lint import Finding, Linter
from scorecards.making.adopt import adopt
from scorecards.overview import Glance, overview
from scorecards.part import Refusal, Refused
from scorecards.review import Review, content_digest, review_of
from scorecards.rights import Member, require, standing
from scorecards.store import NotFound, Summary, Version
from scorecards.store.arrival import arrive, taken
from scorecards.targets import check_scorecard
from scorecards.versions.replay import Replay, replay

__all__ = ["ALONE", "Desk", "Opened", "alone"]


class Desk(Readings, Waiting, Agreements, Learning, Onboarding):
    """What one person does to scorecards.

    Every method may raise ``StoreError``, and ``Refused`` where what was entered cannot stand or
    the person may not do it.

    Args:
        store: Where they are kept.
        adviser: What is known, and the rules.
        who: The person; a name alone is the one person of a machine without login.
        now: Gives the time, in UTC.
    """

    def at(self, who: str | Member, now: Callable[[], datetime.datetime]) -> Desk:
        """The desk of somebody else, at another time: of anybody for whoever is alone.

        Others may only sit down as a manager of the made-up company.
        """
        if not self.member.alone:
            require(self.member, "create", frozenset({"everybody"}))
            name = who if isinstance(who, str) else who.name
            who = Member(email=MADE_UP, name=name, role="manager")
        return Desk(self._store, self.adviser, who, now)

    def cards(self) -> tuple[Summary, ...]:
        """Every scorecard that this person may read, by title."""
        if self.member.alone:
            return self._store.list()
        readable = {card.id for card, _ in self.readable()}
        return tuple(each for each in self._store.list() if each.id in readable)

    def overview(self) -> tuple[Glance, ...]:
        """Every scorecard that this person may read at a glance, what waits first."""
        cards = (card for card, _ in self.readable())
        return overview(cards, self._store.all_readings(), self.adviser.knowledge, self.today)

    def adopt(
        self,
        recommendation: Recommendation,
        *,
        title: str,
        period: Period,
        person: str | None = None,
        manager: str | None = None,
        token: str = "",
    ) -> Version:
        """Take a recommendation as a draft, and keep the recommendation for replay.

        Args:
            recommendation: What is taken, all of it.
            title: What to call the scorecard.
            period: The time it speaks of.
            person: Who it is for; None for a role template.
            manager: Whom that person answers to.
            token: Stands for this one act: said twice, one scorecard comes of it.
        """
        id = hashlib.sha256(token.encode()).hexdigest()[:10] if token else secrets.token_hex(5)
        card = adopt(
            recommendation,
            self.adviser.graph,
            id=id,
            title=title,
            period=period,
            person=person,
            manager=manager,
        )
        require(self.member, "create", standing(self.member, card, Review()))
        card = self._with_kept(card, recommendation)
        return self.create(card, why="Adopted from the recommendation.", token=token or None)

    def create(self, card: Scorecard, *, why: str, token: str | None = None) -> Version:
        """Keep a new scorecard, as a draft."""
        require(self.member, "create", standing(self.member, card, Review()))
        self._see_that_it_can_stand(card)
        card = card.model_copy(update={"status": "draft"})
        return self._store.create(card, by=self.who, at=self.now(), why=why, token=token)

    def save(self, card: Scorecard, expected: int, *, why: str) -> Version:
        """Keep a changed scorecard as its next version; the same change said twice is kept once.

        Args:
            card: The whole document, changed.
            expected: The version that it was made from.
            why: For what reason, or what was done.

        Raises:
            Conflict: Somebody else saved in between.
        """
        card = self._settled(card, expected)
        self._see_that_it_can_stand(card)
        told = f"{self.who}\n{expected}\n{card.model_dump_json()}"
        token = hashlib.sha256(told.encode()).hexdigest()
        return self._store.save(card, expected, by=self.who, at=self.now(), why=why, token=token)

    def _settled(self, card: Scorecard, expected: int) -> Scorecard:
        """The scorecard with the status that its review gives it, if this person may save it.

        Raises:
            Refused: The person may not.
        """
        stands_now, done = self._store.get(card.id), self._store.acts(card.id)
        review = review_of(done, content_digest(stands_now.document))
        stands = standing(self.member, stands_now.document, review)
        require(self.member, "read", stands)
        if review.status == "closed":
            wrong, right = "the scorecard is closed", "start the next period's from it"
            raise Refused(Refusal(field="status", wrong=wrong, right=right))
        made_from = stands_now
        if expected != stands_now.number:
            made_from = self._store.get(card.id, expected)
        see_that_it_may_be_saved(self.member, stands, made_from.document, card)
        then = review_of(done, content_digest(card))
        return card.model_copy(update={"status": then.status})

    def remove_sample(self, id: str) -> None:
        """Remove a scorecard of the made-up company."""
        self._may(id, "remove-sample")
        self._store.delete(id, by=self.who, at=self.now())

    def arrive(self, card: Scorecard, readings: Sequence[Reading], *, why: str) -> Version:
        """Keep a scorecard that comes from elsewhere, with its readings: all of it, or nothing."""
        require(self.member, "create", standing(self.member, card, Review()))
        strange = [each.id for each in readings if each.scorecard != card.id]
        if strange:
            wrong = f"{', '.join(strange)} would be kept with another scorecard"
            raise Refused(Refusal(field="readings", wrong=wrong, right=f"name {card.id} in each"))
        card = card.model_copy(update={"status": "draft"})
        return arrive(self._store, card, readings, by=self.who, at=self.now(), why=why)

    def taken(self, id: str, readings: Sequence[str]) -> bool:
        """Whether a scorecard has this id, or any reading one of these."""
        return taken(self._store, id, readings)

    def findings(self, opened: Opened) -> tuple[Finding, ...]:
        """What the linter says of a scorecard, beside all the others."""
        self._may(opened.id, "read")
        linter = Linter(self.adviser.graph, self.adviser.rules)
        others = [card for card, _ in self.readable() if card.id != opened.id]
        live = [each for kpi in opened.card.kpis for each in opened.in_force(kpi.metric)]
        return linter.lint(opened.card, opened.today, live, others)

    def versions(self, opened: Opened) -> tuple[Version, ...]:
        """Every version of a scorecard with its document, the oldest first."""
        self._may(opened.id, "read")
        return self._store.versions(opened.id)

    def renew(self, opened: Opened, draft: Scorecard) -> Version:
        """Take what an upgrade proposes, or a part of it; keeps the recommendation of today.

        Args:
            opened: The scorecard as the person saw it.
            draft: What is taken, with the basis of today.

        Raises:
            Conflict: Somebody else saved in between.
        """
        self._may(draft.id, "edit")
        basis, knowledge = draft.basis, self.adviser.knowledge
        recommendation = self.adviser.recommend(
            read_profile(basis.profile, knowledge),
            read_policy(basis.policy, knowledge, basis.sourced_only),
        )
        card = self._with_kept(draft, recommendation)
        why = "Brought up to date with the knowledge and rules of today."
        return self.save(card, opened.version.number, why=why)

    def replay(self, card: Scorecard) -> Replay:
        """Whether the recommendation that a scorecard was adopted from comes out again."""
        digest = card.basis.recommendation
        try:
            kept = self._store.recommendation(digest) if digest else None
        except NotFound:
            kept = None
        return replay(card.basis, kept.document if kept else None, self.adviser)

    def _with_kept(self, card: Scorecard, recommendation: Recommendation) -> Scorecard:
        """The scorecard that knows where the recommendation behind it is kept."""
        versions = recommendation.versions
        digest = self._store.keep(
            recommendation.as_json(),
            knowledge=versions.knowledge,
            rules=versions.rules,
            at=self.now(),
        )
        basis = card.basis.model_copy(update={"recommendation": digest})
        return card.model_copy(update={"basis": basis})

    def _see_that_it_can_stand(self, card: Scorecard, readings: Iterable[Reading] = ()) -> None:
        found = check_scorecard(card, self.adviser.knowledge, readings)
        if found:
            label = self.adviser.knowledge.label
            raise Refused(
                *(
                    refusal.model_copy(update={"field": f"{label(metric)}, {refusal.field}"})
                    if metric
                    else refusal
                    for metric, refusal in found
                )
            )
