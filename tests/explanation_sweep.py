"""Tries every gate of explanations on many random profiles: ``python -m tests.explanation_sweep``.

Give a count of profiles and a seed; the same give the same. Faults are counted by kind, with one
example of each.
"""

import argparse
import random
import sys
from collections import Counter

from engine import Adviser
from engine.explain import Explainer
from knowledge_graph.load import load as load_knowledge
from rules.load import load as load_rules
from tests.engine.explain import rerun, sample


def main() -> int:
    """Run the sweep; 1 if any gate found a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--metrics", type=int, default=6, help="of each profile")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    knowledge = load_knowledge()
    adviser = Adviser(knowledge, load_rules(knowledge))
    explainer = Explainer(adviser)
    chance = random.Random(given.seed)
    found: Counter[str] = Counter()
    tried = 0
    for asked in sample.at_random(knowledge, given.seed, given.profiles):
        run = explainer.run(asked.profile, asked.policy)
        again = rerun.Again(adviser, asked.profile, asked.policy)
        for metric in sample.metrics(run, knowledge, chance, given.metrics):
            tried += 1
            for fault in sample.faults(asked, metric, run, explainer, adviser, again):
                if not found[fault]:
                    print(f"{asked.name}, {metric}: {fault}", flush=True)
                found[fault] += 1
    print(f"{tried} explanations of {given.profiles} profiles, {found.total()} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
