"""Measures Remit side by side with other ways of doing the same: ``python -m benchmarks``.

Every comparison runs in turns (A, B, A, B …) in one process, so that a noisy machine is noisy for
both; read the ratios, not the milliseconds.
"""

from __future__ import annotations

import gc
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Iterable

from benchmarks.zen_matcher import ZenMatcher
from engine import Adviser, Profile, read_profile
from engine.facts import Fact
from engine.inference import DurableMatcher, Firing, Matcher, PlainMatcher
from knowledge_graph.load import load as load_knowledge
from knowledge_graph.records import Objective
from rules.load import CatalogueRule
from rules.load import load as load_rules

ROUNDS = 5


class Recorder:
    """A matcher that keeps the facts it was asked about, beside the rules it was given."""

    every: list[Recorder] = []

    def __init__(self, rules: Iterable[CatalogueRule]) -> None:
        self.rules = list(rules)
        self.asked: list[list[Fact]] = []
        self._plain = PlainMatcher(self.rules)
        Recorder.every.append(self)

    def run(self, facts: Iterable[Fact]) -> list[Firing]:
        """The firings; the facts are kept."""
        known = list(facts)
        self.asked.append(known)
        return self._plain.run(known)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def milliseconds(values: Iterable[float]) -> str:
    """The median and the 95th percentile."""
    known = sorted(values)
    worst = known[int(len(known) * 0.95)]
    return f"p50 {statistics.median(known) * 1e3:6.2f} ms   p95 {worst * 1e3:6.2f} ms"


def main() -> None:
    """Run everything and print it."""
    start = time.perf_counter()
    knowledge = load_knowledge()
    loaded = time.perf_counter()
    rules = load_rules(knowledge)
    read = time.perf_counter()
    adviser = Adviser(knowledge, rules)
    built = time.perf_counter()
    gc.collect()
    gc.freeze()  # as the server does
    print(f"{len(knowledge.records)} records, {len(rules.stable)} rules")
    print(
        f"start: records {loaded - start:.2f} s, rules {read - loaded:.2f} s, "
        f"adviser {built - read:.2f} s"
    )
    profiles = [
        read_profile(
            {"objectives": [objective.id], "alignment": alignment, "stage": stage}, knowledge
        )
        for objective, alignment, stage in itertools.product(
            knowledge.every(Objective), ("product", "sales"), ("early", "growth", "enterprise")
        )
    ]
    plain = Adviser(knowledge, rules, PlainMatcher)
    _recommendations(adviser, plain, profiles)
    _matching(Adviser(knowledge, rules, Recorder), profiles)


def _recommendations(adviser: Adviser, plain: Adviser, profiles: list[Profile]) -> None:
    durable, evaluator = [], []
    for profile in [p for _ in range(ROUNDS) for p in profiles]:
        durable.append(seconds(lambda p=profile: adviser.recommend(p)))
        evaluator.append(seconds(lambda p=profile: plain.recommend(p)))
    print(f"\none recommendation with its trace, over {len(profiles)} profiles x {ROUNDS}")
    print(f"  durable-rules    {milliseconds(durable)}")
    print(f"  plain evaluator  {milliseconds(evaluator)}")


def _matching(recording: Adviser, profiles: list[Profile]) -> None:
    stages = [each for each in Recorder.every if each.rules]
    asked: list[list[tuple[int, list[Fact]]]] = []
    for profile in profiles:
        for stage in stages:
            stage.asked.clear()
        recording.recommend(profile)
        asked.append([(place, f) for place, stage in enumerate(stages) for f in stage.asked])
    makers: dict[str, Callable[[Iterable[CatalogueRule]], Matcher]] = {
        "durable-rules": DurableMatcher,
        "zen-engine": ZenMatcher,
        "plain evaluator": PlainMatcher,
    }
    matchers = {name: [make(each.rules) for each in stages] for name, make in makers.items()}
    for questions in asked:
        answers = [_answers(each, questions) for each in matchers.values()]
        if any(answer != answers[0] for answer in answers):
            sys.exit("the engines disagree; figures would mean nothing")
    times: dict[str, list[float]] = {name: [] for name in makers}
    for questions in asked * ROUNDS:
        for name, known in matchers.items():
            times[name].append(seconds(lambda k=known, q=questions: _answers(k, q)))
    print("\nthe same rules over the same facts, matching alone, for one profile")
    base = statistics.median(times["durable-rules"])
    for name, values in times.items():
        ratio = statistics.median(values) / base
        print(f"  {name:15}  {milliseconds(values)}   {ratio:5.2f} x durable-rules")


def _answers(
    matchers: list[Matcher], questions: list[tuple[int, list[Fact]]]
) -> list[list[Firing]]:
    return [matchers[stage].run(facts) for stage, facts in questions]


if __name__ == "__main__":
    main()
