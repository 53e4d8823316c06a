"""Which single answers are changed in exercises, those that the most used rules ask for first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from engine.exercises.lab import Lab
from engine.explain.answers import Answer
from engine.profile import Profile
from rules.condition import Leaf, evaluate, leaves

FIELDS = ("alignment", "stage", "phase", "motion", "focus", "objectives")
"""The answers that change; of the objectives one is added."""
LOOKED_AT = 24
"""Changes of one profile that are tried at most."""


def changes(
    profile: Profile, lab: Lab, most: int | None = LOOKED_AT
) -> tuple[Answer, ...]:
    """Other answers of a profile: each question in turn, its most telling answer first.

    An answer tells as much as the rule that fires most often among those for which it makes a
    difference; a rule that fires for every profile tells nothing.
    """
    told = [
        sorted(((-_telling(each, profile, lab), number, each) for number, each in found))
        for name in FIELDS
        if (found := list(enumerate(_others(name, profile, lab))))
    ]
    told.sort(key=lambda found: found[0][0])
    rounds = zip_longest(*told)
    return tuple(each[2] for round_ in rounds for each in round_ if each is not None)[:most]


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
    return max((lab.tells(rule) for leaf, rule in _asking(answer.name, lab)
                if evaluate(leaf, before) is not evaluate(leaf, after)), default=0.0)  # fmt: skip


def _asking(name: str, lab: Lab) -> Iterator[tuple[Leaf, str]]:
    """The comparisons of one answer that rules make."""
    for rule in lab.adviser.rules.stable:
        if name in rule.reads and rule.stage != "critique":
            for condition in (rule.when, rule.unless):
                for leaf in leaves(condition):
                    if leaf.field == name:
                        yield leaf, rule.id
