"""What must hold of every explanation. Each gate returns its faults in words; none is a pass.

The gates know the trace, the condition language and how to run again. They build nothing with the
code that they judge, so that it cannot agree with itself.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.explain.records import Checked, Outline, Part, Proof, Spoke, Why, WhyNot
from engine.explain.render import as_mermaid, as_text
from engine.firing import Fired
from engine.present import Results
from rules.condition import NEVER, Condition, Group, evaluate, leaves, say
from rules.load import Catalogue
from rules.vocabulary import Over, Vocabulary

LONGEST = 30
"""Words of a sentence at most."""
PERSUASION = re.compile(
    r"\b(?:obviously|clearly|certainly|undoubtedly|of course|definitely|always the best|proven"
    r"|guaranteed?|best[- ]in[- ]class|must-have|powerful|crucial|vital|essential|critical to"
    r"|everyone knows|no doubt|surely|perfect|ideal (?:kpi|metric|choice)|trust us|just do)\b",
    re.IGNORECASE,
)
"""Words that persuade beyond the evidence."""
JARGON = re.compile(
    r"\b(?:DNF|boolean|predicate|null|None|tuple|disjuncti\w+|conjuncti\w+|leaf|antecedent"
    r"|consequent|inference engine|truth value|node|edge|payload|frozenset|enum)\b"
)
"""Words that neither the glossary nor everyday speech explains."""
_TRUTH = {True: "true", False: "false", None: "unknown"}


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


def blocked(answer: WhyNot, results: Results, rules: Catalogue) -> list[str]:
    """What is said to keep a rule quiet is so: each comparison of an answer is ticked as it is."""
    fields = results.builder.fields
    faults = []
    for each in answer.nearest:
        rule = rules.get(each.rule)
        words = rules.vocabularies[rule.rule.over]
        asked = {
            say(leaf, words): leaf
            for condition in (rule.when, rule.unless)
            for leaf in leaves(condition)
            if leaf.field in fields
        }
        if not each.blocking:
            faults.append(f"{each.rule}: nothing keeps it quiet")
        for tick in [inner for part in each.blocking for inner in _inside(part)]:
            leaf = asked.get(tick.text)
            if leaf is not None and tick.truth != _TRUTH[evaluate(leaf, fields)]:
                faults.append(f"{each.rule}: `{tick.text}` is not {tick.truth}")
            if leaf is None and tick.field in fields and tick.truth == "true":
                faults.append(f"{each.rule}: `{tick.text}` is asked for by nothing")
    return faults


def _inside(checked: Checked) -> Iterator[Checked]:
    if not checked.parts:
        yield checked
    for part in checked.parts:
        yield from _inside(part)


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
