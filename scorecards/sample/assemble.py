"""From the files of the sample to everything that was done at the made-up company. Pure.

The same day of opening gives the same acts. What is recommended to whom is asked of the adviser;
the files say only what people made of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from engine import Adviser
from scorecards.document import Period, Reading, Scorecard
from scorecards.making.adopt import adopt
from scorecards.sample import changes
from scorecards.sample.changes import MADE_UP, day_of
from scorecards.sample.course import Course, Step
from scorecards.sample.dates import at, periods, sample_id
from scorecards.sample.people import Sample, samples
from scorecards.sample.records import Quarter, Spoken, as_id, company, quarters, talks

_ADOPTED = -9
_Change = tuple[int, str, str, Callable[[Scorecard], Scorecard]]
"""The day, who, why, and what is changed."""


@dataclass(frozen=True)
class File:
    """A file that is put to a scorecard as evidence."""

    name: str
    content: bytes
    who: str
    at: datetime.datetime


@dataclass(frozen=True)
class Made:
    """A scorecard of the sample.

    Attributes:
        steps: Its versions, the first one first.
        readings: In the order in which they were entered.
        files: What was put to it.
    """

    steps: tuple[Step, ...]
    readings: tuple[Reading, ...]
    files: tuple[File, ...]

    @property
    def document(self) -> Scorecard:
        """The scorecard as it stands."""
        return self.steps[-1].document


def assemble(today: datetime.date, adviser: Adviser) -> tuple[Made, ...]:
    """Every scorecard of the sample as of a day; what would be done after it is left out."""
    found = []
    for person in samples(adviser.knowledge):
        both = quarters(person.slug)
        ended, running = periods(today)
        said = talks(person.slug)
        for which, quarter, period, spoken in (
            ("ended", both.ended, ended, said.ended),
            ("running", both.running, running, said.running),
        ):
            id = sample_id(today, person.slug, which)
            card = _adopted(id, person, quarter, period, today, adviser)
            steps = _steps(card, person.name, quarter, spoken, today, adviser)
            readings = _readings(steps[-1].document, person.name, quarter, today)
            files = _files(person.name, quarter, period)
            found.append(Made(steps, readings, files))
    return tuple(found)


def _adopted(
    id: str,
    person: Sample,
    quarter: Quarter,
    period: Period,
    today: datetime.date,
    adviser: Adviser,
) -> Scorecard:
    boss, start, end = company().manager, period.start, period.end
    card = adopt(
        adviser.recommend(person.profile),
        adviser.graph,
        id=id,
        title=f"{person.name} at {company().name}, {start:%b} to {end:%b %Y}",
        period=period,
        person=person.name,
        manager=boss,
    )
    update: dict[str, object] = {"sample": True, "review_on": day_of(start, quarter.review)}
    launch = quarter.launch
    if launch is not None and launch.day is not None:
        update["launched_on"] = day_of(start, launch.day)
    elif launch is not None and launch.ago is not None:
        update["launched_on"] = day_of(today, -launch.ago)
    return card.model_copy(update=update)


def _steps(
    card: Scorecard,
    person: str,
    quarter: Quarter,
    spoken: tuple[Spoken, ...],
    today: datetime.date,
    adviser: Adviser,
) -> tuple[Step, ...]:
    start = card.period.start
    course = Course(person, at(day_of(start, _ADOPTED)), card)
    done: list[tuple[int, Callable[[datetime.datetime], None]]] = [
        (day, partial(course.change, who, why, change))
        for day, who, why, change in _changes(person, quarter, adviser)
    ]
    done += [(each.day, partial(course.speak, each.by, each.does)) for each in spoken]
    for number, (offset, do) in enumerate(sorted(done, key=lambda each: each[0]), start=1):
        day = day_of(start, offset)
        if day <= today:
            do(at(day, number))
    return tuple(course.steps)


def _changes(person: str, quarter: Quarter, adviser: Adviser) -> Iterator[_Change]:
    boss = company().manager
    choose = partial(changes.choose, quarter=quarter, graph=adviser.graph)
    aim = partial(changes.aim, quarter=quarter)
    sign = partial(changes.sign, unsigned=quarter.unsigned)
    yield changes.CHOSEN, person, "Chose the KPIs, and who decides where teams differ.", choose
    yield changes.AIMED, person, "Set the targets.", aim
    yield changes.SIGNED, boss, "Had the teams sign what they share.", sign
    for each in quarter.factors:
        label = adviser.knowledge.label(as_id("factor", each.factor))
        yield each.day, person, f"Declared {label}.", partial(changes.declare, each=each)
        if each.accepted_on is not None:
            accept = partial(changes.accept, each=each, by=boss)
            yield each.accepted_on, boss, f"Accepted the adjustment for {label}.", accept
    for moved in quarter.moved:
        yield moved.day, boss, moved.why, partial(changes.move, moved=moved)
    for doing in quarter.initiatives:
        if doing.verdicts:
            judge = partial(changes.judge, doing=doing)
            yield doing.ends + 2, boss, f"The teams judged {doing.title}.", judge


def _readings(
    card: Scorecard, person: str, quarter: Quarter, today: datetime.date
) -> tuple[Reading, ...]:
    start = card.period.start
    proved = {(each.metric, each.day): each.file for each in quarter.evidence}
    found = []
    for slug, values in quarter.readings.items():
        for offset, value in values:
            file = proved.get((slug, offset))
            note = f"{MADE_UP} See {file}." if file else MADE_UP
            day = day_of(start, offset)
            found.append(_reading(card, slug, person, day, day, value=value, evidence=note))
    for each in quarter.corrections:
        of = day_of(start, each.of)
        told = {"value": each.value, "evidence": f"{MADE_UP} {each.why}"}
        told["replaces"] = _reading_id(card.id, each.metric, of)
        entered = day_of(start, each.on)
        found.append(_reading(card, each.metric, person, of, entered, **told))
    for read in quarter.windows:
        if card.launched_on is not None:
            day = day_of(card.launched_on, read.window - 1)
            told = {"value": read.value, "window": read.window, "evidence": MADE_UP}
            found.append(_reading(card, read.metric, person, day, day, **told))
    done = [each for each in found if each.at.date() <= today]
    return tuple(sorted(done, key=lambda each: (each.at, each.id)))


def _reading_id(card: str, slug: str, day: datetime.date, **told: object) -> str:
    corrected = "-corrected" if "replaces" in told else ""
    window = f"-window-{told['window']}" if "window" in told else ""
    return f"{card}-{slug}-{day:%m%d}{window}{corrected}"


def _reading(
    card: Scorecard,
    slug: str,
    by: str,
    day: datetime.date,
    entered: datetime.date,
    **told: object,
) -> Reading:
    kpi = card.kpi(as_id("metric", slug))
    return Reading.model_validate(
        {
            "id": _reading_id(card.id, slug, day, **told),
            "scorecard": card.id,
            "metric": kpi.metric,
            "taken_on": day,
            "currency": kpi.target.currency if kpi.target else None,
            "by": by,
            "at": at(entered, minute=7 * 60),
            **told,
        }
    )


def _files(person: str, quarter: Quarter, period: Period) -> tuple[File, ...]:
    return tuple(
        File(
            name=each.file,
            content=f"{MADE_UP}\n\n{each.text}\n".encode(),
            who=person,
            at=at(day_of(period.start, each.day), minute=6 * 60),
        )
        for each in quarter.evidence
    )
