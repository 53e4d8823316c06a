"""Two metrics that mean the same are found, unless one says how they differ."""

import pytest

from knowledge_graph.likeness import alike
from knowledge_graph.records import Metric


def metric(name, **given):
    return Metric.model_validate(
        {
            "id": f"metric.{name}",
            "label": name,
            "definition": name,
            "formula": f"sum of {name}",
            "unit": "count",
            "direction": "higher-is-better",
            "nature": "quantitative",
            "timing": "lagging",
            "cadence": "monthly",
            "family": "deal",
            "control": "influence",
            "teams": [{"team": "team.sales", "part": "leads"}],
            **given,
        }
    )


def pairs(*metrics):
    return [(one.label, other.label, field) for one, other, field in alike(metrics)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("won / (won + lost)", "Won / (won + lost).", True),
        ("the deals won / all deals", "deals won / all deals", True),
        ("won / lost", "lost / won", False),
        ("new + expansion", "new - expansion", False),
        ("not given", "not given", False),
    ],
)
def test_a_formula_is_the_same_whatever_its_letter_case_and_empty_words(one, other, same):
    found = pairs(metric("ash", formula=one), metric("elm", formula=other))
    assert found == ([("ash", "elm", "formula")] if same else [])


@pytest.mark.parametrize(
    ("definition", "same"),
    [
        ("Share of decided deals that end as won in a period.", True),
        ("The share of all decided deals which ended won in the period.", True),
        ("Share of demos that took place.", False),
    ],
)
def test_definitions_are_one_when_half_of_their_words_are(definition, same):
    one = metric("ash", definition="Share of decided deals that end as won in a period.")
    found = pairs(one, metric("elm", definition=definition))
    assert found == ([("ash", "elm", "definition")] if same else [])


@pytest.mark.parametrize("sayer", ["ash", "elm"])
def test_either_of_two_may_say_how_they_differ(sayer):
    names = {"ash": "elm", "elm": "ash"}
    said = [{"to": f"metric.{names[sayer]}", "why": "One is counted yearly."}]
    trees = [
        metric(name, formula="won / lost", differs_from=said if name == sayer else [])
        for name in names
    ]
    assert pairs(*trees) == []


def test_a_difference_without_a_word_on_it_is_none():
    one = metric("ash", formula="won / lost", differs_from=["metric.elm"])
    assert pairs(one, metric("elm", formula="won / lost")) == [("ash", "elm", "formula")]


def test_metrics_come_in_the_order_given():
    trees = [metric(name, formula="won / lost") for name in ("ash", "elm", "oak")]
    assert pairs(*trees) == [
        ("ash", "elm", "formula"),
        ("ash", "oak", "formula"),
        ("elm", "oak", "formula"),
    ]
