"""How far somebody has come: all answers folded, by exercise and by kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.exercises import KINDS, Kind
from scorecards.learning.steps import Anew, Answered

MASTERED = 3
"""A kind is mastered when so many of its last answers were right."""
GAPS = (3, 8)
"""After a miss an exercise returns when so many others were answered, and once right, once more."""


class Turn(NamedTuple):
    """An answer and its place among all answers, from one."""

    number: int
    answer: Answered


class Tally(NamedTuple):
    """How somebody stands with one kind.

    Attributes:
        row: How many of the last answers were right, one after another.
    """

    kind: Kind
    answered: int
    right: int
    row: int

    @property
    def mastered(self) -> bool:
        """Whether the last answers were right."""
        return self.row >= MASTERED


class Progress(NamedTuple):
    """All that somebody answered since the beginning.

    Attributes:
        turns: Exercise -> its answers in order.
        tallies: One for each kind, in their order.
        answered: How many answers there are.
    """

    turns: dict[str, tuple[Turn, ...]]
    tallies: tuple[Tally, ...]
    answered: int

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(each.right for each in self.tallies)

    def due(self, exercise: str) -> int | None:
        """The number of answers at which a missed exercise returns; None where it does not."""
        row = 0
        for turn in reversed(self.turns[exercise]):
            if not turn.answer.right:
                break
            row += 1
        else:
            return None
        if row >= len(GAPS):
            return None
        return self.turns[exercise][-1].number + GAPS[row]


def progress(steps: Iterable[Answered | Anew]) -> Progress:
    """Fold the steps, the oldest first."""
    answers: list[Answered] = []
    for step in steps:
        if isinstance(step, Anew):
            answers.clear()
        else:
            answers.append(step)
    turns: dict[str, tuple[Turn, ...]] = {}
    for number, answer in enumerate(answers, start=1):
        turns[answer.exercise] = (*turns.get(answer.exercise, ()), Turn(number, answer))
    return Progress(turns, tuple(_tally(kind, answers) for kind in KINDS), len(answers))


def _tally(kind: Kind, answers: list[Answered]) -> Tally:
    mine = [each.right for each in answers if each.kind == kind]
    row = next((n for n, right in enumerate(reversed(mine)) if not right), len(mine))
    return Tally(kind, len(mine), sum(mine), row)
