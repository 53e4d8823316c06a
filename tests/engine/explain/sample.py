"""Pairs of a profile and a metric to try the gates on: of the scenarios, and at random by seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine import Adviser, Policy, Profile, ProfileError, read_policy, read_profile
from engine.explain import Explainer, outline
from engine.explain.records import Part
from engine.explain.run import Run
from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute, Metric
from rules.vocabulary import allowed_values
from tests.engine.explain import gates, neighbours, rerun
from tests.engine.scenarios import read_scenarios

_SPARSE = 0.35
"""How likely an answer is given."""


@dataclass(frozen=True)
class Asked:
    """A profile under a policy."""

    name: str
    profile: Profile
    policy: Policy


def scenarios(knowledge: Knowledge) -> Iterator[Asked]:
    """The profile of every scenario that has an answer."""
    for placed in read_scenarios():
        scenario = placed.scenario
        if scenario.expect is not None and scenario.expect.refused:
            continue
        policy = read_policy(scenario.policy, knowledge, scenario.sourced_only)
        yield Asked(placed.id, read_profile(scenario.profile, knowledge), policy)


def at_random(knowledge: Knowledge, seed: int, count: int) -> Iterator[Asked]:
    """So many random profiles under random policies; the same for the same seed."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        try:
            profile = read_profile(_raw(knowledge, chance), knowledge)
        except ProfileError:
            continue
        made += 1
        yield Asked(f"random {seed}/{made}", profile, _policy(knowledge, chance))


def _raw(knowledge: Knowledge, chance: random.Random) -> dict[str, object]:
    raw: dict[str, object] = {}
    for spec in knowledge.fields.profile:
        if chance.random() > (0.8 if spec.name == "objectives" else _SPARSE):
            continue
        value = _value(spec, sorted(allowed_values(spec, knowledge)), chance)
        *above, last = spec.path or (spec.name,)
        holder: Any = raw
        for step in above:
            holder = holder.setdefault(step, {})
        holder[last] = value
    return raw


def _value(spec: FieldSpec, words: list[str], chance: random.Random) -> object:
    low, high = int(spec.minimum or 0), int(spec.maximum or 100)
    match spec.type:
        case "one":
            return chance.choice(words)
        case "many":
            return chance.sample(words, chance.randint(0, min(3, len(words))))
        case "number":
            return chance.randint(low, min(high, low + 20))
        case "flag":
            return chance.random() < 0.5
        case "date":
            return "2027-03-31"
        case _:
            return "a word"


def _policy(knowledge: Knowledge, chance: random.Random) -> Policy:
    choices = {
        dispute.policy.key: chance.choice(sorted(dispute.policy.values))
        for dispute in knowledge.every(Dispute)
        if dispute.policy and chance.random() < 0.3
    }
    return read_policy(choices, knowledge, chance.random() < 0.1)


def metrics(run: Run, knowledge: Knowledge, chance: random.Random, count: int) -> list[str]:
    """Some metrics of every place: those on the scorecard, those spoken of, and any others."""
    card = list(run.places)
    spoken = [each for each in run.spoken if each not in run.places]
    others = [m.id for m in knowledge.every(Metric) if m.id not in run.spoken]
    third = -(-count // 3)
    chosen = [
        *chance.sample(card, min(third, len(card))),
        *chance.sample(spoken, min(third, len(spoken))),
        *chance.sample(others, min(third, len(others))),
    ]
    return chosen[:count]


def faults(
    asked: Asked, metric: str, run: Run, explainer: Explainer, adviser: Adviser, again: rerun.Again
) -> Iterator[str]:
    """Everything that any gate finds at fault in what is said of one metric."""
    profile, policy = asked.profile, asked.policy
    why = explainer.why(profile, policy, metric, run)
    why_not = explainer.why_not(profile, policy, metric, run)
    results = run.results
    yield from gates.complete(why, results)
    yield from gates.ordered(why.proof)
    yield from gates.truthful(why, results, adviser.rules.vocabularies)
    yield from gates.cited(why, results)
    yield from gates.cited(why_not, results)
    yield from gates.blocked(why_not, results, adviser.rules)
    yield from rerun.faithful(why, results, again)
    yield from rerun.sufficient(why, results, again)
    records = [
        why,
        why_not,
        explainer.follows(profile, policy, metric, run),
        explainer.contract(profile, policy, metric, run),
    ]
    for record in records:
        yield from _drawn(record)


def other_answers(
    asked: Asked, metric: str, explainer: Explainer, near: neighbours.Neighbours, up_to: int
) -> Iterator[str]:
    """Everything that any gate finds at fault in what would change one metric."""
    found = explainer.change(asked.profile, asked.policy, metric, up_to=up_to)
    yield from neighbours.changed(found, near)
    yield from _drawn(found)


def prospects(asked: Asked, explainer: Explainer, near: neighbours.Neighbours) -> Iterator[str]:
    """Everything that any gate finds at fault in how firm the KPIs are and what is asked next."""
    firm = explainer.firmness(asked.profile, asked.policy)
    questions = explainer.next_answers(asked.profile, asked.policy)
    yield from neighbours.counted(firm, near)
    yield from neighbours.asked(questions, near)
    for record in (*firm, questions):
        yield from _drawn(record)


def _drawn(record: Part) -> Iterator[str]:
    drawn = outline(record)
    yield from gates.alike(record, drawn)
    yield from gates.readable(drawn)
