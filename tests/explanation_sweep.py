"""Tries every gate of explanations on many random profiles: ``python -m tests.explanation_sweep``.

Give a count of profiles and a seed; the same give the same. Faults are counted by kind, with one
example of each.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from engine import Adviser
from engine.explain import Explainer
from engine.explain.run import Run
from engine.inference import PlainMatcher
from knowledge_graph.load import load as load_knowledge
from rules.load import load as load_rules
from tests.engine.explain import neighbours, rerun, sample


def main() -> int:
    """Run the sweep; 1 if any gate found a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--metrics", type=int, default=6, help="of each profile")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--others", type=int, default=5, help="of so many profiles one is tried with other answers"
    )
    given = parser.parse_args()
    knowledge = load_knowledge()
    rules = load_rules(knowledge)
    adviser = Adviser(knowledge, rules)
    house = House(Explainer(adviser), Adviser(knowledge, rules, PlainMatcher))
    chance = random.Random(given.seed)
    found: Counter[str] = Counter()
    tried = others = 0
    for number, asked in enumerate(sample.at_random(knowledge, given.seed, given.profiles)):
        run = house.explainer.run(asked.profile, asked.policy)
        metrics = sample.metrics(run, knowledge, chance, given.metrics)
        faults = list(_now(asked, metrics, run, house, adviser))
        tried += len(metrics)
        if number % given.others == 0:
            others += len(metrics)
            faults += _otherwise(asked, metrics, number // given.others, house)
        for fault in faults:
            if not found[fault]:
                print(f"{asked.name}, {fault}", flush=True)
            found[fault] += 1
    print(
        f"{tried} explanations of {given.profiles} profiles, {others} of what would change it, "
        f"{found.total()} faults"
    )
    return 1 if found else 0


class House(NamedTuple):
    """What explains, and an adviser on the plain matcher, which runs very many profiles."""

    explainer: Explainer
    plain: Adviser


def _now(
    asked: sample.Asked, metrics: list[str], run: Run, house: House, adviser: Adviser
) -> Iterator[str]:
    again = rerun.Again(adviser, asked.profile, asked.policy)
    for metric in metrics:
        for fault in sample.faults(asked, metric, run, house.explainer, adviser, again):
            yield f"{metric}: {fault}"


def _otherwise(asked: sample.Asked, metrics: list[str], number: int, house: House) -> Iterator[str]:
    """One answer for most, two for every fourth, three for every fortieth."""
    again = rerun.Again(house.plain, asked.profile, asked.policy)
    near = neighbours.Neighbours(again, house.plain.knowledge, house.plain.rules)
    yield from sample.prospects(asked, house.explainer, near)
    up_to = 3 if number % 40 == 20 else 2 if number % 4 == 0 else 1
    for metric in metrics if up_to < 3 else metrics[-1:]:
        for fault in sample.other_answers(asked, metric, house.explainer, near, up_to):
            yield f"{metric}: {fault}"


if __name__ == "__main__":
    sys.exit(main())
