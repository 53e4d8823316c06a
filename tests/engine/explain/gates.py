"""What must hold of every explanation. Each gate returns its faults in words; none is a pass.

The gates know the trace, the condition language and how to run again. They build nothing with the
code that they judge, so that it cannot agree with itself.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from engine import Adviser, Policy, Profile, ProfileError, read_profile
from engine.explain.records import Checked, Outline, Part, Proof, Spoke, Why, WhyNot
from engine.explain.render import as_mermaid, as_text
from engine.firing import Fired
from engine.present import Results
from rules.condition import NEVER, Condition, Group, evaluate, say
from rules.vocabulary import Over, Vocabulary, allowed_values

LONGEST = 30
"""Words of a sentence at most."""
PERSUASION = re.compile(
    r"\b(?:obviously|clearly|certainly|undoubtedly|of course|definitely|always the best|proven"
    r"|guaranteed?|best[- ]in[- ]class|must-have|powerful|crucial|vital|essential|critical to"
    r"|everyone knows|no doubt|surely|perfect|ideal (?:kpi|metric|choice)|trust us|simply|just do)\b",
    re.IGNORECASE,
)
"""Words that persuade beyond the evidence."""
JARGON = re.compile(
    r"\b(?:DNF|boolean|predicate|null|None|tuple|disjuncti\w+|conjuncti\w+|leaf|antecedent"
    r"|consequent|inference engine|truth value|node|edge|payload|frozenset|enum)\b"
)
"""Words that neither the glossary nor everyday speech explains."""
_TRUTH = {True: "true", False: "false", None: "unknown"}


# --- what was said -------------------------------------------------------------------------------


def complete(why: Why, results: Results) -> list[str]:
    """Every firing about the metric is shown, and nothing that did not fire."""
    fired = [
        (one.rule.id, one.fact.id)
        for one in results.fired
        for conclusion in one.rule.rule.then
        if why.metric in _subjects(one, conclusion)
    ]
    shown = [(each.rule, each.fact) for each in (*why.spoke, *why.held, *why.remarked)]
    faults = [f"not shown: {each}" for each in _less(fired, shown)]
    faults += [f"shown and never fired: {each}" for each in _less(shown, fired)]
    every = {f"{one.rule.id} on {one.fact.id}" for one in results.fired}
    steps = {step.id for step in why.proof.steps if step.kind == "rule"}
    faults += [f"a step of the proof that never fired: {each}" for each in sorted(steps - every)]
    missing = {f"{rule} on {fact}" for rule, fact in fired} - steps
    faults += [f"no step of the proof: {each}" for each in sorted(missing)]
    scores = {one.metric: one.score for one in results.selection.candidates()}
    if why.metric in scores and scores[why.metric] != why.score:
        faults.append(f"the score is {scores[why.metric]}, not {why.score}")
    if why.score != sum(each.weight for each in why.spoke):
        faults.append("the score is not the sum of the weights")
    return faults


def _subjects(one: Fired, conclusion: Any) -> tuple[str, ...]:
    for name in ("recommend", "discourage", "bar"):
        if hasattr(conclusion, name):
            return one.each(getattr(conclusion, name))
    if hasattr(conclusion, "infer"):
        return ()
    metric = one.fact.own.get("metric")
    return (metric,) if isinstance(metric, str) else ()


def _less(these: list[Any], those: list[Any]) -> list[Any]:
    left = list(those)
    over = []
    for each in these:
        if each in left:
            left.remove(each)
        else:
            over.append(each)
    return over


def ordered(proof: Proof) -> list[str]:
    """Whatever leads to a step comes before it, and every arrow has both its ends."""
    place = {step.id: number for number, step in enumerate(proof.steps)}
    faults = [] if len(place) == len(proof.steps) else ["a step stands twice"]
    for lead in proof.leads:
        if lead.source not in place or lead.target not in place:
            faults.append(f"an arrow without an end: {lead.source} to {lead.target}")
        elif place[lead.source] >= place[lead.target]:
            faults.append(f"{lead.source} comes after {lead.target}")
    ends = {lead.source for lead in proof.leads}
    loose = [s.id for s in proof.steps if s.id not in ends and s.kind != "metric"]
    return faults + [f"leads nowhere: {each}" for each in loose]


def truthful(why: Why, results: Results, vocabularies: Mapping[Over, Vocabulary]) -> list[str]:
    """Each tick is what the condition language says of the fact that the rule looked at."""
    fired = {(one.rule.id, one.fact.id): one for one in results.fired}
    faults = []
    for each in (*why.spoke, *why.held, *why.remarked):
        one = fired.get((each.rule, each.fact))
        if one is None:
            continue
        words = vocabularies[one.rule.rule.over]
        faults += _ticks(each.when, one.rule.when, one.fact.fields, words, each.rule)
        if one.rule.unless != NEVER:
            if each.unless is None:
                faults.append(f"{each.rule}: its exception is not shown")
            else:
                faults += _ticks(each.unless, one.rule.unless, one.fact.fields, words, each.rule)
        if each.because.rstrip(".") != one.text.strip().rstrip("."):
            faults.append(f"{each.rule}: another reason than the rule gives")
    return faults


def _ticks(
    checked: Checked, condition: Condition, fields: Any, words: Any, rule: str
) -> Iterator[str]:
    wanted = _TRUTH[evaluate(condition, fields)]
    if checked.truth != wanted:
        yield f"{rule}: `{checked.text}` is {wanted}, not {checked.truth}"
    if isinstance(condition, Group):
        if len(condition.parts) != len(checked.parts):
            yield f"{rule}: `{checked.text}` lacks a part"
        for part, inner in zip(checked.parts, condition.parts, strict=False):
            yield from _ticks(part, inner, fields, words, rule)
        return
    if checked.text != say(condition, words):
        yield f"{rule}: `{checked.text}` is not what the rule asks"
    known = fields.get(condition.field) is not None
    if (not known and "yes (you" in checked.says) or checked.truth not in _said(checked):
        yield f"{rule}: `{checked.says}` says something else than {checked.truth}"


def _said(checked: Checked) -> str:
    ticks = {"yes": "true", "no": "false", "not known": "unknown"}
    found = re.search(r": (yes|no|not known) \(", checked.says)
    return ticks[found[1]] if found else ""


def cited(record: Why | WhyNot, results: Results) -> list[str]:
    """Each claim that is not our own judgement can be looked up, where its rule says."""
    faults = []
    fired = {(one.rule.id, one.fact.id): one for one in results.fired}
    spoke: list[Spoke] = list(record.spoke)
    if isinstance(record, Why):
        spoke += [*record.held, *record.remarked]
        faults += [
            f"no citation: {one.text}"
            for one in _parts(record.justification)
            if one.basis not in (None, "editorial") and not one.citations
        ]
    else:
        spoke += record.barred
        faults += [
            f"no citation: {each.rule}"
            for each in record.nearest
            if each.basis != "editorial" and not each.citations
        ]
    for each in spoke:
        one = fired.get((each.rule, each.fact))
        if each.basis != "editorial" and not each.citations:
            faults.append(f"no citation: {each.rule}")
        if one is not None and set(each.citations) != set(one.citations):
            faults.append(f"other citations than those of {each.rule}")
        if one is not None and each.basis != one.basis:
            faults.append(f"another basis than that of {each.rule}")
        if each.basis == "editorial" and "our own judgement" not in each.marks.lower():
            faults.append(f"{each.rule} does not say that it is our own judgement")
    return faults


# --- what it rests on ----------------------------------------------------------------------------


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
            elif spec.type == "many":
                have = self.get(raw, spec) or []
                left = [each for each in have if each != value]
                self.put(raw, spec, left or None)
            else:
                self.put(raw, spec, None)
                rest.append((spec, value))
        yield from self._others(raw, rest)

    def _others(self, raw: dict[str, Any], rest: list[Any]) -> Iterator[dict[str, Any]]:
        yield raw
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
                return [[word] for word in words[:2]] if spec.type == "many" else words
            case "number":
                low, high = spec.minimum or 0, spec.maximum or 100
                return [int(low), int(high)] if value == "unknown" else []
            case "flag":
                return [value != "True"]
            case "date":
                return ["2027-01-01"]
            case _:
                return ["a"]

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
            if spec.type == "many" and value not in ("none", "unknown"):
                named = {s.partition("=")[2] for s in steps if s.startswith(f"answer:{field}=")}
                have = [each for each in have or () if each in named]
            if value == "none":
                have = []
            if value != "unknown":
                self.put(kept, spec, have)
        return kept


def faithful(why: Why, again: Again) -> list[str]:
    """Each cited answer bears on its firing.

    Without it the firing goes; or others that are cited hold it, and it goes only once they are
    taken away as well.
    """
    faults = []
    for rule, sources in _direct(why.proof).items():
        alone = {source for source in sorted(sources) if _goes(rule, {source}, again)}
        spare = sorted(sources - alone)
        for source in spare:
            others = [each for each in spare if each != source]
            if not any(
                not _goes(rule, set(some), again) and _goes(rule, {*some, source}, again)
                for size in range(1, min(len(others), 4) + 1)
                for some in combinations(others, size)
            ):
                faults.append(f"{rule} does not rest on {source}")
    return faults


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


def _goes(rule: str, sources: set[str], again: Again) -> bool:
    for raw in again.without(sources):
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


# --- how it reads --------------------------------------------------------------------------------


def alike(record: Part, outline: Outline) -> list[str]:
    """Each sentence and each id of the outline stands in text, picture and JSON."""
    text, picture = as_text(outline), as_mermaid(outline)
    plain = unescaped(picture)
    strings = set(_strings(record.model_dump(mode="json")))
    faults = []
    for each in _parts((outline,)):
        for what in (each.text, each.id, *(c.claim for c in each.citations)):
            if not what:
                continue
            if what not in text:
                faults.append(f"not in the text: {what}")
            if " ".join(what.split()) not in plain:
                faults.append(f"not in the picture: {what}")
            heading = what == each.text and not what.endswith((".", "?", "!"))
            if not heading and what not in strings:
                faults.append(f"not in the JSON: {what}")
    return faults


def unescaped(picture: str) -> str:
    """A Mermaid picture with its entities read back."""
    names = {"quot": '"', "lt": "<", "gt": ">"}
    return re.sub(r"#(\w+);", lambda found: names.get(found[1]) or chr(int(found[1])), picture)


def _strings(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for each in plain.values():
            yield from _strings(each)
    elif isinstance(plain, list):
        for each in plain:
            yield from _strings(each)
    elif isinstance(plain, str):
        yield plain


def readable(outline: Outline) -> list[str]:
    """Short sentences, no persuasion above the evidence, no jargon."""
    faults = []
    for each in _parts((outline,)):
        for sentence in re.split(r"(?<=[.?!;:])\s+", each.text):
            count = len(sentence.split())
            if count > LONGEST:
                faults.append(f"{count} words: {sentence}")
        found = PERSUASION.search(each.text) or JARGON.search(each.text)
        if found:
            faults.append(f"`{found[0]}`: {each.text}")
    return faults


def _parts(outlines: tuple[Outline, ...]) -> Iterator[Outline]:
    for each in outlines:
        yield each
        yield from _parts(each.parts)
