"""What can be asked of a profile, what tells most of it first.

Whether a question has an answer is seen when the exercise is made.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from itertools import islice

from engine.exercises.changes import changes
from engine.exercises.lab import KPI, Lab, kpis
from engine.exercises.records import Ask, Kind
from engine.exercises.sides import made_by, moves_a_kpi, near_misses, policies, raisings
from engine.explain.run import Run
from rules.records import Hold

OPTIONS = 4
"""Options of an exercise at most."""
_AS_IT_IS = 4
"""Changes that are tried before somebody is asked who answers without any."""
_KPIS = (2, 1, 3)
"""How many of four metrics are KPIs, in turn."""


def asks(ask: Ask, lab: Lab) -> Iterator[Ask]:
    """Everything of one kind that can be asked of a profile.

    Args:
        ask: Of that kind and profile, with neither a change nor a subject.
        lab: Where it is tried.
    """
    return _OF[ask.kind](ask, lab)


def _changed(ask: Ask, lab: Lab) -> Iterator[Ask]:
    for answer in changes(ask.before[0], lab):
        change = {answer.field: answer.value}
        if lab.explainer.answers.apply(ask.before[0], (answer,)) is not None:
            yield ask.model_copy(update={"change": change})


def _about(ask: Ask, *subject: str) -> Ask:
    return ask.model_copy(update={"subject": subject})


def _kpis(ask: Ask, lab: Lab) -> Iterator[Ask]:
    run = lab.before(ask)
    left, others = list(kpis(run)), list(near_misses(run, lab))
    turn = 0
    while left:
        count = _KPIS[turn % len(_KPIS)]
        mine, left = left[:count], left[count:]
        beside, others = others[: OPTIONS - len(mine)], others[OPTIONS - len(mine) :]
        yield _about(ask, *sorted((*mine, *beside)))
        turn += 1


def _holds(ask: Ask, lab: Lab) -> Iterator[Ask]:
    """Who answers after a change that moves it; now and then, who answers as it is."""
    now = lab.before(ask)
    as_it_is = (_about(ask, metric) for metric in kpis(now) if _hangs_on_the_role(now, metric))
    asked: set[str] = set()
    for number, changed in enumerate(_changed(ask, lab)):
        moved = next(_moved_holds(now, lab.after(changed), asked), None)
        if moved is not None:
            asked.add(moved)
            yield _about(changed, moved)
        if number % _AS_IT_IS == 0:
            yield from islice(as_it_is, 1)
    yield from as_it_is


def _moved_holds(before: Run, after: Run, asked: Container[str]) -> Iterator[str]:
    """The KPIs of both runs for which product marketing answers otherwise."""
    for metric in kpis(after):
        otherwise = before.held(metric).kind != after.held(metric).kind
        if otherwise and before.place(metric) in KPI and metric not in asked:
            yield metric


def _hangs_on_the_role(run: Run, metric: str) -> bool:
    """Whether a rule that says who answers for a metric asks for more than the metric."""
    return any(
        isinstance(each.conclusion, Hold)
        and any(not name.startswith("metric") for name in each.fired.rule.reads)
        for each in run.about(metric)
    )


def _reason(ask: Ask, lab: Lab) -> Iterator[Ask]:
    run = lab.before(ask)
    found = []
    for metric in kpis(run):
        rules = [each.fired.rule for each in made_by(run, metric, lab)][:1]
        found += [
            (-lab.tells(rule.id), metric)
            for rule in rules
            if rule.rule.over != "profile" or lab.share(rule.id) < 1
        ]
    yield from (_about(ask, metric) for _, metric in sorted(found, key=lambda each: each[0]))


def _dispute(ask: Ask, lab: Lab) -> Iterator[Ask]:
    raised = raisings(lab.before(ask))
    found = [each for each in raised if lab.share(raised[each].rule.id) < 1]
    found.sort(key=lambda each: (-lab.tells(raised[each].rule.id), each))
    yield from (_about(ask, each) for each in found)


def _policy(ask: Ask, lab: Lab) -> Iterator[Ask]:
    """Each policy that moves a KPI, among three that move none."""
    moving, still = list[str](), list[str]()
    for choice in policies(ask, lab):
        (moving if moves_a_kpi(ask, choice, lab) else still).append(choice)
        while moving and len(still) >= OPTIONS - 1:
            yield _about(ask, *sorted((moving.pop(0), *still[1 - OPTIONS :])))
    for choice in moving:
        yield _about(ask, *sorted((choice, *still[1 - OPTIONS :])))


_OF: Mapping[Kind, Callable[[Ask, Lab], Iterator[Ask]]] = {
    "leaves": _changed,
    "comes": _changed,
    "headline": _changed,
    "kpis": _kpis,
    "holds": _holds,
    "reason": _reason,
    "dispute": _dispute,
    "policy": _policy,
}
