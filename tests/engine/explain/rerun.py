"""What explanations rest on, tried by running again with other answers."""

import json
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from engine import Adviser, Policy, Profile, ProfileError, read_profile
from engine.explain.records import Proof, Why
from engine.firing import Fired
from engine.present import Results
from rules.condition import Condition, Group, evaluate, leaves
from rules.vocabulary import allowed_values


class Again:
    """Runs a profile again with other answers; the same answers run once."""

    def __init__(self, adviser: Adviser, profile: Profile, policy: Policy) -> None:
        self._adviser = adviser
        self._policy = policy
        self.raw = profile.model_dump(mode="json", exclude_none=True)
        self._specs = {spec.name: spec for spec in adviser.knowledge.fields.profile}
        self._seen: dict[str, Results | None] = {}

    def run(self, raw: dict[str, Any], policy: Policy | None = None) -> Results | None:
        """The results; None where the answers contradict each other."""
        policy = policy or self._policy
        key = json.dumps([raw, policy.model_dump(mode="json")], sort_keys=True)
        if key not in self._seen:
            try:
                profile = read_profile(raw, self._adviser.knowledge)
                self._seen[key] = self._adviser.reason(profile, policy)
            except ProfileError:
                self._seen[key] = None
        return self._seen[key]

    def without(self, steps: set[str]) -> Iterator[dict[str, Any]]:
        """The profile with these cited answers otherwise: unknown, or each other value."""
        raw = json.loads(json.dumps(self.raw))
        rest = []
        for step in sorted(steps):
            field, _, value = step.partition(":")[2].partition("=")
            spec = self._specs[field]
            if value == "unknown" or step.startswith("trait:"):
                rest.append((spec, value))
            elif spec.type == "many" and value != "known":
                have = self.get(raw, spec) or []
                left = [each for each in have if each != value]
                self.put(raw, spec, left or None)
            else:
                self.put(raw, spec, None)
                if value != "known":
                    rest.append((spec, value))
        yield from self._others(raw, rest)

    def _others(self, raw: dict[str, Any], rest: list[Any]) -> Iterator[dict[str, Any]]:
        yield raw
        yield {**raw, **{name: [] for name in self.raw if name not in raw and name in _LISTS}}
        for spec, value in rest:
            for other in self._values(spec, value):
                changed = json.loads(json.dumps(raw))
                for each, old in rest:
                    self.put(changed, each, next(iter(self._values(each, old)), None))
                self.put(changed, spec, other)
                yield changed

    def _values(self, spec: Any, value: str) -> list[Any]:
        match spec.type:
            case "one" | "many":
                words = [w for w in allowed_values(spec, self._adviser.knowledge) if w != value]
                return [[], *([word] for word in words[:2])] if spec.type == "many" else words
            case "number":
                low, high = spec.minimum or 0, spec.maximum or 100
                return [int(low), int(high)]
            case "flag":
                return [value != "True"]
            case "date":
                return ["2027-01-01"]
            case _:
                return ["a"]

    def settled(self, step: str) -> bool:
        """Whether every other value of an answer contradicts the rest of the profile."""
        unknown, _, *others = self.without({step})
        return bool(others) and all(self.run(raw) is None for raw in others)

    def get(self, raw: dict[str, Any], spec: Any) -> Any:
        value: Any = raw
        for step in spec.path or (spec.name,):
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def put(self, raw: dict[str, Any], spec: Any, value: Any) -> None:
        *above, last = spec.path or (spec.name,)
        for step in above:
            raw = raw.setdefault(step, {})
        if value is None:
            raw.pop(last, None)
        else:
            raw[last] = value

    def only(self, steps: set[str]) -> dict[str, Any]:
        """A profile with nothing but these cited answers."""
        kept: dict[str, Any] = {}
        for step in steps:
            field, _, value = step.partition(":")[2].partition("=")
            spec = self._specs[field]
            have = self.get(self.raw, spec)
            if spec.type == "many" and value != "unknown":
                named = {s.partition("=")[2] for s in steps if s.startswith(f"answer:{field}=")}
                have = [each for each in have or () if each in named]
            if value != "unknown":
                self.put(kept, spec, have)
        return kept


def faithful(why: Why, results: Results, again: Again) -> list[str]:
    """Each cited answer bears on its firing.

    Without it the firing goes; or others that are cited hold it, and it goes only once they are
    taken away as well; or it is one of several alternatives that the rule names and that hold.
    """
    faults = []
    fired = {f"{one.rule.id} on {one.fact.id}": one for one in results.fired}
    behind = _answers_behind(why.proof)
    for rule, sources in _direct(why.proof).items():
        alone = {
            source
            for source in sorted(sources)
            if _goes(rule, {source}, again) or _goes(rule, behind.get(source, set()), again)
        }
        spare = sorted(sources - alone)
        for source in spare:
            if rule in fired and _alternative(source, sources, fired[rule]):
                continue
            if again.settled(source):
                continue
            others = [each for each in spare if each != source]
            if not any(
                not _goes(rule, set(some), again) and _goes(rule, {*some, source}, again)
                for size in range(1, min(len(others), 4) + 1)
                for some in combinations(others, size)
            ):
                faults.append(f"{rule} does not rest on {source}")
    return faults


def _alternative(source: str, sources: set[str], fired: Fired) -> bool:
    """Whether an answer makes one part of an ``any`` true of which another part is true too.

    Or one part of an exception untrue of which another part is untrue too. A metric is served by
    any of several objectives; each is such an alternative.
    """
    field = source.partition(":")[2].partition("=")[0]
    named = [each for each in sources if each.startswith("answer:objectives=")]
    if source in named and len(named) > 1 and "metric_served" in fired.rule.reads:
        return True

    def reads(condition: Condition) -> bool:
        return field in {_OF.get(leaf.field, leaf.field) for leaf in leaves(condition)}

    def holds(condition: Condition) -> bool:
        if not isinstance(condition, Group):
            return False
        true = [part for part in condition.parts if evaluate(part, fired.fact.fields)]
        if condition.mode == "any" and len(true) > 1 and any(map(reads, true)):
            return True
        return any(map(holds, true))

    def kept_away(condition: Condition) -> bool:
        if not isinstance(condition, Group):
            return False
        false = [p for p in condition.parts if evaluate(p, fired.fact.fields) is not True]
        if condition.mode == "all" and len(false) > 1 and any(map(reads, false)):
            return True
        return any(map(kept_away, false))

    return holds(fired.rule.when) or kept_away(fired.rule.unless)


_OF = {"metric_measurable": "data_sources"} | dict.fromkeys(
    ("metric_served", "metric_outcome"), "objectives"
)
"""The answer that a field of a metric follows from."""


def _direct(proof: Proof) -> dict[str, set[str]]:
    """Firing -> the answers and traits on which it rests itself or through its link."""
    kinds = {step.id: step.kind for step in proof.steps}
    into: dict[str, set[str]] = {}
    for lead in proof.leads:
        into.setdefault(lead.target, set()).add(lead.source)
    behind = {}
    for step, kind in kinds.items():
        if kind == "rule":
            near = set(into.get(step, ()))
            near |= {up for each in near if kinds[each] == "link" for up in into.get(each, ())}
            found = {each for each in near if kinds[each] in ("answer", "trait")}
            if found:
                behind[step] = found
    return behind


def _answers_behind(proof: Proof) -> dict[str, set[str]]:
    """Inferred trait -> every answer that leads to it: without them it cannot be inferred."""
    kinds = {step.id: step.kind for step in proof.steps}
    found: dict[str, set[str]] = {}
    for lead in proof.leads:
        source = {lead.source} if kinds[lead.source] == "answer" else found.get(lead.source, set())
        found.setdefault(lead.target, set()).update(source)
    return {step: answers for step, answers in found.items() if kinds[step] == "trait"}


def _goes(rule: str, sources: set[str], again: Again) -> bool:
    for raw in again.without(sources) if sources else ():
        results = again.run(raw)
        if results is not None and not _fired(rule, results):
            return True
    return False


def _fired(rule: str, results: Results) -> bool:
    return any(f"{one.rule.id} on {one.fact.id}" == rule for one in results.fired)


def sufficient(why: Why, results: Results, again: Again) -> list[str]:
    """The cited answers and policies alone bring the same firings about the metric.

    Where a link starts at a KPI of the draft, that KPI's place rests on the whole ranking; such a
    firing is asked for only where the KPI has the same place again. The same goes for who answers
    for a metric, which is asked for only where the metric is on the scorecard again.
    """
    answers = {step.id for step in why.proof.steps if step.kind == "answer"}
    keys = {
        step.id.partition("policy_")[2].partition("=")[0].replace("_", "-")
        for step in why.proof.steps
        if step.kind == "policy"
    } | {"kpi-limit"}
    policy = results.policy
    kept = {key: value for key, value in policy.choices.items() if key in keys}
    rerun = again.run(again.only(answers), policy.model_copy(update={"choices": kept}))
    if rerun is None:
        return ["the cited answers contradict each other"]
    there = {(one.rule.id, one.fact.id) for one in rerun.fired}
    faults = []
    for each in why.spoke:
        start, _, relation = each.fact.partition(" ")
        follows = relation.startswith(("guarded-by", "own-part"))
        if follows and rerun.draft.get(start) != results.draft.get(start):
            continue
        if (each.rule, each.fact) not in there:
            faults.append(f"{each.rule} on {each.fact} needs more than what is cited")
    on_card = {*rerun.composed.roles, *rerun.guards, *rerun.selection.monitored()}
    if why.metric in on_card:
        faults += [
            f"{each.rule} on {each.fact} needs more than what is cited"
            for each in why.held
            if (each.rule, each.fact) not in there
        ]
    return faults


_LISTS = {"objectives", "authority", "data_sources"}
"""Lists that may be given and empty: nothing at hand, nothing wanted."""
