"""Which instruments there are, and what each is called."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Figure, Instrument
from scorecards.instruments.calculations import logs, money, surveys
from scorecards.part import Refusal, Refused

GROUPS: dict[str, Collection[str]] = {
    "Ask people": surveys.CALCULATIONS,
    "Log what happens": logs.CALCULATIONS,
    "Count customers, revenue and cost": money.CALCULATIONS,
}
"""What is done -> the calculations of instruments that do it."""


def measured(knowledge: Knowledge) -> tuple[Instrument, ...]:
    """The instruments that Remit works out, by label."""
    found = (each for each in knowledge.every(Instrument) if each.measure)
    return tuple(sorted(found, key=lambda each: each.label.casefold()))


def only_named(knowledge: Knowledge) -> tuple[Instrument, ...]:
    """The instruments that Remit knows of and does not work out, by label."""
    found = (each for each in knowledge.every(Instrument) if each.measure is None)
    return tuple(sorted(found, key=lambda each: each.label.casefold()))


def find(name: str, knowledge: Knowledge) -> Instrument:
    """An instrument by its short name or its id.

    Raises:
        Refused: There is none, or it is only named; says what there is.
    """
    wanted = name.strip().casefold().removeprefix("instrument.")
    found = measured(knowledge)
    for each in found:
        if each.measure and wanted in (each.measure.short, each.id.removeprefix("instrument.")):
            return each
    for other in knowledge.every(Instrument):
        if other.id == f"instrument.{wanted}":
            why = f": {other.unmeasured.rstrip('.')}" if other.unmeasured else ""
            wrong = f"{other.label} is not worked out here{why}"
            raise Refused(Refusal(field="instrument", wrong=wrong, right="take another"))
    shorts = [each.measure.short for each in found if each.measure]
    near = difflib.get_close_matches(wanted, shorts, 1)
    right = f"is `{near[0]}` meant?" if near else f"take one of {', '.join(sorted(shorts))}"
    raise Refused(Refusal(field="instrument", wrong=f"there is no `{name[:40]}`", right=right))


def grouped(found: Iterable[Instrument]) -> dict[str, tuple[Instrument, ...]]:
    """Instruments by what is done with them, groups without any left out."""
    listed = tuple(found)
    groups = {
        title: tuple(each for each in listed if _calculation(each) in calculations)
        for title, calculations in GROUPS.items()
    }
    return {title: members for title, members in groups.items() if members}


def search(words: str, knowledge: Knowledge) -> tuple[Instrument, ...]:
    """The instruments in whose names, figures, metrics or definition every word stands."""
    wanted = words.casefold().split()
    return tuple(
        each
        for each in measured(knowledge)
        if all(word in _all_that_is_said_of(each, knowledge) for word in wanted)
    )


def asks_people(instrument: Instrument) -> bool:
    """Whether its columns are questions to people, and not facts that are written down."""
    return _calculation(instrument) in surveys.CALCULATIONS


def feeding(instrument: Instrument) -> dict[str, Figure]:
    """The metrics that an instrument feeds, each with the first figure that is a reading of it."""
    found: dict[str, Figure] = {}
    for figure in instrument.measure.figures if instrument.measure else ():
        if figure.feeds:
            found.setdefault(figure.feeds, figure)
    return found


def for_metric(metric: str, knowledge: Knowledge) -> tuple[Instrument, ...]:
    """The instruments that feed a metric, by label."""
    return tuple(each for each in measured(knowledge) if metric in feeding(each))


def _calculation(instrument: Instrument) -> str:
    return instrument.measure.calculation if instrument.measure else ""


def _all_that_is_said_of(instrument: Instrument, knowledge: Knowledge) -> str:
    said = [instrument.label, instrument.id, *instrument.aliases, instrument.definition]
    if instrument.measure:
        said.append(instrument.measure.short)
        said.extend(each.label for each in instrument.measure.figures)
    for metric in feeding(instrument):
        record = knowledge.records.get(metric)
        said.extend([record.label, *record.aliases] if record else ())
    return " ".join(said).casefold()
