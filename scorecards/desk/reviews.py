"""What people do together: review a scorecard, agree on it, see all of them side by side."""

from __future__ import annotations

from collections.abc import Iterator

from engine import ProfileError, read_policy, read_profile
from scorecards.desk.base import Base
from scorecards.desk.opened import Opened
from scorecards.document import Period, Scorecard
from scorecards.part import Refusal, Refused
from scorecards.plan import Overridden, Plan, RulesOf, of_period, overridden, plan
from scorecards.ready import draft_only
from scorecards.review import Act, Done, Review, check, content_digest, review_of
from scorecards.review.acts import Answer
from scorecards.rights import Member, action_of, may, require, standing
from scorecards.store import Entry, Moved, Saved, Version

_TRIES = 20
"""How often an act is tried again that others came before."""
_OF_CONTENT = ("sign", "approve", "ask-for-changes", "waive")
"""Acts that speak of what a person saw; not done where it has changed."""
_OF_KPIS = ("submit", "approve")
"""Acts for which every KPI has to be more than a draft."""
_SAYS = {
    "submit": "Sent to review.",
    "withdraw": "Taken back from review.",
    "ask-for-changes": "Changes are asked for.",
    "approve": "Approved.",
    "close": "Closed.",
}


class Reviews(Base):
    """A part of ``Desk``."""

    def do(self, opened: Opened, act: Act, after: int | None = None) -> Review:
        """Do something in the review of a scorecard; where that then stands.

        Args:
            opened: The scorecard as the person saw it.
            act: What is done.
            after: How many acts there have to be before it, where that matters.

        Raises:
            Refused: The person may not, or it may not follow; with every reason.
            Moved: There are other acts before it than ``after`` says.
        """
        return self._do(opened.id, act, opened.content, after)

    def answer(self, id: str, act: Answer) -> None:
        """Say for a team whether it shares a KPI of a scorecard, which it need not be able to read.

        Raises:
            Refused: The person may not, or the answer may not follow; with every reason.
        """
        self._do(id, act)

    def _do(self, id: str, act: Act, seen: str | None = None, after: int | None = None) -> Review:
        """Do something in a review; ``seen`` stands for the content that the person saw."""
        for _ in range(_TRIES):
            version, done = self._store.get(id), self._store.acts(id)
            if after not in (None, len(done)):
                raise Moved(f"others have worked on scorecard {id}; look at it again")
            card, content = version.document, content_digest(version.document)
            new = self._checked(act, version, done, seen)
            then = review_of((*done, new), content)
            changed = None
            if then.status != card.status:
                changed = card.model_copy(update={"status": then.status})
            try:
                self._store.do(id, new, len(done), changed, _SAYS.get(act.kind, ""))
            except Moved:
                continue
            return then
        raise Moved(f"others keep working on scorecard {id}; try again")

    def in_the_way(self, opened: Opened, act: Act) -> tuple[Refusal, ...]:
        """Every reason why this person cannot do something in a review now; none where it can."""
        version, done = self._store.get(opened.id), self._store.acts(opened.id)
        try:
            self._checked(act, version, done, opened.content)
        except Refused as refused:
            return refused.refusals
        return ()

    def _checked(
        self, act: Act, version: Version, done: tuple[Done, ...], seen: str | None
    ) -> Done:
        """The act as it would be kept; ``seen`` stands for the content that the person saw.

        Raises:
            Refused: The person may not, or it may not follow; with every reason.
        """
        card, content = version.document, content_digest(version.document)
        review = review_of(done, content)
        require(self.member, action_of(act.kind), standing(self.member, card, review))
        if act.kind in _OF_CONTENT and content != seen:
            wrong = f"{version.by} has changed it since you opened it"
            raise Refused(Refusal(field="version", wrong=wrong, right="look at it again"))
        new = Done(
            act=act,
            by=self.who,
            team=self._team(act),
            at=self.now(),
            version=version.number,
            content=content,
        )
        authors = self._authors(version, done) if act.kind == "approve" else ()
        drafts = tuple(draft_only(card, self.adviser.knowledge)) if act.kind in _OF_KPIS else ()
        check(review, new, card, authors, drafts)
        return new

    def _team(self, act: Act) -> str | None:
        """The team this person speaks for; who is alone speaks for any."""
        return getattr(act, "team", self.member.team) if self.member.alone else self.member.team

    def authors(self, opened: Opened) -> frozenset[str]:
        """Who wrote what is agreed on since it was approved last; none of them approves it."""
        return frozenset(self._authors(self._store.get(opened.id), self._store.acts(opened.id)))

    def _authors(self, version: Version, done: tuple[Done, ...]) -> Iterator[str]:
        """Who wrote what is agreed on, since it was approved last."""
        last = max((each.version for each in done if each.act.kind == "approve"), default=0)
        before = ""
        for each in self._store.versions(version.scorecard):
            content = content_digest(each.document)
            if each.number > last and content != before:
                yield each.by
            before = content

    def history(self, opened: Opened) -> tuple[Saved, ...]:
        """Who wrote each version, when and why; the oldest first."""
        self._may(opened.id, "read")
        return self._store.history(opened.id)

    def acts(self, opened: Opened) -> tuple[Done, ...]:
        """All that was done in the review of a scorecard, in order."""
        self._may(opened.id, "read")
        return self._store.acts(opened.id)

    def readable(self) -> Iterator[tuple[Scorecard, Review]]:
        """Every scorecard that this person may read, by title, with its review."""
        acts = self._store.all_acts()
        for version in self._store.documents():
            card = version.document
            review = review_of(acts.get(card.id, ()), content_digest(card))
            if may(self.member, "read", standing(self.member, card, review)):
                yield card, review

    def plan(self, period: Period) -> tuple[Plan, tuple[Scorecard, ...], int]:
        """The scorecards of a period side by side; those shown, and how many are kept from view."""
        require(self.member, "see-the-plan")
        shown = of_period((card for card, _ in self.readable()), period)
        every = of_period((each.document for each in self._store.documents()), period)
        return plan(shown, period, self.adviser.graph), shown, len(every) - len(shown)

    def overridden(self, rules_of: RulesOf | None = None) -> tuple[Overridden, ...]:
        """Which rules people go against most, on the scorecards that this person may read.

        Args:
            rules_of: What gives the rules behind a scorecard, for whoever remembers them.
        """
        return overridden(tuple(self.readable()), rules_of or self.rules_of)

    def rules_of(self, card: Scorecard) -> dict[str, tuple[str, ...]]:
        """Metric -> the rules of today that choose it for the profile of a scorecard.

        Nothing where the profile is not valid any more. It takes as long as to recommend.
        """
        basis, knowledge = card.basis, self.adviser.knowledge
        try:
            profile = read_profile(basis.profile, knowledge)
            policy = read_policy(basis.policy, knowledge, basis.sourced_only)
        except ProfileError:
            return {}
        answer = self.adviser.recommend(profile, policy)
        return {kpi.metric: tuple(each.rule for each in kpi.because) for kpi in answer.kpis}

    # Members and the log

    def members(self) -> tuple[Member, ...]:
        """Everybody who may log in, or once might, by name."""
        return self._store.members()

    def put_member(self, member: Member) -> None:
        """Keep a member, in the place of the one with the same address."""
        require(self.member, "see-to-members")
        others = [each for each in self.members() if each.email != member.email and each.active]
        last = not any(each.role == "admin" for each in (*others, member) if each.active)
        if last and not self.member.alone:
            wrong, right = "nobody would be left to see to the members", "make another admin first"
            raise Refused(Refusal(field="role", wrong=wrong, right=right))
        self._store.put_members((member,), by=self.who, at=self.now())

    def log(self, scorecard: str | None = None, most: int = 200) -> tuple[Entry, ...]:
        """The last entries of the log; those of one scorecard also for whoever may read that."""
        if scorecard is not None and not may(self.member, "see-the-log"):
            self._may(scorecard, "read")
        else:
            require(self.member, "see-the-log")
        return self._store.log(scorecard, most)

    def verify_log(self, noted: str | None = None) -> tuple[tuple[str, ...], int, str]:
        """Everything that is wrong with the log; the number and hash of its last entry."""
        require(self.member, "see-the-log")
        return (self._store.verify(noted), *self._store.log_end())
