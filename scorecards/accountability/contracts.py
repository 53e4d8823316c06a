"""What people agree on: who answers for a KPI, and whose signature stands under what is joint.

Every act is a function from scorecard to scorecard. What cannot stand is refused with the reason;
what is only unfinished stands, and ``missing`` says what it lacks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from engine import Adviser
from engine.profile import ProfileError, read_policy, read_profile
from engine.recommendation import Held
from knowledge_graph.graph import LEAD, Graph
from knowledge_graph.records import Metric, Team
from scorecards.document import Contract, Scorecard, ScorecardKpi
from scorecards.making.adopt import joint_objectives
from scorecards.part import Refusal, Refused
from scorecards.together import JointObjective, Signature


def recommended(card: Scorecard, adviser: Adviser) -> dict[str, Held]:
    """Metric -> who answers for it as the rules have it today, for the profile of the scorecard.

    Nothing for what is not recommended, nothing at all where the profile is not valid any more.
    """
    basis = card.basis
    try:
        profile = read_profile(basis.profile, adviser.knowledge)
        policy = read_policy(basis.policy, adviser.knowledge, basis.sourced_only)
    except ProfileError:
        return {}
    found = adviser.recommend(profile, policy)
    held = {kpi.metric: kpi.accountability for kpi in found.kpis}
    return held | {each.metric: each.accountability for each in found.guardrails}


def missing(contract: Contract) -> tuple[str, ...]:
    """What a contract still lacks, a sentence each; the gravest first."""
    if contract.kind == "unstated":
        return ("Nobody has said who answers for it. It cannot be approved so.",)
    if contract.kind == "direct":
        return ()
    found = []
    if contract.kind == "shared" and not contract.own_part:
        found.append(
            "No own part is named, so nothing shows what product marketing did for it. "
            "It cannot be approved so."
        )
    if contract.lead is None:
        found.append("No team leads it.")
    if contract.kind == "shared" and len({contract.lead, *contract.co_owners} - {None}) < 2:
        found.append("No other team shares it.")
    if contract.kind == "shared" and contract.tie_breaker is None:
        found.append("Nobody is named who decides where the teams disagree.")
    if contract.kind == "contributing" and not contract.own_part:
        found.append("No own part is named, so the contribution cannot be seen.")
    return tuple(found)


def own_part_choices(kpi: ScorecardKpi, graph: Graph) -> tuple[str, ...]:
    """Metrics that could tell the PMM's own part: those known for it, then what the PMM leads."""
    known = graph.targets(kpi.metric, "own-part") if kpi.metric in graph.nx else ()
    led = (
        metric.id
        for metric in sorted(graph.knowledge.every(Metric), key=lambda each: each.label)
        if graph.pmm_part(metric.id) == "leads"
    )
    found = dict.fromkeys((*known, *kpi.contract.own_part, *led))
    found.pop(kpi.metric, None)
    return tuple(found)


def set_contract(card: Scorecard, metric: str, contract: Contract, graph: Graph) -> Scorecard:
    """The scorecard with another contract of a KPI; the joint objectives follow it.

    What does not belong to its kind is left out: a KPI that is held directly has no co-owner.

    Raises:
        Refused: The KPI, a team or a metric is not known; it is shared with nobody; or it is to be
            held directly against the record of the metric, without a reason.
    """
    if not card.holds(metric):
        wrong, right = f"{metric} is not on the scorecard", "take one that is"
        raise Refused(Refusal(field="metric", wrong=wrong, right=right))
    settled = _of_its_kind(contract)
    found = [*_unknown(settled, graph), *_against(metric, settled, graph)]
    if metric in settled.own_part:
        wrong, right = "a KPI is no part of itself", "choose what product marketing does for it"
        found.append(Refusal(field="own part", wrong=wrong, right=right))
    if found:
        raise Refused(*found)
    changed = card.with_kpi(card.kpi(metric).model_copy(update={"contract": settled}))
    return changed.model_copy(update={"joint": joint_objectives(changed)})


def _of_its_kind(contract: Contract) -> Contract:
    """The contract with what belongs to its kind, product marketing among the owners it shares."""
    if contract.kind == "direct":
        return Contract(
            kind="direct", lead=LEAD, reason=contract.reason, controls=contract.controls
        )
    owners = dict.fromkeys(team for team in contract.co_owners if team != contract.lead)
    if contract.kind == "shared" and contract.lead != LEAD:
        owners = dict.fromkeys((LEAD, *owners))
    if contract.kind == "contributing":
        owners.pop(LEAD, None)
    return contract.model_copy(update={"co_owners": tuple(owners)})


def _unknown(contract: Contract, graph: Graph) -> Iterable[Refusal]:
    records = graph.knowledge.records
    teams = (*((contract.lead,) if contract.lead else ()), *contract.co_owners)
    for id, kind in (*((t, Team) for t in teams), *((m, Metric) for m in contract.own_part)):
        if not isinstance(records.get(id), kind):
            what = kind.__name__.lower()
            right = f"take a {what} of the catalogue"
            yield Refusal(field=what, wrong=f"{id} is not a known {what}", right=right)


def _against(metric: str, contract: Contract, graph: Graph) -> Iterable[Refusal]:
    if contract.kind == "shared" and not {contract.lead, *contract.co_owners} - {None, LEAD}:
        wrong, right = "it is shared with nobody", "name the team that shares it, or hold it alone"
        yield Refusal(field="co-owners", wrong=wrong, right=right)
    if contract.kind == "contributing" and contract.lead == LEAD:
        wrong = "product marketing leads what it only contributes to"
        right = "name the team that leads, or hold it alone or shared"
        yield Refusal(field="lead", wrong=wrong, right=right)
    if contract.kind == "direct" and not contract.reason and metric in graph.nx:
        part = graph.pmm_part(metric)
        if part != "leads":
            others = ", ".join(
                graph.knowledge.label(team) for team in graph.teams(metric, "leads", "shares")
            )
            wrong = f"product marketing does not lead {graph.knowledge.label(metric)}"
            wrong += f"; these teams have a hand in it: {others}" if others else ""
            right = "keep it shared, or give the reason why it is held alone here"
            yield Refusal(field="kind", wrong=wrong, right=right)


def break_ties(card: Scorecard, name: str) -> Scorecard:
    """The scorecard with one tie-breaker wherever a shared KPI lacks its own.

    Raises:
        Refused: No name is given.
    """
    _named(name, "tie-breaker")
    for kpi in card.kpis:
        contract = kpi.contract
        if contract.kind == "shared" and contract.tie_breaker is None:
            contract = Contract.model_validate({**contract.model_dump(), "tie_breaker": name})
            card = card.with_kpi(kpi.model_copy(update={"contract": contract}))
    return card


def sign(card: Scorecard, objective: str, team: str, by: str, on: datetime.date) -> Scorecard:
    """The scorecard with a team's signature under a joint objective.

    Raises:
        Refused: The objective is not joint, the team has no part in it or has signed, or no name.
    """
    joint = _joint(card, objective)
    _named(by, "name")
    if team not in joint.teams:
        wrong, right = f"{team} does not share it", f"take one of {', '.join(joint.teams)}"
        raise Refused(Refusal(field="team", wrong=wrong, right=right))
    if team not in joint.unsigned:
        wrong, right = f"{team} has signed", "withdraw that signature first"
        raise Refused(Refusal(field="team", wrong=wrong, right=right))
    signed = (*joint.signed, Signature(team=team, by=by, on=on))
    return _with_joint(card, joint.model_copy(update={"signed": signed}))


def unsign(card: Scorecard, objective: str, team: str) -> Scorecard:
    """The scorecard without a team's signature under a joint objective.

    Raises:
        Refused: The objective is not joint, or the team has not signed it.
    """
    joint = _joint(card, objective)
    signed = tuple(each for each in joint.signed if each.team != team)
    if len(signed) == len(joint.signed):
        wrong, right = f"{team} has not signed", "take a team that has"
        raise Refused(Refusal(field="team", wrong=wrong, right=right))
    return _with_joint(card, joint.model_copy(update={"signed": signed}))


def _joint(card: Scorecard, objective: str) -> JointObjective:
    for joint in card.joint:
        if joint.objective == objective:
            return joint
    wrong, right = f"{objective} is not joint", "share a KPI that serves it first"
    raise Refused(Refusal(field="objective", wrong=wrong, right=right))


def _with_joint(card: Scorecard, joint: JointObjective) -> Scorecard:
    found = (joint if each.objective == joint.objective else each for each in card.joint)
    return card.model_copy(update={"joint": tuple(found)})


def _named(text: str, field: str) -> None:
    if not text.strip():
        raise Refused(Refusal(field=field, wrong="it is empty", right="write who it is"))
