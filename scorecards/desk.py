"""The desk: the one place where a person does something to scorecards.

It joins the store with what is known, puts name and time to every act, and refuses what cannot
stand before anything is written. Pages and commands go through it, so that they cannot differ.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from engine import Adviser, Recommendation, read_policy, read_profile
from scorecards.document import Period, Reading, Scorecard
from scorecards.lint import Finding, Linter
from scorecards.making.adopt import adopt
from scorecards.overview import Glance, overview
from scorecards.part import Refusal, Refused
from scorecards.readings.entry import Ledger, Recorded, reading_id, sort_out
from scorecards.readings.standing import accept, in_force
from scorecards.readings.uploads import Preview, Sheet, preview
from scorecards.store import Attachment, NotFound, Store, Summary, Version
from scorecards.targets import check_scorecard
from scorecards.versions.diff import Words
from scorecards.versions.replay import Replay, replay


@dataclass(frozen=True)
class Opened:
    """A scorecard as somebody has it before them.

    Attributes:
        version: The version, with its document.
        latest: The number of the version that stands; another where an old one was opened.
        readings: All that was read, corrected ones included.
        today: The day on which it was opened.
    """

    version: Version
    latest: int
    readings: tuple[Reading, ...]
    today: datetime.date

    @property
    def card(self) -> Scorecard:
        """The document."""
        return self.version.document

    @property
    def id(self) -> str:
        """The id of the scorecard."""
        return self.card.id

    def in_force(self, metric: str) -> tuple[Reading, ...]:
        """The readings of a metric that no correction replaces, oldest first."""
        return in_force(self.readings, metric)


class Desk:
    """What one person does to scorecards.

    Every method may raise ``StoreError``, and ``Refused`` where what was entered cannot stand.

    Args:
        store: Where they are kept.
        adviser: What is known, and the rules.
        who: The name that stands at everything this person does.
        now: Gives the time, in UTC.
    """

    def __init__(
        self,
        store: Store,
        adviser: Adviser,
        who: str,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        self.store = store
        self.adviser = adviser
        self.who = who
        self.now = now

    @cached_property
    def words(self) -> Words:
        """Names and figures, as a comparison says them."""
        return Words(self.adviser.knowledge)

    @property
    def today(self) -> datetime.date:
        """The day it is."""
        return self.now().date()

    def cards(self) -> tuple[Summary, ...]:
        """Every scorecard, by title."""
        return self.store.list()

    def overview(self) -> tuple[Glance, ...]:
        """Every scorecard at a glance, what waits first."""
        cards = (each.document for each in self.store.documents())
        return overview(cards, self.store.all_readings(), self.adviser.knowledge, self.today)

    def open(self, id: str, version: int | None = None) -> Opened:
        """A scorecard as it stands, or as it was in a version."""
        latest = self.store.get(id)
        wanted = latest if version in (None, latest.number) else self.store.get(id, version)
        readings = self.store.readings(id, corrected=True)
        return Opened(wanted, latest.number, readings, self.today)

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
        card = self._with_kept(card, recommendation)
        return self.create(card, why="Adopted from the recommendation.", token=token or None)

    def create(self, card: Scorecard, *, why: str, token: str | None = None) -> Version:
        """Keep a new scorecard."""
        self._see_that_it_can_stand(card)
        return self.store.create(card, by=self.who, at=self.now(), why=why, token=token)

    def save(self, card: Scorecard, expected: int, *, why: str) -> Version:
        """Keep a changed scorecard as its next version; the same change said twice is kept once.

        Args:
            card: The whole document, changed.
            expected: The version that it was made from.
            why: For what reason, or what was done.

        Raises:
            Conflict: Somebody else saved in between.
        """
        self._see_that_it_can_stand(card)
        told = f"{self.who}\n{expected}\n{card.model_dump_json()}"
        token = hashlib.sha256(told.encode()).hexdigest()
        return self.store.save(card, expected, by=self.who, at=self.now(), why=why, token=token)

    def findings(self, opened: Opened) -> tuple[Finding, ...]:
        """What the linter says of a scorecard, beside all the others."""
        linter = Linter(self.adviser.graph, self.adviser.rules)
        others = [e.document for e in self.store.documents() if e.scorecard != opened.id]
        live = [each for kpi in opened.card.kpis for each in opened.in_force(kpi.metric)]
        return linter.lint(opened.card, opened.today, live, others)

    def attach(self, id: str, name: str, content: bytes) -> Attachment:
        """Put a file to a scorecard, as evidence."""
        return self.store.attach(id, name, content, by=self.who, at=self.now())

    def reading(
        self,
        opened: Opened,
        metric: str,
        taken_on: datetime.date,
        value: Decimal,
        *,
        currency: str | None = None,
        n: int | None = None,
        evidence: str = "",
        window: int | None = None,
        source: str = "entered",
    ) -> Reading:
        """A reading as this person says it; nothing is kept yet.

        Raises:
            ValidationError: A field holds what no reading can.
        """
        fields = {
            "id": "new",
            "scorecard": opened.id,
            "metric": metric,
            "taken_on": taken_on,
            "value": value,
            "currency": currency,
            "n": n,
            "evidence": evidence,
            "window": window,
            "by": self.who,
            "at": self.now(),
        }
        said = Reading.model_validate(fields)
        return said.model_copy(update={"id": reading_id(said, source)})

    def preview(self, opened: Opened, sheet: Sheet, term: str | None = None) -> Preview:
        """What each row of a file would become; nothing is kept yet.

        Args:
            opened: The scorecard.
            sheet: The file.
            term: Which column of an export of Google Trends is meant, where it has several.
        """
        knowledge, kept = self.adviser.knowledge, self.store.readings(opened.id, corrected=True)
        return preview(sheet, opened.card, kept, knowledge, self.who, self.now(), term)

    def record(
        self,
        opened: Opened,
        readings: Iterable[Reading],
        file: tuple[str, bytes] | None = None,
    ) -> Recorded:
        """Keep readings: all that are new, or none where one cannot stand.

        Args:
            opened: The scorecard, as it stands.
            readings: What was read. Each has to stand beside those kept and those before it.
            file: Name and content of what shows it; attached where the readings can stand.
        """
        self._see_that_it_is_the_latest(opened)
        knowledge = self.adviser.knowledge
        kept = self.store.readings(opened.id, corrected=True)
        ledger = Ledger(opened.card, kept, knowledge, self.today)
        found = sort_out(ledger, readings, knowledge)
        if file is not None and found.kept:
            self.attach(opened.id, *file)
        self.store.add_readings(found.kept)
        return found

    def keep(self, id: str, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """Keep readings and corrections that were worked out: all, or none where one cannot stand.

        Args:
            id: The scorecard.
            readings: Each has to stand beside those kept and those before it.
        """
        opened, knowledge = self.open(id), self.adviser.knowledge
        kept, new = list(opened.readings), list(readings)
        for each in new:
            kept.append(accept(opened.card, each, kept, knowledge, self.today))
        return self.store.add_readings(new)

    def correct(
        self,
        opened: Opened,
        old_id: str,
        value: Decimal,
        evidence: str,
        n: int | None = None,
    ) -> Reading:
        """Put another value in the place of one that was read; the old one stays readable.

        Args:
            opened: The scorecard, as it stands.
            old_id: The reading in force that is wrong.
            value: What it should have said.
            evidence: Why, or what shows it.
            n: How many observations are behind it.
        """
        self._see_that_it_is_the_latest(opened)
        kept = self.store.readings(opened.id, corrected=True)
        old = next((each for each in kept if each.id == old_id), None)
        if old is None:
            wrong = f"there is no reading {old_id}"
            raise Refused(Refusal(field="reading", wrong=wrong, right="choose one of the list"))
        if not evidence.strip():
            wrong, right = "it is missing", "say why the value is another, or what shows it"
            raise Refused(Refusal(field="why", wrong=wrong, right=right))
        if value == old.value and n == old.n:
            wrong = "it says what the reading says already"
            raise Refused(Refusal(field="value", wrong=wrong, right="give the right value"))
        fields = {**old.model_dump(), "value": value, "n": n, "evidence": evidence}
        fields |= {"replaces": old_id, "by": self.who, "at": self.now()}
        said = Reading.model_validate(fields)
        new = said.model_copy(update={"id": reading_id(said, evidence.strip())})
        if new in (each.model_copy(update={"at": new.at}) for each in kept):
            return new
        accept(opened.card, new, kept, self.adviser.knowledge, self.today)
        return self.store.correct_reading(new)

    def _see_that_it_is_the_latest(self, opened: Opened) -> None:
        if opened.version.number != opened.latest:
            wrong = f"version {opened.version.number} is an old one"
            raise Refused(
                Refusal(field="version", wrong=wrong, right=f"open version {opened.latest}")
            )

    def versions(self, opened: Opened) -> tuple[Version, ...]:
        """Every version of a scorecard with its document, the oldest first."""
        return self.store.versions(opened.id)

    def renew(self, opened: Opened, draft: Scorecard) -> Version:
        """Take what an upgrade proposes, or a part of it; keeps the recommendation of today.

        Args:
            opened: The scorecard as the person saw it.
            draft: What is taken, with the basis of today.

        Raises:
            Conflict: Somebody else saved in between.
        """
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
            kept = self.store.recommendation(digest) if digest else None
        except NotFound:
            kept = None
        return replay(card.basis, kept.document if kept else None, self.adviser)

    def _with_kept(self, card: Scorecard, recommendation: Recommendation) -> Scorecard:
        """The scorecard that knows where the recommendation behind it is kept."""
        versions = recommendation.versions
        digest = self.store.keep(
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
