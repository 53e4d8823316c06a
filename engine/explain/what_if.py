"""Two runs side by side: what came, what went, and which rule did it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from engine.compose import AS_KPI
from engine.explain.decided import before_cut, cut_words
from engine.explain.records import AnswerChange, Effect, Moved, Place, WhatIf
from engine.explain.run import Run, Spoken
from engine.explain.spoke import says
from engine.explain.words import HELD, PLACE, Words, listed, sentence
from rules.records import Bar, Discourage, Hold, Recommend, Role

KPI: frozenset[Place] = frozenset({"headline", "supporting"})
"""The places of a KPI."""


def what_if(before: Run, after: Run, words: Words) -> WhatIf:
    """What differs between two runs: answers, policies, and every metric that moved."""
    answers = tuple(_answers(before, after, words))
    moved = moves(before, after, words)
    kpis = after.results.composed.roles
    changed = {each.metric for each in moved}
    old, new = before.results.composed.headline, after.results.composed.headline
    return WhatIf(
        answers=answers,
        headline_before=old,
        headline_after=new,
        moved=moved,
        stayed=tuple(metric for metric in kpis if metric not in changed),
        says=tuple(_summary(answers, moved, old, new, words)),
    )


def moves(before: Run, after: Run, words: Words) -> tuple[Moved, ...]:
    """Every metric with another place or another accountability, KPIs first, as they stand now."""
    metrics = dict.fromkeys((*after.places, *before.places))
    found = [_moved(metric, before, after, words) for metric in metrics]
    kept = [each for each in found if each is not None]
    kept.sort(key=lambda each: each.was not in KPI and each.now not in KPI)
    return tuple(kept)


def _moved(metric: str, before: Run, after: Run, words: Words) -> Moved | None:
    was, now = before.place(metric), after.place(metric)
    was_held, now_held = before.held(metric).kind, after.held(metric).kind
    mark = "role"
    if was == now:
        if was_held == now_held:
            return None
        mark = "accountability"
    elif now in KPI and was not in KPI:
        mark = "came"
    elif was in KPI and now not in KPI:
        mark = "went"
    effects = tuple(_effects(metric, before, after, _bears(was, now), words))
    displaced = () if effects or mark == "accountability" else _displaced(metric, before, after)
    moved = Moved.model_validate(
        {
            "metric": metric,
            "label": words.label(metric),
            "mark": mark,
            "was": was,
            "now": now,
            "was_held": was_held,
            "now_held": now_held,
            "by": effects,
            "displaced_by": displaced,
            "says": (),
        }
    )
    return moved.model_copy(update={"says": tuple(_says(moved, before, after, words))})


def _bears(was: Place, now: Place) -> Callable[[Spoken], bool]:
    """Whether a conclusion bears on a metric being in either of these places, or on who answers."""
    if was == now:
        return lambda each: isinstance(each.conclusion, Hold)
    roles: set[Role | None] = {role for role in ("monitor", "guardrail") if role in (was, now)}
    if was in KPI or now in KPI:
        roles |= set(AS_KPI)

    def bears(each: Spoken) -> bool:
        match each.conclusion:
            case Bar():
                return True
            case Recommend():
                return each.conclusion.as_ in roles
            case _:
                return isinstance(each.conclusion, Discourage) and None in roles

    return bears


def _effects(
    metric: str, before: Run, after: Run, bears: Callable[[Spoken], bool], words: Words
) -> Iterator[Effect]:
    """The rules that speak of a metric in one run and not, or less often, in the other."""
    old, new = (
        Counter(
            (each.fired.rule.id, each.fired.rule.rule.title, says(each, metric, words))
            for each in run.about(metric)
            if bears(each)
        )
        for run in (before, after)
    )
    for starts, these in ((True, new - old), (False, old - new)):
        for rule, title, said in sorted(these):
            yield Effect(rule=rule, title=title, says=said, starts=starts)


def _displaced(metric: str, before: Run, after: Run) -> tuple[str, ...]:
    """The KPIs that passed a metric or made room for it, where no rule about it differs."""
    old, new = before.results.composed.roles, after.results.composed.roles
    if metric in old and metric not in new:
        passed = _blockers(after, metric)
        fresh = tuple(each for each in new if each in passed and each not in old)
        return fresh or tuple(each for each in new if each in passed)
    if metric in new and metric not in old:
        passed = _blockers(before, metric)
        return tuple(each for each in old if each in passed and each not in new)
    heads = (before.results.composed.headline, after.results.composed.headline)
    if metric in heads:
        return tuple(each for each in heads if each is not None and each != metric)
    guarded = set(before.results.guards.get(metric, ())) ^ set(after.results.guards.get(metric, ()))
    return tuple(sorted(guarded))


def _blockers(run: Run, metric: str) -> set[str]:
    cut = "limit" in run.results.composed.cut.get(metric, "")
    return {kpi.metric for kpi in before_cut(run, metric)} if cut else set()


def _says(moved: Moved, before: Run, after: Run, words: Words) -> Iterator[str]:
    label = moved.label
    match moved.mark:
        case "came":
            yield f"{label} comes in as {PLACE[moved.now]}; it was {PLACE[moved.was]}."
        case "went":
            yield f"{label} is no KPI any more; it was {PLACE[moved.was]}."
            if moved.now != "out":
                yield f"It is {PLACE[moved.now]} now."
        case "role":
            yield f"{label} was {PLACE[moved.was]}; it is {PLACE[moved.now]} now."
        case _:
            was, now = HELD[moved.was_held], HELD[moved.now_held]
            yield f"{label} was {was}; it is {now} now."
    for starts, verb in ((True, "Now speaking"), (False, "No longer speaking")):
        rules = listed(dict.fromkeys(each.rule for each in moved.by if each.starts is starts))
        if rules:
            yield f"{verb}: {rules}."
    cut = after.results.composed.cut.get(moved.metric)
    if moved.mark == "went" and cut:
        yield f"It is left out by {cut_words(cut)}."
    if moved.mark == "went" and moved.metric in after.results.selection.barred:
        yield "A rule forbids it now."
    if not moved.by and moved.mark != "accountability":
        yield _no_rule(moved, words)


def _no_rule(moved: Moved, words: Words) -> str:
    if not moved.displaced_by:
        return "No rule about it differs; the limit on KPIs or the ranking does."
    others = words.listed(moved.displaced_by)
    if moved.mark == "came":
        return f"No rule about it differs; {others} made room."
    if moved.mark == "went":
        return f"No rule about it differs; {others} came before it."
    return f"No rule about it differs; what differs is the place of {others}."


def _answers(before: Run, after: Run, words: Words) -> Iterator[AnswerChange]:
    """The answers and policies that differ."""
    old, new = before.results.builder.said, after.results.builder.said
    for name, label in ((spec.name, spec.label) for spec in words.specs.values()):
        if old[name] != new[name]:
            was, now = words.value(name, old[name]), words.value(name, new[name])
            yield AnswerChange(field=name, label=label, before=was, after=now)
    knowledge = words.knowledge
    was_in, is_in = (run.results.policy.in_force(knowledge) for run in (before, after))
    for key in was_in:
        if was_in[key] != is_in[key]:
            name, label = f"policy {key}", f"Policy {key}"
            yield AnswerChange(field=name, label=label, before=was_in[key], after=is_in[key])


def _summary(
    answers: tuple[AnswerChange, ...],
    moved: tuple[Moved, ...],
    old: str | None,
    new: str | None,
    words: Words,
) -> Iterator[str]:
    if not answers:
        yield "The answers and policies are the same."
    if not moved:
        yield "Nothing on the scorecard differs."
        return
    if old != new:
        was, now = (words.lower(each) if each else "none" for each in (old, new))
        yield f"The headline was {was}; it is {now} now."
    elif old:
        yield f"The headline stays {words.lower(old)}."
    counts = Counter(each.mark for each in moved)
    text = f"{_count(counts['came'], 'KPI')} came and {_count(counts['went'], 'KPI')} went."
    yield sentence(text)
    places, held = counts["role"], counts["accountability"]
    text = f"{_count(places, 'metric')} changed place; {_count(held, 'metric')} changed accountability."
    yield sentence(text)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
