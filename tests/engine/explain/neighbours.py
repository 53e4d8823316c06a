"""What is said of other answers, tried by giving them: changes, firmness, what to ask next.

Which answers are one away is enumerated here anew, and more widely than the code that is judged
does it: an answer that it leaves out because nothing reads it must turn out to change nothing.
"""

import json
import random
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from engine.explain.prospects import Changes, Firmness, Missing, NextAnswers
from engine.present import Results
from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from rules.condition import leaves
from rules.load import Catalogue
from rules.vocabulary import allowed_values
from tests.engine.explain.rerun import Again

PAIRS_TRIED = 60
"""Changes of two answers that are tried where none is said to do."""
_INSTRUCTIONS = ("excluded", "critical_initiative_metric")
_LINKED = ("objectives", "phase", "focus", "partner_team", "data_sources", *_INSTRUCTIONS)
"""Answers that bear on the scorecard through links, whatever rules read."""


class Card(NamedTuple):
    """Metric -> its place, and metric -> how it is answered for."""

    places: Mapping[str, str]
    held: Mapping[str, str]

    @property
    def kpis(self) -> dict[str, str]:
        return {m: p for m, p in self.places.items() if p in ("headline", "supporting")}


class Step(NamedTuple):
    """One answer given otherwise: the question, and what a reader of the JSON would set."""

    name: str
    field: str
    value: Any


def card(results: Results) -> Card:
    """Who stands where, straight from the results."""
    others = dict.fromkeys(results.selection.monitored(), "monitor")
    others |= dict.fromkeys(results.guards, "guardrail")
    roles = results.composed.roles
    places = {**roles, **{m: place for m, place in others.items() if m not in roles}}
    return Card(places, {m: held.kind for m, held in results.held.items()})


class Neighbours:
    """The profiles one answer away, each run with the adviser once."""

    def __init__(self, again: Again, knowledge: Knowledge, rules: Catalogue) -> None:
        self._again, self._knowledge = again, knowledge
        told = [rule for rule in rules.stable if rule.stage != "critique"]
        self._figures: dict[str, set[float]] = {}
        for leaf in (x for r in told for c in (r.when, r.unless) for x in leaves(c)):
            if leaf.kind == "number" and leaf.operator != "known":
                figures = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
                self._figures.setdefault(leaf.field, set()).update(figures)
        placing = {name for r in told if r.stage != "assign" for name in r.reads}
        self.placing = placing | set(_LINKED)

    def after(self, change: Mapping[str, Any]) -> Card | None:
        """The scorecard with these fields set; None where the answers contradict each other."""
        raw = {key: each for key, each in {**self._again.raw, **change}.items() if each is not None}
        results = self._again.run(raw)
        return None if results is None else card(results)

    @cached_property
    def now(self) -> Card:
        found = self.after({})
        assert found is not None
        return found

    @cached_property
    def ones(self) -> list[tuple[Step, Card]]:
        """Every answer one away that contradicts no other, with its scorecard."""
        steps = (step for spec in self._knowledge.fields.profile for step in self._of(spec))
        tried = ((step, self.after({step.field: step.value})) for step in steps)
        return [(step, found) for step, found in tried if found is not None]

    def pairs(self, count: int) -> Iterator[tuple[tuple[Step, Step], Card]]:
        """So many changes of two answers, the same each time."""
        steps = [step for step, _ in self.ones if step.name in self.placing]
        every = [(a, b) for a, b in combinations(steps, 2) if a.field != b.field]
        for pair in random.Random(1).sample(every, min(count, len(every))):
            found = self.after({step.field: step.value for step in pair})
            if found is not None:
                yield pair, found

    def unknown(self, name: str) -> bool:
        """Whether a question is not answered."""
        spec = next(each for each in self._knowledge.fields.profile if each.name == name)
        return self._again.get(self._again.raw, spec) is None

    def _of(self, spec: FieldSpec) -> Iterator[Step]:
        now = self._again.get(self._again.raw, spec)
        for value in self._values(spec, now):
            raw = json.loads(json.dumps(self._again.raw))
            self._again.put(raw, spec, value)
            top = (spec.path or (spec.name,))[0]
            yield Step(spec.name, top, raw.get(top) or (value if not spec.path else None))

    def _values(self, spec: FieldSpec, now: Any) -> list[Any]:
        words = list(allowed_values(spec, self._knowledge))
        have = now if isinstance(now, list) else []
        if spec.name in _INSTRUCTIONS:
            if spec.type == "many":
                return [[each for each in have if each != word] or None for word in have]
            return [] if now is None else [None]
        found: list[Any] = [] if now is None else [None]
        match spec.type:
            case "one":
                found += words
            case "flag":
                found += [True, False]
            case "number":
                tried = {f + step for f in self._figures.get(spec.name, ()) for step in (-1, 0, 1)}
                low, high = spec.minimum, spec.maximum
                found += sorted(n for n in tried if (low or 0) <= n <= (high or float("inf")))
            case "many":
                found += [[*have, word] for word in words if word not in have]
                found += [[word] for word in words if have and word not in have]
                found += [[e for e in have if e != word] for word in have if len(have) > 1]
                found += [] if have or now == [] else [[]]
        return [each for each in found if each is None or each != now]


def _reaches(goal: str, metric: str, found: Card) -> bool:
    place = found.places.get(metric, "out")
    if goal == "headline":
        return place == "headline"
    return (place in ("headline", "supporting")) is (goal == "in")


def _key(change: Mapping[str, Any]) -> str:
    return json.dumps(change, sort_keys=True)


def changed(answer: Changes, near: Neighbours) -> list[str]:
    """Each change is true, none is bigger than it must be, and no single answer is left out."""
    faults = []
    if near.now.places.get(answer.metric, "out") != answer.now:
        faults.append(f"it is not {answer.now} now")
    for each in answer.changes:
        then = near.after(each.set)
        place = then.places.get(answer.metric, "out") if then else "a contradiction"
        if place != each.then:
            faults.append(f"{_key(each.set)} leads to {place}, not {each.then}")
        elif then and not _reaches(each.goal, answer.metric, then):
            faults.append(f"{_key(each.set)} does not reach `{each.goal}`")
    for goal in answer.goals:
        faults += _smallest(answer, goal, near)
    return faults


def _smallest(answer: Changes, goal: str, near: Neighbours) -> Iterator[str]:
    stated = [each for each in answer.changes if each.goal == goal]
    sizes = {len(each.set) for each in stated}
    if len(sizes) > 1:
        yield f"`{goal}`: changes of several sizes"
    size = min(sizes, default=answer.up_to + 1)
    does = {
        _key({step.field: step.value})
        for step, found in near.ones
        if _reaches(goal, answer.metric, found)
    }
    told = {_key(each.set) for each in stated if len(each.set) == 1}
    if size == 1 or answer.complete or stated:
        yield from (f"`{goal}`: not stated: {each}" for each in sorted(does - told))
    if size > 2 and (answer.complete or stated):
        for pair, found in near.pairs(PAIRS_TRIED):
            if _reaches(goal, answer.metric, found):
                said = _key({step.field: step.value for step in pair})
                yield f"`{goal}`: two answers do: {said}"
    for each in stated:
        for some in combinations(each.set, len(each.set) - 1):
            less = near.after({name: each.set[name] for name in some})
            if less and _reaches(goal, answer.metric, less):
                yield f"`{goal}`: {', '.join(some)} alone does"


def counted(firm: tuple[Firmness, ...], near: Neighbours) -> list[str]:
    """How firm each KPI is comes out the same when it is counted by running again."""
    faults = []
    if [each.metric for each in firm] != list(near.now.kpis):
        faults.append("the KPIs are others")
    ones = [(step, found) for step, found in near.ones if step.name in near.placing]
    of: dict[str, int] = {}
    bears = set()
    for step, found in ones:
        of[step.name] = of.get(step.name, 0) + 1
        if found.kpis != near.now.kpis:
            bears.add(step.name)
    for each in firm:
        drops: dict[str, int] = {}
        for step, found in ones:
            if each.metric not in found.kpis:
                drops[step.name] = drops.get(step.name, 0) + 1
        stays = len(ones) - sum(drops.values())
        if (each.neighbours, each.stays) != (len(ones), stays):
            faults.append(f"{each.metric} stays in {stays} of {len(ones)}")
        if {s.field: (s.drops, s.of) for s in each.swings} != {
            n: (d, of[n]) for n, d in drops.items()
        }:
            faults.append(f"{each.metric} hangs on other questions: {drops}")
        share = sum(1 - drops.get(name, 0) / of[name] for name in bears) / max(len(bears), 1)
        if abs(share - each.share) > 0.001:
            faults.append(f"{each.metric} has a share of {share:.3f}")
        word = "robust" if share >= 0.9 else "fragile" if share < 0.7 else "fair"
        if each.firm != word:
            faults.append(f"{each.metric} is {word}")
        if f"{stays} of {len(ones)}" not in each.says:
            faults.append(f"{each.metric}: another count in the sentence")
    return faults


def asked(answer: NextAnswers, near: Neighbours) -> list[str]:
    """What each unknown answer would do is so, and the one that moves most comes first."""
    faults = []
    options: dict[str, list[tuple[Step, Card]]] = {}
    for step, found in near.ones:
        if near.unknown(step.name):
            options.setdefault(step.name, []).append((step, found))
    for missing in answer.missing:
        faults += _missing(missing, options.pop(missing.field, []), near.now)
    for name in answer.nothing:
        moved = [step for step, found in options.pop(name, []) if any(_moves(found, near.now))]
        faults += [f"{name} is said to decide nothing: {_key({name: s.value})}" for s in moved]
    for name, rest in options.items():
        moves = [step for step, found in rest if any(_moves(found, near.now))]
        faults += [f"{name} is left out: {_key({name: step.value})}" for step in moves]
    order = [each.changes for each in answer.missing]
    if order != sorted(order, reverse=True) or 0 in order:
        faults.append(f"the order is {order}")
    return faults


def _moves(found: Card, now: Card) -> tuple[set[str], set[str], set[str]]:
    """The KPIs that come, go, and have another role or are answered for otherwise."""
    came, went = found.kpis.keys() - now.kpis.keys(), now.kpis.keys() - found.kpis.keys()
    both = found.kpis.keys() & now.kpis.keys()
    other = {
        m for m in both
        if (found.kpis[m], found.held.get(m)) != (now.kpis[m], now.held.get(m))
    }  # fmt: skip
    return set(came), set(went), other


def _missing(missing: Missing, options: list[tuple[Step, Card]], now: Card) -> Iterator[str]:
    said = {json.dumps(value): each for each in missing.between for value in each.values}
    if len(said) != sum(len(each.values) for each in missing.between):
        yield f"{missing.field}: a value stands twice"
    moved = 0
    for step, found in options:
        each = said.pop(json.dumps(step.value), None)
        if each is None:
            yield f"{missing.field}: nothing is said of {step.value}"
            continue
        moves = _moves(found, now)
        moved += sum(map(len, moves))
        if (set(each.came), set(each.went), set(each.other)) != moves:
            yield f"{missing.field}: {step.value} does something else: {moves}"
        headline = next((m for m, place in found.kpis.items() if place == "headline"), None)
        if each.headline != headline:
            yield f"{missing.field}: with {step.value} the headline is {headline}"
    yield from (f"{missing.field}: {value} cannot be answered" for value in said)
    if options and missing.changes != round(moved / len(options), 2):
        yield f"{missing.field} moves {moved / len(options):.2f} on average"
