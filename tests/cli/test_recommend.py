"""``remit recommend``: the shape of its JSON, where profiles come from, what policies do."""

import json

import pytest

PHASES = ["discover", "strategize", "define", "get-set", "grow"]
MONTHLY = [
    "metric.arr",
    "metric.mrr",
    "metric.churn-rate",
    "metric.trial-to-paid-conversion",
]
WHOLE = """\
objectives: [increase-win-rate, enable-sales]
alignment: sales
stage: growth
focus: enablement
phase: get-set
motion: sales-led
maturity: growing
segment: mid-market
team_size: 3
industry: logistics
data_sources: [crm, survey-tool]
launch: {name: Autumn, date: 2027-09-01, tier: 1}
"""


@pytest.fixture
def recommended(remit):
    def run(*args, stdin=b""):
        done = remit("recommend", *args, "--format", "json", stdin=stdin)
        assert (done.code, done.err) == (0, "")
        return json.loads(done.out)

    return run


def ids(parts):
    return [each["metric"] for each in parts]


SHAPE = {
    "profile": dict,
    "policy": dict,
    "appraisal": [{"trait", "value", "inferred", "rules"}],
    "headline": str,
    "kpis": [
        {"metric", "label", "role", "corporate", "objectives", "accountability", "basis",
         "strength", "score", "because"}
    ],
    "monitor": [{"metric", "cadence", "why"}],
    "guardrails": [{"metric", "guards"}],
    "also_considered": [{"metric", "score", "cut_by"}],
    "barred": [{"metric", "rule", "why"}],
    "findings": [{"code", "severity", "text", "fix", "rule"}],
    "disputes": [{"id", "policy", "positions"}],
    "advice": [{"text", "rule"}],
    "unused": list,
    "next_question": {"field", "decides"},
    "trace": [{"stage", "rule", "fact", "concluded"}],
    "versions": {"knowledge", "rules"},
}  # fmt: skip


def test_the_json_has_every_part_with_what_it_promises(recommended, profile):
    answer = recommended(profile(WHOLE + "excluded: [nps]\n"))
    assert answer.keys() >= SHAPE.keys()
    for name, shape in SHAPE.items():
        part = answer[name]
        if isinstance(shape, list):
            assert part, name
            assert all(each.keys() >= shape[0] for each in part), name
        elif isinstance(shape, set):
            assert part.keys() >= shape, name
        else:
            assert isinstance(part, shape), name
    for kpi in answer["kpis"]:
        assert kpi["accountability"].keys() >= {"kind", "lead", "with", "own_part", "rules"}
        for reason in kpi["because"]:
            assert reason.keys() >= {"rule", "for", "strength", "basis", "text", "citations"}
            for cited in reason["citations"]:
                assert cited.keys() == {"source", "locator", "claim"}
    assert all(isinstance(key, str) and isinstance(value, str)
               for key, value in answer["policy"].items())  # fmt: skip


def test_scores_are_the_sums_of_the_strengths_shown(recommended, profile):
    weight = {"weak": 1, "medium": 2, "strong": 3}
    answer = recommended(profile(WHOLE))
    assert len(answer["kpis"]) > 3
    for kpi in answer["kpis"]:
        parts = [weight[each["strength"]] * (1 if each["for"] else -1) for each in kpi["because"]]
        assert kpi["score"] == sum(parts), kpi["metric"]


def test_one_headline_stands_among_the_kpis(recommended, profile):
    answer = recommended(profile(WHOLE))
    assert [kpi["metric"] for kpi in answer["kpis"] if kpi["role"] == "headline"] == [
        answer["headline"]
    ]


def test_every_rule_that_is_named_stands_in_the_trace(recommended, profile):
    answer = recommended(profile(WHOLE))
    traced = {entry["rule"] for entry in answer["trace"]}
    named = {each["rule"] for kpi in answer["kpis"] for each in kpi["because"]}
    named |= {rule for kpi in answer["kpis"] for rule in kpi["accountability"]["rules"]}
    named |= {rule for trait in answer["appraisal"] for rule in trait["rules"]}
    named |= {each["rule"] for part in ("findings", "barred", "advice") for each in answer[part]}
    assert named
    assert named <= traced
    stages = ["appraise", "select", "assign", "compose", "critique"]
    order = [stages.index(entry["stage"]) for entry in answer["trace"]]
    assert order == sorted(order)


def test_what_is_ruled_out_comes_back_as_barred_and_nowhere_else(recommended, profile):
    answer = recommended(profile("phase: discover\nexcluded: [win-rate]\n"))
    assert ids(answer["barred"]) == ["metric.win-rate"]
    assert "metric.win-rate" not in ids(answer["kpis"] + answer["monitor"] + answer["guardrails"])


def test_answers_that_no_rule_reads_are_recorded_and_said_to_be_unused(recommended, profile):
    answer = recommended(profile("objectives: [reduce-churn]\nindustry: logistics\n"))
    assert answer["profile"]["industry"] == "logistics"
    assert "industry" in answer["unused"]
    assert "objectives" not in answer["unused"]


def test_standard_input_and_file_give_the_same_bytes(remit, profile):
    path = profile(WHOLE)
    from_file = remit("recommend", path, "--format", "json")
    from_input = remit("recommend", "-", "--format", "json", stdin=WHOLE.encode())
    assert from_file.out == from_input.out
    assert remit("recommend", path).out == remit("recommend", "-", stdin=WHOLE.encode()).out


@pytest.mark.parametrize(
    ("option", "value", "field", "expected"),
    [
        ("--objective", "reduce-churn", "objectives", ["objective.reduce-churn"]),
        ("--alignment", "product", "alignment", "product"),
        ("--stage", "mature", "stage", "mature"),
        ("--focus", "launch", "focus", "launch"),
        ("--phase", "grow", "phase", "grow"),
        ("--motion", "product-led", "motion", "product-led"),
    ],
)
def test_an_option_takes_the_place_of_the_answer_in_the_file(
    recommended, profile, option, value, field, expected
):
    path = profile(WHOLE)
    assert recommended(path)["profile"][field] != expected
    overridden = recommended(path, option, value)["profile"]
    assert overridden[field] == expected
    assert overridden["industry"] == "logistics"


def test_options_alone_make_a_profile_and_objectives_may_be_repeated(recommended):
    answer = recommended("--objective", "reduce-churn", "--objective", "enable-sales")
    assert answer["profile"] == {"objectives": ["objective.reduce-churn", "objective.enable-sales"]}


@pytest.mark.parametrize(
    "spoken",
    ["increase-win-rate", "objective.increase-win-rate", "Increase the win rate", "WIN MORE DEALS"],
)
def test_an_objective_may_be_said_by_id_slug_label_or_alias(recommended, spoken):
    answer = recommended("--objective", spoken)
    assert answer["profile"]["objectives"] == ["objective.increase-win-rate"]
    assert answer["headline"] == "metric.win-rate"


@pytest.mark.parametrize(
    ("spoken", "objective"),
    [
        ("reps don't feel ready", "objective.enable-sales"),
        ("Reps Don't Feel READY", "objective.enable-sales"),
        ("the close rate is dropping", "objective.increase-win-rate"),
        ("nobody uses the new feature", "objective.increase-feature-adoption"),
        ("we lose to a competitor", "objective.win-against-competitors"),
    ],
)
def test_an_objective_may_be_said_as_the_problem_it_is(recommended, spoken, objective):
    answer = recommended("--objective", spoken)
    assert answer["profile"]["objectives"] == [objective]


def test_policies_in_force_are_all_named_and_a_choice_replaces_its_default(recommended):
    default = recommended("--objective", "reduce-churn")["policy"]
    assert default == {
        "adoption": "fully-shared",
        "cac": "two-owners",
        "evidence": "all",
        "kpi-limit": "five-and-seven",
        "lead-volume": "never-headline",
        "measuring-enablement": "readiness-and-results",
        "measuring-positioning": "tests-and-use",
        "output-counts": "never-headline",
        "revenue": "shared",
        "stage-rules": "on",
    }
    chosen = recommended(
        "--objective",
        "reduce-churn",
        "--policy",
        "kpi-limit=one",
        "--policy",
        "cac=one-accountable",
    )["policy"]
    assert chosen == default | {"kpi-limit": "one", "cac": "one-accountable"}


def test_the_limit_of_one_leaves_one_kpi_and_says_what_it_cut(recommended, profile):
    path = profile(WHOLE)
    many, one = recommended(path), recommended(path, "--policy", "kpi-limit=one")
    assert len(many["kpis"]) > 1
    assert ids(one["kpis"]) == [one["headline"]]
    assert len(one["also_considered"]) > len(many["also_considered"])


def test_stage_rules_can_be_switched_off_together(recommended):
    def rules(*policy):
        trace = recommended("--stage", "pre-fit", "--objective", "reduce-churn", *policy)["trace"]
        return {entry["rule"] for entry in trace}

    without = recommended("--objective", "reduce-churn")["trace"]
    assert rules() - rules("--policy", "stage-rules=off")
    assert rules("--policy", "stage-rules=off") - {each["rule"] for each in without} <= {
        rule for rule in rules() if rule.startswith("CRI")
    }


@pytest.mark.seed("S178")
@pytest.mark.parametrize(
    "objective",
    [
        "connect-stakeholders",
        "become-market-and-persona-led",
        "support-buyer-journey",
        "grow-active-users",
        "increase-sign-up-rate",
        "increase-win-rate",
        "reduce-churn",
        "improve-time-to-close",
    ],
)
def test_sourced_rules_alone_still_give_a_usable_scorecard(recommended, objective):
    answer = recommended("--objective", objective, "--stage", "growth", "--sourced-only")
    assert answer["policy"]["evidence"] == "sourced-only"
    assert answer["headline"]
    assert len(answer["kpis"]) >= 2
    for kpi in answer["kpis"]:
        assert kpi["basis"] == "sourced"
        assert {each["basis"] for each in kpi["because"]} == {"sourced"}
    assert {each["basis"] for each in answer["advice"]} <= {"sourced"}


def test_sourced_rules_alone_hold_nothing_on_other_ground(recommended):
    answer = recommended("--objective", "connect-stakeholders", "--sourced-only")
    grounds = {kpi["metric"]: kpi["accountability"]["basis"] for kpi in answer["kpis"]}
    assert set(grounds.values()) <= {"sourced", None}, grounds


@pytest.mark.seed("S115")
@pytest.mark.seed("S139")
@pytest.mark.parametrize("limit", ["one", "five-and-seven"])
@pytest.mark.parametrize("sourced_only", [False, True])
def test_the_monthly_four_and_the_continuous_metrics_are_watched_in_every_phase(
    recommended, limit, sourced_only
):
    flags = ["--sourced-only"] if sourced_only else []
    for phase in PHASES:
        answer = recommended("--phase", phase, "--policy", f"kpi-limit={limit}", *flags)
        watched = {each["metric"]: each["cadence"] for each in answer["monitor"]}
        assert {*MONTHLY, "metric.cac", "metric.nps"} <= set(watched), phase
        assert {watched[each] for each in MONTHLY} == {"monthly"}


@pytest.mark.seed("S171")
def test_choosing_revenue_as_direct_shows_the_dispute_and_the_shared_form(recommended):
    asked = ["--objective", "meet-sales-target", "--alignment", "sales"]
    answer = recommended(*asked, "--policy", "revenue=direct")
    held = {each["metric"]: each["accountability"]["kind"] for each in answer["kpis"]}
    assert held["metric.revenue"] == "direct"
    (dispute,) = (each for each in answer["disputes"] if each["policy"] == "revenue")
    assert dispute["in_force"] == "direct"
    assert {"shared", "direct"} <= {side["id"] for side in dispute["positions"]}
    shared = recommended(*asked)
    (revenue,) = (each for each in shared["kpis"] if each["metric"] == "metric.revenue")
    assert revenue["accountability"]["kind"] == "shared"
    assert revenue["accountability"]["own_part"]


@pytest.mark.seed("S172")
def test_both_owners_of_the_acquisition_cost_come_out(recommended, remit):
    answer = recommended("--objective", "connect-stakeholders", "--phase", "get-set")
    (cac,) = (each for each in answer["kpis"] if each["metric"] == "metric.cac")
    held = cac["accountability"]
    assert held["kind"] == "shared"
    assert held["lead"] == "team.marketing"
    table = remit("recommend", "--objective", "connect-stakeholders", "--phase", "get-set").out
    assert "Shared. Marketing leads; product marketing shares it." in table


def test_the_table_shows_headline_reasons_findings_and_versions(remit, profile, knowledge):
    path = profile(WHOLE)
    answer = json.loads(remit("recommend", path, "--format", "json").out)
    table = remit("recommend", path).out
    assert f"HEADLINE  {knowledge.label(answer['headline'])}" in table
    for kpi in answer["kpis"]:
        assert kpi["metric"] in table
        for reason in kpi["because"]:
            assert reason["rule"] in table
    for part in ("Watched all along", "Findings", "Disputed"):
        assert f"\n{part}" in table
    assert answer["versions"]["rules"] in table


@pytest.mark.parametrize(
    "asked",
    [
        ["--objective", "connect-stakeholders"],
        ["--focus", "launch", "--motion", "product-led"],
        ["--stage", "enterprise", "--phase", "grow", "--sourced-only"],
        ["--objective", "meet-product-growth-target", "--policy", "adoption=to-activation"],
    ],
)
def test_a_recommendation_as_a_table_keeps_within_a_hundred_columns(remit, asked):
    done = remit("recommend", *asked)
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 100
