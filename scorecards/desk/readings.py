"""What a person does about readings, and about the files that show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal

from scorecards.desk.base import Base
from scorecards.desk.opened import Opened
from scorecards.document import Reading
from scorecards.part import Refusal, Refused
from scorecards.readings.entry import Ledger, Recorded, reading_id, sort_out
from scorecards.readings.standing import accept
from scorecards.readings.uploads import Preview, Sheet, preview
from scorecards.store import Attachment


class Readings(Base):
    """A part of ``Desk``."""

    def attach(self, id: str, name: str, content: bytes) -> Attachment:
        """Put a file to a scorecard, as evidence."""
        self._may(id, "record")
        return self._store.attach(id, name, content, by=self.who, at=self.now())

    def files(self, opened: Opened) -> tuple[Attachment, ...]:
        """The files of a scorecard, by name."""
        self._may(opened.id, "read")
        return self._store.attachments(opened.id)

    def file(self, opened: Opened, name: str) -> bytes:
        """What a file of a scorecard holds."""
        self._may(opened.id, "read")
        return self._store.attachment(opened.id, name)[1]

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
        self._may(opened.id, "read")
        knowledge, kept = self.adviser.knowledge, self._store.readings(opened.id, corrected=True)
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
        self._may(opened.id, "record")
        knowledge = self.adviser.knowledge
        kept = self._store.readings(opened.id, corrected=True)
        ledger = Ledger(opened.card, kept, knowledge, self.today)
        found = sort_out(ledger, readings, knowledge)
        if file is not None and found.kept:
            self.attach(opened.id, *file)
        self._store.add_readings(found.kept)
        return found

    def keep(self, id: str, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """Keep readings and corrections that were worked out: all, or none where one cannot stand.

        Args:
            id: The scorecard.
            readings: Each has to stand beside those kept and those before it.
        """
        self._may(id, "record")
        opened, knowledge = self.open(id), self.adviser.knowledge
        kept, new = list(opened.readings), list(readings)
        for each in new:
            entered_on = min(each.at.date(), self.today)
            kept.append(accept(opened.card, each, kept, knowledge, entered_on))
        return self._store.add_readings(new)

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
        self._may(opened.id, "record")
        kept = self._store.readings(opened.id, corrected=True)
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
        return self._store.correct_reading(new)
