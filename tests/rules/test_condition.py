"""The condition language against an oracle that reads the YAML itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.condition import (
    ALWAYS,
    NEVER,
    ConditionError,
    Group,
    Leaf,
    evaluate,
    fields_of,
    fires,
    leaves,
    parse,
    say,
)
from rules.vocabulary import OPERATORS, Field

WORDS = {"red": "Red.", "green": "Green.", "blue": "Blue."}
VOCABULARY = {
    "colour": Field("colour", "one", WORDS, "Colour"),
    "shape": Field("shape", "one", {}, "Shape"),
    "size": Field("size", "number", {}, "Size"),
    "weight": Field("weight", "number", {}, "Weight"),
    "tags": Field("tags", "many", WORDS, "Tags"),
    "ready": Field("ready", "flag", {}, "Ready"),
    "note": Field("note", "text", {}, "Note"),
    "day": Field("day", "date", {}, "Day"),
}

# The oracle: 0 is false, 1 unknown, 2 true; `all` is the least, `any` the greatest of its parts.
FALSE, UNKNOWN, TRUE = 0, 1, 2
TRUTH = {FALSE: False, UNKNOWN: None, TRUE: True}


def oracle(raw, fact):
    return min(_part(name, value, fact) for name, value in raw.items())


def _part(name, want, fact):
    if name == "all":
        return min(oracle(each, fact) for each in want)
    if name == "any":
        return max(oracle(each, fact) for each in want)
    field, _, operator = name.partition("|")
    have = fact.get(field)
    if operator == "known":
        return TRUE if (have is not None) == want else FALSE
    if have is None:
        return UNKNOWN
    if operator == "in":
        holds = any(have == each for each in want)
    elif operator == "contains":
        holds = any(each == want for each in have)
    elif operator == "ne":
        holds = have not in [want]
    elif operator == "lt":
        holds = have - want < 0
    elif operator == "lte":
        holds = have - want <= 0
    elif operator == "gt":
        holds = have - want > 0
    elif operator == "gte":
        holds = have - want >= 0
    else:
        holds = have == want
    return TRUE if holds else FALSE


TABLE = [
    ("colour", "red", "red", True),
    ("colour", "red", "blue", False),
    ("colour", "red", None, None),
    ("colour|ne", "red", "blue", True),
    ("colour|ne", "red", "red", False),
    ("colour|ne", "red", None, None),
    ("colour|in", ["red", "blue"], "blue", True),
    ("colour|in", ["red", "blue"], "green", False),
    ("colour|in", ["red", "blue"], None, None),
    ("colour|known", True, "red", True),
    ("colour|known", True, None, False),
    ("colour|known", False, "red", False),
    ("colour|known", False, None, True),
    ("size", 2, 2.0, True),
    ("size", 2, 3.0, False),
    ("size", 2, None, None),
    ("size|ne", 2, 3.0, True),
    ("size|ne", 2, 2.0, False),
    ("size|ne", 2, None, None),
    ("size|in", [1, 2], 2.0, True),
    ("size|in", [1, 2], 3.0, False),
    ("size|in", [1, 2], None, None),
    ("size|lt", 2, 1.9, True),
    ("size|lt", 2, 2.0, False),
    ("size|lt", 2, None, None),
    ("size|lte", 2, 2.0, True),
    ("size|lte", 2, 2.1, False),
    ("size|lte", 2, None, None),
    ("size|gt", 2, 2.1, True),
    ("size|gt", 2, 2.0, False),
    ("size|gt", 2, None, None),
    ("size|gte", 2, 2.0, True),
    ("size|gte", 2, 1.9, False),
    ("size|gte", 2, None, None),
    ("size|known", True, 0.0, True),
    ("size|known", True, None, False),
    ("size|known", False, 0.0, False),
    ("size|known", False, None, True),
    ("tags|contains", "red", frozenset({"red", "blue"}), True),
    ("tags|contains", "red", frozenset(), False),
    ("tags|contains", "red", None, None),
    ("tags|known", True, frozenset(), True),
    ("tags|known", True, None, False),
    ("tags|known", False, frozenset(), False),
    ("tags|known", False, None, True),
    ("ready", True, True, True),
    ("ready", True, False, False),
    ("ready", True, None, None),
    ("ready", False, False, True),
    ("ready", False, True, False),
    ("ready", False, None, None),
    ("ready|known", True, False, True),
    ("ready|known", True, None, False),
    ("ready|known", False, False, False),
    ("ready|known", False, None, True),
    ("note|known", True, "", True),
    ("note|known", True, None, False),
    ("note|known", False, "", False),
    ("note|known", False, None, True),
    ("day|known", True, "2027-03-31", True),
    ("day|known", True, None, False),
    ("day|known", False, "2027-03-31", False),
    ("day|known", False, None, True),
]


@pytest.mark.parametrize(("name", "want", "have", "truth"), TABLE)
def test_a_leaf_is_true_false_or_unknown(name, want, have, truth):
    field = name.partition("|")[0]
    condition = parse({name: want}, VOCABULARY)
    assert evaluate(condition, {field: have}) is truth
    if have is None:
        assert evaluate(condition, {}) is truth
    assert TRUTH[oracle({name: want}, {field: have})] is truth


def test_the_table_covers_every_operator_of_every_type_with_every_truth():
    covered = {
        (VOCABULARY[name.partition("|")[0]].kind, name.partition("|")[2] or "equals", truth)
        for name, _, _, truth in TABLE
    }
    expected = {
        (kind, operator, truth)
        for kind, operators in OPERATORS.items()
        for operator in operators
        for truth in ((True, False) if operator == "known" else (True, False, None))
    }
    assert covered == expected


def leaf():
    colours = st.sampled_from(list(WORDS))
    numbers = st.sampled_from([-1, 0, 0.5, 2])
    return st.one_of(
        st.tuples(st.sampled_from(["colour", "colour|ne"]), colours),
        st.tuples(st.just("colour|in"), st.lists(colours, min_size=1, max_size=3)),
        st.tuples(
            st.sampled_from(
                [f"{name}{op}" for name in ("size", "weight")
                 for op in ("", "|ne", "|lt", "|lte", "|gt", "|gte")]
            ),
            numbers,
        ),
        st.tuples(st.just("size|in"), st.lists(numbers, min_size=1, max_size=3)),
        st.tuples(st.just("tags|contains"), colours),
        st.tuples(st.just("ready"), st.booleans()),
        st.tuples(st.sampled_from([f"{name}|known" for name in VOCABULARY]), st.booleans()),
    ).map(lambda pair: {pair[0]: pair[1]})  # fmt: skip


CONDITIONS = st.recursive(
    leaf(),
    lambda inner: st.one_of(
        st.builds(
            lambda mode, parts: {mode: parts},
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=4),
        ),
        st.builds(lambda one, other: one | other, inner, inner),
    ),
    max_leaves=12,
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.sampled_from([*WORDS, None]),
        "size": st.sampled_from([-1.0, 0.0, 0.5, 2.0, 7.0, None]),
        "weight": st.sampled_from([-1.0, 0.0, 0.5, 2.0, 7.0, None]),
        "tags": st.one_of(st.none(), st.frozensets(st.sampled_from(list(WORDS)))),
        "ready": st.sampled_from([True, False, None]),
        "note": st.sampled_from(["", "a note", None]),
        "day": st.sampled_from(["2027-03-31", None]),
    },
)


@given(CONDITIONS, FACTS)
@settings(derandomize=True, max_examples=350)
def test_nested_conditions_agree_with_the_oracle(raw, fact):
    assert evaluate(parse(raw, VOCABULARY), fact) is TRUTH[oracle(raw, fact)]


def without_known(raw):
    return "|known" not in str(raw)


@given(CONDITIONS.filter(without_known), FACTS, FACTS)
@settings(derandomize=True, max_examples=150)
def test_learning_more_never_turns_an_answer_around(raw, fact, more):
    condition = parse(raw, VOCABULARY)
    before = evaluate(condition, fact)
    learned = more | {name: value for name, value in fact.items() if value is not None}
    if before is not None:
        assert evaluate(condition, learned) is before


@given(CONDITIONS, CONDITIONS, FACTS)
@settings(derandomize=True, max_examples=150)
def test_a_rule_fires_where_when_is_true_and_unless_is_not(when, unless, fact):
    expected = oracle(when, fact) == TRUE and oracle(unless, fact) != TRUE
    assert fires(parse(when, VOCABULARY), parse(unless, VOCABULARY), fact) is expected


@pytest.mark.parametrize("when", [True, False, None])
@pytest.mark.parametrize("unless", [True, False, None])
def test_an_unknown_never_blocks_and_never_triggers(when, unless):
    first = parse({"size": 1}, VOCABULARY)
    second = parse({"weight": 1}, VOCABULARY)
    number = {True: 1.0, False: 2.0, None: None}
    fact = {"size": number[when], "weight": number[unless]}
    assert fires(first, second, fact) is (when is True and unless is not True)


def test_no_when_is_always_and_no_unless_is_never():
    assert evaluate(ALWAYS, {}) is True
    assert evaluate(NEVER, {}) is False
    assert fires(ALWAYS, NEVER, {})


def test_several_fields_side_by_side_must_all_hold():
    condition = parse({"colour": "red", "ready": True}, VOCABULARY)
    assert condition == parse({"all": [{"colour": "red"}, {"ready": True}]}, VOCABULARY)
    assert condition == Group(
        "all", (Leaf("colour", "equals", "red", "one"), Leaf("ready", "equals", True, "flag"))
    )


def test_the_leaves_come_in_order_and_their_fields_once():
    condition = parse(
        {"any": [{"size|gt": 1}, {"all": [{"colour": "red"}, {"size|lt": 9}]}]}, VOCABULARY
    )
    assert [(each.field, each.operator) for each in leaves(condition)] == [
        ("size", "gt"),
        ("colour", "equals"),
        ("size", "lt"),
    ]
    assert fields_of(condition) == {"size", "colour"}


@pytest.mark.parametrize(
    ("raw", "key", "words"),
    [
        ({"color": "red"}, ("color",), ["unknown field `color`", "did you mean `colour`"]),
        ({"nothing": 1}, ("nothing",), ["unknown field `nothing`", "known: colour, shape"]),
        ({"colour|is": "red"}, ("colour|is",), ["`colour` (one)", "`is`", "equals, ne, in, known"]),
        ({"colour|contains": "red"}, ("colour|contains",), ["(one) has no operator `contains`"]),
        ({"colour|lt": "red"}, ("colour|lt",), ["has no operator `lt`"]),
        ({"tags": "red"}, ("tags",), ["`tags` (many)", "contains, known"]),
        ({"tags|in": ["red"]}, ("tags|in",), ["has no operator `in`"]),
        ({"note": "x"}, ("note",), ["`note` (text)", "it has known"]),
        ({"day|lt": "2027-01-01"}, ("day|lt",), ["`day` (date)", "it has known"]),
        ({"ready|ne": True}, ("ready|ne",), ["`ready` (flag)", "equals, known"]),
        ({"colour": "rad"}, ("colour",), ["`rad` is not a value of `colour`", "mean `red`"]),
        ({"colour": "mauve"}, ("colour",), ["`mauve`", "known: red, green, blue"]),
        ({"colour": None}, ("colour",), ["`None` is not a value of `colour`"]),
        ({"colour|ne": "grean"}, ("colour|ne",), ["did you mean `green`"]),
        ({"colour|in": ["red", "bleu"]}, ("colour|in",), ["`bleu`", "did you mean `blue`"]),
        ({"colour|in": "red"}, ("colour|in",), ["`colour|in` wants a list"]),
        ({"colour|in": []}, ("colour|in",), ["wants a list"]),
        ({"tags|contains": "rde"}, ("tags|contains",), ["`rde` is not a value of `tags`"]),
        ({"size": "two"}, ("size",), ["`size` wants a number"]),
        ({"size|gt": True}, ("size|gt",), ["`size` wants a number"]),
        ({"size|in": [1, "2"]}, ("size|in",), ["`size` wants a number"]),
        ({"ready": "yes"}, ("ready",), ["`ready|equals` wants true or false"]),
        ({"ready|known": "yes"}, ("ready|known",), ["`ready|known` wants true or false"]),
        ({"colour|known": 1}, ("colour|known",), ["wants true or false"]),
        ({"all": []}, ("all",), ["`all` wants a list of conditions"]),
        ({"any": {"colour": "red"}}, ("any",), ["`any` wants a list of conditions"]),
        ({"all": [{"any": [{"size": 1}, {"colr": "red"}]}]}, ("all", 0, "any", 1, "colr"),
         ["unknown field `colr`"]),
        ({"all": ["colour"]}, ("all", 0), ["write `field: value`"]),
        ({}, (), ["write `field: value`"]),
        ([], (), ["write `field: value`"]),
        ("colour", (), ["write `field: value`"]),
        (None, (), ["write `field: value`"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_place_and_the_nearest_that_can(raw, key, words):
    with pytest.raises(ConditionError) as caught:
        parse(raw, VOCABULARY)
    assert caught.value.key == key
    for each in words:
        assert each in str(caught.value)


def test_a_field_without_a_closed_list_takes_any_word():
    assert evaluate(parse({"shape": "round"}, VOCABULARY), {"shape": "round"}) is True


@pytest.mark.parametrize(
    ("over", "raw", "sentence"),
    [
        ("profile", {"alignment": "sales"}, "Alignment is sales"),
        ("profile", {"alignment|ne": "sales"}, "Alignment is not sales"),
        ("profile", {"alignment|known": False}, "Alignment is unknown"),
        ("profile", {"objectives|known": True}, "Objectives are known"),
        (
            "profile",
            {"objectives|contains": "objective.meet-sales-target"},
            "Objectives include Meet a sales target",
        ),
        ("profile", {"authority|contains": "pricing"}, "Authority includes pricing"),
        (
            "profile",
            {
                "any": [
                    {"authority|contains": "pricing"},
                    {"authority|contains": "pnl"},
                    {"phase": "grow"},
                ]
            },
            "Authority includes any of pricing, pnl or Phase is grow",
        ),
        ("profile", {"stage|in": ["pre-fit", "early"]}, "Company stage is one of pre-fit, early"),
        ("profile", {"team_size|gte": 2}, "Team size is at least 2"),
        ("profile", {"team_size|lt": 2.5}, "Team size is below 2.5"),
        ("profile", {"company_size|gt": 1_500_000}, "Company size is above 1,500,000"),
        ("profile", {"months_in_role|lte": 3}, "Months in role is at most 3"),
        ("profile", {"first_pmm": True}, "First product marketer is true"),
        ("profile", {"policy_kpi_limit": "one"}, "Policy kpi-limit is one"),
        ("scorecard", {"count_kpis|gte": 2}, "KPIs are at least 2"),
        ("link", {"metric": "metric.nps"}, "Metric is Net Promoter Score"),
        (
            "profile",
            {"alignment": "sales", "motion": "sales-led"},
            "Alignment is sales and Go-to-market motion is sales-led",
        ),
        (
            "profile",
            {"all": [{"alignment": "sales"}, {"any": [{"phase": "grow"}, {"focus": "launch"}]}]},
            "Alignment is sales and (Phase is grow or Focus is launch)",
        ),
        (
            "profile",
            {"any": [{"all": [{"phase": "grow"}]}, {"focus": "launch"}]},
            "Phase is grow or Focus is launch",
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(catalogue, over, raw, sentence):
    vocabulary = catalogue.vocabularies[over]
    assert say(parse(raw, vocabulary), vocabulary) == sentence
