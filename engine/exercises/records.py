"""What an exercise is made of. It holds no key: what is right is what running again gives."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal, get_args

from engine.explain.parts import Outline, Part, Place
from engine.profile import Policy, Profile
from engine.recommendation import Versions

Kind = Literal[
    "leaves", "comes", "headline", "kpis", "holds", "reason", "dispute", "policy"
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
TITLES: dict[Kind, str] = {
    "leaves": "Which KPI leaves",
    "comes": "Which KPI comes",
    "headline": "Which becomes the headline",
    "kpis": "Which are KPIs",
    "holds": "Who answers for it",
    "reason": "Which reason it has",
    "dispute": "Which dispute it touches",
    "policy": "Which policy changes it",
}


class Ask(Part):
    """What an exercise asks; everything else follows from it by running the engine.

    Attributes:
        profile: The profile as plain data; ``policy`` the policies that are not at their default.
        change: Field of the profile -> its whole new value; empty where nothing changes.
        subject: What it is about: a metric, a dispute, a policy, or the metrics to choose from.
    """

    kind: Kind
    profile: dict[str, Any]
    policy: dict[str, str] = {}
    sourced_only: bool = False
    change: dict[str, Any] = {}
    subject: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Stands for what is asked; the same whatever is known and advised."""
        return digest(self.model_dump(mode="json"))

    @property
    def before(self) -> tuple[Profile, Policy]:
        """Profile and policy before anything changes."""
        policy = Policy(choices=self.policy, sourced_only=self.sourced_only)
        return Profile.model_validate(self.profile), policy

    @property
    def after(self) -> tuple[Profile, Policy]:
        """Profile and policy with the change; the same as before where nothing changes."""
        profile, policy = self.before
        return Profile.model_validate({**self.profile, **self.change}), policy


class Option(Part):
    """Something to choose: a metric, a rule, a dispute or a word, and how people read it."""

    key: str
    label: str


class Known(Part):
    """An answer of the profile, or a policy that is not at its default, in words."""

    label: str
    value: str


class OnCard(Part):
    """A KPI of the scorecard before the change."""

    metric: str
    label: str
    place: Place


class Exercise(Part):
    """One exercise, ready to be shown.

    Attributes:
        question: A sentence.
        known: What is known of the role.
        card: The KPIs before, the headline first; empty where they would give the answer away.
        change: What becomes otherwise, a sentence; empty where nothing does.
        many: Whether any number of the options may be right, instead of one.
    """

    id: str
    kind: Kind
    ask: Ask
    question: str
    known: tuple[Known, ...]
    card: tuple[OnCard, ...]
    change: str
    options: tuple[Option, ...]
    many: bool


class Told(Part):
    """What the trace says of one option.

    Attributes:
        because: Sentences; each that has the id of a rule has a firing of that rule behind it.
        metric: The metric by which the whole explanation is found; empty where there is none.
    """

    key: str
    label: str
    right: bool
    chosen: bool
    because: tuple[Outline, ...]
    metric: str = ""


class Verdict(Part):
    """What comes of an answer.

    Attributes:
        says: The verdict, a sentence.
        told: The right options, then the wrong ones that were chosen.
        versions: Of the knowledge and rules by which it was judged.
    """

    exercise: str
    right: bool
    says: str
    told: tuple[Told, ...]
    versions: Versions


def digest(plain: Any) -> str:
    """Stands for plain data: equal data give equal digests."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
