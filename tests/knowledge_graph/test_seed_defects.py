"""Where the seed documents contradict themselves or are broken: shown, never smoothed over."""

import pytest

from knowledge_graph.graph import LEAD
from knowledge_graph.records import Defect, Dispute, Metric, Source, Stage
from rules.condition import fields_of
from ui.parts import listing

FRAMEWORK = "source.metrics-framework"
ANSWERS = "source.accountability-answers"

DEFECTS = [
    pytest.param(
        "kpi-count-conflict", ANSWERS, "answer 1, one metric", marks=pytest.mark.seed("S170")
    ),
    pytest.param(
        "revenue-conflict", ANSWERS, "answer 3, shared outcomes", marks=pytest.mark.seed("S171")
    ),
    pytest.param(
        "cac-two-owners", FRAMEWORK, "Get set grid, row 3", marks=pytest.mark.seed("S172")
    ),
    pytest.param("copied-reason", FRAMEWORK, "Define grid, row 1", marks=pytest.mark.seed("S173")),
    pytest.param("broken-row", FRAMEWORK, "Get set grid, row 4", marks=pytest.mark.seed("S174")),
    pytest.param("retention-reason", FRAMEWORK, "Grow grid, row 6", marks=pytest.mark.seed("S175")),
    pytest.param(
        "own-limit-broken",
        FRAMEWORK,
        "objective table, stakeholders",
        marks=pytest.mark.seed("S176"),
    ),
    pytest.param(
        "percent-or-points",
        FRAMEWORK,
        "objective table, increase win rate",
        marks=pytest.mark.seed("S177"),
    ),
    pytest.param("no-stage-list", ANSWERS, "answer 1, opening", marks=pytest.mark.seed("S178")),
    pytest.param(
        "spelling-variants", FRAMEWORK, "Strategize grid, row 1", marks=pytest.mark.seed("S179")
    ),
    pytest.param("missing-phase-figure", FRAMEWORK, "opening text", marks=pytest.mark.seed("S002")),
    pytest.param(
        "shifted-lead-ins", FRAMEWORK, "objective table, layout", marks=pytest.mark.seed("S128")
    ),
]


@pytest.mark.parametrize(("slug", "source", "locator"), DEFECTS)
def test_a_defect_says_where_it_stands_how_it_is_handled_and_what_it_bears_on(
    knowledge, slug, source, locator
):
    defect = knowledge.get(Defect, f"defect.{slug}")
    assert (defect.at.source, defect.at.locator) == (source, locator)
    assert len(defect.handled) > 30
    assert defect.concerns
    assert defect.basis == "editorial"


def test_the_twelve_defects_are_all_there_are(knowledge):
    listed = {f"defect.{case.values[0]}" for case in DEFECTS}
    assert {defect.id for defect in knowledge.every(Defect)} == listed


def positions(knowledge, dispute):
    """Position -> its basis and the places in the seed documents that it cites."""
    return {
        position.id: (
            position.basis,
            [
                (cited.source, cited.locator)
                for cited in position.citations
                if knowledge.get(Source, cited.source).kind == "seed"
            ],
        )
        for position in knowledge.get(Dispute, dispute).positions
    }


@pytest.mark.seed("S170")
def test_the_number_of_kpis_is_disputed_in_three_sourced_positions(knowledge):
    found = positions(knowledge, "dispute.kpi-count")
    assert {each: place for each, (basis, place) in found.items() if basis == "sourced"} == {
        "one-metric": [(ANSWERS, "answer 1, one metric")],
        "at-most-five": [(FRAMEWORK, "closing advice")],
        "balanced-set": [(ANSWERS, "answer 3, quantitative and qualitative")],
    }
    policy = knowledge.get(Dispute, "dispute.kpi-count").policy
    assert policy.key == "kpi-limit"
    assert set(policy.values) == {"one", "five-and-seven", "five-per-objective"}


@pytest.mark.seed("S171")
def test_revenue_is_disputed_between_the_answers_and_shared_by_default(knowledge):
    found = positions(knowledge, "dispute.revenue-ownership")
    assert found["shared"] == ("sourced", [(ANSWERS, "answer 3, shared outcomes")])
    assert found["direct"] == (
        "sourced",
        [(ANSWERS, "answer 1, sales target"), (ANSWERS, "answer 2, pipeline and revenue")],
    )
    dispute = knowledge.get(Dispute, "dispute.revenue-ownership")
    assert (dispute.policy.key, dispute.policy.default) == ("revenue", "shared")
    assert "metric.revenue" in {link.to for link in dispute.touches}


@pytest.mark.seed("S172")
def test_the_acquisition_cost_keeps_two_sourced_owners_one_of_whom_breaks_ties(knowledge):
    owners = [
        (part.team, part.part, part.basis)
        for part in knowledge.get(Metric, "metric.cac").teams
        if part.part in ("leads", "shares")
    ]
    assert owners == [("team.marketing", "leads", "sourced"), (LEAD, "shares", "sourced")]
    found = positions(knowledge, "dispute.cac-ownership")
    assert found["two-owners"] == ("sourced", [(FRAMEWORK, "Get set grid, row 3")])
    assert "one-accountable" in found
    policy = knowledge.get(Dispute, "dispute.cac-ownership").policy
    assert (policy.key, policy.default) == ("cac", "two-owners")


DISPUTED = {
    "dispute.adoption-ownership": (
        "adoption",
        [
            "fully-shared",
            "whole-product",
            "to-activation",
            "sign-ups-and-week-two",
            "by-channel",
            "joint-committee",
        ],
    ),
    "dispute.cac-ownership": ("cac", ["two-owners", "one-accountable"]),
    "dispute.charter": (None, ["yes", "with-care"]),
    "dispute.company-stage-rules": (
        "stage-rules",
        ["stage-decides", "stage-as-context", "goal-first"],
    ),
    "dispute.kpi-count": (
        "kpi-limit",
        ["one-metric", "at-most-five", "balanced-set", "headline-and-few"],
    ),
    "dispute.lead-volume": ("lead-volume", ["no", "quality-only", "with-marketing"]),
    "dispute.measuring-enablement": (
        "measuring-enablement",
        ["by-readiness-and-results", "not-causally"],
    ),
    "dispute.measuring-positioning": (
        "measuring-positioning",
        ["judgement-only", "by-tests-and-use"],
    ),
    "dispute.output-counts": ("output-counts", ["no", "early-only", "yes"]),
    "dispute.revenue-ownership": ("revenue", ["shared", "direct", "direct-with-authority"]),
}


def test_every_dispute_has_its_positions_and_the_policy_that_decides_it(knowledge):
    assert {
        dispute.id: (
            dispute.policy.key if dispute.policy else None,
            [position.id for position in dispute.positions],
        )
        for dispute in knowledge.every(Dispute)
    } == DISPUTED


@pytest.mark.parametrize("dispute", DISPUTED)
def test_every_position_says_when_it_holds_and_cites_somebody(knowledge, dispute):
    for position in knowledge.get(Dispute, dispute).positions:
        assert position.says
        assert position.holds_when
        assert position.citations


@pytest.mark.seed("S178")
def test_no_company_stage_and_no_link_to_one_claims_to_be_sourced(knowledge, catalogue):
    stages = sorted(knowledge.every(Stage), key=lambda stage: stage.order)
    assert [stage.id for stage in stages] == [
        "stage.pre-fit",
        "stage.early",
        "stage.growth",
        "stage.mature",
        "stage.enterprise",
    ]
    assert "sourced" not in {stage.basis for stage in stages}
    reading = [
        rule for rule in catalogue.rules if "stage" in fields_of(rule.when) | fields_of(rule.unless)
    ]
    assert reading
    assert {rule.rule.basis for rule in reading} <= {"practice", "editorial"}


@pytest.mark.seed("S179")
@pytest.mark.parametrize(
    ("written", "record"),
    [
        ("Westerndorp", "metric.van-westendorp"),
        ("westerndorp", "metric.van-westendorp"),
        ("Van Westerndorp", "metric.van-westendorp"),
        ("Van Westendorp", "metric.van-westendorp"),
        ("Van Westendorp price sensitivity meter", "metric.van-westendorp"),
        ("LTV", "metric.customer-lifetime-value"),
        ("CLV", "metric.customer-lifetime-value"),
        ("Customer lifetime value", "metric.customer-lifetime-value"),
        ("customer-lifetime-value", "metric.customer-lifetime-value"),
        ("metric.customer-lifetime-value", "metric.customer-lifetime-value"),
        ("Customer acquisition cost", "metric.cac"),
        ("CAC", "metric.cac"),
        ("TTC", "metric.time-to-close"),
        ("enure", "defect.spelling-variants"),
    ],
)
def test_a_record_is_found_under_every_spelling_in_the_seeds(knowledge, written, record):
    assert listing.names(knowledge)[written.casefold()] == record


@pytest.mark.seed("S179")
@pytest.mark.parametrize("name", ["Westerndorp", "LTV", "clv", "NPS", "net promoter score"])
def test_a_record_is_shown_under_every_spelling(knowledge, catalogue, name):
    shown = listing.one(name, knowledge, catalogue)
    assert shown["id"] == listing.names(knowledge)[name.casefold()]


def test_no_name_hides_another_record_of_its_kind(knowledge):
    names = listing.names(knowledge)
    for record in knowledge.records.values():
        assert names[record.id] == record.id
        kind = record.id.partition(".")[0]
        for name in (record.label, *record.aliases):
            found = names[name.casefold()]
            assert found == record.id or found.partition(".")[0] != kind, name
