"""The commands that list what is known: everything is there, in order, as table and as JSON."""

import json

import pytest

from knowledge_graph.records import Dispute, Metric, Objective, Phase, Team
from ui.parts import listing

LISTS = ["metrics", "objectives", "phases", "teams", "disputes", "rules"]
RECORD = {"id", "label", "definition", "basis", "citations"}


def listed(remit, *command):
    done = remit(*command, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_metrics_come_whole_with_the_phases_and_objectives_that_list_them(remit, knowledge):
    found = {each["id"]: each for each in listed(remit, "metrics")}
    assert list(found) == [each.id for each in knowledge.every(Metric)]
    for each in found.values():
        assert each.keys() >= RECORD | {"formula", "unit", "teams", "phases", "objectives"}
        assert each["corporate"]
    assert found["metric.nps"]["phases"] == ["phase.discover", "phase.grow"]
    assert found["metric.nps"]["objectives"] == [
        "objective.grow-active-users",
        "objective.reduce-churn",
        "objective.retain-customers",
    ]


def test_objectives_come_in_the_order_of_the_seeds_with_their_metrics_in_source_order(
    remit, knowledge
):
    found = listed(remit, "objectives")
    ordered = sorted(knowledge.every(Objective), key=lambda each: each.order)
    assert [each["id"] for each in found] == [each.id for each in ordered]
    for plain, record in zip(found, ordered, strict=True):
        assert plain.keys() >= RECORD | {"serves", "works_with", "outcome", "metrics", "lead_in"}
        assert [row["metric"] for row in plain["metrics"]] == [kpi.to for kpi in record.kpis]
        for row in plain["metrics"]:
            assert row.keys() >= {"metric", "why", "basis", "team", "row", "citations"}


def test_phases_come_in_their_cycle_and_the_monthly_rhythm_last(remit, knowledge):
    found = listed(remit, "phases")
    assert [(each["kind"], each["label"]) for each in found] == [
        ("phase", "Discover"),
        ("phase", "Strategize"),
        ("phase", "Define"),
        ("phase", "Get set"),
        ("phase", "Grow"),
        ("rhythm", "Every month"),
    ]
    assert len(found) == len(knowledge.every(Phase)) + 1
    for each in found:
        for row in each["metrics"]:
            assert row.keys() >= {"metric", "why", "basis", "team", "wave", "defect"}
    assert [row["metric"] for row in found[0]["metrics"]] == [
        "metric.win-rate",
        "metric.nps",
        "metric.google-trends",
        "metric.brand-awareness",
        "metric.customer-lifetime-value",
    ]
    assert found[0]["metrics"][0]["team"] == "team.sales"


def test_teams_say_what_they_are_judged_by_and_what_they_lead(remit, knowledge):
    found = {each["id"]: each for each in listed(remit, "teams")}
    assert set(found) == {each.id for each in knowledge.every(Team)}
    assert "metric.win-rate" in found["team.sales"]["leads"]
    assert "metric.win-rate" in found["team.product-marketing"]["shares"]
    assert "metric.message-quality" in found["team.product-marketing"]["leads"]
    led = [metric for each in found.values() for metric in each["leads"]]
    assert len(led) == len(set(led)), "two teams lead one metric"


def test_disputes_name_the_policy_that_decides_and_its_values(remit, knowledge):
    found = {each["id"]: each for each in listed(remit, "disputes")}
    assert set(found) == {each.id for each in knowledge.every(Dispute)}
    count = found["dispute.kpi-count"]
    assert (count["key"], count["default"]) == ("kpi-limit", "five-and-seven")
    assert set(count["values"]) == {"one", "five-and-seven", "five-per-objective"}
    assert len(count["positions"]) == 4
    assert found["dispute.charter"]["key"] is None


def test_rules_come_with_their_stage_and_their_condition_as_a_sentence(remit, catalogue):
    found = listed(remit, "rules")
    assert [each["id"] for each in found] == [rule.id for rule in catalogue.rules]
    for each in found:
        assert each.keys() >= {"id", "stage", "title", "says", "because", "then", "examples"}
        assert each["says"].startswith("When ")
    says = {each["id"]: each["says"] for each in found}
    assert len(set(says.values())) > len(says) / 2


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("metric.cac", "metric.cac"),
        ("cac", "metric.cac"),
        ("CAC", "metric.cac"),
        ("customer acquisition COST", "metric.cac"),
        ("objective.reduce-churn", "objective.reduce-churn"),
        ("Reduce churn", "objective.reduce-churn"),
        ("phase.grow", "phase.grow"),
        ("rhythm.monthly", "rhythm.monthly"),
        ("kpi-count", "dispute.kpi-count"),
        ("source.metrics-framework", "source.metrics-framework"),
        ("team.sales", "team.sales"),
        ("SEL-001", "SEL-001"),
        ("sel-001", "SEL-001"),
    ],
)
def test_one_record_is_shown_by_id_name_or_alias(remit, name, record):
    assert listed(remit, "show", name)["id"] == record
    done = remit("show", name)
    assert done.code == 0
    assert record in done.out


def test_a_record_is_shown_with_everything_linked_to_it(remit, knowledge):
    plain = listed(remit, "show", "cac")
    assert "objective.connect-stakeholders (measured-by)" in plain["linked_from"]
    assert "phase.grow (tracks)" in plain["linked_from"]
    assert "dispute.cac-ownership (touches)" in plain["linked_from"]
    assert plain["phases"] == ["phase.get-set", "phase.grow"]


def test_a_metric_is_shown_with_other_definitions_its_likes_and_figures_of_others(remit):
    plain = listed(remit, "show", "metric.win-rate")
    assert [each["id"] for each in plain["variants"]] == [
        "with-no-decision",
        "by-value",
        "from-qualified",
    ]
    assert all(each["formula"] and each["when"] for each in plain["variants"])
    likes = {each["to"]: each["why"] for each in plain["differs_from"]}
    assert likes["metric.close-rate"] == likes_of_close_rate(remit)["metric.win-rate"]
    for each in plain["benchmarks"]:
        assert each["remark"] == "somebody else's figure, not a target"
        assert each.keys() >= {"id", "value", "population", "source", "year", "quality"}
    words = " ".join(remit("show", "metric.win-rate").out.split())
    assert "By value: value of won deals / value of all decided deals." in words
    assert "(Omega Point: win and close rate, 2025, vendor-compilation): somebody else's" in words
    assert likes["metric.close-rate"] in words


def likes_of_close_rate(remit):
    plain = listed(remit, "show", "close-rate")
    return {each["to"]: each["why"] for each in plain["differs_from"]}


def test_a_unit_of_another_definition_is_shown_where_it_differs(remit):
    words = " ".join(remit("show", "metric.sales-confidence").out.split())
    assert "Share confident: answers of 4 or 5 / all answers (percent)." in words


def names_in(value):
    """Every text inside plain data."""
    if isinstance(value, dict):
        for item in value.values():
            yield from names_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from names_in(item)
    elif isinstance(value, str):
        yield value


def test_a_record_shows_the_rules_that_name_it_and_not_those_of_a_longer_name(knowledge, catalogue):
    named = {rule.id: set(names_in(rule.rule.model_dump())) for rule in catalogue.rules}
    everything = set().union(*named.values())
    mistakable = [
        metric.id
        for metric in knowledge.every(Metric)
        if any(name.startswith(f"{metric.id}-") for name in everything)
    ]
    assert mistakable
    for metric in mistakable:
        expected = [rule for rule, names in named.items() if metric in names]
        assert listing.one(metric, knowledge, catalogue)["rules"] == sorted(expected)


@pytest.mark.parametrize("command", LISTS)
def test_a_table_names_every_record_and_keeps_within_a_hundred_columns(remit, command):
    done = remit(command)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("id")
    assert max(map(len, lines)) <= 100
    named = {line.split(" ", 1)[0] for line in lines[1:]}
    assert {record["id"].rpartition(".")[2] for record in listed(remit, command)} <= named


@pytest.mark.parametrize(
    "name",
    ["cac", "phase.grow", "objective.connect-stakeholders", "dispute.adoption-ownership",
     "SEL-001", "defect.shifted-lead-ins", "team.product-marketing", "term.kpi"],
)  # fmt: skip
def test_one_record_as_a_table_keeps_within_a_hundred_columns(remit, name):
    assert max(map(len, remit("show", name).out.splitlines())) <= 100


def test_without_a_command_the_help_lists_them_all(remit):
    done = remit()
    assert (done.code, done.err) == (0, "")
    for command in ("recommend", *LISTS, "show", "check", "onboard", "plan", "ui"):
        assert f"\n  {command} " in done.out
    assert remit("--help").out == done.out


@pytest.mark.parametrize("command", ["recommend", *LISTS, "show", "check", "onboard", "plan", "ui"])
def test_every_command_explains_itself(remit, command):
    done = remit(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: remit {command}")
