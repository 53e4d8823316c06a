"""What the trace says of an option. Each sentence with the id of a rule has a firing behind it.

What is said of a rule that stays quiet is how its conditions stand to the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from engine.exercises.lab import KPI, Lab
from engine.exercises.making import label_of
from engine.exercises.records import Ask, Kind
from engine.exercises.sides import made_by, raisings, speaks_for
from engine.explain.checked import check
from engine.explain.decided import decisions
from engine.explain.outline import checked
from engine.explain.parts import Checked, Outline
from engine.explain.records import Effect, Moved
from engine.explain.run import Run, Spoken
from engine.explain.spoke import held_words, says, spoke, weight
from engine.explain.what_if import moves
from engine.explain.words import PLACE, sentence
from engine.firing import Fired
from rules.condition import evaluate
from rules.records import Bar, Discourage, Hold, Recommend

_TOLD = 3
"""Firings or KPIs that are told of one option at most."""


def told(ask: Ask, key: str, lab: Lab) -> tuple[Outline, ...]:
    """What the trace says of an option, right or wrong."""
    return tuple(_OF[ask.kind](ask, key, lab))


def _changed(ask: Ask, metric: str, lab: Lab) -> Iterator[Outline]:
    """What became of a metric with the change."""
    before, after = lab.before(ask), lab.after(ask)
    moved = [each for each in moves(before, after, lab.words) if each.metric == metric]
    for each in moved:
        yield _moved(each, before, after, lab)
    if not any(KPI & {each.was, each.now} and each.was != each.now for each in moved):
        yield _stands(after, metric, lab, stays=bool(ask.change))


def _moved(moved: Moved, before: Run, after: Run, lab: Lab) -> Outline:
    first, *rest = moved.says
    starts = [_effect(e, moved.metric, after, before, lab) for e in moved.by if e.starts]
    stops = [_effect(e, moved.metric, before, after, lab) for e in moved.by if not e.starts]
    others = [
        each.fired
        for metric in moved.displaced_by
        for each in _strongest(after if after.place(metric) in KPI else before, metric)[:1]
    ]
    decided = decisions(after, moved.metric, lab.words) if moved.now in KPI else ()
    parts = (
        *(Outline(text=each) for each in (*rest, *decided)),
        *_group("What speaks now, and why", starts),
        *_group("What no longer speaks, and why", stops),
        *_group("What speaks for those", others),
    )
    return Outline(text=first, id=moved.metric, parts=parts)


def _group(heading: str, fired: Iterable[Fired]) -> Iterator[Outline]:
    """The reasons of some firings under a heading; nothing where there are none."""
    once = {(each.rule.id, each.text): each for each in fired}
    reasons = tuple(map(_fired, list(once.values())[:_TOLD]))
    if reasons:
        yield Outline(text=heading, parts=reasons)


def _effect(effect: Effect, metric: str, run: Run, other: Run, lab: Lab) -> Fired:
    """The firing by which a rule speaks of a metric in one run, and not or less in the other."""
    mine = [
        each.fired
        for each in run.about(metric)
        if each.fired.rule.id == effect.rule and says(each, metric, lab.words) == effect.says
    ]
    there = {(each.fired.rule.id, each.fired.fact.id) for each in other.about(metric)}
    return next((each for each in mine if (each.rule.id, each.fact.id) not in there), mine[0])


def _fired(fired: Fired) -> Outline:
    """The reason that a firing gives, with what it rests on."""
    return Outline(
        text=sentence(fired.text),
        id=fired.rule.id,
        basis=fired.basis,
        citations=tuple(dict.fromkeys(fired.citations)),
    )


def _strongest(run: Run, metric: str) -> list[Spoken]:
    found = [each for each in run.about(metric) if speaks_for(each)]
    return sorted(found, key=lambda each: -weight(each))


def _stands(run: Run, metric: str, lab: Lab, stays: bool = False) -> Outline:
    """Where a metric stands, and the firings that put it there or keep it away."""
    place, label, about = run.place(metric), lab.words.label(metric), run.about(metric)
    said = f"{label} {'stays' if stays and place in KPI else 'is'} {PLACE[place]}."
    for_it = [each.fired for each in _strongest(run, metric)]
    against = [each.fired for each in about if isinstance(each.conclusion, Bar | Discourage)]
    recommended = (each for each in about if isinstance(each.conclusion, Recommend))
    otherwise = [each.fired for each in recommended if not speaks_for(each)]
    nobody = f"No rule speaks for {lab.words.lower(metric)} as a KPI here."
    parts = (
        *_group("What speaks for it as a KPI", for_it),
        *_group("What speaks against it", against),
        *(_group("What brings it as something else", otherwise) if place not in KPI else ()),
        *(() if for_it else (Outline(text=nobody),)),
        *(Outline(text=each) for each in decisions(run, metric, lab.words)),
    )
    return Outline(text=said, id=metric, parts=parts)


def _as_it_is(ask: Ask, metric: str, lab: Lab) -> Iterator[Outline]:
    yield _stands(lab.before(ask), metric, lab)


def _holds(ask: Ask, kind: str, lab: Lab) -> Iterator[Outline]:
    run, metric = lab.after(ask), ask.subject[0]
    held = [each for each in run.about(metric) if isinstance(each.conclusion, Hold)]
    mine = [each for each in held if getattr(each.conclusion, "hold", "") == kind]
    parts = tuple(_group("What says so", (each.fired for each in mine)))
    if run.held(metric).kind == kind:
        yield Outline(text=held_words(run, metric, lab.words), id=metric, parts=parts)
    elif parts:
        yield Outline(text="Rules speak for it, and those for another weigh more.", parts=parts)
    else:
        yield Outline(text="No rule that fired says so of this metric.")


def _reason(ask: Ask, rule_id: str, lab: Lab) -> Iterator[Outline]:
    run, metric = lab.before(ask), ask.subject[0]
    for each in made_by(run, metric, lab):
        if each.fired.rule.id == rule_id:
            spoken = spoke(each, metric, run, lab.words)
            parts = (Outline(text=spoken.says), Outline(text=spoken.about), checked(spoken.when))
            yield _fired(each.fired).model_copy(update={"parts": parts})
            return
    yield _quiet(rule_id, run, lab)


def _quiet(rule_id: str, run: Run, lab: Lab) -> Outline:
    """Which of its conditions keep a rule quiet that did not fire."""
    rule, fields = lab.adviser.rules.get(rule_id), run.results.builder.fields
    condition = rule.when if not evaluate(rule.when, fields) else rule.unless
    ticked = check(condition, fields, run.inferred, lab.words)
    wanted = "true" if condition is rule.unless else ("false", "unknown")
    failed = [each for each in _comparisons(ticked) if each.truth in wanted]
    return Outline(
        text=f"This is the reason of {rule_id}, which did not fire here:",
        parts=tuple(Outline(text=each.says) for each in failed),
    )


def _comparisons(condition: Checked) -> Iterator[Checked]:
    if condition.mode is None:
        yield condition
    for part in condition.parts:
        yield from _comparisons(part)


def _dispute(ask: Ask, dispute: str, lab: Lab) -> Iterator[Outline]:
    fired = raisings(lab.before(ask)).get(dispute)
    if fired is None:
        yield Outline(text="No rule that fired raises it for this scorecard.")
    else:
        yield _fired(fired)


def _policy(ask: Ask, choice: str, lab: Lab) -> Iterator[Outline]:
    before, after = lab.before(ask), lab.with_policy(ask, choice)
    found = [each for each in moves(before, after, lab.words) if KPI & {each.was, each.now}]
    for each in found[:_TOLD]:
        yield _moved(each, before, after, lab)
    if not found:
        label = label_of(choice, ask, lab).partition(":")[0]
        yield Outline(text=f"With {label}, every KPI and who answers for it stay as they are.")


_OF: Mapping[Kind, Callable[[Ask, str, Lab], Iterator[Outline]]] = {
    "leaves": _changed,
    "comes": _changed,
    "headline": _changed,
    "kpis": _as_it_is,
    "holds": _holds,
    "reason": _reason,
    "dispute": _dispute,
    "policy": _policy,
}
