"""What a person does to learn: exercises, whose answers are remembered. Everybody may."""

from __future__ import annotations

from collections.abc import Sequence

from engine.exercises import Course, Exercise, Verdict, judge
from scorecards.desk.base import Base
from scorecards.learning.progress import Progress, progress
from scorecards.learning.steps import Anew, answered, read, written
from scorecards.part import Refusal, Refused
from scorecards.rights import require


class Learning(Base):
    """A part of ``Desk``."""

    def learnt(self) -> Progress:
        """How far this person has come."""
        require(self.member, "practise")
        entries = self._store.noted_by("exercise", self.who)
        return progress(read(each.document for each in entries))

    def predict(self, exercise: Exercise, chosen: Sequence[str], course: Course) -> Verdict:
        """Judge an answer and remember it.

        Args:
            exercise: What was asked, an exercise of the course.
            chosen: Keys of the options that were chosen.
            course: The exercises of the role.

        Raises:
            Refused: Nothing was chosen, no such option, or several where one is right.
        """
        require(self.member, "practise")
        if not chosen:
            wrong, right = "nothing is chosen", "choose what you think is right"
            raise Refused(Refusal(field="Answer", wrong=wrong, right=right))
        try:
            verdict = judge(exercise, chosen, course.lab)
        except ValueError as error:
            right = "choose among the options shown"
            raise Refused(Refusal(field="Answer", wrong=str(error), right=right)) from None
        step = answered(exercise, chosen, verdict, course)
        self._store.note("exercise", written(step), by=self.who, at=self.now())
        return verdict

    def start_over(self) -> None:
        """Count no answer from before; they stay readable in the log."""
        require(self.member, "practise")
        self._store.note("exercise", written(Anew()), by=self.who, at=self.now())
