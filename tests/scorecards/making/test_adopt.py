import pytest

from engine.profile import Policy, read_profile
from engine.recommendation import Held
from knowledge_graph.records import Metric
from scorecards.document import Period
from scorecards.making.adopt import (
    add,
    adopt,
    basis_of,
    contract_from,
    drift,
    drop,
    for_person,
    give_role,
    joint_objectives,
    swap,
)
from scorecards.part import Refused
from scorecards.review import co_owners
from scorecards.together import Initiative, Signature, Verdict


def test_everything_recommended_is_taken(card, recommendation):
    assert [kpi.metric for kpi in card.proper] == [kpi.metric for kpi in recommendation.kpis]
    guards = {kpi.metric for kpi in card.kpis if kpi.role == "guardrail"}
    assert guards == {each.metric for each in recommendation.guardrails}
    assert {kpi.origin for kpi in card.kpis} == {"recommended"}
    assert card.basis.recommended["metric.win-rate"] == "headline"
    assert card.basis.recommended["metric.arr"] == "monitor"


def test_the_contract_is_that_of_the_recommendation(card):
    contract = card.kpi("metric.win-rate").contract
    assert contract.kind == "shared"
    assert contract.lead == "team.sales"
    assert contract.co_owners == ("team.product-marketing",)
    assert "metric.sales-confidence" in contract.own_part


def test_where_the_role_leads_it_is_no_co_owner_too(card, graph):
    led = card.kpi("metric.sales-confidence").contract
    assert (led.lead, led.co_owners) == ("team.product-marketing", ("team.sales",))
    own = add(card, "metric.message-quality", "supporting", "", graph).kpis[-1].contract
    assert (own.kind, own.lead) == ("direct", "team.product-marketing")
    assert "team.product-marketing" not in own.co_owners


def test_the_cost_of_acquisition_keeps_both_owners(card, graph):
    contract = add(card, "metric.cac", "supporting", "", graph).kpi("metric.cac").contract
    owners = {contract.lead, *contract.co_owners}
    assert owners >= {"team.marketing", "team.product-marketing"}


def test_a_source_is_named_where_it_is_at_hand(card):
    assert card.kpi("metric.win-rate").source == "crm"
    assert card.kpi("metric.sales-confidence").source is None  # the profile has no survey tool


def test_a_shared_kpi_makes_its_objective_joint(card):
    (joint,) = card.joint
    assert joint.objective == "objective.increase-win-rate"
    assert joint.unsigned == ("team.product-marketing", "team.sales")


def test_launch_windows_come_along(recommend, graph, quarter):
    launch = {"date": "2027-02-01"}
    found = recommend(objectives=["objective.meet-product-growth-target"], launch=launch)
    card = adopt(found, graph, id="x", title="x", period=quarter)
    assert card.kpi("metric.activation-rate").windows == (5, 10, 30)
    assert str(card.launched_on) == "2027-02-01"


def test_a_launch_beyond_all_calendars_is_refused(recommend, graph, quarter):
    found = recommend(launch={"date": "9999-12-31"})
    with pytest.raises(Refused, match="launch.date: the launch is on 9999-12-31; give a day from"):
        adopt(found, graph, id="x", title="x", period=quarter)


def test_dropping_needs_a_reason_and_keeps_it(card):
    with pytest.raises(Refused, match="dropping it has no reason"):
        drop(card, "metric.deals-closed", " ")
    less = drop(card, "metric.deals-closed", "Win rate says it.")
    assert not less.holds("metric.deals-closed")
    assert [(each.metric, each.reason) for each in less.dropped] == [
        ("metric.deals-closed", "Win rate says it.")
    ]


def test_a_swap_says_whose_place_it_takes(card, graph):
    swapped = swap(card, "metric.win-rate", "metric.close-rate", "Few decided deals.", graph)
    kpi = swapped.kpis[0]
    assert (kpi.metric, kpi.origin, kpi.replaces, kpi.role) == (
        "metric.close-rate", "swapped", "metric.win-rate", "headline",
    )  # fmt: skip
    again = swap(swapped, "metric.close-rate", "metric.nps", "Neither.", graph)
    assert again.kpis[0].replaces == "metric.win-rate"
    back = swap(again, "metric.nps", "metric.win-rate", "", graph)
    assert (back.kpis[0].origin, back.kpis[0].replaces) == ("recommended", None)
    gone = drop(again, "metric.nps", "No.")
    assert [each.metric for each in gone.dropped] == ["metric.win-rate"]


def test_a_recommended_metric_in_the_place_of_an_added_one_is_no_added_one(card, graph):
    less = drop(card, "metric.deals-closed", "No.")
    more = add(less, "metric.brand-awareness", "supporting", "The board asks.", graph)
    kpi = swap(more, "metric.brand-awareness", "metric.deals-closed", "Closer.", graph).kpis[-1]
    assert (kpi.metric, kpi.origin, kpi.replaces) == ("metric.deals-closed", "recommended", None)


def test_what_nobody_recommended_is_labelled(card, graph):
    assert add(card, "metric.reviews", "supporting", "", graph).kpis[-1].origin == "added"
    assert add(card, "metric.nps", "monitor", "", graph).kpis[-1].origin == "recommended"
    less = drop(card, "metric.deals-closed", "No.")
    more = add(less, "metric.deals-closed", "supporting", "", graph)
    assert (more.dropped, more.kpis[-1].origin) == ((), "recommended")


@pytest.mark.parametrize(
    ("metric", "says"),
    [("metric.win-rate", "already"), ("metric.unheard", "not a known metric")],
)
def test_what_cannot_be_added(card, graph, metric, says):
    with pytest.raises(Refused, match=says):
        add(card, metric, "supporting", "", graph)


def test_a_kpi_that_is_not_there_is_named(card):
    with pytest.raises(Refused, match="take one of metric.win-rate"):
        drop(card, "metric.nps", "x")


def test_a_second_headline_needs_a_reason(card, graph):
    with pytest.raises(Refused, match="a second headline has no reason"):
        add(card, "metric.nps", "headline", "", graph)
    with pytest.raises(Refused, match="a second headline has no reason"):
        give_role(card, "metric.deals-closed", "headline")
    two = give_role(card, "metric.deals-closed", "headline", "Two products.")
    assert [kpi.metric for kpi in two.headlines] == ["metric.win-rate", "metric.deals-closed"]
    assert two.kpi("metric.deals-closed").reason == "Two products."


def test_every_known_metric_can_be_added(card, graph, knowledge):
    for metric in knowledge.every(Metric):
        if not card.holds(metric.id):
            more = add(card, metric.id, "supporting", "", graph)
            assert more.kpi(metric.id).contract.kind


def test_a_person_gets_the_template_and_can_drift(aimed, graph, words):
    later = Period(start="2027-04-01", end="2027-06-30")
    hers = for_person(aimed, id="q2-ben", person="Ben", manager="Cleo", period=later)
    assert (hers.template, hers.person, hers.period) == ("q1-anna", "Ben", later)
    assert hers.kpi("metric.win-rate").target.deadline == later.end
    assert drift(aimed, hers, words) == ()
    less = drop(hers, "metric.deals-closed", "Win rate says it.")
    assert [each.says for each in drift(aimed, less, words)] == [
        "Deals closed was dropped: Win rate says it.",
        "Deals closed is gone; it was a supporting KPI.",
    ]


def test_a_guardrail_serves_the_objectives_of_what_it_guards(card):
    assert card.kpi("metric.discount-rate").objectives == ("objective.increase-win-rate",)


def test_the_basis_says_whether_only_sources_count(card, adviser, knowledge):
    assert card.basis.sourced_only is False
    profile = read_profile({"objectives": ["objective.increase-win-rate"]}, knowledge)
    assert basis_of(adviser.recommend(profile, Policy(sourced_only=True))).sourced_only is True


def test_only_what_is_held_directly_is_led_without_being_said():
    assert contract_from(Held(kind="direct")).lead == "team.product-marketing"
    assert contract_from(Held(kind="contributing")).lead is None


def test_a_contract_from_the_teams_of_a_metric(card, graph):
    more = add(card, "metric.cac", "supporting", "", graph).kpi("metric.cac")
    assert more.contract.lead == "team.marketing"
    assert more.contract.co_owners == ("team.product-marketing",)
    assert "metric.message-quality" in more.contract.own_part
    assert add(card, "metric.close-rate", "supporting", "", graph).kpis[-1].source == "crm"


def test_each_dropped_kpi_keeps_its_own_reason(card, graph):
    less = drop(drop(card, "metric.deals-closed", "One."), "metric.time-to-close", "Two.")
    assert [each.reason for each in less.dropped] == ["One.", "Two."]
    back = swap(less, "metric.win-rate", "metric.time-to-close", "Faster.", graph)
    assert [each.metric for each in back.dropped] == ["metric.deals-closed"]


def test_signatures_stay_and_one_team_alone_is_not_joint(card, graph, quarter):
    (joint,) = card.joint
    signed = (Signature(team="team.sales", by="Ben", on=quarter.start),)
    card = card.model_copy(update={"joint": (joint.model_copy(update={"signed": signed}),)})
    assert drop(card, "metric.deals-closed", "No.").joint[0].signed == signed
    kpi = card.kpi("metric.win-rate")
    alone = kpi.contract.model_copy(update={"lead": None, "co_owners": ()})
    one = card.model_copy(update={"kpis": (kpi.model_copy(update={"contract": alone}),)})
    assert joint_objectives(one) == ()


def test_a_manager_is_the_given_one_or_that_of_the_template(card):
    ours = card.model_copy(update={"manager": "Cleo"})
    assert for_person(ours, id="x", person="Ben", manager=None).manager == "Cleo"
    assert for_person(ours, id="x", person="Ben", manager="Dora").manager == "Dora"


def test_verdicts_of_a_template_are_nobody_elses_and_no_drift(card, words):
    day, teams = card.period.start, ("team.product-marketing", "team.sales")
    each = Initiative(
        id="deck", title="Deck", teams=teams, criteria=("It wins.",), set_on=day, ends_on=day,
        verdicts=(Verdict(team=teams[1], by="Ben", on=day, result="met"),),
    )  # fmt: skip
    template = card.model_copy(update={"initiatives": (each,)})
    hers = for_person(template, id="x", person="Eva", manager=None)
    assert hers.initiatives[0].verdicts == ()
    assert drift(template, hers, words) == ()


@pytest.mark.seed("S101")
def test_both_owners_of_acquisition_cost_have_to_sign(recommend, graph, quarter):
    found = recommend(objectives=["objective.connect-stakeholders"], data_sources=["finance"])
    card = adopt(found, graph, id="q1", title="Anna", period=quarter, person="Anna")
    contract = card.kpi("metric.cac").contract
    assert (contract.kind, contract.lead) == ("shared", "team.marketing")
    assert "team.product-marketing" in contract.co_owners
    (joint,) = card.joint
    assert {"team.marketing", "team.product-marketing"} <= set(joint.unsigned)
    assert "team.marketing" in co_owners(card)
    assert "metric.cac" in {each.metric for each in recommend(phase="define").monitor}
