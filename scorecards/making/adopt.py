"""From a recommendation to a scorecard: take it as it is, then drop, swap, add.

``adopt`` takes every recommended KPI with what guards it. What a person then changes is a function
each, from scorecard to scorecard, and what was recommended stays readable beside what was chosen.
The standing monthly list is not copied; whoever wants a metric of it on the scorecard adds it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from engine.recommendation import Held, Kpi, Recommendation
from knowledge_graph.graph import LEAD, Graph
from knowledge_graph.records import Metric
from rules.records import Accountability, Role
from scorecards.document import Basis, Contract, Dropped, Period, Scorecard, ScorecardKpi
from scorecards.part import FIRST, LAST, Refusal, Refused
from scorecards.together import JointObjective
from scorecards.versions.diff import Change, Words, diff

_HOLDS: dict[str, Accountability] = {
    "leads": "direct",
    "shares": "shared",
    "contributes": "contributing",
}
"""Product marketing's part in a metric -> how it answers for it."""

_OWN_TO_EACH = ("id", "title", "person", "manager", "template", "status", "sample")
_OF_THE_TIME = (
    "period",
    "review_on",
    "launched_on",
    "launch_why",
    "factors",
    "baseline",
    "deadline",
    "set_on",
    "signed",
    "verdicts",
)
"""What a person's scorecard has of its own; none of it is drift."""


def adopt(
    recommendation: Recommendation,
    graph: Graph,
    *,
    id: str,
    title: str,
    period: Period,
    person: str | None = None,
    manager: str | None = None,
) -> Scorecard:
    """The recommendation as a draft, everything taken.

    Raises:
        Refused: The launch lies on a day that no scorecard can speak of.
    """
    basis = basis_of(recommendation)
    at_hand, chosen = basis.answers("data_sources"), basis.answers("objectives")
    kpis = [_taken(kpi, graph, at_hand) for kpi in recommendation.kpis]
    for guardrail in recommendation.guardrails:
        metric = graph.knowledge.get(Metric, guardrail.metric)
        guards = {o for kpi in kpis if kpi.metric in guardrail.guards for o in kpi.objectives}
        kpis.append(
            ScorecardKpi(
                metric=guardrail.metric,
                role="guardrail",
                objectives=tuple(each for each in chosen if each in guards),
                contract=contract_from(guardrail.accountability),
                source=_source(metric, at_hand),
                cadence=metric.cadence,
                before_launch=metric.before_launch,
            )
        )
    card = Scorecard(
        id=id,
        title=title,
        person=person,
        manager=manager,
        period=period,
        launched_on=_launch(recommendation),
        basis=basis,
        kpis=tuple(kpis),
    )
    return card.model_copy(update={"joint": joint_objectives(card)})


def basis_of(recommendation: Recommendation) -> Basis:
    """What is kept of a recommendation, so that it can be made again and compared."""
    policy = dict(recommendation.policy)
    evidence = policy.pop("evidence", "all")
    recommended: dict[str, Role] = {each.metric: "monitor" for each in recommendation.monitor}
    recommended |= {each.metric: "guardrail" for each in recommendation.guardrails}
    recommended |= {kpi.metric: kpi.role for kpi in recommendation.kpis}
    return Basis(
        profile=recommendation.profile,
        policy=policy,
        sourced_only=evidence == "sourced-only",
        knowledge=recommendation.versions.knowledge,
        rules=recommendation.versions.rules,
        recommended=dict(sorted(recommended.items())),
    )


def contract_from(held: Held) -> Contract:
    """The accountability of a recommendation as a contract.

    Where a metric is shared under another team's lead, product marketing stands among the
    co-owners, so that neither of two owners is lost.
    """
    owners = [team for team in held.with_ if team != held.lead]
    if held.kind == "shared" and held.lead != LEAD and LEAD not in owners:
        owners.insert(0, LEAD)
    lead = held.lead or (LEAD if held.kind == "direct" else None)
    return Contract(
        kind=held.kind, lead=lead, co_owners=tuple(owners), own_part=tuple(held.own_part)
    )


def contract_known(metric: str, graph: Graph) -> Contract:
    """The contract of a metric that no recommendation speaks of, from its teams."""
    kind = _HOLDS.get(graph.pmm_part(metric), "unstated")
    leads = graph.teams(metric, "leads")
    held = Held.model_validate(
        {
            "kind": kind,
            "lead": LEAD if kind == "direct" else next(iter(leads), None),
            "with": graph.teams(metric, "shares"),
            "own_part": graph.targets(metric, "own-part") if kind != "direct" else (),
        }
    )
    return contract_from(held)


def drop(card: Scorecard, metric: str, reason: str) -> Scorecard:
    """The scorecard without a KPI; a recommended one is kept as dropped, with the reason.

    Raises:
        Refused: It is not on the scorecard, or is recommended and no reason is given.
    """
    kpi = _held(card, metric)
    original = kpi.replaces or metric
    dropped = [each for each in card.dropped if each.metric != original]
    if original in card.basis.recommended:
        dropped.append(Dropped(metric=original, reason=_reason(reason, "dropping it")))
    kpis = tuple(each for each in card.kpis if each.metric != metric)
    return _settled(card, kpis, dropped)


def swap(card: Scorecard, metric: str, other: str, reason: str, graph: Graph) -> Scorecard:
    """The scorecard with another metric in the place of a KPI: same role, its own contract.

    Raises:
        Refused: The first is not on the scorecard, or the second is already or is unknown.
    """
    kpi = _held(card, metric)
    original = kpi.replaces or (metric if metric in card.basis.recommended else None)
    back = other == original
    new = _fresh(card, other, kpi.role, "" if back else _reason(reason, "the swap"), graph)
    taken = back or (original is None and other in card.basis.recommended)
    origin = "recommended" if taken else "swapped" if original else "added"
    new = new.model_copy(update={"origin": origin, "replaces": None if back else original})
    kpis = tuple(new if each.metric == metric else each for each in card.kpis)
    return _settled(card, kpis, [each for each in card.dropped if each.metric != other])


def add(card: Scorecard, metric: str, role: Role, reason: str, graph: Graph) -> Scorecard:
    """The scorecard with one more KPI, marked as added where nothing recommends it.

    Raises:
        Refused: It is there already, is unknown, or is a second headline without a reason.
    """
    new = _fresh(card, metric, role, reason.strip(), graph)
    origin = "recommended" if metric in card.basis.recommended else "added"
    card_with = _settled(
        card,
        (*card.kpis, new.model_copy(update={"origin": origin, "role": "supporting"})),
        [each for each in card.dropped if each.metric != metric],
    )
    return give_role(card_with, metric, role, reason)


def give_role(card: Scorecard, metric: str, role: Role, reason: str = "") -> Scorecard:
    """The scorecard with a KPI in another role.

    Raises:
        Refused: It is not on the scorecard, or would be a second headline without a reason.
    """
    kpi = _held(card, metric)
    others = [each.metric for each in card.headlines if each.metric != metric]
    if role == "headline" and others:
        _reason(reason, "a second headline")
    update = {"role": role, "reason": reason.strip() or kpi.reason}
    return card.with_kpi(kpi.model_copy(update=update))


def joint_objectives(card: Scorecard) -> tuple[JointObjective, ...]:
    """The objectives that several teams share because a KPI of theirs is; signatures stay."""
    signed = {joint.objective: joint.signed for joint in card.joint}
    teams: dict[str, dict[str, None]] = {}
    for kpi in card.proper:
        contract = kpi.contract
        if contract.kind == "shared":
            owners = (LEAD, *((contract.lead,) if contract.lead else ()), *contract.co_owners)
            for objective in kpi.objectives:
                teams.setdefault(objective, {}).update(dict.fromkeys(owners))
    return tuple(
        JointObjective(
            objective=objective,
            teams=tuple(found),
            signed=tuple(each for each in signed.get(objective, ()) if each.team in found),
        )
        for objective, found in teams.items()
        if len(found) > 1
    )


def for_person(
    template: Scorecard, *, id: str, person: str, manager: str | None, period: Period | None = None
) -> Scorecard:
    """A person's scorecard from a role template.

    In another period than the template's each deadline moves as far as the end of the period does.
    """
    period = period or template.period
    later = period.end - template.period.end
    kpis = tuple(
        kpi
        if kpi.target is None
        else kpi.model_copy(
            update={
                "target": kpi.target.model_copy(
                    update={
                        "deadline": kpi.target.deadline + later,
                        "set_on": min(kpi.target.set_on, period.start),
                    }
                )
            }
        )
        for kpi in template.kpis
    )
    return template.model_copy(
        update={
            "id": id,
            "title": f"{template.title}, {person}"[:120],
            "person": person,
            "manager": manager or template.manager,
            "template": template.id,
            "status": "draft",
            "period": period,
            "kpis": kpis,
            "joint": tuple(joint.model_copy(update={"signed": ()}) for joint in template.joint),
            "initiatives": tuple(
                each.model_copy(update={"verdicts": ()}) for each in template.initiatives
            ),
            "factors": (),
        }
    )


def drift(template: Scorecard, card: Scorecard, words: Words) -> tuple[Change, ...]:
    """How a person's scorecard differs from its template, apart from who and when."""
    return diff(template, card, words, leave_out=(*_OWN_TO_EACH, *_OF_THE_TIME))


def _taken(kpi: Kpi, graph: Graph, at_hand: Iterable[str]) -> ScorecardKpi:
    metric = graph.knowledge.get(Metric, kpi.metric)
    return ScorecardKpi(
        metric=kpi.metric,
        role=kpi.role,
        objectives=kpi.objectives,
        contract=contract_from(kpi.accountability),
        source=_source(metric, at_hand),
        cadence=metric.cadence,
        windows=kpi.windows,
        before_launch=metric.before_launch,
    )


def _launch(recommendation: Recommendation) -> datetime.date | None:
    date = (recommendation.profile.get("launch") or {}).get("date")
    if date is None:
        return None
    day = datetime.date.fromisoformat(date)
    if not FIRST <= day <= LAST:
        right = f"give a day from {FIRST} to {LAST}"
        raise Refused(Refusal(field="launch.date", wrong=f"the launch is on {day}", right=right))
    return day


def _source(metric: Metric, at_hand: Iterable[str]) -> str | None:
    return next((need for need in metric.needs if need in set(at_hand)), None)


def _held(card: Scorecard, metric: str) -> ScorecardKpi:
    if not card.holds(metric):
        raise Refused(
            Refusal(
                field="metric",
                wrong=f"{metric} is not on the scorecard",
                right="take one of " + ", ".join(kpi.metric for kpi in card.kpis),
            )
        )
    return card.kpi(metric)


def _fresh(card: Scorecard, metric: str, role: Role, reason: str, graph: Graph) -> ScorecardKpi:
    if card.holds(metric):
        wrong, right = f"{metric} stands on the scorecard already", "take another metric"
        raise Refused(Refusal(field="metric", wrong=wrong, right=right))
    record = graph.knowledge.records.get(metric)
    if not isinstance(record, Metric):
        wrong, right = f"{metric} is not a known metric", "take one of the catalogue"
        raise Refused(Refusal(field="metric", wrong=wrong, right=right))
    return ScorecardKpi(
        metric=metric,
        role=role,
        reason=reason,
        objectives=tuple(o for o in card.basis.answers("objectives") if graph.serves(metric, o)),
        contract=contract_known(metric, graph),
        source=_source(record, card.basis.answers("data_sources")),
        cadence=record.cadence,
        before_launch=record.before_launch,
    )


def _reason(reason: str, what: str) -> str:
    if not reason.strip():
        wrong, right = f"{what} has no reason", "say in a sentence why"
        raise Refused(Refusal(field="reason", wrong=wrong, right=right))
    return reason.strip()


def _settled(
    card: Scorecard, kpis: tuple[ScorecardKpi, ...], dropped: Iterable[Dropped]
) -> Scorecard:
    changed = card.model_copy(update={"kpis": kpis, "dropped": tuple(dropped)})
    return changed.model_copy(update={"joint": joint_objectives(changed)})
