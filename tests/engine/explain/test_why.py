"""Why a metric stands where it stands: the reason first, the sum written out, every place told."""

import pytest

from engine import Policy, read_profile
from engine.explain.words import lowered, score_sum, sentence
from engine.explain.words import marks as marks_of


@pytest.fixture
def ask(explainer, knowledge):
    def why(metric, policy=None, **raw):
        return explainer.why(read_profile(raw, knowledge), policy, f"metric.{metric}")

    return why


def test_the_reason_comes_before_the_rules_and_names_objective_outcome_and_corporate_kpi(ask):
    why = ask("sales-confidence", objectives=["increase-win-rate"])
    path, reason, marks = why.justification
    assert path.text == (
        'Your objective is "Increase the win rate", and its list names sales confidence.'
    )
    assert [part.text for part in path.parts] == [
        "Sales confidence moves win rate.",
        "That objective serves revenue growth and new-customer growth.",
    ]
    assert reason.id == why.spoke[0].rule
    assert reason.citations == why.spoke[0].citations
    assert marks.text == "Strong advice; a seed document says so."


def test_weak_advice_of_our_own_says_so(ask):
    why = ask("win-rate", phase="discover")
    ours = [each for each in why.spoke if each.basis == "editorial" and each.strength == "weak"]
    assert ours
    for each in ours:
        assert each.marks == "Weak advice; our own judgement, no source says so."


@pytest.mark.parametrize(
    ("metric", "raw", "place", "words"),
    [
        ("win-rate", {"objectives": ["increase-win-rate"]}, "headline", "is the headline"),
        (
            "sales-confidence",
            {"objectives": ["increase-win-rate"]},
            "supporting",
            "a supporting KPI",
        ),
        ("cac", {"objectives": ["increase-win-rate"]}, "monitor", "looked at on a fixed beat"),
        ("average-selling-price", {"phase": "discover"}, "out", "is not on the scorecard"),
    ],
)
def test_every_place_is_told(ask, metric, raw, place, words):
    why = ask(metric, **raw)
    assert why.place == place
    assert words in why.says


def test_a_guardrail_names_what_it_guards(explainer, knowledge):
    profile = read_profile({"objectives": ["increase-win-rate"]}, knowledge)
    run = explainer.run(profile)
    guards = [metric for metric, place in run.places.items() if place == "guardrail"]
    assert guards
    for metric in guards:
        why = explainer.why(profile, None, metric, run)
        guarded = run.results.guards[metric]
        assert all(lowered(knowledge.label(each)) in why.says for each in guarded)
        assert any(each.role == "guardrail" for each in why.spoke)
        assert any(step.id.startswith("draft:") for step in why.proof.steps)


def test_the_reason_of_what_is_forbidden_is_the_rule_that_forbids_it(ask):
    why = ask("win-rate", objectives=["increase-win-rate"], excluded=["win-rate"])
    assert why.justification[-2].id == "SEL-017"
    assert why.decided == ("Win rate may not be on the scorecard: SEL-017 forbids it.",)


def test_what_a_limit_cut_says_so_before_its_reason(ask):
    policy = Policy(choices={"kpi-limit": "one"})
    why = ask("sales-confidence", policy=policy, objectives=["increase-win-rate"])
    assert why.place == "out"
    assert [each.text for each in why.justification][1] == "It is left out: the limit of one KPI."


def test_nothing_is_made_up_where_no_rule_spoke(ask):
    why = ask("analyst-coverage", objectives=["increase-win-rate"])
    assert (why.spoke, why.score, why.decided, why.held_says) == ((), 0, (), "")
    assert "No rule spoke for it or against it." in [each.text for each in why.justification]
    assert [step.kind for step in why.proof.steps] == ["metric"]


def test_the_score_is_a_written_out_sum(ask):
    assert score_sum([3, 2, -1, 0]) == "3 + 2 - 1 = 4"
    assert score_sum([2]) == "2"
    assert score_sum([]) == "0"
    assert score_sum([-1, 2]) == "-1 + 2 = 1"
    why = ask("win-rate", objectives=["increase-win-rate"], alignment="sales")
    assert why.sum.endswith(f"= {why.score}")


def test_an_inferred_trait_stands_in_the_proof_with_the_rules_behind_it(ask):
    why = ask("win-rate", objectives=["increase-win-rate"], motion="sales-led")
    trait = next(step for step in why.proof.steps if step.kind == "trait")
    into = {lead.source for lead in why.proof.leads if lead.target == trait.id}
    assert into
    assert all(each.startswith("APP-") for each in into)
    ticks = [part for each in why.spoke for part in leaves_of(each.when) if part.inferred]
    assert ticks
    assert all("nobody said it" in part.says for part in ticks)


def leaves_of(checked):
    return [checked] if not checked.parts else [x for p in checked.parts for x in leaves_of(p)]


def test_a_policy_in_force_is_named_as_such(ask):
    why = ask("cac", policy=Policy(choices={"cac": "one-accountable"}), phase="get-set")
    steps = [step.id for step in why.proof.steps if step.kind == "policy"]
    assert "policy:policy_cac=one-accountable" in steps
    assert why.accountability == "contributing"


def test_words_are_put_into_sentences():
    assert sentence("a test") == "A test."
    assert sentence("Is it?") == "Is it?"
    assert sentence("") == ""
    assert marks_of(None, "practice") == "Practitioners say so."
