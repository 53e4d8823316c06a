import datetime

import pytest

from scorecards.accountability.contracts import (
    break_ties,
    missing,
    own_part_choices,
    recommended,
    set_contract,
    sign,
    unsign,
)
from scorecards.accountability.raci import raci
from scorecards.document import Contract
from scorecards.making.adopt import add
from scorecards.part import Refused

WIN, CAC, QUALITY = "metric.win-rate", "metric.cac", "metric.message-quality"
OBJECTIVE = "objective.increase-win-rate"
PMM, SALES, MARKETING = "team.product-marketing", "team.sales", "team.marketing"
DAY = datetime.date(2027, 1, 4)


def changed(card, graph, metric=WIN, **update):
    contract = card.kpi(metric).contract.model_copy(update=update)
    return set_contract(card, metric, contract, graph)


def refused(doing, *args, **more):
    with pytest.raises(Refused) as caught:
        doing(*args, **more)
    return [str(each) for each in caught.value.refusals]


def test_a_contract_is_changed_and_the_rest_stays(card, graph):
    new = changed(card, graph, tie_breaker="Cleo")
    assert new.kpi(WIN).contract.tie_breaker == "Cleo"
    assert new.joint == card.joint
    assert [kpi for kpi in new.kpis if kpi.metric != WIN] == [
        kpi for kpi in card.kpis if kpi.metric != WIN
    ]


def test_what_is_held_alone_has_no_other_owner(card, graph):
    card = add(card, QUALITY, "supporting", "", graph)
    shared = changed(card, graph, QUALITY, kind="shared", co_owners=(MARKETING,))
    assert shared.kpi(QUALITY).contract.co_owners == (MARKETING,)
    alone = changed(shared, graph, QUALITY, kind="direct", tie_breaker="Cleo")
    assert alone.kpi(QUALITY).contract == Contract(kind="direct", lead=PMM)


@pytest.mark.seed("S054")
@pytest.mark.parametrize(
    "metric", ["metric.revenue", "metric.pipeline-generated", "metric.retention-rate"]
)
def test_what_other_teams_lead_is_held_alone_only_for_a_reason(card, graph, metric):
    card = add(card, metric, "supporting", "", graph)
    (told,) = refused(changed, card, graph, metric, kind="direct")
    for team in graph.teams(metric, "leads", "shares"):
        assert graph.knowledge.label(team) in told
    new = changed(card, graph, metric, kind="direct", reason="She runs the whole funnel.")
    assert new.kpi(metric).contract.reason == "She runs the whole funnel."


def test_two_owners_of_acquisition_cost_both_stay(card, graph, knowledge):
    card = add(card, CAC, "supporting", "", graph)
    contract = card.kpi(CAC).contract
    assert {contract.lead, *contract.co_owners} == {MARKETING, PMM}
    same = set_contract(card, CAC, contract.model_copy(update={"co_owners": ()}), graph)
    assert same.kpi(CAC).contract.co_owners == (PMM,)
    row = next(row for row in raci(same, knowledge.label) if row.metric == CAC)
    assert (row.accountable, set(row.responsible)) == (MARKETING, {MARKETING, PMM})


def test_product_marketing_contributes_and_is_no_co_owner(card, graph):
    new = changed(card, graph, kind="contributing", co_owners=(PMM, MARKETING))
    assert new.kpi(WIN).contract.co_owners == (MARKETING,)
    (told,) = refused(changed, card, graph, kind="contributing", lead=PMM)
    assert "product marketing leads what it only contributes to" in told


def test_shared_with_nobody_is_refused(card, graph):
    assert refused(changed, card, graph, lead=None, co_owners=()) == [
        "co-owners: it is shared with nobody; name the team that shares it, or hold it alone"
    ]


def test_what_is_not_known_is_refused_all_of_it(card, graph):
    told = refused(
        changed, card, graph, co_owners=("team.unheard",), own_part=("metric.unheard", WIN)
    )
    assert told == [
        "team: team.unheard is not a known team; take a team of the catalogue",
        "metric: metric.unheard is not a known metric; take a metric of the catalogue",
        "own part: a KPI is no part of itself; choose what product marketing does for it",
    ]
    (gone,) = refused(set_contract, card, "metric.nps", Contract(kind="direct"), graph)
    assert gone.startswith("metric: metric.nps is not on the scorecard")


def test_joint_objectives_follow_the_contracts_and_signatures_of_those_who_stay_stand(card, graph):
    signed = sign(card, OBJECTIVE, SALES, "Ben", DAY)
    wider = changed(signed, graph, co_owners=(PMM, "team.product"))
    (joint,) = wider.joint
    assert "team.product" in joint.teams
    assert [each.team for each in joint.signed] == [SALES]


@pytest.mark.parametrize(
    ("contract", "told"),
    [
        (Contract(kind="direct", lead=PMM), []),
        (Contract(kind="unstated"), ["Nobody has said who answers for it."]),
        (Contract(kind="contributing", lead=SALES, own_part=(QUALITY,)), []),
        (
            Contract(kind="contributing"),
            ["No team leads it.", "No own part is named, so the contribution cannot be seen."],
        ),
        (
            Contract(kind="shared", co_owners=(PMM,)),
            [
                "No own part is named, so nothing shows what product marketing did for it.",
                "No team leads it.",
                "No other team shares it.",
                "Nobody is named who decides where the teams disagree.",
            ],
        ),
        (
            Contract(
                kind="shared", lead=SALES, co_owners=(PMM,), tie_breaker="Cleo", own_part=(QUALITY,)
            ),
            [],
        ),
    ],
)
def test_what_is_missing_is_said(contract, told):
    found = missing(contract)
    assert [each.removesuffix(" It cannot be approved so.") for each in found] == told


def test_without_an_own_part_it_cannot_be_approved(card):
    contract = card.kpi(WIN).contract.model_copy(update={"own_part": (), "tie_breaker": "Cleo"})
    (told,) = missing(contract)
    assert told.endswith("It cannot be approved so.")


def test_own_parts_that_are_known_are_offered_first(card, graph):
    known = graph.targets(WIN, "own-part")
    offered = own_part_choices(card.kpi(WIN), graph)
    assert offered[: len(known)] == known
    assert QUALITY in offered
    assert WIN not in offered
    assert len(set(offered)) == len(offered)


def test_one_tie_breaker_for_all_that_lack_one(card, graph):
    own = changed(card, graph, tie_breaker="Cleo")
    all_ = break_ties(own, "Dana")
    assert all_.kpi(WIN).contract.tie_breaker == "Cleo"
    assert {kpi.contract.tie_breaker for kpi in all_.kpis if kpi.contract.kind == "shared"} == {
        "Cleo",
        "Dana",
    }
    assert refused(break_ties, card, " ") == ["tie-breaker: it is empty; write who it is"]


@pytest.mark.seed("S063")
def test_each_team_signs_and_who_has_not_is_known(card):
    (joint,) = card.joint
    assert set(joint.teams) == set(joint.unsigned) == {PMM, SALES}
    one = sign(card, OBJECTIVE, SALES, "Ben", DAY)
    assert one.joint[0].unsigned == (PMM,)
    both = sign(one, OBJECTIVE, PMM, "Anna", DAY)
    assert both.joint[0].unsigned == ()
    assert unsign(both, OBJECTIVE, PMM) == one


@pytest.mark.parametrize(
    ("objective", "team", "by", "told"),
    [
        ("objective.set-pricing", SALES, "Ben", "is not joint"),
        (OBJECTIVE, MARKETING, "Ben", "team.marketing does not share it"),
        (OBJECTIVE, PMM, "Ben", "team.product-marketing has signed"),
        (OBJECTIVE, SALES, " ", "it is empty"),
    ],
)
def test_a_signature_that_cannot_stand(card, objective, team, by, told):
    signed = sign(card, OBJECTIVE, PMM, "Anna", DAY)
    assert told in refused(sign, signed, objective, team, by, DAY)[0]


def test_what_was_not_signed_cannot_be_withdrawn(card):
    assert "has not signed" in refused(unsign, card, OBJECTIVE, SALES)[0]


def test_what_the_rules_say_of_each_kpi_is_at_hand(card, adviser):
    found = recommended(card, adviser)
    assert set(found) == {kpi.metric for kpi in card.kpis}
    assert found[WIN].because[0].startswith("Win rate is shared with sales")
    basis = card.basis.model_copy(update={"profile": {"objectives": ["objective.unheard"]}})
    assert recommended(card.model_copy(update={"basis": basis}), adviser) == {}
