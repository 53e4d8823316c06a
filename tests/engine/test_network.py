"""durable-rules must fire exactly where the plain evaluator does: random rules, random facts."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.facts import Fact
from engine.inference import DurableMatcher, InferenceError, PlainMatcher
from engine.network import GROUP_SIZE, branches, compile_rules
from knowledge_graph.yaml_file import Document
from rules.condition import ALWAYS, NEVER, Group, Leaf
from rules.load import CatalogueRule
from rules.records import Rule

WORDS = ("a", "bé", "c-d", "metric.x", "~x", "日本")
NUMBERS = (-3.0, 0.0, 0.1, 1.0, 2.5, 1_000_000.0)
FIELDS = {
    "w": "one",
    "v": "one",
    "n": "number",
    "m": "number",
    "f": "flag",
    "l": "many",
    "t": "text",
}


def leaf_for(name, kind):
    known = st.booleans().map(lambda value: Leaf(name, "known", value, kind))
    if kind == "one":
        word = st.sampled_from(WORDS)
        return st.one_of(
            known,
            st.tuples(st.sampled_from(["equals", "ne"]), word).map(
                lambda p: Leaf(name, p[0], p[1], kind)
            ),
            st.lists(word, min_size=1, max_size=3, unique=True).map(
                lambda values: Leaf(name, "in", tuple(values), kind)
            ),
        )
    if kind == "number":
        number = st.sampled_from(NUMBERS)
        return st.one_of(
            known,
            st.tuples(st.sampled_from(["equals", "ne", "lt", "lte", "gt", "gte"]), number).map(
                lambda p: Leaf(name, p[0], p[1], kind)
            ),
            st.lists(number, min_size=1, max_size=3, unique=True).map(
                lambda values: Leaf(name, "in", tuple(values), kind)
            ),
        )
    if kind == "flag":
        return st.one_of(known, st.booleans().map(lambda v: Leaf(name, "equals", v, kind)))
    if kind == "many":
        member = st.sampled_from(WORDS).map(lambda v: Leaf(name, "contains", v, kind))
        return st.one_of(known, member)
    return known


leaves = st.one_of([leaf_for(name, kind) for name, kind in FIELDS.items()])
conditions = st.recursive(
    leaves,
    lambda parts: st.builds(
        Group,
        st.sampled_from(["all", "any"]),
        st.lists(parts, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=5,
)


def value_for(kind):
    values = {
        "one": st.sampled_from(WORDS),
        "number": st.sampled_from(NUMBERS),
        "flag": st.booleans(),
        "many": st.frozensets(st.sampled_from(WORDS)),
        "text": st.text(max_size=5),
    }
    return st.one_of(st.none(), values[kind])


facts = st.fixed_dictionaries({name: value_for(kind) for name, kind in FIELDS.items()})


def as_rule(number, when, unless, over="profile"):
    record = Rule.model_validate(
        {
            "id": f"SEL-{number:03d}",
            "name": "random",
            "title": "random",
            "over": over,
            "then": [{"recommend": "metric.x"}],
            "because": "random",
            "examples": [
                {"name": "one", "given": {}, "fires": True},
                {"name": "other", "given": {}, "fires": False},
            ],
        }
    )
    return CatalogueRule(record, "select", when, unless, Document("random", {}, {}))


def as_facts(bodies, over="profile"):
    return [Fact(f"fact {place}", over, body) for place, body in enumerate(bodies)]


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(
    pairs=st.lists(st.tuples(conditions, st.one_of(st.just(NEVER), conditions)), max_size=6),
    bodies=st.lists(facts, min_size=1, max_size=4),
)
def test_durable_agrees_with_the_plain_evaluator_on_random_rules(pairs, bodies):
    rules = [as_rule(number, when, unless) for number, (when, unless) in enumerate(pairs)]
    known = as_facts(bodies)
    assert DurableMatcher(rules).run(known) == PlainMatcher(rules).run(known)


def every_leaf():
    for operator in ("equals", "ne"):
        yield Leaf("w", operator, "a", "one")
    yield Leaf("w", "in", ("a", "bé"), "one")
    for operator in ("equals", "ne", "lt", "lte", "gt", "gte"):
        yield Leaf("n", operator, 1.0, "number")
    yield Leaf("n", "in", (0.0, 1.0), "number")
    yield Leaf("f", "equals", True, "flag")
    yield Leaf("f", "equals", False, "flag")
    yield Leaf("l", "contains", "a", "many")
    for name, kind in FIELDS.items():
        yield Leaf(name, "known", True, kind)
        yield Leaf(name, "known", False, kind)


EVERY_BODY = [
    dict(zip(("w", "n", "f", "l", "t"), values, strict=True))
    for values in itertools.product(
        (None, "a", "bé", "日本"),
        (None, 0.0, 1.0, 2.5),
        (None, True, False),
        (None, frozenset(), frozenset({"a"}), frozenset({"bé"})),
        (None, "x"),
    )
]


@pytest.mark.parametrize("role", ["when", "unless"])
@pytest.mark.parametrize("leaf", list(every_leaf()), ids=str)
def test_every_operator_on_true_false_and_unknown(leaf, role):
    rule = as_rule(1, leaf, NEVER) if role == "when" else as_rule(1, ALWAYS, leaf)
    known = as_facts(EVERY_BODY)
    assert DurableMatcher([rule]).run(known) == PlainMatcher([rule]).run(known)


def test_more_rules_than_one_group_holds_all_fire():
    rules = [as_rule(number, Leaf("w", "equals", "a", "one"), NEVER) for number in range(150)]
    matcher = DurableMatcher(rules)
    assert len(compile_rules(rules)["profile"].groups) == -(-150 // GROUP_SIZE)
    assert len(matcher.run(as_facts([{"w": "a"}, {"w": "bé"}]))) == 150


def test_a_link_rule_is_asked_only_about_links_of_its_relation():
    relation = Leaf("link_relation", "equals", "tracks", "one")
    rule = as_rule(1, Group("all", (relation, Leaf("w", "equals", "a", "one"))), NEVER, "link")
    anywhere = as_rule(2, Leaf("w", "equals", "a", "one"), NEVER, "link")
    known = as_facts(
        [{"link_relation": "tracks", "w": "a"}, {"link_relation": "outcome", "w": "a"}], "link"
    )
    matcher = DurableMatcher([rule, anywhere])
    assert matcher.run(known) == PlainMatcher([rule, anywhere]).run(known)
    plans = compile_rules([rule, anywhere])
    assert {name.partition("#")[0] for name in plans["link"].definition} == {"SEL-002"}
    both = {name.partition("#")[0] for name in plans["link/tracks"].definition}
    assert both == {"SEL-001", "SEL-002"}


def test_a_condition_that_contradicts_itself_has_no_branch():
    both = Group("all", (Leaf("w", "equals", "a", "one"), Leaf("w", "equals", "c-d", "one")))
    assert branches(both, NEVER) == []


def test_no_rules_and_no_facts_are_no_trouble():
    assert DurableMatcher([]).run(as_facts([{"w": "a"}])) == []
    assert DurableMatcher([as_rule(1, ALWAYS, NEVER)]).run([]) == []


def test_a_refused_fact_raises_and_leaves_the_matcher_usable(monkeypatch):
    import durable_rules_engine

    matcher = DurableMatcher([as_rule(1, Leaf("w", "equals", "a", "one"), NEVER)])
    real = durable_rules_engine.assert_fact

    def refuse(handle, text):
        return (5, 0) if '"w"' in text else real(handle, text)

    monkeypatch.setattr(durable_rules_engine, "assert_fact", refuse)
    with pytest.raises(InferenceError, match="code 5"):
        matcher.run(as_facts([{"w": "a"}]))
    monkeypatch.undo()
    assert matcher.run(as_facts([{"w": "a"}])) == [("SEL-001", "fact 0")]
