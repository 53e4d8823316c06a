"""Checks of what teams do together: initiatives and pulses."""

from __future__ import annotations

from collections.abc import Iterator

from scorecards.accountability.ventures import is_over
from scorecards.lint.records import Bench, Found
from scorecards.readings.standing import in_force


def criteria_late(bench: Bench) -> Iterator[Found]:
    """An initiative whose criteria were stated when it had begun."""
    for each in bench.card.initiatives:
        if each.stated_late:
            day = f"began on {each.begins_on}" if each.begins_on else f"ended on {each.ends_on}"
            text = f"The criteria of {each.title} were stated on {each.set_on}; it {day}."
            yield None, text, None


def initiative_unjudged(bench: Bench) -> Iterator[Found]:
    """An initiative that is over, and that a team has not judged."""
    for each in bench.card.initiatives:
        if is_over(each, bench.today) and each.unsigned:
            teams = ", ".join(bench.label(team) for team in each.unsigned)
            yield None, f"{each.title} ended on {each.ends_on}; no verdict yet of {teams}.", None


def pulse_unread(bench: Bench) -> Iterator[Found]:
    """A pulse that has closed, and of which no reading came."""
    for each in bench.card.pulses:
        read = (one.taken_on >= each.opens_on for one in in_force(bench.readings, each.metric))
        if bench.today > each.closes_on and not any(read):
            text = f"{each.title} closed on {each.closes_on}, and no reading came of it."
            yield each.metric if bench.card.holds(each.metric) else None, text, None
