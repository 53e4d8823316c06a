"""What is remembered of exercises, a record each: an answer, or that all begins anew.

Of the profile only what stands for it is kept, so that nothing anybody typed goes into the log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from engine.exercises import Course, Exercise, Kind, Verdict
from engine.exercises.records import Ask
from scorecards.part import Part

Stamp = Annotated[str, StringConstraints(max_length=80)]


class Answered(Part):
    """An answer to an exercise.

    Attributes:
        exercise: Stands for what was asked; ``course`` for the profile and the policy.
        change: The change that was asked about; ``subject`` what the exercise was about.
        chosen: The options that were chosen.
        right: Whether that was right, by this knowledge and these rules.
    """

    did: Literal["answered"] = "answered"
    exercise: Stamp
    course: Stamp
    kind: Kind
    change: dict[str, Any] = {}
    subject: tuple[Stamp, ...] = ()
    chosen: tuple[Stamp, ...]
    right: bool
    knowledge: Stamp
    rules: Stamp


class Anew(Part):
    """All that was answered before counts no more."""

    did: Literal["anew"] = "anew"


Step = Annotated[Answered | Anew, Field(discriminator="did")]
_STEP: TypeAdapter[Answered | Anew] = TypeAdapter(Step)


def answered(
    exercise: Exercise, chosen: Iterable[str], verdict: Verdict, course: Course
) -> Answered:
    """What is remembered of an answer."""
    return Answered(
        exercise=exercise.id,
        course=course.id,
        kind=exercise.kind,
        change=exercise.ask.change,
        subject=exercise.ask.subject,
        chosen=tuple(sorted(chosen)),
        right=verdict.right,
        knowledge=verdict.versions.knowledge,
        rules=verdict.versions.rules,
    )


def asked(step: Answered, course: Course) -> Ask:
    """What was asked, of the same profile."""
    return course.ask(step.kind, step.change, step.subject)


def written(step: Answered | Anew) -> str:
    """A step as JSON; equal steps give equal texts."""
    return json.dumps(step.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)


def read(documents: Iterable[str]) -> Iterator[Answered | Anew]:
    """The steps of these documents; one that another version wrote and this cannot read is left."""
    for each in documents:
        try:
            yield _STEP.validate_json(each)
        except ValidationError:
            continue
