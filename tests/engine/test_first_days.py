"""The plan of the first ninety days: what is in it, when, and that all of it is backed."""

import datetime

import pytest

from engine import Policy, read_profile
from engine.first_days import PlanItem, dated, first_days, situation
from engine.guide import guide
from knowledge_graph.graph import LEAD
from knowledge_graph.onboarding import Task
from knowledge_graph.records import BASES, Metric, Phase

ROLES = (
    {},
    {"objectives": ["increase-win-rate"], "alignment": "sales", "phase": "get-set"},
    {"objectives": ["reduce-churn"], "focus": "lifecycle", "phase": "grow"},
    {"objectives": ["increase-product-adoption"], "first_pmm": True, "phase": "discover"},
    {"focus": "pricing", "phase": "strategize", "alignment": "product"},
    {"focus": "launch", "joined_before_positioning": True, "phase": "define"},
    {"objectives": ["connect-stakeholders"], "focus": "enablement"},
)


@pytest.fixture(scope="module")
def planned(adviser, graph):
    def make(policy=None, start=None, **raw):
        answer = adviser.recommend(read_profile(raw, adviser.knowledge), policy)
        return answer, first_days(situation(answer, graph.knowledge), graph, start)

    return make


def item(plan, id):
    (found,) = [each for each in plan if each.id == id]
    return found


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_each_item_names_the_records_and_rules_it_comes_from_and_they_exist(
    planned, knowledge, catalogue, role
):
    _, plan = planned(**role)
    rules = {rule.id for rule in catalogue.stable}
    for each in plan:
        assert each.comes_from[0] == each.task
        assert set(each.comes_from) <= rules | set(knowledge.records)
        assert set(each.metrics) <= set(each.comes_from)


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_nothing_is_said_that_its_records_do_not_say(planned, knowledge, role):
    _, plan = planned(**role)
    labels = {record.label for record in knowledge.records.values()}
    for each in plan:
        task = knowledge.get(Task, each.task)
        rows = [
            row
            for record in each.comes_from
            if record.startswith("phase.")
            for row in knowledge.get(Phase, record).grid
        ]
        whys = {task.why, *(row.why for row in rows)}
        grounds = {task.citations, *(row.citations for row in rows)}
        assert each.why in whys
        assert each.citations in grounds
        dues = {
            (due.by_day, due.why, due.citations)
            for record in each.comes_from
            if record.startswith("task.")
            for due in [knowledge.get(Task, record).due]
        }
        assert (each.by_day, each.due_why, each.due_citations) in dues
        if task.each == "once":
            assert (each.do, each.how) == (task.label, task.definition)
        else:
            fixed = [part.partition("}")[2] for part in f"}}{task.do}".split("{")]
            assert all(part in each.do for part in fixed)
        assert {tool.label for tool in each.instruments} <= labels
        assert {team.label for team in each.ask} <= labels
        assert "{" not in each.do + each.how + each.why


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_an_item_that_is_not_our_own_judgement_has_its_citation(planned, role):
    _, plan = planned(**role)
    assert {each.basis for each in plan} <= set(BASES)
    for each in plan:
        assert each.basis == "editorial" or each.citations
        assert each.due_basis == "editorial" or each.due_citations


@pytest.mark.seed("S084")
def test_a_reading_of_brand_awareness_belongs_to_the_first_weeks_and_keeps_two_figures_apart(
    planned,
):
    for role in ROLES:
        _, plan = planned(**role)
        found = item(plan, "task.awareness-baseline")
        assert (found.by_day, found.kind) == (30, "baseline")
        assert found.metrics == ("metric.brand-awareness",)
        assert found.apart == ("Unaided", "Aided")
        assert (found.basis, found.due_basis) == ("sourced", "sourced")
        assert [each.locator for each in found.citations] == ["Discover grid, row 4"]
        assert "instrument.brand-survey" in {each.instrument for each in found.instruments}


def test_nps_win_rate_and_lifetime_value_are_read_in_the_first_thirty_days(planned):
    _, plan = planned()
    read = {metric for each in plan if each.kind == "baseline" and each.by_day == 30
            for metric in each.metrics}  # fmt: skip
    assert {"metric.nps", "metric.win-rate", "metric.customer-lifetime-value"} <= read
    lifetime = item(plan, "task.lifetime-value-baseline")
    assert [each.locator for each in lifetime.citations] == ["Discover grid, row 5"]


def test_a_first_product_marketer_lays_foundations_before_a_pipeline_number(planned):
    _, first = planned(first_pmm=True)
    _, other = planned(first_pmm=False)
    wanted = {"task.pipeline-later", "task.positioning"}
    assert wanted <= {each.id for each in first}
    assert not wanted & {each.id for each in other}
    sources = {each.source for each in item(first, "task.positioning").citations}
    assert sources == {"source.getcc", "source.oakley-why"}


def test_an_unknown_answer_brings_no_task_that_waits_for_it(planned, knowledge):
    _, plan = planned()
    asked = {each.id for each in knowledge.every(Task) if each.applies}
    assert asked
    assert not asked & {each.task for each in plan}


def test_each_reading_is_asked_for_once(planned):
    for role in ROLES:
        _, plan = planned(**role)
        read = [metric for each in plan if each.kind == "baseline" for metric in each.metrics]
        assert len(read) == len(set(read))
        assert len({each.id for each in plan}) == len(plan)


def test_a_kpi_that_has_a_baseline_task_of_its_own_lends_it_its_rules(planned):
    answer, plan = planned(objectives=["increase-win-rate"])
    found = item(plan, "task.win-rate-baseline")
    kpi = next(each for each in answer.kpis if each.metric == "metric.win-rate")
    speaking = {each.rule for each in kpi.because if each.for_}
    assert found.on_scorecard == "headline"
    assert {"task.kpi-baseline", *speaking} <= set(found.comes_from)


def test_each_kpi_has_a_baseline_and_a_target_and_the_target_comes_after(planned):
    answer, plan = planned(objectives=["increase-win-rate"])
    for kpi in answer.kpis:
        baseline = [each for each in plan if each.kind == "baseline" and kpi.metric in each.metrics]
        target = item(plan, f"task.kpi-target/{kpi.metric}")
        assert [each.by_day for each in baseline] == [30]
        assert target.by_day == 90


def test_whom_to_meet_are_the_teams_that_lead_or_share_a_kpi(planned, knowledge):
    answer, plan = planned(objectives=["connect-stakeholders"])
    met = {each.id.partition("/")[2]: each for each in plan if each.task == "task.meet-team"}
    held = {
        team
        for kpi in answer.kpis
        for team in (kpi.accountability.lead, *kpi.accountability.with_)
        if team and team != LEAD
    }
    assert set(met) == held
    for team, each in met.items():
        assert each.do == f"Meet {knowledge.label(team)}"
        assert team in each.comes_from
        for kpi in answer.kpis:
            if team in (kpi.accountability.lead, *kpi.accountability.with_):
                assert kpi.label in each.how
                assert set(kpi.accountability.rules) <= set(each.comes_from)


def test_the_phase_brings_its_metrics_with_the_reasons_of_its_grid(planned, knowledge):
    _, plan = planned(phase="grow")
    rows = {row.to: row for row in knowledge.get(Phase, "phase.grow").grid}
    found = {each.metrics[0]: each for each in plan if each.task == "task.phase-reading"}
    baselines = {m for each in plan if each.kind == "baseline" for m in each.metrics}
    assert set(found) == set(rows) - baselines
    for metric, each in found.items():
        assert (each.why, each.basis) == (rows[metric].why, rows[metric].basis)
        assert "phase.grow" in each.comes_from


def test_a_second_reading_is_asked_for_beside_the_baseline(planned):
    _, plan = planned(objectives=["enable-sales"], alignment="sales", phase="get-set")
    ids = {each.id for each in plan}
    assert "task.phase-reading/metric.sales-confidence#2" in ids
    assert "task.sales-confidence-baseline" in ids


@pytest.mark.seed("S002")
def test_no_phase_task_is_sourced_unless_the_grid_of_that_phase_names_it(planned, knowledge):
    for phase in knowledge.every(Phase):
        _, plan = planned(phase=phase.id)
        rows = {row.to for row in phase.grid if row.basis == "sourced"}
        for each in plan:
            if each.task == "task.phase-reading" and each.basis == "sourced":
                assert each.metrics[0] in rows


def test_what_is_to_be_defined_first_is_asked_of_each_kpi(planned, knowledge):
    answer, plan = planned(objectives=["increase-win-rate"])
    assert any(each.task == "task.define-kpi" for each in plan)
    for kpi in answer.kpis:
        open_ = knowledge.get(Metric, kpi.metric).define_first
        found = [each for each in plan if each.id == f"task.define-kpi/{kpi.metric}"]
        assert len(found) == bool(open_)
        for each in found:
            assert all(word in each.do for word in open_)


def test_by_the_seed_documents_alone_every_item_is_sourced(planned):
    _, plan = planned(Policy(sourced_only=True), phase="get-set", first_pmm=True)
    assert plan
    assert {each.basis for each in plan} == {"sourced"}


def test_the_days_count_from_the_first_day(planned):
    first = datetime.date(2027, 1, 11)
    _, plan = planned(start=first)
    for each in plan:
        assert (each.last_day - first).days == each.by_day - 1
    _, undated = planned()
    assert [dated(each, first) for each in undated] == list(plan)


def test_the_plan_goes_from_day_to_day_and_is_the_same_each_time(planned):
    one, other = planned(phase="grow")[1], planned(phase="grow")[1]
    assert one == other
    assert [each.by_day for each in one] == sorted(each.by_day for each in one)
    assert all(isinstance(each, PlanItem) for each in one)


def test_the_guide_says_of_everything_where_it_comes_from(adviser, graph, catalogue):
    raw = {"objectives": ["increase-win-rate"], "phase": "grow", "first_pmm": True}
    page = guide(adviser.recommend(read_profile(raw, adviser.knowledge)), graph)
    known = {rule.id for rule in catalogue.stable} | set(graph.knowledge.records)
    phases = [each for phase in page.phases for each in phase.items]
    for each in (*page.kpis, *page.baselines, *page.meetings, *page.monthly, *phases):
        assert each.comes_from
        assert set(each.comes_from) <= known
    assert page.advice
    assert {each.rule for each in page.advice} <= known
