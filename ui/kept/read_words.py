"""Readings in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from scorecards.document import Reading
from scorecards.readings.standing import ReadOut, Standing, Status, corrections
from scorecards.units import measured
from ui.kept.here import day
from ui.parts.record_words import DIRECTION
from ui.parts.wording import escape

STANDINGS: dict[Status, str] = {
    "met": ":green-badge[:material/check_circle: Met]",
    "on-the-way": ":blue-badge[:material/trending_up: On the way]",
    "at-risk": ":orange-badge[:material/warning: At risk]",
    "missed": ":red-badge[:material/cancel: Missed]",
    "no-target": "No target to hold it against",
    "not-yet-interpretable": "Not yet interpretable",
}
"""Without enough readings there is no colour: nothing can be said yet."""


def standing(found: Standing) -> str:
    """Where a KPI stands, for Markdown."""
    if found.count < found.needed:
        return f"Not yet interpretable, {found.count} of {found.needed} readings."
    text, more = STANDINGS[found.status], found.says.partition(": ")[2]
    return f"{text} {escape(more)}" if more and found.status != "no-target" else f"{text}."


def figure(reading: Reading, unit: str) -> str:
    """The value with its unit; of what is only counted, the number."""
    return measured(reading.value, unit, reading.currency)


def counted(unit: str, direction: str) -> str:
    """What a figure is counted in, and which way is better."""
    return f"{'A count' if unit == 'count' else f'In {unit}'}, {DIRECTION[direction]}."


def line(reading: Reading, readings: Iterable[Reading], unit: str) -> str:
    """A reading with what it corrects, for Markdown."""
    window = f" · window of {reading.window} days" if reading.window else ""
    count = f" · n = {reading.n}" if reading.n is not None else ""
    value = escape(figure(reading, unit))
    text = f"**{day(reading.taken_on)}**{window} · **{value}**{count}"
    signed = f"{escape(reading.by)}, {day(reading.at.date())}"
    rows = [text, f":small[{escape(reading.evidence)} ({signed})]" if reading.evidence else signed]
    after = reading
    for before in corrections(readings, reading) if reading.replaces else ():
        when = f"by {escape(after.by)} on {day(after.at.date())}"
        was, now = escape(figure(before, unit)), escape(figure(after, unit))
        rows.append(f"was ~~{was}~~, corrected to {now} {when}.")
        after = before
    return "  \n".join(rows)


def choice(reading: Reading, unit: str) -> str:
    """A reading as one of several to choose from."""
    window = f", window of {reading.window} days" if reading.window else ""
    return f"{day(reading.taken_on)}{window}: {figure(reading, unit)}"


def window(found: ReadOut, unit: str) -> str:
    """How a window stands, for Markdown."""
    text = f"Window of {found.window} days"
    match found.state:
        case "open":
            return f"{text}: open until {day(found.closes_on)}."
        case "missed":
            return f"{text}: closed on {day(found.closes_on)} without a reading."
        case "read":
            value = escape(figure(found.reading, unit)) if found.reading else ""
            return f"{text}: read, {value}. It closes on {day(found.closes_on)}."


def size(count: int) -> str:
    """How large a file is: ``340 bytes``, ``1.2 MiB``."""
    for unit, each in (("MiB", 1024 * 1024), ("KiB", 1024)):
        if count >= each:
            return f"{count / each:.1f} {unit}"
    return f"{count} bytes"
