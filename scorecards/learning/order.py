"""Which exercise comes next: what a new version made wrong, what was missed, then what is new."""

from __future__ import annotations

from collections.abc import Iterator

from engine.exercises import Course, Exercise, is_right, make, versions
from scorecards.learning.progress import Progress
from scorecards.learning.steps import Answered, asked


class Trainer:
    """Says what comes next in the exercises of one role. The same progress gives the same.

    Args:
        course: The exercises of the role.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self._holds: dict[tuple[str, tuple[str, ...]], bool] = {}

    def next(self, progress: Progress) -> Exercise | None:
        """The exercise that comes next; None where all of the role was answered right."""
        return next(self._order(progress), None)

    def _order(self, progress: Progress) -> Iterator[Exercise]:
        mine = self._mine(progress)
        yield from self._made([each for each in mine if self._made_wrong(each)])
        due = {each.exercise: progress.due(each.exercise) or 0 for each in mine}
        soonest = sorted((each for each in mine if due[each.exercise]), key=lambda each: (
            due[each.exercise], each.exercise))  # fmt: skip
        yield from self._made([e for e in soonest if due[e.exercise] <= progress.answered])
        yield from self._new(progress, {each.exercise for each in mine})
        yield from self._made(soonest)

    def _mine(self, progress: Progress) -> list[Answered]:
        """The last answer to each exercise of this role, the oldest first."""
        last = sorted(each[-1] for each in progress.turns.values())
        return [turn.answer for turn in last if turn.answer.course == self.course.id]

    def _made_wrong(self, answer: Answered) -> bool:
        """Whether an answer was right, and is not so by the knowledge and rules of today."""
        now = versions(self.course.lab)
        if not answer.right or (answer.knowledge, answer.rules) == (now.knowledge, now.rules):
            return False
        key = answer.exercise, answer.chosen
        if key not in self._holds:
            made = make(asked(answer, self.course), self.course.lab)
            self._holds[key] = made is None or is_right(made, answer.chosen, self.course.lab)
        return not self._holds[key]

    def _made(self, answers: list[Answered]) -> Iterator[Exercise]:
        for each in answers:
            made = make(asked(each, self.course), self.course.lab)
            if made is not None:
                yield made

    def _new(self, progress: Progress, done: set[str]) -> Iterator[Exercise]:
        """What was not asked yet: of kinds that are not mastered first, the least asked first."""
        mine = [each.kind for each in self._mine(progress)]
        tallies = sorted(progress.tallies, key=lambda t: (t.mastered, mine.count(t.kind)))
        for tally in tallies:
            yield from (each for each in self.course.of(tally.kind) if each.id not in done)
