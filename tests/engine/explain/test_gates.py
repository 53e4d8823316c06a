"""Every gate holds for what is said of the scenarios and of random profiles, and each can fail."""

import random

import pytest

from engine import Policy, read_profile
from engine.explain import Explainer, outline
from engine.explain.records import Leads, Outline
from tests.engine.explain import gates, rerun, sample

RANDOM = 100


def faults_of(asked, count, seed, explainer, adviser, knowledge):
    chance = random.Random(seed)
    run = explainer.run(asked.profile, asked.policy)
    again = rerun.Again(adviser, asked.profile, asked.policy)
    return [
        f"{asked.name}, {metric}: {fault}"
        for metric in sample.metrics(run, knowledge, chance, count)
        for fault in sample.faults(asked, metric, run, explainer, adviser, again)
    ]


@pytest.mark.parametrize("part", range(6))
def test_what_is_said_of_the_scenarios_passes_every_gate(part, explainer, plain, knowledge):
    asked = list(sample.scenarios(knowledge))[part::6]
    assert asked
    assert [
        f for n, a in enumerate(asked) for f in faults_of(a, 2, n, explainer, plain, knowledge)
    ] == []


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said_of_random_profiles_passes_every_gate(seed, explainer, plain, knowledge):
    asked = sample.at_random(knowledge, 100 + seed, RANDOM // 5)
    assert [f for a in asked for f in faults_of(a, 3, seed, explainer, plain, knowledge)] == []


def test_durable_rules_and_the_plain_matcher_explain_alike(explainer, adviser, knowledge):
    durable = Explainer(adviser)
    for asked in sample.at_random(knowledge, 11, 10):
        one, other = (e.run(asked.profile, asked.policy) for e in (explainer, durable))
        for metric in list(one.places)[:4]:
            said = explainer.why(asked.profile, asked.policy, metric, one)
            assert said == durable.why(asked.profile, asked.policy, metric, other)


def test_the_same_question_gives_the_same_bytes_in_any_order_of_answers(explainer, knowledge):
    for asked in sample.at_random(knowledge, 12, 15):
        raw = asked.profile.model_dump(mode="json", exclude_none=True)
        turned = read_profile(dict(reversed(raw.items())), knowledge)
        for metric in ("metric.win-rate", "metric.activation-rate", "metric.cac"):
            for ask in (explainer.why, explainer.why_not, explainer.contract):
                first = ask(asked.profile, asked.policy, metric)
                assert (
                    first.model_dump_json() == ask(turned, asked.policy, metric).model_dump_json()
                )


# --- planted faults: each makes its gate fail -----------------------------------------------------


@pytest.fixture(scope="module")
def case(explainer, plain, knowledge):
    raw = {"objectives": ["increase-win-rate", "reduce-churn"], "motion": "sales-led"}
    profile = read_profile({**raw, "stage": "growth", "industry": "tools"}, knowledge)
    run = explainer.run(profile)
    why = explainer.why(profile, None, "metric.win-rate", run)
    again = rerun.Again(plain, profile, Policy())
    assert not gates.complete(why, run.results)
    assert not rerun.faithful(why, run.results, again)
    assert not rerun.sufficient(why, run.results, again)
    return why, run.results, again, profile


def test_a_rule_that_never_spoke_is_found(case):
    why, results, *_ = case
    lied = why.spoke[0].model_copy(update={"rule": "SEL-110", "weight": 0})
    assert gates.complete(why.model_copy(update={"spoke": (*why.spoke, lied)}), results)


def test_a_rule_that_is_kept_back_is_found(case):
    why, results, *_ = case
    assert gates.complete(why.model_copy(update={"spoke": why.spoke[1:]}), results)
    assert gates.complete(why.model_copy(update={"held": ()}), results)


def test_a_step_that_did_not_happen_is_found(case):
    why, results, *_ = case
    rule = next(step for step in why.proof.steps if step.kind == "rule")
    lied = rule.model_copy(update={"id": "SEL-110 on profile"})
    proof = why.proof.model_copy(update={"steps": (lied, *why.proof.steps)})
    assert gates.complete(why.model_copy(update={"proof": proof}), results)


def test_a_circle_is_found(case):
    why, *_ = case
    back = Leads(source=why.proof.steps[-1].id, target=why.proof.steps[0].id)
    assert not gates.ordered(why.proof)
    assert gates.ordered(why.proof.model_copy(update={"leads": (*why.proof.leads, back)}))


def test_a_citation_that_was_taken_away_is_found(case):
    why, results, *_ = case
    number = next(n for n, each in enumerate(why.spoke) if each.basis != "editorial")
    bare = why.spoke[number].model_copy(update={"citations": ()})
    spoke = (*why.spoke[:number], bare, *why.spoke[number + 1 :])
    assert not gates.cited(why, results)
    assert gates.cited(why.model_copy(update={"spoke": spoke}), results)


def test_a_basis_better_than_it_is_is_found(case):
    why, results, *_ = case
    better = why.spoke[0].model_copy(update={"basis": "practice"})
    assert gates.cited(why.model_copy(update={"spoke": (better, *why.spoke[1:])}), results)


def test_a_condition_that_lies_is_found(case, catalogue):
    why, results, *_ = case
    when = why.spoke[0].when
    for lie in (
        {"truth": "false"},
        {"parts": when.parts[1:]},
        {"parts": (when.parts[0].model_copy(update={"truth": "unknown"}), *when.parts[1:])},
        {"parts": (when.parts[0].model_copy(update={"says": "Yes it is."}), *when.parts[1:])},
    ):
        lied = why.spoke[0].model_copy(update={"when": when.model_copy(update=lie)})
        found = why.model_copy(update={"spoke": (lied, *why.spoke[1:])})
        assert gates.truthful(found, results, catalogue.vocabularies), lie


def test_a_blocking_condition_that_lies_is_found(case, explainer, catalogue):
    _, results, _, profile = case
    answer = explainer.why_not(profile, None, "metric.activation-rate")
    assert not gates.blocked(answer, results, catalogue)
    found = 0
    for number, each in enumerate(answer.nearest):
        for lie in ({"blocking": ()}, {"blocking": tuple(map(turned, each.blocking))}):
            lied = each.model_copy(update=lie)
            nearest = (*answer.nearest[:number], lied, *answer.nearest[number + 1 :])
            update = {"nearest": nearest}
            found += bool(gates.blocked(answer.model_copy(update=update), results, catalogue))
    assert found == 2 * len(answer.nearest)


def turned(checked):
    parts = tuple(map(turned, checked.parts))
    return checked.model_copy(update={"truth": "true", "parts": parts})


def test_an_answer_that_bears_on_nothing_is_found(case):
    why, results, again, _ = case
    rule = next(step for step in why.proof.steps if step.kind == "rule")
    step = rule.model_copy(update={"id": "answer:industry=tools", "kind": "answer"})
    lead = Leads(source=step.id, target=rule.id)
    proof = why.proof.model_copy(
        update={"steps": (step, *why.proof.steps), "leads": (*why.proof.leads, lead)}
    )
    assert rerun.faithful(why.model_copy(update={"proof": proof}), results, again)


def test_an_answer_that_is_kept_back_is_found(case):
    why, results, again, _ = case
    steps = tuple(s for s in why.proof.steps if "increase-win-rate" not in s.id)
    proof = why.proof.model_copy(update={"steps": steps})
    assert rerun.sufficient(why.model_copy(update={"proof": proof}), results, again)


def test_a_sentence_of_one_form_alone_is_found(case):
    why, *_ = case
    drawn = outline(why)
    added = drawn.model_copy(update={"parts": (*drawn.parts, Outline(text="Only here."))})
    assert not gates.alike(why, drawn)
    assert gates.alike(why, added)


@pytest.mark.parametrize(
    "text",
    ["Win rate is obviously the one.", "This is proven.", "The leaf is null.", "very " * 31 + "."],
)
def test_long_or_persuading_sentences_are_found(text):
    assert gates.readable(Outline(text=text))
    assert not gates.readable(Outline(text="Win rate is the headline."))
