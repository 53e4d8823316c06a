"""The three answers on accountability: the six steps, the teams, and who has which part."""

import pytest

from knowledge_graph.graph import LEAD
from knowledge_graph.records import Metric, Step, Team

ANSWERS = "source.accountability-answers"

STEPS = {
    "step.direct": [
        ("metric.message-quality", "sourced"),
        ("metric.project-execution", "sourced"),
        ("metric.customer-feedback", "sourced"),
        ("metric.launch-outcomes", "editorial"),
        ("metric.message-test-performance", "editorial"),
    ],
    "step.shared": [
        ("metric.revenue", "sourced"),
        ("metric.pipeline-generated", "sourced"),
        ("metric.retention-rate", "sourced"),
        ("metric.asset-utilization", "editorial"),
        ("metric.message-adoption", "editorial"),
        ("metric.new-personas", "sourced"),
        ("metric.message-quality", "sourced"),
        ("metric.rep-performance", "sourced"),
        ("metric.conversion-rate", "sourced"),
        ("metric.prospect-fit", "editorial"),
        ("metric.market-share", "sourced"),
    ],
    "step.collaboration": [
        ("metric.collaboration-feedback", "sourced"),
        ("metric.shared-kpis", "sourced"),
    ],
    "step.balance": [
        ("metric.engagement-rate", "sourced"),
        ("metric.leads", "sourced"),
        ("metric.rep-performance", "sourced"),
        ("metric.message-quality", "sourced"),
        ("metric.launch-outcomes", "editorial"),
        ("metric.csat", "sourced"),
    ],
    "step.external-factors": [
        ("factor.market-conditions", "sourced"),
        ("factor.competitive-actions", "sourced"),
        ("factor.economic-trends", "sourced"),
        ("metric.launch-outcomes", "sourced"),
    ],
    "step.review": [("metric.stakeholder-feedback", "sourced")],
}

CONTRIBUTIONS = {
    "enablement material": "metric.asset-utilization",
    "positioning": "metric.message-adoption",
    "personas": "metric.new-personas",
    "messages in all channels": "metric.message-quality",
    "sales performance": "metric.rep-performance",
    "how well they convert": "metric.conversion-rate",
    "by their quality": "metric.prospect-fit",
    "market share": "metric.market-share",
}
"""What the third answer counts as a contribution, and the metric that tells it."""


def test_the_process_has_six_steps_in_the_order_of_the_answer(knowledge):
    steps = sorted(knowledge.every(Step), key=lambda step: step.order)
    assert [step.id for step in steps] == list(STEPS)
    assert [step.order for step in steps] == [1, 2, 3, 4, 5, 6]
    for step in steps:
        assert step.basis == "sourced"
        assert {cited.source for cited in step.citations} == {ANSWERS}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_names_what_the_answer_names_and_marks_the_rest_as_ours(knowledge, step):
    assert [(link.to, link.basis) for link in knowledge.get(Step, step).names] == STEPS[step]


@pytest.mark.parametrize("words", CONTRIBUTIONS)
def test_every_contribution_of_the_answer_is_told_by_a_metric(knowledge, words):
    links = {link.to: link for link in knowledge.get(Step, "step.shared").names}
    claims = " ".join(cited.claim for cited in links[CONTRIBUTIONS[words]].citations)
    assert words in claims


def test_numbers_and_judgements_are_told_apart_as_the_answer_does(knowledge):
    nature = {
        metric: knowledge.get(Metric, f"metric.{metric}").nature
        for metric in ("engagement-rate", "leads", "rep-performance")
    }
    assert set(nature.values()) == {"quantitative"}
    for metric in ("message-quality", "launch-outcomes", "csat"):
        assert knowledge.get(Metric, f"metric.{metric}").nature in ("qualitative", "mixed")


@pytest.mark.parametrize(
    "metric", ["metric.message-quality", "metric.project-execution", "metric.customer-feedback"]
)
def test_product_marketing_leads_what_the_answer_calls_directly_its_own(graph, metric):
    assert graph.pmm_part(metric) == "leads"


@pytest.mark.parametrize(
    "metric", ["metric.revenue", "metric.pipeline-generated", "metric.retention-rate"]
)
def test_product_marketing_never_leads_what_the_answer_calls_shared(knowledge, graph, metric):
    assert graph.pmm_part(metric) in ("shares", "contributes")
    assert graph.teams(metric, "leads")
    own = graph.targets(metric, "own-part")
    assert own
    assert {graph.pmm_part(part) for part in own} == {"leads"}


def test_the_teams_behind_shared_outcomes_are_all_known(knowledge):
    assert [team.id for team in knowledge.every(Team)] == [
        "team.customer-success",
        "team.demand-generation",
        "team.enablement",
        "team.finance",
        "team.marketing",
        "team.product",
        "team.product-marketing",
        "team.sales",
    ]
    assert LEAD == "team.product-marketing"


@pytest.mark.parametrize(
    ("team", "metrics"),
    [
        ("team.sales", ["metric.average-deal-size", "metric.sqls"]),
        (
            "team.marketing",
            ["metric.leads", "metric.mqls", "metric.cac", "metric.customer-lifetime-value"],
        ),
        (
            "team.product",
            [
                "metric.product-usage",
                "metric.product-adoption-rate",
                "metric.churn-rate",
                "metric.retention-rate",
            ],
        ),
    ],
)
def test_a_team_is_judged_by_what_the_framework_lists_under_it(knowledge, team, metrics):
    cares_about = knowledge.get(Team, team).cares_about
    assert [link.to for link in cares_about if link.basis == "sourced"] == metrics


def test_every_metric_that_is_not_led_by_product_marketing_says_what_its_own_part_is(
    knowledge, graph
):
    shared = [each.id for each in knowledge.every(Metric) if graph.pmm_part(each.id) != "leads"]
    assert len(shared) > 50
    for metric in shared:
        assert graph.targets(metric, "own-part"), metric
