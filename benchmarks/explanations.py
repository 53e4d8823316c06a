"""Measures what explanations cost: ``python -m benchmarks.explanations``.

CPU time of this process, so that a busy machine says little; each question is asked once of each
pair of a profile and a metric, the pairs drawn by seed. Beside each figure stands what is aimed at.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from engine import Adviser, Policy, Profile, read_profile
from engine.explain import Explainer
from engine.inference import PlainMatcher
from knowledge_graph.load import Knowledge
from knowledge_graph.load import load as load_knowledge
from knowledge_graph.records import Metric
from rules.load import load as load_rules
from rules.vocabulary import allowed_values

PAIRS = 40
SEARCHES = ("one answer", "two answers", "three answers")
AIMS_MS = {
    "why": 10,
    "why not": 10,
    "one answer": 200,
    "two answers": 1_000,
    "three answers": 20_000,
}
"""What each question should cost at most, at the 95th percentile."""
_ASKED = ("alignment", "stage", "focus", "phase", "motion", "segment", "partner_team")
"""Answers that a profile of the sample may give beside its objectives."""


class Pair(NamedTuple):
    """A profile and the metric that is asked about."""

    profile: Profile
    metric: str


def pairs(knowledge: Knowledge, explainer: Explainer, seed: int, count: int) -> Iterator[Pair]:
    """Pairs by seed: in turn a KPI, a metric that rules spoke of, and one of the catalogue."""
    chance = random.Random(seed)
    every = [each.id for each in knowledge.every(Metric)]
    for number in range(count):
        profile = read_profile(answers_at_random(knowledge, chance), knowledge)
        run = explainer.run(profile)
        kpis = [m for m, place in run.places.items() if place in ("headline", "supporting")]
        spoken = [each for each in run.spoken if each not in kpis]
        yield Pair(profile, chance.choice((kpis, spoken, every)[number % 3] or every))


def answers_at_random(knowledge: Knowledge, chance: random.Random) -> dict[str, object]:
    """One to three objectives, and about half of the answers that are asked most."""
    specs = {spec.name: spec for spec in knowledge.fields.profile}
    objectives = sorted(allowed_values(specs["objectives"], knowledge))
    raw: dict[str, object] = {"objectives": chance.sample(objectives, chance.randint(1, 3))}
    for name in _ASKED:
        if chance.random() < 0.5:
            raw[name] = chance.choice(sorted(allowed_values(specs[name], knowledge)))
    return raw


def cpu_ms(work: Callable[[], object]) -> float:
    """The CPU time of one call, in milliseconds."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1e3


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def line(name: str, values: Sequence[float]) -> str:
    """One line of the report; times in milliseconds."""
    p95 = percentile(values, 0.95)
    said = f"  {name:14}  p50 {statistics.median(values):9.1f} ms   p95 {p95:9.1f} ms"
    aim = AIMS_MS.get(name)
    if aim is None:
        return said
    return f"{said}   {p95 / aim:5.2f} x the aim of {aim:,} ms"


def main() -> None:
    """Ask every question of every pair and print what it cost."""
    parser = argparse.ArgumentParser(description="Measures what explanations cost.")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    knowledge = load_knowledge()
    rules = load_rules(knowledge)
    explainer = Explainer(Adviser(knowledge, rules))
    plain = Explainer(Adviser(knowledge, rules, PlainMatcher))
    chosen = list(pairs(knowledge, plain, given.seed, given.pairs))
    gc.collect()
    gc.freeze()  # as the server does
    print(f"{len(chosen)} pairs of a profile and a metric, CPU time")
    _beyond_the_run(explainer, chosen)
    for up_to, name in enumerate(SEARCHES, start=1):
        _change(explainer, chosen, name, up_to)
    _whole_scorecard(explainer, chosen)


def _beyond_the_run(explainer: Explainer, chosen: Sequence[Pair]) -> None:
    why, why_not, runs = [], [], []
    for profile, metric in chosen:
        runs.append(cpu_ms(lambda p=profile: explainer.run(p)))
        asked = (profile, Policy(), metric, explainer.run(profile))
        why.append(cpu_ms(lambda a=asked: explainer.why(*a)))
        why_not.append(cpu_ms(lambda a=asked: explainer.why_not(*a)))
    print("one metric, beyond the run")
    print(line("the run itself", runs))
    print(line("why", why))
    print(line("why not", why_not))


def _change(explainer: Explainer, chosen: Sequence[Pair], name: str, up_to: int) -> None:
    if up_to == 1:
        print("what would change it, by the most answers to change at once")
    costs, searched, whole = [], [], 0
    for profile, metric in chosen:
        start = time.process_time()
        found = explainer.change(profile, None, metric, up_to=up_to)
        costs.append((time.process_time() - start) * 1e3)
        searched.append(found.searched)
        whole += found.complete
        del found
        gc.collect()  # what one search keeps is no burden of the next
    print(line(name, costs))
    print(
        f"  {'':14}  searched p50 {statistics.median(searched):,.0f}, "
        f"p95 {percentile(searched, 0.95):,.0f}; {whole} of {len(chosen)} saw all they had to"
    )


def _whole_scorecard(explainer: Explainer, chosen: Sequence[Pair]) -> None:
    firm = [cpu_ms(lambda p=p: explainer.firmness(p)) for p, _ in chosen]
    asked = [cpu_ms(lambda p=p: explainer.next_answers(p)) for p, _ in chosen]
    print("the whole scorecard")
    print(line("firmness", firm))
    print(line("next", asked))


if __name__ == "__main__":
    main()
