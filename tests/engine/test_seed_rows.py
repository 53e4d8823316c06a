"""What the seed documents ask of recommendations, where it takes more than one profile to show."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from engine import Adviser, Policy, Profile, ProfileError, read_policy, read_profile
from engine.inference import PlainMatcher
from knowledge_graph.load import load as load_knowledge
from knowledge_graph.measures import Instrument
from knowledge_graph.records import Dispute, Metric, Objective, Phase, Stage
from rules.vocabulary import allowed_values
from tests.engine.scenarios import read_scenarios, seen_in
from tests.engine.seed_records import wrong_in

KNOWLEDGE = load_knowledge()
OBJECTIVES = [objective.id for objective in KNOWLEDGE.every(Objective)]
OF_THE_SEEDS = [each.id for each in KNOWLEDGE.every(Objective) if each.basis == "sourced"]
STAGES = [stage.id.removeprefix("stage.") for stage in KNOWLEDGE.every(Stage)]
SOURCED = Policy(sourced_only=True)
DECIDING = [("stage", [None, *STAGES]), ("alignment", ["product", "balanced", "sales"])]
POLICIES = [dispute.policy for dispute in KNOWLEDGE.every(Dispute) if dispute.policy]


@pytest.fixture(scope="module")
def plain(knowledge, catalogue):
    """The same answers, without compiling anything."""
    return Adviser(knowledge, catalogue, PlainMatcher)


def ask(adviser, policy=None, **raw):
    return adviser.recommend(read_profile(raw, adviser.knowledge), policy)


def outcome(answer):
    """What a manager is held to: each KPI with its role and accountability."""
    return {kpi.metric: (kpi.role, kpi.accountability.kind) for kpi in answer.kpis}


def fired(answer):
    return seen_in(answer)["fired"]


def test_the_records_that_answer_to_the_seeds_hold_what_they_should(knowledge):
    assert wrong_in(knowledge) == []


@pytest.mark.seed("S005")
@pytest.mark.parametrize("field", ["industry", "product", "company_size", "objectives"])
def test_the_context_of_the_caveat_is_accepted_and_read_or_said_to_be_unread(plain, field):
    given = {
        "industry": "logistics",
        "product": "Route planner",
        "company_size": 40,
        "objectives": ["reduce-churn"],
    }
    answer = ask(plain, **{field: given[field]})
    names = {"objectives": {"objectives", "metric_served"}}.get(field, {field})
    read = any(names & rule.reads for rule in plain.rules.stable)
    assert read is (field not in answer.unused)


@pytest.mark.seed("S008")
@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("alignment", [None, "product", "sales"])
def test_every_kpi_has_a_path_over_its_objective_to_a_corporate_kpi(
    plain, graph, objective, alignment
):
    answer = plain.recommend(Profile(objectives=(objective,), alignment=alignment))
    corporate = set(graph.targets(objective, "serves"))
    assert corporate
    for kpi in answer.kpis:
        assert kpi.corporate, kpi.metric
        assert tuple(path.objective for path in kpi.paths) == kpi.objectives
        for path in kpi.paths:
            assert path.through[0] == kpi.metric
            assert set(path.corporate) == corporate
            for step, following in zip(path.through, path.through[1:], strict=False):
                assert following in graph.targets(step, "drives")


@pytest.mark.seed("S031")
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_headline_serves_the_objective_that_was_chosen(plain, objective):
    answer = plain.recommend(Profile(objectives=(objective,)))
    headline = answer.kpis[0]
    assert (headline.metric, headline.role) == (answer.headline, "headline")
    assert headline.objectives == (objective,)


@pytest.mark.seed("S011")
def test_no_sourced_rule_reads_the_stage_and_every_stage_rule_can_be_switched_off(catalogue):
    stage_rules = [rule for rule in catalogue.stable if "policy_stage_rules" in rule.reads]
    assert len(stage_rules) > 10
    assert {rule.rule.basis for rule in stage_rules} <= {"practice", "editorial"}
    concluding = {
        rule.id for rule in catalogue.stable if "stage" in rule.reads and rule.stage != "critique"
    }
    assert concluding == {rule.id for rule in stage_rules}


@pytest.mark.seed("S011")
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_switching_the_stage_rules_off_changes_nothing_that_is_sourced(plain, objective):
    off = read_policy({"stage-rules": "off"}, plain.knowledge, sourced_only=True)
    for stage in STAGES:
        profile = Profile(objectives=(objective,), stage=stage)
        on = plain.recommend(profile, SOURCED)
        without = plain.recommend(profile, off)
        assert on.model_copy(update={"policy": {}}) == without.model_copy(update={"policy": {}})


@pytest.mark.seed("S012")
@pytest.mark.parametrize("metric", ["metric.sales-play-outcomes", "metric.gross-margin"])
def test_a_critical_initiative_is_labelled_as_such(plain, metric):
    answer = ask(plain, objectives=["reduce-churn"], critical_initiative={"metric": metric})
    kpi = next(kpi for kpi in answer.kpis if kpi.metric == metric)
    reason = next(reason for reason in kpi.because if reason.rule == "SEL-016")
    assert "initiative" in reason.text


@pytest.mark.seed("S013")
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_what_a_product_marketer_controls_of_each_kpi_is_told(plain, knowledge, objective):
    answer = plain.recommend(Profile(objectives=(objective,)))
    for kpi in answer.kpis:
        assert kpi.control == knowledge.get(Metric, kpi.metric).control
    kinds = [kpi.accountability.kind for kpi in answer.kpis]
    codes = {finding.code for finding in answer.findings}
    assert ("nothing-direct" in codes) is ("direct" not in kinds)
    assert ("nothing-shared" in codes) is ("shared" not in kinds)


@pytest.mark.seed("S020")
@pytest.mark.seed("S021")
@pytest.mark.parametrize("rule", ["APP-030", "APP-031"])
def test_the_specialists_for_a_growth_target_rest_on_the_first_answer(plain, rule):
    answer = ask(plain, objectives=["meet-product-growth-target"])
    advice = next(each for each in answer.advice if each.rule == rule)
    assert advice.basis == "sourced"
    assert {citation.source for citation in advice.citations} == {"source.accountability-answers"}


@pytest.mark.seed("S028")
def test_the_four_sales_figures_are_four_definitions(knowledge):
    names = ("win-rate", "close-rate", "average-selling-price", "average-deal-size")
    records = [knowledge.get(Metric, f"metric.{name}") for name in names]
    assert len({record.definition for record in records}) == 4
    assert len({record.formula for record in records}) == 4


@pytest.mark.seed("S030")
@pytest.mark.seed("S131")
@pytest.mark.seed("S170")
@pytest.mark.parametrize("limit", ["one", "five-and-seven", "five-per-objective"])
def test_the_positions_on_how_many_are_shown_with_the_policy_in_force(plain, limit):
    policy = read_policy({"kpi-limit": limit}, plain.knowledge)
    answer = ask(plain, policy, objectives=["increase-win-rate"])
    assert [kpi.role for kpi in answer.kpis].count("headline") == 1
    dispute = next(each for each in answer.disputes if each.id == "dispute.kpi-count")
    assert dispute.in_force == limit
    sourced = {side.id for side in dispute.positions if side.basis == "sourced"}
    assert sourced == {"one-metric", "at-most-five", "balanced-set"}
    assert all(side.citations for side in dispute.positions)


@pytest.mark.seed("S052")
def test_a_launch_is_measured_on_time_complete_and_in_its_reach(knowledge, graph):
    execution = knowledge.get(Metric, "metric.project-execution").definition
    assert "on time" in execution
    assert "complete" in execution
    for metric in ("metric.project-execution", "metric.launch-content-engagement"):
        assert graph.pmm_part(metric) == "leads"
    assert "instrument.launch-checklist" in graph.targets(
        "metric.project-execution", "measured-with"
    )


@pytest.mark.seed("S053")
def test_insight_is_counted_with_what_was_decided_because_of_it(knowledge, graph):
    feedback = knowledge.get(Metric, "metric.customer-feedback")
    assert feedback.unit == "count"
    assert "decided" in feedback.definition
    assert "instrument.insight-log" in graph.targets(feedback.id, "measured-with")


@pytest.mark.seed("S054")
@pytest.mark.parametrize("sourced_only", [False, True])
@pytest.mark.parametrize("metric", ["revenue", "pipeline-generated", "retention-rate"])
def test_shared_outcomes_are_never_direct_under_any_alignment_stage_or_focus(
    plain, metric, sourced_only
):
    policy = Policy(sourced_only=sourced_only)
    for field in ("alignment", "stage", "focus", "motion", "partner_team", "maturity"):
        spec = next(spec for spec in plain.knowledge.fields.profile if spec.name == field)
        for value in allowed_values(spec, plain.knowledge):
            answer = ask(plain, policy, **{field: value, "critical_initiative": {"metric": metric}})
            held = seen_in(answer)
            assert held["holds"][f"metric.{metric}"] in ("shared", "contributing"), value
            assert held["own_part"][f"metric.{metric}"]


@pytest.mark.seed("S055")
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_shared_kpi_names_the_roles_own_part(plain, objective):
    for alignment in (None, "product", "balanced", "sales"):
        answer = plain.recommend(Profile(objectives=(objective,), alignment=alignment))
        for kpi in answer.kpis:
            if kpi.accountability.kind == "shared":
                assert kpi.accountability.own_part, kpi.metric


@pytest.mark.seed("S058")
@pytest.mark.seed("S059")
@pytest.mark.parametrize(
    ("part", "instrument", "words"),
    [
        ("metric.new-personas", "instrument.persona-register", ("each persona", "used")),
        ("metric.message-quality", "instrument.messaging-audit", ("list of channels", "share")),
    ],
)
def test_personas_and_messages_are_contributions_with_an_instrument(
    plain, graph, part, instrument, words
):
    for metric in ("revenue", "pipeline-generated", "retention-rate"):
        answer = ask(plain, critical_initiative={"metric": metric})
        assert part in answer.kpis[0].accountability.own_part
    assert instrument in graph.targets(part, "measured-with")
    definition = plain.knowledge.get(Instrument, instrument).definition
    assert all(word in definition for word in words)


@pytest.mark.seed("S062")
def test_market_share_is_read_twice_from_one_dated_source(knowledge, graph):
    instrument = "instrument.market-share-estimate"
    assert graph.targets("metric.market-share", "measured-with") == (instrument,)
    definition = knowledge.get(Instrument, instrument).definition
    assert "Two dated readings" in definition


@pytest.mark.seed("S066")
def test_numbers_and_judgements_are_tagged_as_the_answer_has_them(knowledge):
    for name in ("engagement-rate", "leads", "rep-performance"):
        assert knowledge.get(Metric, f"metric.{name}").nature == "quantitative"
    for name in ("message-quality", "launch-outcomes", "csat"):
        assert knowledge.get(Metric, f"metric.{name}").nature != "quantitative"


@pytest.mark.seed("S130")
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_no_objective_keeps_more_than_five_lines(plain, objective):
    answer = plain.recommend(Profile(objectives=(objective,)))
    record = plain.knowledge.get(Objective, objective)
    rows = {kpi.to: f"row {kpi.row}" for kpi in record.kpis}
    if record.limit_per_team:
        return
    lines = {rows.get(kpi.metric, kpi.metric) for kpi in answer.kpis if kpi.objectives}
    assert len(lines) <= 5


@pytest.mark.seed("S134")
@pytest.mark.parametrize(
    "lacking", [{"unit": "not given"}, {"needs": (), "measured_with": ()}], ids=["unit", "source"]
)
def test_a_kpi_without_unit_or_data_source_is_a_draft(knowledge, catalogue, plain, lacking):
    profile = Profile(objectives=("objective.reduce-churn",))
    assert not any(kpi.draft for kpi in plain.recommend(profile).kpis)
    churn = knowledge.get(Metric, "metric.churn-rate").model_copy(update=lacking)
    records = MappingProxyType({**knowledge.records, churn.id: churn})
    adviser = Adviser(replace(knowledge, records=records), catalogue, PlainMatcher)
    drafts = {kpi.metric for kpi in adviser.recommend(profile).kpis if kpi.draft}
    assert drafts == {"metric.churn-rate"}


@pytest.mark.seed("S136")
@pytest.mark.seed("S137")
@pytest.mark.seed("S138")
@pytest.mark.parametrize(
    "together",
    [
        ("metric.cac", "metric.customer-lifetime-value", "metric.cost-to-serve"),
        ("metric.arr", "metric.mrr"),
        ("metric.customer-lifetime-value", "metric.nps", "metric.win-rate"),
    ],
)
def test_each_of_what_is_read_together_names_the_others(graph, together):
    for metric in together:
        assert {*together} - {metric} <= {*graph.targets(metric, "read-with")}


@pytest.mark.seed("S139")
@pytest.mark.parametrize("sourced_only", [False, True])
@pytest.mark.parametrize("phase", [None, *(phase.id for phase in KNOWLEDGE.every(Phase))])
def test_what_is_continuous_is_dropped_by_no_phase(plain, phase, sourced_only):
    raw = {"phase": phase} if phase else {}
    for limit in ("one", "five-and-seven"):
        policy = read_policy({"kpi-limit": limit}, plain.knowledge, sourced_only)
        shown = seen_in(ask(plain, policy, **raw))["roles"]
        assert {"metric.arr", "metric.cac", "metric.nps"} <= {*shown}


@pytest.mark.seed("S178")
@pytest.mark.parametrize("objective", OF_THE_SEEDS)
def test_by_the_seed_documents_alone_every_objective_has_a_usable_scorecard(plain, objective):
    answer = plain.recommend(Profile(objectives=(objective,)), SOURCED)
    assert answer.headline
    assert len(answer.kpis) >= 2
    assert {kpi.basis for kpi in answer.kpis} == {"sourced"}


def changes(adviser, objective, field, values):
    """The pairs of values between which a KPI, role or accountability differs, and by which rules.

    A rule did it if it fires for one value and not for the other.
    """
    answers = {
        value: ask(adviser, objectives=[objective], **({field: value} if value else {}))
        for value in values
    }
    seen = [(value, outcome(answer), fired(answer)) for value, answer in answers.items()]
    return {
        (one, other): here ^ there
        for place, (one, held, here) in enumerate(seen)
        for other, then, there in seen[place + 1 :]
        if held != then
    }


@pytest.mark.parametrize("objectives", [OF_THE_SEEDS, OBJECTIVES], ids=["of the seeds", "all"])
@pytest.mark.parametrize(("field", "values"), DECIDING)
def test_for_most_objectives_one_answer_alone_changes_what_a_role_is_held_to(
    plain, field, values, objectives
):
    changed = {each: changes(plain, each, field, values) for each in objectives}
    by = {each: set().union(*pairs.values()) for each, pairs in changed.items() if pairs}
    assert len(by) * 2 > len(objectives), f"unchanged: {sorted(set(objectives) - set(by))}"
    reading = {rule.id for rule in plain.rules.stable if field in rule.reads}
    for objective, rules in by.items():
        assert rules & reading, f"{objective} changes, and no rule that reads {field} did it"


def only_answers():
    """One value for each field of a profile, given alone."""
    for spec in KNOWLEDGE.fields.profile:
        words = list(allowed_values(spec, KNOWLEDGE))
        value = {
            "one": words[:1],
            "many": [words[:1]],
            "number": [spec.minimum],
            "flag": [True],
            "text": ["something"],
            "date": ["2027-03-31"],
        }[spec.type][0]
        for step in reversed(spec.path or (spec.name,)):
            value = {step: value}
        yield pytest.param(value, id=spec.name)


@pytest.mark.parametrize("raw", list(only_answers()))
def test_a_single_answer_is_answered_and_told_as_one(plain, raw):
    answer = ask(plain, **raw)
    codes = {finding.code for finding in answer.findings}
    assert "metric.arr" in {each.metric for each in answer.monitor} or "excluded" in raw
    if answer.kpis:
        assert "rests-on-one-answer" in codes
    else:
        assert "no-objective" in codes
        assert answer.next_question
        assert answer.next_question.field == "objectives"


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
def test_every_value_of_a_policy_changes_something_in_some_scenario(plain, policy):
    profiles = []
    for scenario in (placed.scenario for placed in read_scenarios()):
        if policy.key in {*scenario.policy, *scenario.change_policy}:
            try:
                profiles.append(read_profile(scenario.profile, plain.knowledge))
            except ProfileError:
                continue
    assert profiles, f"no scenario is about the policy {policy.key}"
    for value in set(policy.values) - {policy.default}:
        chosen = Policy(choices={policy.key: value})
        assert any(
            changed(plain.recommend(profile), plain.recommend(profile, chosen))
            for profile in profiles
        ), f"{policy.key}: {value} changes nothing"


def changed(one, other):
    """Whether two recommendations hold a role to different things, or bar different things."""
    return any(
        facet(one) != facet(other)
        for facet in (
            lambda answer: [(kpi.metric, kpi.role) for kpi in answer.kpis],
            lambda answer: [(k.accountability.kind, k.accountability.with_) for k in answer.kpis],
            lambda answer: [*answer.barred, *answer.headline_barred],
        )
    )
