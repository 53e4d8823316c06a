"""Making exercises: the options of a question in words, and the exercises of a role in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from engine.exercises.asks import OPTIONS, asks
from engine.exercises.changes import changes
from engine.exercises.lab import Lab, kpis
from engine.exercises.records import (
    KINDS,
    Ask,
    Exercise,
    Kind,
    Known,
    OnCard,
    Option,
    digest,
)
from engine.exercises.sides import Sides, made_by, sides
from engine.explain.words import sentence
from engine.profile import Policy, Profile
from knowledge_graph.records import Dispute, Objective

MOST = 8
"""Exercises of one kind that a role has at most."""
_FEWEST = 3
"""Options below which there is nothing to choose."""
_RIGHT = 2
"""Right options at most, where the options are chosen for the exercise."""
ANSWERS = {
    "direct": "Product marketing answers for it directly",
    "shared": "Product marketing shares it with other teams",
    "contributing": "Another team answers for it; product marketing contributes",
}
"""How product marketing answers for a metric -> the option in words."""
_ASKED: dict[Kind, str] = {
    "leaves": "Which of these leaves the KPIs?",
    "comes": "Which of these becomes a KPI?",
    "headline": "Which KPI becomes the headline?",
    "kpis": "Which of these are KPIs of this role?",
    "holds": "Who answers for {subject}?",
    "reason": "Why is {subject} a KPI of this role?",
    "dispute": "Which dispute of the sources does this scorecard touch?",
    "policy": "Which policy would change a KPI here, or who answers for it?",
}
_SHOWN: frozenset[Kind] = frozenset({"leaves", "comes", "headline", "dispute", "policy"})
"""Kinds whose answer the scorecard does not give away."""


def make(ask: Ask, lab: Lab) -> Exercise | None:
    """The exercise that asks this; None where it has no answer, or too little to choose from."""
    id, both = ask.id, sides(ask, lab)
    chosen = _chosen(ask, both)
    if not both.right or not both.wrong or len(chosen) < _FEWEST:
        return None
    right = sum(each in both.right for each in chosen)
    many = ask.kind == "kpis" or right > 1
    options = [Option(key=each, label=label_of(each, ask, lab)) for each in chosen]
    if ask.kind == "holds":
        options.sort(key=lambda each: list(ANSWERS).index(each.key))
    else:
        options.sort(key=lambda each: digest([id, each.key]))
    subject = lab.words.lower(ask.subject[0]) if ask.kind in ("holds", "reason") else ""
    card = _card(ask, lab) if ask.kind in _SHOWN else ()
    return Exercise(
        id=id,
        kind=ask.kind,
        ask=ask,
        question=_ASKED[ask.kind].format(subject=subject),
        known=tuple(_known(ask, lab)),
        card=card,
        change=_change(ask, lab),
        options=tuple(options),
        many=many,
    )


def _chosen(ask: Ask, both: Sides) -> tuple[str, ...]:
    if ask.kind in ("kpis", "policy"):
        return ask.subject
    right = both.right[:_RIGHT]
    return (*right, *both.wrong[: OPTIONS - len(right)])


def label_of(key: str, ask: Ask, lab: Lab) -> str:
    """An option as people read it."""
    match ask.kind:
        case "holds":
            return ANSWERS[key]
        case "reason":
            fired = [each.fired for each in made_by(lab.before(ask), ask.subject[0], lab)]
            mine = next((each.text for each in fired if each.rule.id == key), None)
            return sentence(mine or lab.adviser.rules.get(key).rule.because)
        case "policy":
            name, _, value = key.partition("=")
            choices = (each.policy for each in lab.knowledge.every(Dispute) if each.policy)
            means = next(each.values[value] for each in choices if each.key == name)
            return f"{name} at {value}: {means}"
        case _:
            return lab.knowledge.label(key)


def _card(ask: Ask, lab: Lab) -> tuple[OnCard, ...]:
    run = lab.before(ask)
    return tuple(
        OnCard(metric=each, label=lab.knowledge.label(each), place=run.place(each))
        for each in kpis(run)
    )


def _known(ask: Ask, lab: Lab) -> Iterator[Known]:
    run = lab.before(ask)
    for name, value in run.results.builder.said.items():
        if value is not None:
            spec = lab.words.specs[name]
            yield Known(label=spec.label, value=lab.words.value(name, value))
    for key, choice in sorted(ask.policy.items()):
        yield Known(label=f"Policy {key}", value=choice)


def _change(ask: Ask, lab: Lab) -> str:
    """What becomes otherwise, a sentence."""
    if not ask.change:
        return ""
    before, after = (run.results.builder.said for run in (lab.before(ask), lab.after(ask)))
    name = next(each for each in before if before[each] != after[each])
    label, old, new = lab.words.specs[name].label, before[name], after[name]
    if isinstance(new, frozenset):
        had = old if isinstance(old, frozenset) else frozenset()
        added = lab.words.listed(sorted(new - had))
        return f"One of the objectives is new: {added}."
    now = lab.words.value(name, new)
    if old is None:
        return f"{label} was not known, and becomes known: {now}."
    return f"{label} changes from {lab.words.value(name, old)} to {now}."


class Course:
    """The exercises of one role, each made when it is asked for.

    The same profile, policy, knowledge and rules give the same exercises in the same order.

    Attributes:
        id: Stands for the profile and the policy.
    """

    def __init__(self, profile: Profile, policy: Policy, lab: Lab) -> None:
        self.profile, self.policy, self.lab = profile, policy, lab
        self.id = course_id(profile, policy)
        self._made: dict[Kind, list[Exercise]] = {kind: [] for kind in KINDS}
        self._more = {kind: self._making(kind) for kind in KINDS}

    def of(self, kind: Kind) -> Iterator[Exercise]:
        """The exercises of one kind, what tells most of the role first."""
        number = 0
        while True:
            made = self._made[kind]
            if number == len(made):
                new = next(self._more[kind], None)
                if new is None:
                    return
                made.append(new)
            yield made[number]
            number += 1

    def ask(self, kind: Kind, change: Mapping[str, Any] = {}, subject: tuple[str, ...] = ()) -> Ask:
        """A question about this profile."""
        return Ask(
            kind=kind,
            profile=self.profile.model_dump(mode="json", exclude_none=True),
            policy=dict(sorted(self.policy.choices.items())),
            sourced_only=self.policy.sourced_only,
            change=dict(change),
            subject=subject,
        )

    def every(self) -> Iterator[Exercise]:
        """All exercises: one of each kind, then another of each, until there are no more."""
        open_ = [self.of(kind) for kind in KINDS]
        while open_:
            for each in list(open_):
                found = next(each, None)
                if found is None:
                    open_.remove(each)
                else:
                    yield found

    def _making(self, kind: Kind) -> Iterator[Exercise]:
        count = 0
        for ask in asks(self.ask(kind), self.lab):
            made = make(ask, self.lab)
            if made is not None:
                yield made
                count += 1
            if count == MOST:
                return


def course_id(profile: Profile, policy: Policy) -> str:
    """Stands for a profile and a policy."""
    raw = profile.model_dump(mode="json", exclude_none=True)
    return digest([raw, dict(policy.choices), policy.sourced_only])


def to_practise(profile: Profile, policy: Policy, lab: Lab) -> Profile:
    """The profile that exercises are made from: this one, if any KPI follows from it.

    Otherwise one objective of the seed documents is added: the one that tells most of a role,
    among those whose headline is the number that the objective is judged by, if there are such.
    """
    if profile.objectives or kpis(lab.run(profile, policy)):
        return profile
    sourced = {each.id for each in lab.knowledge.every(Objective) if each.basis == "sourced"}
    found = (each.value for each in changes(profile, lab, None) if each.name == "objectives")
    every = [
        profile.model_copy(update={"objectives": tuple(each)})
        for each in found
        if sourced.issuperset(each)
    ]
    headed = (each for each in every if _headed_by_outcome(each, policy, lab))
    return next(chain(headed, every), profile)


def _headed_by_outcome(profile: Profile, policy: Policy, lab: Lab) -> bool:
    outcomes = lab.adviser.graph.targets((profile.objectives or ("",))[0], "outcome")
    return lab.run(profile, policy).results.composed.headline in outcomes
