"""Records of what other answers would do: what would change it, how firm it is, what to ask."""

from __future__ import annotations

from typing import Any, Literal

from engine.explain.answers import Effort
from engine.explain.records import Part, Place

Goal = Literal["in", "headline", "out"]
"""To be a KPI, to be the headline, to be no KPI."""


class Change(Part):
    """Answers that bring a metric to another place; confirmed by the engine of record.

    Attributes:
        set: Field of the profile -> its whole new value; None means unknown.
        says: The change in words, a sentence.
        then: The place it leads to; ``then_says`` is the same in words.
        goal: What was looked for.
        effort: Who can make the change that is hardest to make.
    """

    set: dict[str, Any]
    says: str
    then: Place
    then_says: str
    goal: Goal
    effort: Effort


class Changes(Part):
    """The smallest changes that move one metric, the easiest to make first.

    Attributes:
        goals: What was looked for.
        searched: How many profiles were looked at.
        up_to: The most answers that were changed at once.
        complete: Whether every change of up to that many answers was looked at, as far as it took
            to find the smallest.
        says: The answer in sentences, also where there is no such change.
    """

    metric: str
    label: str
    now: Place
    goals: tuple[Goal, ...]
    changes: tuple[Change, ...]
    searched: int
    up_to: int
    complete: bool
    says: tuple[str, ...]


class Swing(Part):
    """A question on which a KPI hangs: under how many of its other answers it would be no KPI."""

    field: str
    label: str
    drops: int
    of: int
    says: str


class Firmness(Part):
    """How firm a KPI is: how far it stays where one answer is another one.

    Attributes:
        neighbours: Profiles one answer away.
        stays: In how many of them it stays a KPI.
        share: The part in which it stays, of the questions that bear on the scorecard at all; each
            question counts alike, however many answers it has.
        firm: ``robust`` from nine in ten on, ``fragile`` below seven in ten, else ``fair``.
        swings: The questions that can drop it, those that do so most first.
        says: All of it, a sentence.
    """

    metric: str
    label: str
    neighbours: int
    stays: int
    share: float
    firm: Literal["robust", "fair", "fragile"]
    swings: tuple[Swing, ...]
    says: str


class Between(Part):
    """What some answers to an unknown question would do; they all do the same.

    Attributes:
        values: The answers; ``said`` is the same in words.
        came, went: KPIs that would come and go.
        other: KPIs that would have another role or accountability.
    """

    values: tuple[Any, ...]
    said: str
    headline: str | None
    came: tuple[str, ...]
    went: tuple[str, ...]
    other: tuple[str, ...]
    says: str


class Missing(Part):
    """An unknown answer, and what depends on it.

    Attributes:
        changes: KPIs that come, go or are held otherwise, on average over the answers.
        between: What the answers would do, one entry for all that do the same.
        says: What it decides, a sentence.
    """

    field: str
    label: str
    question: str
    changes: float
    between: tuple[Between, ...]
    says: str


class NextAnswers(Part):
    """The unknown answers of a profile, the one on which most depends first.

    Attributes:
        nothing: Unknown answers on which no KPI depends at present.
        says: What to ask first, in sentences.
    """

    missing: tuple[Missing, ...]
    nothing: tuple[str, ...]
    says: tuple[str, ...]
