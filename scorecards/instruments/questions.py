"""What an instrument asks, as text that can be sent to the people who answer. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from knowledge_graph.measures import Asked, Column, Instrument, Measure

WIDTH = 88
_HINT = {
    "name": "a name",
    "text": "in your own words",
    "count": "a whole number from 0 on",
    "number": "a number",
    "amount": "an amount of money from 0 on, without its currency",
    "percent": "a number from 0 to 100",
    "yes-no": "yes or no",
    "day": "a day, such as 2027-03-31",
    "month": "a month, such as 2027-03",
    "currency": "a currency of three letters, such as EUR; the same throughout",
    "link": "an address that begins with https://",
}


def answered_with(asked: Asked) -> str:
    """What can be written there, such as ``a whole number from 0 to 10``."""
    if asked.kind == "choice":
        return f"one of: {', '.join(asked.values)}"
    if asked.low is None and asked.high is None:
        return _HINT[asked.kind]
    return between(asked, asked.low, asked.high)


def between(asked: Asked, low: float | None, high: float | None) -> str:
    """Which numbers can be written there, where at least one bound is known."""
    what = "a whole number" if asked.kind in ("scale", "count") else "a number"
    if low is not None and high is not None:
        return f"{what} from {low:g} to {high:g}"
    return f"{what} from {low:g} on" if low is not None else f"{what} up to {high:g}"


def questionnaire(instrument: Instrument) -> str:
    """The questions in order, as plain text.

    Args:
        instrument: One with a ``measure``.
    """
    measure = instrument.measure
    if measure is None:
        raise ValueError(f"{instrument.id} has no measure")
    return "\n".join(_lines(instrument.label, measure))


def _lines(label: str, measure: Measure) -> Iterator[str]:
    yield from (label, "=" * len(label), "")
    for number, column in enumerate(measure.columns, 1):
        yield from _asked(f"{number}. ", column, " (may be left empty)" if column.optional else "")
    if measure.settings:
        yield from ("Said once for the whole file:", "")
        for setting in measure.settings:
            usual = f" (if nothing is said: {setting.default})" if setting.default else ""
            yield from _asked("- ", setting, usual)
    if measure.steps:
        yield from ("How to go about it:", "")
        for number, step in enumerate(measure.steps, 1):
            yield _wrapped(f"{number}. ", step)
        yield ""


def _asked(mark: str, asked: Column | Asked, more: str) -> Iterator[str]:
    question = asked.question or asked.label
    hint = answered_with(asked)
    yield _wrapped(mark, f"{question}{more}")
    yield _wrapped(" " * len(mark), f"[{hint}]")
    yield ""


def _wrapped(mark: str, text: str) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
    )
