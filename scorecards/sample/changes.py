"""What people of the made-up company do to a scorecard, a function each.

``start`` is the first day of the quarter, from which the files count.
"""

from __future__ import annotations

import datetime

from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric
from scorecards.accountability.control import BOTH, unsaid
from scorecards.document import DeclaredFactor, Scorecard, Target
from scorecards.making.adopt import add, drop
from scorecards.sample.records import Doing, Moved, Outside, Quarter, as_id, company, given
from scorecards.together import Initiative, Signature, Verdict

MADE_UP = "Made up."
CHOSEN, AIMED, SIGNED = -8, -7, -4
"""Days on which KPIs are chosen, targets set, and what is shared is signed."""


def day_of(start: datetime.date, offset: int) -> datetime.date:
    """The day that a file means."""
    return start + datetime.timedelta(days=offset)


def choose(card: Scorecard, quarter: Quarter, graph: Graph) -> Scorecard:
    """Drop and add KPIs, name who breaks ties and which systems are read, choose definitions."""
    for slug, reason in quarter.drop.items():
        card = drop(card, as_id("metric", slug), reason)
    for slug, added in quarter.add.items():
        card = add(card, as_id("metric", slug), added.role, added.reason, graph)
    for kpi in card.kpis:
        boss = company().manager if kpi.contract.kind == "shared" else None
        controls = BOTH if unsaid(kpi, graph.knowledge) else ()
        contract = kpi.contract.model_copy(update={"tie_breaker": boss, "controls": controls})
        needs = graph.knowledge.get(Metric, kpi.metric).needs
        update = {
            "contract": contract,
            "variant": quarter.variants.get(kpi.metric.removeprefix("metric.")),
            "source": kpi.source or next(iter(needs), None),
        }
        card = card.with_kpi(kpi.model_copy(update=update))
    stated = tuple(_initiative(each, card.period.start) for each in quarter.initiatives)
    return card.model_copy(update={"initiatives": stated})


def aim(card: Scorecard, quarter: Quarter) -> Scorecard:
    """Set every target for the end of the quarter."""
    period = card.period
    when = {"deadline": period.end, "set_on": day_of(period.start, AIMED), "why": MADE_UP}
    for slug, wanted in quarter.targets.items():
        target = Target.model_validate(given(wanted) | when)
        kpi = card.kpi(as_id("metric", slug))
        card = card.with_kpi(kpi.model_copy(update={"target": target}))
    return card


def move(card: Scorecard, moved: Moved) -> Scorecard:
    """Change a target when the quarter has begun."""
    kpi = card.kpi(as_id("metric", moved.metric))
    if kpi.target is None:
        raise KeyError(f"{kpi.metric} has no target that could be moved")
    update = {"amount": moved.amount, "why": f"{MADE_UP} {moved.why}"}
    update |= {"set_on": day_of(card.period.start, moved.day)}
    return card.with_kpi(
        kpi.model_copy(update={"target": Target.model_validate(kpi.target.model_dump() | update)})
    )


def sign(card: Scorecard, unsigned: dict[str, tuple[str, ...]]) -> Scorecard:
    """Have the teams sign what they share, apart from those that have not."""
    joint = []
    for each in card.joint:
        left_out = {as_id("team", slug) for slug in unsigned.get(_slug(each.objective), ())}
        signed = tuple(
            Signature(team=team, by=head(team), on=day_of(card.period.start, SIGNED))
            for team in each.teams
            if team not in left_out
        )
        joint.append(each.model_copy(update={"signed": signed}))
    return card.model_copy(update={"joint": tuple(joint)})


def declare(card: Scorecard, each: Outside) -> Scorecard:
    """Declare a factor."""
    factor = DeclaredFactor(
        factor=as_id("factor", each.factor),
        declared_on=day_of(card.period.start, each.day),
        expectation=f"{MADE_UP} {each.expectation}",
        evidence=each.evidence,
        metric=as_id("metric", each.metric) if each.metric else None,
        adjustment=each.adjustment,
    )
    return card.model_copy(update={"factors": (*card.factors, factor)})


def accept(card: Scorecard, each: Outside, by: str) -> Scorecard:
    """Accept the adjustment that a factor proposes."""
    factors = tuple(
        factor.model_copy(update={"accepted": True, "reviewed_by": by})
        if factor.factor == as_id("factor", each.factor)
        else factor
        for factor in card.factors
    )
    return card.model_copy(update={"factors": factors})


def judge(card: Scorecard, doing: Doing) -> Scorecard:
    """Have every team say what came of an initiative."""
    verdicts = tuple(
        Verdict(
            team=as_id("team", each.team),
            by=head(each.team),
            on=day_of(card.period.start, doing.ends + 2),
            result=each.result,
            note=f"{MADE_UP} {each.note}",
        )
        for each in doing.verdicts
    )
    initiatives = tuple(
        each.model_copy(update={"verdicts": verdicts}) if each.id == doing.id else each
        for each in card.initiatives
    )
    return card.model_copy(update={"initiatives": initiatives})


def head(team: str) -> str:
    """Who signs for a team, by its id or slug."""
    return company().heads[_slug(team)]


def _initiative(doing: Doing, start: datetime.date) -> Initiative:
    return Initiative(
        id=doing.id,
        title=doing.title,
        objective=as_id("objective", doing.objective),
        teams=tuple(as_id("team", team) for team in doing.teams),
        criteria=doing.criteria,
        set_on=day_of(start, CHOSEN),
        ends_on=day_of(start, doing.ends),
    )


def _slug(id: str) -> str:
    return id.rpartition(".")[2]
