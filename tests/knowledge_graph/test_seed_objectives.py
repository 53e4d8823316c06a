"""The objectives of both seed documents with their KPIs, line by line, written out here."""

import pytest

from knowledge_graph.records import Corporate, Defect, Metric, Objective, Target
from ui.parts import listing

FRAMEWORK = "source.metrics-framework"
ANSWERS = "source.accountability-answers"

EXAMPLES = {
    "objective.connect-stakeholders": [
        (1, "metric.average-deal-size", "team.sales"),
        (2, "metric.sqls", "team.sales"),
        (3, "metric.leads", "team.marketing"),
        (3, "metric.mqls", "team.marketing"),
        (4, "metric.cac", "team.marketing"),
        (5, "metric.customer-lifetime-value", "team.marketing"),
        (6, "metric.product-usage", "team.product"),
        (7, "metric.product-adoption-rate", "team.product"),
        (8, "metric.churn-rate", "team.product"),
        (9, "metric.retention-rate", "team.product"),
    ],
    "objective.become-market-and-persona-led": [
        (1, "metric.market-share", None),
        (2, "metric.sqls", None),
        (3, "metric.new-personas", None),
    ],
    "objective.support-buyer-journey": [
        (1, "metric.brand-awareness", None),
        (1, "metric.brand-recall", None),
        (1, "metric.brand-recognition", None),
        (2, "metric.asset-utilization", None),
        (3, "metric.active-users", None),
        (4, "metric.feature-adoption", None),
    ],
    "objective.grow-active-users": [
        (1, "metric.active-users", None),
        (2, "metric.time-to-value", None),
        (3, "metric.feature-adoption", None),
        (4, "metric.nps", None),
        (5, "metric.retention-rate", None),
    ],
    "objective.increase-sign-up-rate": [
        (1, "metric.sign-ups", None),
        (2, "metric.reviews", None),
        (3, "metric.mobile-conversion-rate", None),
        (4, "metric.page-element-use", None),
    ],
    "objective.increase-win-rate": [
        (1, "metric.deals-closed", None),
        (2, "metric.time-to-close", None),
        (3, "metric.average-deal-size", None),
        (4, "metric.sales-confidence", None),
    ],
    "objective.reduce-churn": [
        (1, "metric.churn-rate", None),
        (2, "metric.nps", None),
    ],
    "objective.improve-time-to-close": [
        (1, "metric.time-to-close", None),
        (2, "metric.rep-performance", None),
        (3, "metric.sales-confidence", None),
        (4, "metric.asset-utilization", None),
    ],
}
TARGETS = {
    "objective.connect-stakeholders": None,
    "objective.become-market-and-persona-led": (
        "metric.market-share", "increase-by", None, "percent", None,
    ),
    "objective.support-buyer-journey": None,
    "objective.grow-active-users": (
        "metric.active-users", "increase-to", 60, "percent", "the end of the year",
    ),
    "objective.increase-sign-up-rate": (
        "metric.sign-ups", "increase-by", 10, "percent", "the next quarter",
    ),
    "objective.increase-win-rate": (
        "metric.win-rate", "increase-by", 5, "percent", "the quarter's end",
    ),
    "objective.reduce-churn": (
        "metric.churn-rate", "decrease-by", 15, "percent", "the next two quarters",
    ),
    "objective.improve-time-to-close": (
        "metric.time-to-close", "decrease-by", 3, "months", None,
    ),
}  # fmt: skip

LEAD_INS = {
    "objective.connect-stakeholders": ("sales", "marketing and product"),
    "objective.become-market-and-persona-led": ("qualitative", "personas"),
    "objective.support-buyer-journey": ("awareness", "consideration", "decision"),
    "objective.grow-active-users": ("engagement", "satisfaction", "CRM", "research"),
    "objective.increase-sign-up-rate": ("sign-up rate", "content", "marketing"),
    "objective.increase-win-rate": ("close work with sales", "shared"),
    "objective.reduce-churn": ("product", "service", "churn", "these two"),
    "objective.improve-time-to-close": ("performance of sales", "enablement", "convert"),
}
"""What the lead-in of each objective speaks of; together it fits no other lead-in."""

ANSWERED = {
    "objective.meet-product-growth-target": [
        "metric.activation-rate",
        "metric.product-adoption-rate",
        "metric.engagement-rate",
    ],
    "objective.meet-sales-target": [
        "metric.revenue",
        "metric.win-rate",
        "metric.close-rate",
        "metric.average-selling-price",
    ],
    "objective.grow-pipeline-and-revenue": [
        "metric.pipeline-generated",
        "metric.revenue",
        "metric.new-logos",
        "metric.expansion-revenue",
    ],
    "objective.improve-messaging": [
        "metric.message-quality",
        "metric.message-test-performance",
        "metric.message-adoption",
        "metric.buyer-language-alignment",
    ],
    "objective.enable-sales": [
        "metric.sales-confidence",
        "metric.pre-training-sales-survey",
        "metric.asset-utilization",
        "metric.message-adoption",
        "metric.rep-performance",
    ],
    "objective.inform-roadmap": [
        "metric.customer-feedback",
        "metric.loss-reasons",
        "metric.beta-testing-feedback",
        "metric.sign-up-surveys",
    ],
    "objective.enter-new-markets": [
        "metric.new-markets",
        "metric.new-personas",
        "metric.pipeline-by-segment",
        "metric.segment-conversion-rate",
        "metric.market-share",
    ],
}
OUTCOMES = {
    "objective.connect-stakeholders": "metric.shared-kpis",
    "objective.become-market-and-persona-led": "metric.market-share",
    "objective.support-buyer-journey": "metric.product-adoption-rate",
    "objective.grow-active-users": "metric.active-users",
    "objective.increase-sign-up-rate": "metric.sign-ups",
    "objective.increase-win-rate": "metric.win-rate",
    "objective.reduce-churn": "metric.churn-rate",
    "objective.improve-time-to-close": "metric.time-to-close",
}


@pytest.fixture(scope="module")
def listed(knowledge):
    """What the list of objectives shows, by id, in its order."""
    return {each["id"]: each for each in listing.objectives(knowledge)}


def test_the_fifteen_objectives_stand_first_in_the_order_of_their_documents(listed):
    assert list(listed)[: len(EXAMPLES) + len(ANSWERED)] == [*EXAMPLES, *ANSWERED]


@pytest.mark.seed("S006")
@pytest.mark.parametrize(
    "objective",
    [
        pytest.param("objective.connect-stakeholders", marks=pytest.mark.seed("S120")),
        pytest.param("objective.become-market-and-persona-led", marks=pytest.mark.seed("S121")),
        pytest.param("objective.support-buyer-journey", marks=pytest.mark.seed("S122")),
        pytest.param("objective.grow-active-users", marks=pytest.mark.seed("S123")),
        pytest.param("objective.increase-sign-up-rate", marks=pytest.mark.seed("S124")),
        pytest.param("objective.increase-win-rate", marks=pytest.mark.seed("S125")),
        pytest.param("objective.reduce-churn", marks=pytest.mark.seed("S126")),
        pytest.param("objective.improve-time-to-close", marks=pytest.mark.seed("S127")),
    ],
)
def test_an_example_objective_has_exactly_the_kpis_of_its_source_in_order(listed, objective):
    rows = listed[objective]["metrics"]
    assert [(row["row"], row["metric"], row["team"]) for row in rows] == EXAMPLES[objective]
    for row in rows:
        assert row["basis"] == "sourced", row["metric"]
        assert {cited["source"] for cited in row["citations"]} == {FRAMEWORK}


@pytest.mark.seed("S006")
@pytest.mark.parametrize("objective", EXAMPLES)
def test_an_example_objective_keeps_the_target_of_its_source(knowledge, objective):
    target = knowledge.get(Objective, objective).target
    shown = target and (
        target.metric,
        target.change,
        target.amount,
        target.unit,
        target.deadline,
    )
    assert shown == TARGETS[objective]


def test_only_the_framework_gives_example_targets(knowledge):
    with_target = {each.id for each in knowledge.every(Objective) if each.target}
    assert with_target == {objective for objective, target in TARGETS.items() if target}


@pytest.mark.seed("S006")
@pytest.mark.seed("S128")
@pytest.mark.parametrize("objective", EXAMPLES)
def test_each_lead_in_belongs_to_the_objective_it_speaks_of(knowledge, objective):
    spoken_of = {
        other: all(part in knowledge.get(Objective, objective).lead_in for part in parts)
        for other, parts in LEAD_INS.items()
    }
    assert [other for other, fits in spoken_of.items() if fits] == [objective]


@pytest.mark.seed("S128")
def test_the_layout_trap_names_the_six_objectives_whose_lead_ins_slipped(knowledge):
    trap = knowledge.get(Defect, "defect.shifted-lead-ins")
    assert [link.to for link in trap.concerns] == [
        "objective.support-buyer-journey",
        "objective.grow-active-users",
        "objective.increase-sign-up-rate",
        "objective.increase-win-rate",
        "objective.reduce-churn",
        "objective.improve-time-to-close",
    ]


@pytest.mark.seed("S120")
@pytest.mark.seed("S176")
def test_the_limit_of_the_stakeholder_objective_holds_by_team_and_its_breach_is_told(knowledge):
    objective = knowledge.get(Objective, "objective.connect-stakeholders")
    assert objective.limit_per_team
    assert [each.id for each in knowledge.every(Objective) if each.limit_per_team] == [objective.id]
    lines = {team: {kpi.row for kpi in objective.kpis if kpi.team == team} for team in
             ("team.sales", "team.marketing", "team.product")}  # fmt: skip
    assert {team: len(rows) for team, rows in lines.items()} == {
        "team.sales": 2,
        "team.marketing": 3,
        "team.product": 4,
    }
    breach = knowledge.get(Defect, "defect.own-limit-broken")
    assert "nine" in breach.definition
    assert "five" in breach.definition
    assert objective.id in {link.to for link in breach.concerns}
    assert "explained" in breach.handled


@pytest.mark.seed("S121")
def test_amounts_that_the_source_leaves_open_stay_open(knowledge):
    objective = knowledge.get(Objective, "objective.become-market-and-persona-led")
    assert objective.target.amount is None
    notes = {kpi.to: kpi.note for kpi in objective.kpis}
    assert "open" in notes["metric.market-share"]
    assert "segments" in notes["metric.sqls"]
    assert "next quarter" in notes["metric.new-personas"]
    (qualitative,) = (kpi.to for kpi in objective.kpis if "qualitative" in kpi.why)
    assert qualitative == "metric.new-personas"


@pytest.mark.seed("S122")
def test_the_buyers_journey_goes_from_awareness_over_consideration_to_decision(knowledge):
    objective = knowledge.get(Objective, "objective.support-buyer-journey")
    assert objective.journey_steps == ("awareness", "consideration", "decision")
    assert [kpi.journey_step for kpi in objective.kpis] == [
        "awareness",
        "awareness",
        "awareness",
        "consideration",
        "decision",
        "decision",
    ]
    for kpi in objective.kpis[:3]:
        assert "Google Trends" in kpi.note
        assert "surveys" in kpi.note
    for kpi in objective.kpis[4:]:
        assert "our reading" in kpi.why


@pytest.mark.seed("S124")
@pytest.mark.seed("S125")
@pytest.mark.parametrize(
    ("objective", "team"),
    [
        ("objective.increase-sign-up-rate", "team.marketing"),
        ("objective.increase-win-rate", "team.sales"),
    ],
)
def test_the_team_that_the_source_calls_for_is_named_as_sourced(knowledge, objective, team):
    works_with = {link.to: link.basis for link in knowledge.get(Objective, objective).works_with}
    assert works_with == {team: "sourced"}


@pytest.mark.seed("S125")
def test_the_kpis_of_the_win_rate_objective_are_shared_with_sales(knowledge):
    for kpi in knowledge.get(Objective, "objective.increase-win-rate").kpis:
        assert "shared with sales" in kpi.why
        assert any("shared with sales" in each.claim for each in kpi.citations)


@pytest.mark.seed("S177")
def test_where_percent_may_mean_two_things_the_target_says_neither(knowledge):
    ambiguous = {
        each.id
        for each in knowledge.every(Objective)
        if each.target and each.target.unit == "percent" and each.target.change != "increase-to"
    }
    defect = knowledge.get(Defect, "defect.percent-or-points")
    assert {link.to for link in defect.concerns} == ambiguous
    assert ambiguous == {
        "objective.become-market-and-persona-led",
        "objective.increase-sign-up-rate",
        "objective.increase-win-rate",
        "objective.reduce-churn",
    }
    assert {"percent", "relative-percent", "points"} <= set(
        Target.model_fields["unit"].annotation.__args__
    )
    assert "asked" in defect.handled


@pytest.mark.parametrize("objective", ANSWERED)
def test_an_objective_of_the_answers_has_its_kpis_in_order(listed, objective):
    assert [row["metric"] for row in listed[objective]["metrics"]] == ANSWERED[objective]
    assert listed[objective]["basis"] == "sourced"
    assert ANSWERS in {cited["source"] for cited in listed[objective]["citations"]}


@pytest.mark.parametrize(
    "objective", ["objective.meet-product-growth-target", "objective.meet-sales-target"]
)
def test_the_metrics_of_the_first_answer_rest_on_it(listed, objective):
    for row in listed[objective]["metrics"]:
        assert row["basis"] == "sourced"
        assert [cited["source"] for cited in row["citations"]] == [ANSWERS]


def test_the_rates_of_the_growth_target_are_read_five_ten_and_thirty_days_after_launch(listed):
    windows = {
        (each, row["metric"]): row["windows"]
        for each, plain in listed.items()
        for row in plain["metrics"]
        if row["windows"]
    }
    growth = "objective.meet-product-growth-target"
    assert windows == {(growth, metric): [5, 10, 30] for metric in ANSWERED[growth]}


def test_win_rate_and_close_rate_are_two_metrics_and_so_are_the_two_prices(knowledge):
    def words(metric):
        record = knowledge.get(Metric, f"metric.{metric}")
        return record.definition, record.formula

    assert words("win-rate") != words("close-rate")
    assert words("average-selling-price") != words("average-deal-size")


def test_every_objective_names_its_outcome_and_those_of_the_framework_are_the_stated_ones(listed):
    assert all(plain["outcome"] for plain in listed.values())
    assert {each: listed[each]["outcome"] for each in OUTCOMES} == OUTCOMES


def test_every_objective_serves_a_corporate_kpi(knowledge):
    corporate = {each.id for each in knowledge.every(Corporate)}
    assert len(corporate) == 5
    for objective in knowledge.every(Objective):
        served = {link.to for link in objective.serves}
        assert served, objective.id
        assert served <= corporate, objective.id


def test_every_kpi_has_a_path_over_its_objective_to_a_corporate_kpi(knowledge, graph):
    for objective in knowledge.every(Objective):
        for kpi in objective.kpis:
            path = graph.path(kpi.to, objective.id)
            assert path[0] == kpi.to
            assert path[-1] in (objective.outcome.to, kpi.to)
            assert graph.corporate(kpi.to, [objective.id]), kpi.to


def test_every_metric_ends_in_a_corporate_kpi_by_what_it_drives(knowledge, graph):
    corporate = {each.id for each in knowledge.every(Corporate)}
    for metric in knowledge.every(Metric):
        reached = set(graph.corporate(metric.id, ()))
        assert reached, metric.id
        assert reached <= corporate
