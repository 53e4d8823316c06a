"""Entering readings: what stands already, and what may be kept beside it.

A reading is the same as another where metric, day, window, figure and currency are the same. Its id
follows from these, so that what is entered twice is kept once. A figure that was corrected counts
as there too: entering it again does not undo the correction.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from knowledge_graph.load import Knowledge
from scorecards.document import Reading, Scorecard
from scorecards.part import Refusal, Refused
from scorecards.readings.standing import accept, in_force
from scorecards.units import plain

FIELDS = {"taken_on": "day"}
"""Field of a reading -> what people call it, where that is another word."""
Same = tuple[str, datetime.date, int | None, Decimal, str | None]


@dataclass(frozen=True)
class Recorded:
    """What came of readings that were entered.

    Attributes:
        kept: Those that are new.
        there: Those that stood there already.
    """

    kept: tuple[Reading, ...]
    there: tuple[Reading, ...]


def reading_id(reading: Reading, source: str) -> str:
    """The id of what a reading says, and where it came from."""
    told = (
        reading.scorecard,
        reading.metric,
        reading.taken_on.isoformat(),
        plain(reading.value),
        reading.currency or "",
        str(reading.window or ""),
        reading.replaces or "",
        source,
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:20]


def same(reading: Reading) -> Same:
    """What two readings have in common that say the same."""
    return (
        reading.metric,
        reading.taken_on,
        reading.window,
        reading.value,
        reading.currency,
    )


class Ledger:
    """The readings of a scorecard while others are entered, one after another.

    Args:
        card: The scorecard.
        kept: All its readings, corrected ones included.
        knowledge: What is known.
        today: The day on which they are entered.
    """

    def __init__(
        self, card: Scorecard, kept: Iterable[Reading], knowledge: Knowledge, today: datetime.date
    ) -> None:
        self._card, self._knowledge, self._today = card, knowledge, today
        self._ids: dict[str, Reading] = {}
        self._said: dict[Same, Reading] = {}
        self._days: dict[tuple[str, datetime.date, int | None], Reading] = {}
        self._beside: dict[str, dict[tuple[str | None, int | None], Reading]] = {}
        kept = tuple(kept)
        for each in kept:
            self._ids[each.id] = each
            self._said[same(each)] = each
        for metric in {each.metric for each in kept}:
            for each in in_force(kept, metric):
                self._add(each)

    def _add(self, reading: Reading) -> None:
        self._ids[reading.id] = reading
        self._said[same(reading)] = reading
        self._days[reading.metric, reading.taken_on, reading.window] = reading
        alike = self._beside.setdefault(reading.metric, {})
        alike.setdefault((reading.currency, reading.window), reading)

    def there(self, reading: Reading) -> Reading | None:
        """The reading that says the same, corrected or not, if there is one."""
        return self._said.get(same(reading))

    def of_the_day(self, reading: Reading) -> Reading | None:
        """The reading in force of the same metric, day and window, if there is one."""
        return self._days.get((reading.metric, reading.taken_on, reading.window))

    def add(self, reading: Reading) -> None:
        """Take a reading in.

        Raises:
            Refused: It cannot stand beside the others, with every reason.
        """
        # Of the others only ids, currencies and windows count, so that one of each sort will do.
        beside = list(self._beside.get(reading.metric, {}).values())
        taken = self._ids.get(reading.id)
        if taken is not None and taken not in beside:
            beside.append(taken)
        accept(self._card, reading, beside, self._knowledge, self._today)
        self._add(reading)


def sort_out(ledger: Ledger, readings: Iterable[Reading], knowledge: Knowledge) -> Recorded:
    """The new among readings, if every one of them can stand.

    Raises:
        Refused: One of them cannot; with every reason for each.
    """
    kept: list[Reading] = []
    there: list[Reading] = []
    refused: list[Refusal] = []
    for each in readings:
        if ledger.there(each) is not None:
            there.append(each)
            continue
        try:
            ledger.add(each)
        except Refused as error:
            refused.extend(_named(refusal, each, knowledge) for refusal in error.refusals)
        else:
            kept.append(each)
    if refused:
        raise Refused(*refused)
    return Recorded(tuple(kept), tuple(there))


def _named(refusal: Refusal, reading: Reading, knowledge: Knowledge) -> Refusal:
    metric = reading.metric
    label = knowledge.label(metric) if metric in knowledge.records else metric
    field = FIELDS.get(refusal.field, refusal.field)
    return refusal.model_copy(update={"field": f"{label}, {reading.taken_on}, {field}"})
