"""Judging an answer: by running the engine again, with what the trace says for and against it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.exercises.lab import Lab
from engine.exercises.records import Ask, Exercise, Told, Verdict
from engine.exercises.sides import sides
from engine.exercises.telling import told
from engine.explain.words import listed
from engine.recommendation import Versions


def right_answer(exercise: Exercise, lab: Lab) -> frozenset[str]:
    """The options that are right, as running again gives them."""
    return frozenset(sides(exercise.ask, lab).right) & {each.key for each in exercise.options}


def is_right(exercise: Exercise, chosen: Iterable[str], lab: Lab) -> bool:
    """Whether these options, all of them and no other, are the right ones."""
    return frozenset(chosen) == right_answer(exercise, lab)


def judge(exercise: Exercise, chosen: Iterable[str], lab: Lab) -> Verdict:
    """What comes of an answer, and why.

    Args:
        exercise: What was asked.
        chosen: Keys of options; none where nothing was chosen.
        lab: Where it is tried.

    Raises:
        ValueError: There is no such option, or several were chosen where one is right.
    """
    mine, right = frozenset(chosen), right_answer(exercise, lab)
    labels = {each.key: each.label for each in exercise.options}
    strange = sorted(mine - labels.keys())
    if strange:
        raise ValueError(f"`{strange[0][:80]}` is no option; choose of {', '.join(labels)}")
    if len(mine) > 1 and not exercise.many:
        raise ValueError("choose one option")
    shown = [key for key in labels if key in right]
    shown += [key for key in labels if key in mine - right]
    return Verdict(
        exercise=exercise.id,
        right=mine == right,
        says=_says(exercise, mine, right),
        told=tuple(
            Told(
                key=key,
                label=labels[key],
                right=key in right,
                chosen=key in mine,
                because=told(exercise.ask, key, lab),
                metric=_metric(exercise.ask, key, lab),
            )
            for key in shown
        ),
        versions=versions(lab),
    )


def versions(lab: Lab) -> Versions:
    """The versions of knowledge and rules by which answers are judged."""
    return Versions(knowledge=lab.knowledge.version, rules=lab.adviser.rules.version)


def _says(exercise: Exercise, mine: frozenset[str], right: frozenset[str]) -> str:
    if mine == right:
        return "Right."
    options = exercise.options
    missed = [f"“{each.label.rstrip('.')}”" for each in options if each.key in right - mine]
    wrong = [f"“{each.label.rstrip('.')}”" for each in options if each.key in mine - right]
    verb = "are" if len(missed) > 1 else "is"
    parts = [f"{listed(missed)} {verb} right too" if mine & right and missed else ""]
    parts = [f"{listed(missed)} {verb} right"] if missed and not mine & right else parts
    parts += [f"{listed(wrong)} {'are' if len(wrong) > 1 else 'is'} not"] if wrong else []
    return f"Not right: {listed([each for each in parts if each])}."


def _metric(ask: Ask, key: str, lab: Lab) -> str:
    """The metric whose explanation says more of an option."""
    if key.startswith("metric."):
        return key
    if ask.subject and ask.subject[0].startswith("metric."):
        return ask.subject[0]
    return lab.before(ask).results.composed.headline or ""
