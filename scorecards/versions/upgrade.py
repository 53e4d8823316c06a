"""Knowledge or rules have changed: what that means for a scorecard that was adopted before.

The recommendation is made again for the same profile and policy and compared with what was
recommended then. The proposal keeps whatever a person chose or agreed, takes over what is
recommended now, and gives a reason for everything that differs. Nobody has to take it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from engine.explain.decided import cut_words
from engine.explain.records import Moved
from engine.explain.run import Run
from engine.explain.what_if import moves
from engine.explain.words import Words as Explained
from engine.profile import Policy, Profile, ProfileError, read_policy, read_profile
from engine.recommend import Adviser
from engine.recommendation import Recommendation
from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric
from rules.condition import nearest
from rules.records import Role
from scorecards.document import Dropped, Scorecard, ScorecardKpi
from scorecards.making.adopt import adopt, basis_of, joint_objectives
from scorecards.part import Part, Refusal
from scorecards.targets import check
from scorecards.versions.diff import Change, Words, diff

_PLACE: dict[Role, str] = {
    "headline": "the headline",
    "supporting": "a supporting KPI",
    "monitor": "a monitor",
    "guardrail": "a guardrail",
}


class Step(Part):
    """One thing that the new recommendation, or the proposal, does differently.

    Attributes:
        kind: ``kept`` where the proposal leaves a person's choice although something speaks of it.
        because: Why: the rules that speak for it now, or what cut it.
    """

    metric: str
    kind: Literal["came", "went", "role", "kept"]
    says: str
    because: tuple[str, ...] = ()


class Upgrade(Part):
    """What a scorecard would become.

    Attributes:
        changed: Whether knowledge or rules are others than when it was adopted.
        blocked: Why there is no proposal; empty where there is one.
        steps: What differs in the recommendation, and what the proposal leaves as it is.
        moved: The same explained firing by firing, where the adviser of then was handed in.
        draft: The proposal; None where it is blocked.
        changes: What differs between the scorecard and the proposal.
    """

    changed: bool
    blocked: tuple[Refusal, ...] = ()
    steps: tuple[Step, ...] = ()
    moved: tuple[Moved, ...] = ()
    draft: Scorecard | None = None
    changes: tuple[Change, ...] = ()


def upgrade(
    card: Scorecard,
    adviser: Adviser,
    then: Adviser | None = None,
    asked: tuple[Profile, Policy] | None = None,
) -> Upgrade:
    """What the knowledge and rules of today make of a scorecard.

    Args:
        card: The scorecard as it is.
        adviser: The adviser of today.
        then: The adviser from which it was adopted, where it is still at hand.
        asked: Other answers, where the role or the strategy has changed; else those it has.
    """
    knowledge, basis = adviser.knowledge, card.basis
    changed = (basis.knowledge, basis.rules) != (knowledge.version, adviser.rules.version)
    try:
        profile, policy = asked or (
            read_profile(basis.profile, knowledge),
            read_policy(basis.policy, knowledge, basis.sourced_only),
        )
    except ProfileError as error:
        wrong = str(error).removeprefix(f"{error.field}: ")
        right = "put that answer right, then recommend again"
        refusal = Refusal(field=error.field, wrong=wrong, right=right)
        return Upgrade(changed=changed, blocked=(refusal, *_unknown(card, adviser.graph)))
    recommendation = adviser.recommend(profile, policy)
    steps = tuple(_steps(card, recommendation, adviser))
    moved = _moved(adviser, then, profile, policy) if then else ()
    blocked = tuple(_unknown(card, adviser.graph))
    if blocked:
        return Upgrade(changed=changed, blocked=blocked, steps=steps, moved=moved)
    draft = _proposal(card, recommendation, adviser.graph)
    return Upgrade(
        changed=changed,
        steps=(*steps, *_left(card, draft, recommendation, adviser.graph)),
        moved=moved,
        draft=draft,
        changes=diff(card, draft, Words(knowledge)),
    )


def _unknown(card: Scorecard, graph: Graph) -> Iterator[Refusal]:
    """The metrics on it that the knowledge does not have any more."""
    records = graph.knowledge.records
    known = [metric.id for metric in graph.knowledge.every(Metric)]
    for kpi in card.kpis:
        named = {"metric": (kpi.metric,), "own_part": kpi.contract.own_part}
        for field, metrics in named.items():
            for metric in metrics:
                if metric not in records:
                    wrong = f"{metric} is not in the knowledge any more{nearest(metric, known)}"
                    right = "swap it for a known metric first"
                    yield Refusal(field=f"{kpi.metric}.{field}", wrong=wrong, right=right)


def _moved(adviser: Adviser, then: Adviser, profile: Profile, policy: Policy) -> tuple[Moved, ...]:
    words = Explained(adviser.knowledge, adviser.rules)
    before, after = (Run(each.reason(profile, policy)) for each in (then, adviser))
    return moves(before, after, words)


def _steps(card: Scorecard, recommendation: Recommendation, adviser: Adviser) -> Iterator[Step]:
    """What is recommended otherwise than then."""
    old, new = card.basis.recommended, basis_of(recommendation).recommended
    label = adviser.knowledge.label
    order = [kpi.metric for kpi in recommendation.kpis]
    rest = sorted({*old, *new} - set(order))
    for metric in (*order, *rest):
        was, now = old.get(metric), new.get(metric)
        if was == now:
            continue
        because = _because(metric, recommendation, adviser)
        if was is None and now is not None:
            says = f"{label(metric)} is recommended now, as {_PLACE[now]}."
            yield Step(metric=metric, kind="came", says=says, because=because)
        elif now is None and was is not None:
            says = f"{label(metric)} is not recommended any more; it was {_PLACE[was]}."
            yield Step(metric=metric, kind="went", says=says, because=because)
        elif was is not None and now is not None:
            says = f"{label(metric)} is recommended as {_PLACE[now]} now; it was {_PLACE[was]}."
            yield Step(metric=metric, kind="role", says=says, because=because)


def _because(metric: str, recommendation: Recommendation, adviser: Adviser) -> tuple[str, ...]:
    """What speaks for a metric, or keeps it out."""
    for kpi in recommendation.kpis:
        if kpi.metric == metric:
            return tuple(f"{each.rule}: {each.text}" for each in kpi.because if each.for_)
    for barred in recommendation.barred:
        if barred.metric == metric:
            return (f"{barred.rule}: {barred.why}",)
    for guardrail in recommendation.guardrails:
        if guardrail.metric == metric:
            titles = {rule: adviser.rules.get(rule).rule.title for rule in guardrail.rules}
            return tuple(f"{rule}: {title}." for rule, title in titles.items())
    for monitor in recommendation.monitor:
        if monitor.metric == metric:
            return (f"{', '.join(monitor.rules)}: {monitor.why}",)
    for considered in recommendation.also_considered:
        if considered.metric == metric:
            return (f"It is left out: {cut_words(considered.cut_by)}.",)
    return ("No rule recommends it now.",)


def _proposal(card: Scorecard, recommendation: Recommendation, graph: Graph) -> Scorecard:
    """The scorecard with what changed taken over, and everything else as it is."""
    fresh = adopt(recommendation, graph, id=card.id, title=card.title, period=card.period)
    old, new = card.basis.recommended, fresh.basis.recommended
    kept = tuple(
        _kept(kpi, old, new, graph)
        for kpi in card.kpis
        if kpi.metric in new or _own_choice(kpi, old)
    )
    held = {kpi.metric for kpi in kept}
    spoken_for = held | {each.metric for each in card.dropped} | {kpi.replaces for kpi in kept}
    # What was recommended then and is on the card no more went by somebody's decision.
    spoken_for |= {metric for metric, role in old.items() if role == new.get(metric)}
    came = tuple(kpi for kpi in fresh.kpis if kpi.metric not in spoken_for)
    before = {kpi.metric for kpi in card.headlines}
    chosen = any(kpi.metric in held and _own_choice(kpi, old) for kpi in card.headlines)
    kpis = tuple(
        kpi.model_copy(update={"role": "supporting"})
        if chosen and kpi.role == "headline" and kpi.metric not in before
        else kpi
        for kpi in (*kept, *came)
    )
    dropped = tuple(each for each in card.dropped if each.metric in new)
    found = card.basis.recommendation
    same = fresh.basis.model_copy(update={"recommendation": found}) == card.basis
    basis = card.basis if same else fresh.basis
    draft = card.model_copy(update={"basis": basis, "kpis": kpis, "dropped": dropped})
    if kpis == card.kpis:
        return draft
    return draft.model_copy(update={"status": "draft", "joint": joint_objectives(draft)})


def touched(card: Scorecard, draft: Scorecard) -> tuple[str, ...]:
    """The metrics of the KPIs that a proposal changes, brings or takes out."""
    held = {kpi.metric: kpi for kpi in card.kpis}
    proposed = {kpi.metric: kpi for kpi in draft.kpis}
    every = dict.fromkeys((*proposed, *held))
    return tuple(metric for metric in every if held.get(metric) != proposed.get(metric))


def partly(card: Scorecard, draft: Scorecard, taken: Collection[str]) -> Scorecard:
    """The scorecard with a proposal taken for some KPIs alone, and with the proposal's basis.

    What is new and not taken counts as dropped, so that it is not proposed again.

    Args:
        card: The scorecard as it is.
        draft: The proposal.
        taken: The metrics of which the proposal is taken.
    """
    new = draft.basis.recommended
    kpis = [
        kpi if kpi.metric in taken or not card.holds(kpi.metric) else card.kpi(kpi.metric)
        for kpi in draft.kpis
        if kpi.metric in taken or card.holds(kpi.metric)
    ]
    left = [k for k in card.kpis if not draft.holds(k.metric) and k.metric not in taken]
    for kpi in left:
        origin = kpi.origin if kpi.origin == "swapped" or kpi.metric in new else "added"
        kpis.insert(card.kpis.index(kpi), kpi.model_copy(update={"origin": origin}))
    refused = tuple(
        Dropped(metric=kpi.metric, reason="Not taken when the recommendation was made anew.")
        for kpi in draft.kpis
        if kpi.metric not in taken and not card.holds(kpi.metric)
    )
    update = {"kpis": tuple(kpis), "dropped": (*draft.dropped, *refused)}
    changed = draft.model_copy(update=update)
    if changed.kpis == card.kpis:
        return changed.model_copy(update={"status": card.status, "joint": card.joint})
    return changed.model_copy(update={"joint": joint_objectives(changed)})


def _own_choice(kpi: ScorecardKpi, old: dict[str, Role]) -> bool:
    """Whether a person, not the recommendation, put it there or into its role.

    The standing monthly list is never adopted by itself, so a monitor is somebody's choice.
    """
    return kpi.origin != "recommended" or kpi.role == "monitor" or old.get(kpi.metric) != kpi.role


def _kept(
    kpi: ScorecardKpi, old: dict[str, Role], new: dict[str, Role], graph: Graph
) -> ScorecardKpi:
    update: dict[str, object] = {}
    if not _own_choice(kpi, old):
        update["role"] = new[kpi.metric]
    if kpi.origin != "swapped":
        update["origin"] = "recommended" if kpi.metric in new else "added"
    metric = graph.knowledge.get(Metric, kpi.metric)
    if kpi.variant not in (None, *(each.id for each in metric.variants)):
        update["variant"] = None
    return kpi.model_copy(update=update)


def _left(
    card: Scorecard, draft: Scorecard, recommendation: Recommendation, graph: Graph
) -> Iterator[Step]:
    """What the proposal leaves as a person chose it, where something speaks of it now."""
    label, new = graph.knowledge.label, draft.basis.recommended
    headline = recommendation.headline
    if headline and draft.holds(headline) and draft.kpi(headline).role != "headline":
        says = f"{label(headline)} is the headline that is recommended; yours is left."
        yield Step(metric=headline, kind="kept", says=says)
    if card.headlines and not draft.headlines:
        said = f"{label(headline or '')} is recommended and was dropped or replaced."
        because: tuple[str, ...] = (said,) if headline else ()
        says = "The proposal has no headline; choose one."
        yield Step(metric=card.headlines[0].metric, kind="kept", says=says, because=because)
    for kpi in draft.kpis:
        metric = graph.knowledge.get(Metric, kpi.metric)
        if kpi.replaces and kpi.replaces not in new:
            says = (
                f"{metric.label} stands in place of {label(kpi.replaces)}, which is not "
                f"recommended any more."
            )
            yield Step(metric=kpi.metric, kind="kept", says=says)
        before = card.kpi(kpi.metric) if card.holds(kpi.metric) else None
        if before and before.origin == "recommended" and kpi.origin == "added":
            says = f"{metric.label} stays as it was chosen, though nothing recommends it any more."
            yield Step(metric=kpi.metric, kind="kept", says=says)
        if before and before.variant != kpi.variant:
            says = f"The definition `{before.variant}` of {metric.label} is not known any more."
            yield Step(metric=kpi.metric, kind="role", says=says)
        refusals = check(kpi.target, metric, card.period, kpi.variant) if kpi.target else ()
        if refusals:
            because = tuple(f"{each.wrong}; {each.right}" for each in refusals)
            says = f"The target of {metric.label} is carried over and cannot stand."
            yield Step(metric=kpi.metric, kind="kept", says=says, because=because)
    for kpi in draft.proper:
        advised = next((k for k in recommendation.kpis if k.metric == kpi.metric), None)
        kind = advised.accountability.kind if advised else None
        if kind and card.holds(kpi.metric) and kind != kpi.contract.kind:
            says = (
                f"{label(kpi.metric)} is recommended as {kind} and agreed as {kpi.contract.kind}; "
                f"what was agreed is left."
            )
            yield Step(metric=kpi.metric, kind="kept", says=says)
