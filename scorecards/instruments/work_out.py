"""Working out the result of an instrument, with its cautions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge_graph.measures import Instrument
from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations import CALCULATIONS
from scorecards.instruments.entered import settings_of
from scorecards.instruments.found import Findings, Result, Warned


def work_out(
    instrument: Instrument, answers: Answers, settings: Mapping[str, Value] | None = None
) -> Result:
    """The result of an instrument. Pure: the same rows in any order give the same result.

    Args:
        instrument: One with a ``measure``.
        answers: What was entered.
        settings: What is said once for the file, every setting of the instrument by name; by
            default the defaults.

    Raises:
        Refused: The rows cannot be worked out, or a setting they need is not there.
    """
    measure = instrument.measure
    if measure is None:
        raise ValueError(f"{instrument.id} has no measure")
    said = settings_of(measure, {}) if settings is None else settings
    found = CALCULATIONS[measure.calculation](answers, said)
    n = len(answers) if found.n is None else found.n
    return Result(
        instrument=measure.short,
        n=n,
        findings=found,
        warnings=tuple(_warnings(instrument, found, n)),
        currency=answers.currency,
        notes=answers.notes,
        settings={name: str(value) for name, value in said.items() if value is not None},
    )


def _warnings(instrument: Instrument, found: Findings, n: int) -> Iterator[Warned]:
    for caution in instrument.measure.cautions if instrument.measure else ():
        raised = found.cautions.get(caution.code)
        if raised is None and (caution.below is None or n >= caution.below):
            continue
        yield Warned(code=caution.code, text=caution.text.format(**{"n": n, **(raised or {})}))
