"""What must hold of every exercise. Each gate returns its faults in words; none is a pass.

The gates ask the adviser for whole recommendations and read them. They use nothing of the code
that makes and judges exercises, so that it cannot agree with itself.
"""

import re
from functools import lru_cache

from engine import Policy, Profile
from engine.present import present

KINDS_OF_ONE = {"headline", "holds", "reason", "dispute", "policy"}
RULE = re.compile(r"\b[A-Z]{3}-\d{3}\b")


def right_by(adviser, ask, options):
    """The keys of the options that whole recommendations bear out."""
    before, after = _recommended(adviser, ask, {}), _recommended(adviser, ask, ask.change)
    match ask.kind:
        case "leaves":
            return {key for key in options if key in _kpis(before) and key not in _kpis(after)}
        case "comes":
            return {key for key in options if key not in _kpis(before) and key in _kpis(after)}
        case "headline":
            return {key for key in options if before.headline != key == after.headline}
        case "kpis":
            return {key for key in options if key in _kpis(before)}
        case "holds":
            held = {each.metric: each.accountability.kind for each in after.kpis}
            return {key for key in options if key == held[ask.subject[0]]}
        case "reason":
            return {key for key in options if _speaks(before, key)}
        case "dispute":
            return {key for key in options if key in {each.id for each in before.disputes}}
        case "policy":
            now = _kpis(before)
            return {k for k in options if _kpis(_recommended(adviser, ask, {}, k)) != now}


def _recommended(adviser, ask, change, choice=""):
    return present(_concluded(adviser, *_of(ask, change, choice)))


def _concluded(adviser, profile, policy):
    return _reasoned(adviser, profile.model_dump_json(), policy.model_dump_json())


@lru_cache(maxsize=512)
def _reasoned(adviser, profile, policy):
    profile = Profile.model_validate_json(profile)
    return adviser.reason(profile, Policy.model_validate_json(policy))


def _of(ask, change, choice=""):
    key, _, value = choice.partition("=")
    choices = {**ask.policy, **({key: value} if key else {})}
    policy = Policy(choices=choices, sourced_only=ask.sourced_only)
    return Profile.model_validate({**ask.profile, **change}), policy


def _kpis(recommendation):
    return {each.metric: (each.role, each.accountability.kind) for each in recommendation.kpis}


def _speaks(recommendation, rule):
    return any(each.rule == rule for each in recommendation.trace)


def sound(exercise, adviser, key):
    """There is one right answer, it is the key, and nothing else is right."""
    options = [each.key for each in exercise.options]
    found = right_by(adviser, exercise.ask, options)
    faults = []
    if found != set(key):
        faults.append(f"{exercise.kind}: the key is {sorted(key)}, and {sorted(found)} is right")
    if not found:
        faults.append(f"{exercise.kind}: nothing is right")
    if found == set(options):
        faults.append(f"{exercise.kind}: everything is right")
    if len(found) > 1 and not exercise.many:
        faults.append(f"{exercise.kind}: {len(found)} are right, and one can be chosen")
    if not exercise.many and exercise.kind not in KINDS_OF_ONE | {"leaves", "comes"}:
        faults.append(f"{exercise.kind}: only one can be chosen")
    for what in ("key", "label"):
        if len({getattr(each, what) for each in exercise.options}) < len(options):
            faults.append(f"{exercise.kind}: two options with one {what}")
    if not 3 <= len(options) <= 4:
        faults.append(f"{exercise.kind}: {len(options)} options")
    given_away = exercise.kind in ("kpis", "holds", "reason") and exercise.card
    if given_away:
        faults.append(f"{exercise.kind}: the scorecard gives the answer away")
    return faults


def backed(verdict, ask, adviser):
    """Every reason is that of a rule that fired, as it fired; every other rule is said not to."""
    choices = [each.key for each in verdict.told] if ask.kind == "policy" else []
    runs = [_of(ask, {}), _of(ask, ask.change), *(_of(ask, {}, each) for each in choices)]
    fired = [each for run in runs for each in _concluded(adviser, *run).fired]
    said = {}
    for each in fired:
        ground = (each.basis, frozenset(each.citations))
        said.setdefault((each.rule.id, _plain(each.text)), []).append(ground)
    names = {each.rule.id for each in fired}
    faults = []
    for outline in _all(part for told in verdict.told for part in told.because):
        if RULE.fullmatch(outline.id):
            grounds = said.get((outline.id, _plain(outline.text)))
            if grounds is None:
                faults.append(f"{outline.id} never fired to say: {outline.text}")
            elif (outline.basis, frozenset(outline.citations)) not in grounds:
                faults.append(f"{outline.id} rests on something else")
            elif outline.basis != "editorial" and not outline.citations:
                faults.append(f"{outline.id} cannot be looked up")
        elif outline.basis or outline.citations:
            faults.append(f"a ground without a rule: {outline.text}")
        quiet = "did not fire" in outline.text
        for rule in RULE.findall(outline.text):
            if (rule in names) is quiet:
                faults.append(f"{rule} {'fired' if quiet else 'did not fire'}: {outline.text}")
    return faults


def turned(verdict, ask, adviser):
    """What is said to speak now fired after the change, and what no longer speaks before it."""
    faults = []
    for told in verdict.told:
        choice = told.key if ask.kind == "policy" else ""
        runs = {
            "What speaks now, and why": _of(ask, ask.change, choice),
            "What no longer speaks, and why": _of(ask, {}),
        }
        for outline in _all(told.because):
            if outline.text in runs:
                fired = _concluded(adviser, *runs[outline.text]).fired
                said = {(each.rule.id, _plain(each.text)) for each in fired}
                strange = [e for e in outline.parts if (e.id, _plain(e.text)) not in said]
                faults += [f"{outline.text}: {each.id} did not fire there" for each in strange]
    return faults


def _plain(text):
    return text.strip().rstrip(".").casefold()


def _all(outlines):
    for each in outlines:
        yield each
        yield from _all(each.parts)
