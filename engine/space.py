"""The whole space of profiles with one objective, each with its recommendation, fast.

The space is every objective with every value of five more answers, or none; all other answers are
unknown and the policies stand at their defaults. The answer is that of ``Adviser.recommend``, from
the plain side: ``engine.index`` asks the rules, and what follows from the same firings is worked
out once. Tests hold the two equal, firing by firing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from typing import TypeVar

from engine.ground import Appraised, Assigned, Criticised, Firings, Ground, Outcome, Selected
from engine.objective import OneObjective
from rules.load import Catalogue

OBJECTIVE = "objectives"
ASKED = ("stage", "alignment", "focus", "phase", "motion")
"""The answers beside the objective that span the space."""

_TELL = 500
"""Profiles between two words of progress."""

K = TypeVar("K")

Kpis = tuple[tuple[str, str, str], ...]
"""Each KPI with its role and its accountability, the headline first."""


@dataclass(frozen=True)
class Place:
    """One profile of the space: its objective, and its answer to each of ``ASKED`` or None."""

    objective: str
    answers: tuple[str | None, ...]

    @property
    def known(self) -> dict[str, str]:
        """The answers that are known."""
        pairs = zip(ASKED, self.answers, strict=True)
        return {name: value for name, value in pairs if value is not None}

    @cached_property
    def size(self) -> int:
        """How many answers are known."""
        return sum(value is not None for value in self.answers)


class Space:
    """The profiles.

    Attributes:
        objectives: The objectives, each with all the rest.
        domains: Answer -> its values, unknown (None) first.
    """

    def __init__(self, rules: Catalogue, objectives: Sequence[str] | None = None) -> None:
        words = rules.vocabularies["profile"]
        self.objectives = tuple(objectives or words[OBJECTIVE].values)
        self.domains: dict[str, tuple[str | None, ...]] = {
            name: (None, *words[name].values) for name in ASKED
        }

    @property
    def each(self) -> int:
        """How many profiles there are for one objective."""
        return prod(len(values) for values in self.domains.values())

    def __len__(self) -> int:
        return len(self.objectives) * self.each

    def answers(self) -> Iterator[tuple[str | None, ...]]:
        """The answers beside the objective, the last of ``ASKED`` changing fastest."""
        return product(*self.domains.values())


@dataclass
class Tallied:
    """How many profiles something came of, and the smallest of them, first come first."""

    count: int
    smallest: Place

    def add(self, count: int, place: Place) -> None:
        """Take in more profiles; ``place`` is the smallest of them."""
        self.count += count
        if place.size < self.smallest.size:
            self.smallest = place


def tally(known: dict[K, Tallied], what: K, count: int, place: Place) -> None:
    """Take in profiles that something came of."""
    have = known.get(what)
    if have is None:
        known[what] = Tallied(count, place)
    else:
        have.add(count, place)


@dataclass
class Slice:
    """Everything that came of one objective: each different result of a stage, and of whom.

    Attributes:
        one: What worked it out.
        kpis: The KPIs of each profile, in the order of ``Space.answers``.
    """

    one: OneObjective
    kpis: list[Kpis] = field(default_factory=list)
    appraised: dict[Appraised, Tallied] = field(default_factory=dict)
    selected: dict[Selected, Tallied] = field(default_factory=dict)
    assigned: dict[Assigned, Tallied] = field(default_factory=dict)
    criticised: dict[Criticised, Tallied] = field(default_factory=dict)

    def add(self, outcome: Outcome, place: Place) -> None:
        """Take in one more profile."""
        self.kpis.append(outcome.assigned.kpis)
        tally(self.appraised, outcome.appraised, 1, place)
        tally(self.selected, outcome.selected, 1, place)
        tally(self.assigned, outcome.assigned, 1, place)
        tally(self.criticised, outcome.criticised, 1, place)

    def results(self) -> Iterator[tuple[Firings, Tallied]]:
        """What each different result of a stage fired, and the profiles it came of."""
        for met in (self.appraised, self.selected, self.assigned, self.criticised):
            for result, tallied in met.items():
                yield result.firings, tallied


def sweep(
    space: Space, ground: Ground, progress: Callable[[int, int], None] | None = None
) -> Iterator[Slice]:
    """What comes of every profile, objective by objective.

    Args:
        space: The profiles.
        ground: What they stand on.
        progress: Told now and then how many profiles are done, and of how many.
    """
    done = 0
    for objective in space.objectives:
        found = Slice(OneObjective(ground, objective))
        for answers in space.answers():
            outcome = found.one.recommend(dict(zip(ASKED, answers, strict=True)))
            found.add(outcome, Place(objective, answers))
            done += 1
            if progress and done % _TELL == 0:
                progress(done, len(space))
        yield found
    if progress:
        progress(done, len(space))
