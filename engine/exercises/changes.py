"""Which single answers are changed in exercises, those that the most used rules ask for first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from engine.exercises.lab import Lab
from engine.explain.answers import Answer
from engine.profile import Profile
from rules.condition import evaluate

FIELDS = ("alignment", "stage", "phase", "motion", "focus", "objectives")
"""The answers that change; of the objectives one is added."""
LOOKED_AT = 15
"""Changes of one profile that are tried at most."""


def changes(profile: Profile, lab: Lab, most: int | None = LOOKED_AT) -> tuple[Answer, ...]:
    """Other answers of a profile: each question in turn, its most telling answer first.

    An answer tells as much as the rule that fires most often among those for which it makes a
    difference; a rule that fires for every profile tells nothing.
    """
    ranked = []
    for name in FIELDS:
        of_one = [(-_telling(each, profile, lab), each) for each in _others(name, profile, lab)]
        of_one.sort(key=lambda found: found[0])
        if of_one:
            ranked.append(of_one)
    ranked.sort(key=lambda found: found[0][0])
    in_turn = (each for turn in zip_longest(*ranked) for each in turn if each is not None)
    return tuple(answer for _, answer in in_turn)[:most]


def _others(name: str, profile: Profile, lab: Lab) -> Iterator[Answer]:
    now = list(profile.objectives or ())
    for answer in lab.explainer.answers.other(profile, name):
        if name == "objectives":
            if answer.value and len(answer.value) == len(now) + 1:
                yield answer
        elif not answer.forgets:
            yield answer


def _telling(answer: Answer, profile: Profile, lab: Lab) -> float:
    now = getattr(profile, answer.field)
    before = {answer.name: frozenset(now) if isinstance(now, tuple) else now}
    after = {answer.name: answer.fact}
    found = (
        lab.tells(rule)
        for leaf, rule in lab.asking(answer.name)
        if evaluate(leaf, before) is not evaluate(leaf, after)
    )
    return max(found, default=0.0)
