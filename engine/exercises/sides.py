"""What is right and what is wrong of a question, found by running the engine again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, get_args

from engine.exercises.lab import KPI, Lab, kpis
from engine.exercises.records import Ask, Kind
from engine.explain.run import Run, Spoken
from engine.firing import Fired
from knowledge_graph.records import Dispute, Metric, Objective
from rules.load import CatalogueRule
from rules.records import Accountability, Raise, Recommend


class Sides(NamedTuple):
    """The options of a question, those nearest to the matter first; no key is on both sides."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]


def sides(ask: Ask, lab: Lab) -> Sides:
    """What is right and what is wrong, by running again."""
    return _OF[ask.kind](ask, lab)


def _leaves(ask: Ask, lab: Lab) -> Sides:
    before, after = kpis(lab.before(ask)), lab.after(ask).results.composed.roles
    return Sides(
        tuple(each for each in before if each not in after),
        tuple(each for each in before if each in after),
    )


def _comes(ask: Ask, lab: Lab) -> Sides:
    before, after = lab.before(ask).results.composed.roles, lab.after(ask)
    return Sides(
        tuple(each for each in kpis(after) if each not in before),
        tuple(each for each in near_misses(after, lab) if each not in before),
    )


def _headline(ask: Ask, lab: Lab) -> Sides:
    before, after = lab.before(ask), lab.after(ask)
    new = after.results.composed.headline
    others = dict.fromkeys((*kpis(before)[:1], *kpis(after), *kpis(before)))
    others.pop(new or "", None)
    changed = new is not None and new != before.results.composed.headline
    return Sides((new,) if changed and new else (), tuple(others))


def _kpis(ask: Ask, lab: Lab) -> Sides:
    roles = lab.before(ask).results.composed.roles
    return Sides(
        tuple(each for each in ask.subject if each in roles),
        tuple(each for each in ask.subject if each not in roles),
    )


def _holds(ask: Ask, lab: Lab) -> Sides:
    after = lab.after(ask)
    kind = after.held(ask.subject[0]).kind
    if kind == "unstated" or after.place(ask.subject[0]) not in KPI:
        return Sides((), ())
    every = (each for each in get_args(Accountability) if each != "unstated")
    return Sides((kind,), tuple(each for each in every if each != kind))


def _reason(ask: Ask, lab: Lab) -> Sides:
    run, metric = lab.before(ask), ask.subject[0]
    if run.place(metric) not in KPI:
        return Sides((), ())
    right = [each.fired for each in made_by(run, metric, lab)][:1]
    told = {each.text for each in run.results.fired}
    wrong: dict[str, str] = {}
    for rule in quiet(run, metric, lab):
        if rule.rule.because not in told:
            told.add(rule.rule.because)
            wrong[rule.id] = rule.rule.because
    return Sides(tuple(each.rule.id for each in right), tuple(wrong))


def _dispute(ask: Ask, lab: Lab) -> Sides:
    raised = raisings(lab.before(ask))
    every = [each.id for each in lab.knowledge.every(Dispute) if each.id not in raised]
    return Sides(tuple(each for each in ask.subject if each in raised), tuple(every))


def _policy(ask: Ask, lab: Lab) -> Sides:
    moving = [each for each in ask.subject if moves_a_kpi(ask, each, lab)]
    return Sides(tuple(moving), tuple(each for each in ask.subject if each not in moving))


_OF: Mapping[Kind, Callable[[Ask, Lab], Sides]] = {
    "leaves": _leaves,
    "comes": _comes,
    "headline": _headline,
    "kpis": _kpis,
    "holds": _holds,
    "reason": _reason,
    "dispute": _dispute,
    "policy": _policy,
}


def near_misses(run: Run, lab: Lab) -> tuple[str, ...]:
    """Metrics that are no KPIs: first those that came near, then what is watched or guards.

    Last come those of the objectives that the role does not have, which a learner may expect.
    """
    results = run.results
    found = dict.fromkeys((*results.composed.cut, *sorted(results.selection.barred)))
    found |= dict.fromkeys((*results.guards, *results.selection.monitored()))
    for objective in lab.knowledge.every(Objective):
        found |= dict.fromkeys(link.to for link in objective.kpis)
    roles = results.composed.roles
    unreached = (lab.knowledge.get(Metric, each).unreached for each in found)
    return tuple(
        each for each, why in zip(found, unreached, strict=True) if each not in roles and not why
    )


def made_by(run: Run, metric: str, lab: Lab) -> list[Spoken]:
    """The firings that speak for a metric as a KPI, those that tell most of a role first."""
    found = [each for each in run.about(metric) if speaks_for(each) and told_whole(each.fired)]
    return sorted(found, key=lambda each: (-lab.tells(each.fired.rule.id), each.fired.rule.id))


def speaks_for(each: Spoken) -> bool:
    """Whether a conclusion speaks for a metric as a KPI."""
    made = each.conclusion
    return isinstance(made, Recommend) and made.as_ in ("headline", "supporting")


def told_whole(fired: Fired) -> bool:
    """Whether the reason of a firing is a sentence: every name in it stands for something."""
    return bool(fired.text) and "$" not in fired.text


def quiet(run: Run, metric: str, lab: Lab) -> Iterator[CatalogueRule]:
    """Rules over the profile that speak for a KPI and did not fire, those about the metric first.

    Then come those that tell most of a role.
    """
    fired = {each.rule.id for each in run.results.fired}
    evidence = run.results.policy.sourced_only
    found = [
        rule
        for rule in lab.adviser.rules.stable
        if rule.stage == "select"
        and rule.rule.over == "profile"
        and rule.id not in fired
        and "$" not in rule.rule.because
        and (rule.rule.basis == "sourced" or not evidence)
        and any(isinstance(each, Recommend) for each in rule.rule.then)
    ]

    def order(rule: CatalogueRule) -> tuple[bool, float, str]:
        about = any(getattr(each, "recommend", "") == metric for each in rule.rule.then)
        return (not about, -lab.tells(rule.id), rule.id)

    yield from sorted(found, key=order)


def raisings(run: Run) -> Mapping[str, Fired]:
    """Dispute -> the first firing that raises it."""
    found: dict[str, Fired] = {}
    for fired in run.results.fired:
        for conclusion in fired.rule.rule.then:
            if isinstance(conclusion, Raise):
                for each in fired.each(conclusion.raise_):
                    found.setdefault(each, fired)
    return found


def policies(ask: Ask, lab: Lab) -> Iterator[str]:
    """Every policy with a value that is not in force, as ``key=value``."""
    in_force = lab.before(ask).results.policy.in_force(lab.knowledge)
    for dispute in lab.knowledge.every(Dispute):
        if dispute.policy:
            for value in dispute.policy.values:
                if value != in_force[dispute.policy.key]:
                    yield f"{dispute.policy.key}={value}"


def moves_a_kpi(ask: Ask, choice: str, lab: Lab) -> bool:
    """Whether a policy brings, takes or moves a KPI, or changes who answers for one."""
    return _answered(lab.before(ask)) != _answered(lab.with_policy(ask, choice))


def _answered(run: Run) -> Mapping[str, tuple[str, str]]:
    """Each KPI with its role and with how product marketing answers for it."""
    roles = run.results.composed.roles
    return {metric: (role, run.held(metric).kind) for metric, role in roles.items()}
