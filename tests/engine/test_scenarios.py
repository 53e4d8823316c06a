"""Every scenario of tests/scenarios, on the engine of record."""

import pytest

from tests.engine.scenarios import (
    Expect,
    ExpectChange,
    Scenario,
    failures,
    ids_in,
    read_scenarios,
)
from tests.seed_coverage import marks, rows

SCENARIOS = read_scenarios()


def case(placed):
    scenario = placed.scenario
    seeds = [pytest.mark.seed(row) for row in scenario.seed]
    return pytest.param(placed, id=placed.id, marks=seeds)


@pytest.mark.parametrize("placed", [case(each) for each in SCENARIOS])
def test_the_adviser_does_as_the_scenario_expects(adviser, placed):
    found = failures(placed.scenario, adviser)
    assert not found, f"{placed.id}\n  " + "\n  ".join(found)


def test_scenarios_name_only_what_there_is(knowledge, catalogue):
    known = {*knowledge.records, *(rule.id for rule in catalogue.stable)}
    unknown = [(each.id, name) for each in SCENARIOS for name in {*ids_in(each.scenario)} - known]
    assert not unknown


def test_scenarios_and_tests_name_only_rows_that_there_are():
    assert set(marks()) <= set(rows())
    assert {row for each in SCENARIOS for row in each.scenario.seed} <= set(marks())


def test_scenarios_name_only_findings_that_some_rule_makes(catalogue):
    codes = {
        conclusion.find
        for rule in catalogue.stable
        for conclusion in rule.rule.then
        if hasattr(conclusion, "find")
    }
    for each in SCENARIOS:
        expect = each.scenario.expect
        named = (*expect.findings, *expect.no_findings) if expect else ()
        change = each.scenario.expect_change
        named += (*change.findings_came, *change.findings_went) if change else ()
        assert {name.split()[0] for name in named} <= codes, each.id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {name: a, profile: {}, expect: {kpi: [x]}}", "a: expect.kpi"),
        ("- {name: a, profile: {}, expects: {}}", "a: expects"),
        ("- {name: a, profile: {}}", "write `expect`"),
        ("- {name: a, profile: {}, expect: {}}", "expects nothing"),
        ("- {name: a, profile: {}, change: {stage: early}, expect: {kpis: [x]}}", "expect_change"),
        ("- {profile: {}, expect: {kpis: [x]}}", "without a name: name"),
    ],
)
def test_a_scenario_that_is_misspelt_is_refused_by_file_and_name(tmp_path, text, says):
    (tmp_path / "misspelt.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"misspelt\.yaml") as error:
        read_scenarios(tmp_path)
    assert says in str(error.value)


def test_every_key_of_an_expectation_can_fail(adviser):
    """A key that nothing compares would let every scenario that uses it pass."""
    wrong = {
        "headline": "metric.arr", "exactly": ["metric.arr"], "kpis": ["metric.arr"],
        "not_kpis": ["metric.nps"], "roles": {"metric.nps": "headline"}, "promoted": True,
        "holds": {"metric.nps": "direct"}, "leads": {"metric.nps": "team.sales"},
        "with": {"metric.nps": ["team.sales"]}, "own_part": {"metric.nps": ["metric.arr"]},
        "monitor": ["metric.win-rate"], "not_monitor": ["metric.arr"],
        "guardrails": {"metric.arr": ["metric.nps"]}, "not_guardrails": ["metric.cac"],
        "barred": ["metric.arr"], "headline_barred": ["metric.nps"],
        "not_headline_barred": ["metric.revenue"], "cut": {"metric.nps": "limit"},
        "alignment": {"value": "balanced"}, "motion": {"value": "hybrid"},
        "partner_team": {"inferred": False}, "because": {"metric.nps": ["SEL-012"]},
        "fired": ["SEL-012"], "findings": ["no-objective"], "no_findings": ["nothing-direct"],
        "disputes": ["dispute.cac-ownership"], "no_disputes": ["dispute.kpi-count"],
        "advice": ["SEL-120"], "no_advice": ["SEL-127"], "unused": ["stage"],
        "not_unused": ["industry"],
        "next_question": "objectives", "windows": {"metric.nps": [5]},
        "define_first": {"metric.nps": ["an event"]}, "read_with": {"metric.nps": ["metric.arr"]},
        "measurable": {"metric.nps": True}, "control": {"metric.nps": "full"},
        "basis": {"metric.nps": "editorial"}, "refused": "anything",
    }  # fmt: skip
    names = {field.alias or name for name, field in Expect.model_fields.items()}
    assert set(wrong) == names
    profile = {"objectives": ["reduce-churn", "grow-pipeline-and-revenue"], "industry": "logistics"}
    for key, value in wrong.items():
        scenario = Scenario(name=key, profile=profile, expect={key: value})
        assert failures(scenario, adviser), key
    changes = {
        "came": ["metric.arr"], "went": ["metric.nps"], "headline": ["metric.arr", "metric.nps"],
        "roles": {"metric.nps": ["headline", "none"]},
        "accountability": {"metric.nps": ["direct", "direct"]},
        "findings_came": ["no-objective"], "findings_went": ["nothing-direct"],
        "headline_barred_came": ["metric.nps"], "barred_came": ["metric.nps"], "by": ["SEL-001"],
    }  # fmt: skip
    assert set(changes) == set(ExpectChange.model_fields)
    for key, value in changes.items():
        scenario = Scenario(
            name=key, profile=profile, change={"stage": "early"}, expect_change={key: value}
        )
        assert failures(scenario, adviser), key
