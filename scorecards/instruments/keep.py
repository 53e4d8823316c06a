"""Keeping the result of an instrument: as readings, as baselines, or as something to watch.

Each act is one call of the desk, so that all of it is kept, or nothing.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pydantic import ValidationError

from knowledge_graph.measures import Instrument
from scorecards.desk import Desk, Opened
from scorecards.document import Reading, Scorecard
from scorecards.instruments.catalogue import feeding
from scorecards.instruments.fits import Fit, Value, chosen, evidence, fits
from scorecards.instruments.found import Result
from scorecards.making.selection import add_chosen
from scorecards.part import Refusal, Refused
from scorecards.readings.entry import Recorded, same
from scorecards.rights import may, standing
from scorecards.store import MAX_ATTACHMENT, Version

File = tuple[str, bytes]
"""The name of a file, and what it holds."""


def recordable(desk: Desk, instrument: Instrument) -> tuple[Scorecard, ...]:
    """The scorecards on which this person may enter readings.

    Those that hold a metric which the instrument feeds come first, then by title.
    """
    metrics = set(feeding(instrument))
    found = []
    for card, review in desk.readable():
        stands = standing(desk.member, card, review)
        if review.status != "closed" and may(desk.member, "record", stands):
            found.append(card)

    def place(card: Scorecard) -> tuple[bool, str]:
        return not any(map(card.holds, metrics)), card.title.casefold()

    return tuple(sorted(found, key=place))


def keep_readings(
    desk: Desk,
    opened: Opened,
    instrument: Instrument,
    result: Result,
    on: datetime.date | None = None,
    figures: Sequence[str] | None = None,
    file: File | None = None,
) -> Recorded:
    """Keep figures as readings of a scorecard, with the file as evidence.

    Args:
        desk: Of the person who keeps them.
        opened: The scorecard as it stands.
        instrument: What the result comes from.
        result: The result.
        on: The day that the values speak of; None is today. A file with days of its own has no
            other.
        figures: Only these; all that fit where nothing is said.
        file: What was filled in. It is not kept where it is too large, or speaks of single people.

    Raises:
        Refused: Nothing fits, or a reading cannot stand; then none is kept.
    """
    found = fits(opened.card, instrument, result, desk.adviser.knowledge)
    good = chosen(found, figures)
    if on is not None and all(value.on for each in good for value in each.values):
        wrong = "the file says the days of its values itself"
        raise Refused(Refusal(field="day", wrong=wrong, right="leave the day out"))
    kept_file = None if file is None or why_not_attached(result, file) else _named(file, instrument)
    name = kept_file[0] if kept_file else ""
    said = [
        reading
        for each in good
        for reading in _readings(desk, opened, each, on, evidence(instrument, result, each, name))
    ]
    _see_that_no_other_stands(opened, said, desk)
    return desk.record(opened, said, kept_file)


def keep_baselines(
    desk: Desk,
    opened: Opened,
    instrument: Instrument,
    result: Result,
    figures: Sequence[str] | None = None,
) -> Version:
    """Take figures as the baselines of the targets of their KPIs, as the scorecard's next version.

    Of a file that speaks of several days the last counts.

    Raises:
        Refused: Nothing fits, a KPI has no target, or the target cannot stand with it.
        Conflict: Somebody else saved in between.
    """
    found = fits(opened.card, instrument, result, desk.adviser.knowledge)
    card, lines = opened.card, []
    for each in chosen(found, figures):
        shown = evidence(instrument, result, each)
        card = _with_baseline(card, each, shown)
        lines.append(f"{each.label} {each.values[-1].value:f} ({shown})")
    return desk.save(card, opened.version.number, why=f"Baseline measured: {'; '.join(lines)}.")


def watch(desk: Desk, opened: Opened, instrument: Instrument, metric: str) -> Version:
    """Put a metric on a scorecard as one that is watched, since it is measured anyway.

    Raises:
        Refused: It is there already, or this person may not.
        Conflict: Somebody else saved in between.
    """
    reason = f"Measured with the instrument {instrument.label}."
    card = add_chosen(opened.card, metric, "monitor", reason, desk.adviser.graph)
    label = desk.adviser.knowledge.label(metric)
    why = f"Watches {label}. {reason}"
    return desk.save(card, opened.version.number, why=why)


def why_not_attached(result: Result, file: File) -> str:
    """Why the file itself is not kept as evidence, a sentence; empty where it is."""
    if result.about_people:
        return "The file itself is not kept with the scorecard, since it speaks of single people."
    if len(file[1]) > MAX_ATTACHMENT:
        return f"The file itself is not kept: it is larger than {MAX_ATTACHMENT // 1024**2} MiB."
    return ""


def without_a_baseline(card: Scorecard, fit: Fit) -> str:
    """Why a figure cannot be a baseline, a sentence; empty where it can."""
    if card.kpi(fit.metric).target is None:
        return "It has no target yet: set one first, then its baseline can come from here."
    return ""


def _with_baseline(card: Scorecard, fit: Fit, shown: str) -> Scorecard:
    kpi = card.kpi(fit.metric)
    if kpi.target is None:
        wrong = "it has no target, and a baseline belongs to one"
        raise Refused(Refusal(field=fit.label, wrong=wrong, right="set its target first"))
    baseline: Decimal = fit.values[-1].value
    update = {"baseline": baseline, "why": f"Baseline measured: {shown}."}
    target = kpi.target.model_copy(update=update)
    return card.with_kpi(kpi.model_copy(update={"target": target}))


def _readings(
    desk: Desk, opened: Opened, fit: Fit, on: datetime.date | None, shown: str
) -> Iterator[Reading]:
    for value in fit.values:
        day = value.on or on or desk.today
        try:
            yield desk.reading(
                opened,
                fit.metric,
                day,
                value.value,
                currency=fit.currency,
                n=value.n,
                evidence=shown,
                source="measured",
            )
        except ValidationError as error:
            raise _unkeepable(fit, value, error) from None


def _unkeepable(fit: Fit, value: Value, error: ValidationError) -> Refused:
    text = str(error.errors(include_url=False)[0]["msg"])
    wrong = f"{value.value:f} cannot be kept: {text[:1].lower()}{text[1:]}"
    return Refused(Refusal(field=fit.label, wrong=wrong, right="look at the file again"))


def _see_that_no_other_stands(opened: Opened, said: Sequence[Reading], desk: Desk) -> None:
    """See that no other value is in force for one of these days.

    Raises:
        Refused: There is; a correction has to say why.
    """
    there = {same(each) for each in opened.readings}
    found = []
    for each in said:
        live = [
            other
            for other in opened.in_force(each.metric)
            if (other.taken_on, other.window) == (each.taken_on, None)
        ]
        if live and same(each) not in there:
            label = desk.adviser.knowledge.label(each.metric)
            wrong = f"{live[-1].value:f} is kept for that day"
            right = "correct that reading under Readings, or choose another day"
            found.append(Refusal(field=f"{label}, {each.taken_on}", wrong=wrong, right=right))
    if found:
        raise Refused(*found)


def _named(file: File, instrument: Instrument) -> File:
    """The file under a name that no other file has: waves of one survey are often called alike."""
    digest = hashlib.sha256(file[1]).hexdigest()[:8]
    short = instrument.measure.short if instrument.measure else ""
    ending = "xlsx" if file[1].startswith(b"PK") else "csv"
    return f"{short}-{digest}.{ending}", file[1]
