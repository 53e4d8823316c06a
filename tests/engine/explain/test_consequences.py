"""What follows from a KPI, who disagrees, and which parts of it are whose."""

import pytest

from engine import Policy, read_profile
from engine.explain import outline
from knowledge_graph.records import Dispute, Metric
from tests.engine.explain import gates, sample

WIN = {"objectives": ["increase-win-rate"]}


def test_missing_data_is_known_only_where_it_was_said_what_is_at_hand(explainer, knowledge):
    for have, missing in ((None, ()), (["crm"], ()), (["finance"], ("crm",))):
        raw = WIN if have is None else {**WIN, "data_sources": have}
        found = explainer.follows(read_profile(raw, knowledge), None, "metric.win-rate")
        assert (found.needs, found.missing) == (("crm",), missing)
        said = [each.text for each in found.says]
        assert ("You did not say which data you have." in said) is (have is None)
        assert ("You do not have CRM yet." in said) is bool(missing)


def test_what_follows_names_instruments_effort_cadence_and_the_first_reading(explainer, knowledge):
    found = explainer.follows(read_profile(WIN, knowledge), None, "metric.win-rate")
    assert found.instruments == ("instrument.win-loss-log", "instrument.crm-report")
    assert (found.effort, found.cadence, found.owner) == ("medium", "monthly", "team.sales")
    assert found.first_baseline.startswith("Define whether deals lost to no decision count, then")
    assert any("3 readings" in each.text for each in found.says)
    assert found.will_not_show == knowledge.get(Metric, "metric.win-rate").pitfalls


def test_every_metric_has_something_that_follows_and_effort_is_never_guessed(explainer, knowledge):
    run = explainer.run(read_profile(WIN, knowledge))
    for metric in knowledge.every(Metric):
        found = explainer.follows(run.results.builder.profile, None, metric.id, run)
        stated = [knowledge.records[link.to].effort for link in metric.measured_with]
        assert (found.effort == "unknown") is (not stated or None in stated)
        assert gates.alike(found, outline(found)) == []


@pytest.mark.parametrize(
    ("metric", "kind", "lead"),
    [
        ("win-rate", "shared", "team.sales"),
        ("cac", "shared", "team.marketing"),
        ("analyst-coverage", "unstated", None),
    ],
)
def test_the_contract_says_who_leads_and_ticks_the_rules(explainer, knowledge, metric, kind, lead):
    found = explainer.contract(read_profile(WIN, knowledge), None, f"metric.{metric}")
    assert (found.accountability, found.lead) == (kind, lead)
    assert bool(found.held) is (kind != "unstated")
    assert all(each.when.truth == "true" for each in found.held)


def test_own_parts_of_every_kpi_have_metric_control_and_why(explainer, knowledge):
    told = 0
    for asked in sample.at_random(knowledge, 51, 15):
        run = explainer.run(asked.profile, asked.policy)
        for metric in run.places:
            found = explainer.contract(asked.profile, asked.policy, metric, run)
            assert tuple(part.metric for part in found.parts) == tuple(
                each for each in run.held(metric).own_part if each != metric
            )
            for part in found.parts:
                assert part.why.endswith((".", "?", "!"))
                assert part.basis == "editorial" or part.citations
                told += 1
    assert told > 50


def test_factors_are_named_where_there_is_influence_and_as_declared(explainer, knowledge):
    profile = read_profile({**WIN, "external_factors": ["seasonality"]}, knowledge)
    found = explainer.contract(profile, None, "metric.win-rate")
    declared, others = found.outside
    assert declared.id == "factor.seasonality"
    assert "no record ties them to it" in others.text
    assert "factor.seasonality" not in [part.id for part in others.parts]
    full = next(m.id for m in knowledge.every(Metric) if m.control == "full")
    assert explainer.contract(profile, None, full).outside == ()


def test_a_dispute_shows_each_side_and_what_it_would_make_of_the_scorecard(explainer, knowledge):
    profile = read_profile({"objectives": ["meet-sales-target"]}, knowledge)
    run = explainer.run(profile)
    found = {each.dispute: each for each in explainer.dissent(profile, None, "metric.revenue")}
    revenue = found["dispute.revenue-ownership"]
    assert (revenue.policy, revenue.in_force) == ("revenue", "shared")
    assert len(revenue.positions) == 3
    (other,) = revenue.others
    assert (other.value, other.then_held) == ("direct", "direct")
    again = explainer.run(profile, Policy(choices={"revenue": "direct"}))
    assert {m.metric for m in other.moved} == {
        metric
        for metric in {**run.places, **again.places}
        if (run.place(metric), run.held(metric).kind)
        != (again.place(metric), again.held(metric).kind)
    }


def test_only_what_was_raised_and_touches_the_metric_is_shown(explainer, adviser, knowledge):
    for asked in sample.at_random(knowledge, 52, 8):
        raised = {each.id for each in adviser.recommend(asked.profile, asked.policy).disputes}
        every = explainer.dissent(asked.profile, asked.policy)
        assert {each.dispute for each in every} == raised
        for each in every:
            assert gates.alike(each, outline(each)) == []
            assert gates.readable(outline(each)) == []
        for one in explainer.dissent(asked.profile, asked.policy, "metric.revenue"):
            assert one.dispute in raised
    profile = read_profile({"objectives": ["build-pmm-function"]}, knowledge)
    shown = explainer.dissent(profile, None, "metric.analyst-coverage")
    for one in shown:
        assert knowledge.get(Dispute, one.dispute).touches == ()
