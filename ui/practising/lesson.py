"""Where somebody is in the exercises of a role: which is shown, and whether it is answered."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from engine.exercises import Course, Exercise, Lab, Verdict, course_id, to_practise
from scorecards.desk import Desk
from scorecards.learning.order import Trainer
from scorecards.learning.progress import Progress
from ui.kept import here
from ui.parts.links import Asked
from ui.session import explainer, shares

_LESSON = "lesson"


@dataclass
class Lesson:
    """The exercises of one role on one page.

    Attributes:
        asked: The role, as the address has it.
        completed: Whether an objective was added because no KPI follows from the role.
        shown: The exercise on the page.
        verdict: What came of its answer; None while it is open.
    """

    asked: Asked
    trainer: Trainer
    completed: bool
    shown: Exercise | None = None
    verdict: Verdict | None = None

    @property
    def course(self) -> Course:
        """The exercises of the role."""
        return self.trainer.course


@st.cache_resource(show_spinner=False)
def lab() -> Lab:
    """Where exercises are tried, built once for the process."""
    return Lab(explainer(), shares().shares)


def lesson(asked: Asked) -> Lesson:
    """The lesson of a role; the one that is under way, if it is of this role."""
    now: Lesson | None = st.session_state.get(_LESSON)
    if now is not None and course_id(asked.profile, asked.policy) == course_id(
        now.asked.profile, now.asked.policy
    ):
        return now
    profile = to_practise(asked.profile, asked.policy, lab())
    trainer = Trainer(Course(profile, asked.policy, lab()))
    new = Lesson(asked, trainer, profile != asked.profile)
    st.session_state[_LESSON] = new
    return new


def exercise(at: Lesson, progress: Progress) -> Exercise | None:
    """The exercise on the page; the next one where none is."""
    if at.shown is None:
        at.shown = at.trainer.next(progress)
    return at.shown


def answer(at: Lesson, chosen: tuple[str, ...]) -> None:
    """Answer the exercise on the page, in a callback; a second click on the same does nothing."""

    def doing() -> None:
        if at.shown is not None and at.verdict is None:
            at.verdict = here.desk().predict(at.shown, chosen, at.course)

    here.act(doing)


def go_on(at: Lesson) -> None:
    """Leave the exercise on the page."""
    at.shown, at.verdict = None, None


def start_over(at: Lesson) -> None:
    """Count nothing that was answered before."""

    def doing() -> str:
        here.desk().start_over()
        go_on(at)
        return "Everything begins anew."

    here.act(doing)


def progress_of(desk: Desk) -> Progress | None:
    """How far the person at the desk has come; None after saying why it cannot be read."""
    found: list[Progress] = []
    here.act(lambda: found.append(desk.learnt()))
    return found[0] if found else None
