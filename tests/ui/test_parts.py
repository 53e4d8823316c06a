"""The plain functions behind the pages."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from engine import Policy, read_profile
from engine.recommendation import Held
from ui.parts.form import FIRST, GROUPS
from ui.parts.links import answers_of, read_link, write_link
from ui.parts.markdown import scorecard_markdown
from ui.parts.people import person_from_link
from ui.parts.wording import accountability, escape, listed, lowered

FULL = {
    "objectives": "increase-win-rate,reduce-churn",
    "alignment": "balanced",
    "alignment_reason": "Two bosses, one number: 50 % each",
    "stage": "growth",
    "launch_name": "Spring, the big one",
    "launch_tier": "1",
    "launch_date": "2027-03-01",
    "first_pmm": "no",
    "team_size": "3",
    "arr_millions": "12.5",
    "data_sources": "crm,survey-tool",
    "critical_initiative_metric": "nrr",
    "excluded": "mqls",
    "policy-kpi-limit": "one",
    "sourced-only": "yes",
}


def test_a_link_says_again_what_it_was_read_from(knowledge):
    asked = read_link(FULL, knowledge)
    assert asked.problems == ()
    assert write_link(asked, knowledge) == FULL
    assert read_link(write_link(asked, knowledge), knowledge) == asked


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"stage": "nope"}, "stage"),
        ({"objectives": "a,b"}, "objectives"),
        ({"team_size": "many"}, "team_size"),
        ({"team_size": "-3"}, "team_size"),
        ({"first_pmm": "perhaps"}, "first_pmm"),
        ({"launch_date": "tomorrow"}, "launch.date"),
        ({"launch_tier": "9"}, "launch"),
        ({"policy-kpi-limit": "nine"}, "kpi-limit"),
        ({"policy-nothing": "x"}, "nothing"),
        ({"unheard": "x"}, "unheard"),
        ({"first_pmm": "yes", "team_size": "4"}, "first_pmm"),
        ({"team_size": "1e400"}, "team_size"),
        ({"team_size": "nan"}, "team_size"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(knowledge, params, named):
    asked = read_link({**params, "phase": "grow"}, knowledge)
    assert asked.problems
    assert named in " ".join(asked.problems)
    assert asked.answers["phase"] == "grow"


def test_every_field_is_asked_once(knowledge):
    asked = [*FIRST, *(name for names in GROUPS.values() for name in names)]
    assert len(asked) == len(set(asked))
    specs = {spec.name for spec in knowledge.fields.profile}
    assert specs - set(asked) == {"alignment_reason"}
    assert set(asked) <= specs


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (
            Held(
                kind="shared",
                lead="team.sales",
                with_=("team.marketing",),
                own_part=("metric.sales-confidence", "metric.asset-utilization"),
            ),
            "Shared. Sales leads; product marketing and marketing share it. "
            "Your own part: sales confidence and asset utilization.",
        ),
        (
            Held(kind="shared", lead="team.sales", with_=("team.sales",)),
            "Shared. Sales leads; product marketing shares it.",
        ),
        (
            Held(kind="direct", lead="team.product-marketing"),
            "Direct. Product marketing answers for the work and its result.",
        ),
        (
            Held(kind="contributing", lead="team.product"),
            "Contributing. Product leads; product marketing contributes.",
        ),
        (Held(kind="unstated"), "Not stated. Nothing in force says who answers for it."),
    ],
)
def test_accountability_is_told_in_words(knowledge, held, words):
    assert accountability(held, knowledge) == words


def test_escaping_leaves_nothing_that_formats():
    assert escape("1. a *b* [c](d) <e> $f$ :g:") == (
        "1\\. a \\*b\\* \\[c\\]\\(d\\) \\<e\\> \\$f\\$ \\:g\\:"
    )
    assert escape("# title\n- item") == "\\# title \\- item"


def test_words_are_listed_and_lowered():
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""
    assert lowered("Win rate") == "win rate"
    assert lowered("CRM report") == "CRM report"
    assert lowered("Net Promoter Score") == "Net Promoter Score"


def test_the_markdown_holds_each_kpi_with_rule_and_citation(adviser):
    raw = {"objectives": ["increase-win-rate"], "industry": "a_b_c *x* <b>"}
    answer = adviser.recommend(read_profile(raw, adviser.knowledge), Policy())
    text = scorecard_markdown(answer, adviser, ["Increase win rate by 5 percentage points."])
    for kpi in answer.kpis:
        assert kpi.label in text
        for reason in kpi.because:
            assert reason.rule in text
    assert "a\\_b\\_c \\*x\\* \\<b\\>" in text
    assert "## Targets" in text
    assert answer.versions.rules in text


def test_a_person_is_read_from_an_address_or_from_what_was_designed(knowledge):
    person, problem = person_from_link(
        "Ada", "https://example.org/design?objectives=reduce-churn", {}, knowledge
    )
    assert person is not None
    assert person.asked.answers == {"objectives": ["objective.reduce-churn"]}
    person, problem = person_from_link("Ada", "", {"stage": "growth"}, knowledge)
    assert person is not None
    assert answers_of(person.asked.profile, knowledge) == {"stage": "growth"}
    for name, link in (("", "stage=growth"), ("Ada", ""), ("Ada", "colour=blue")):
        person, problem = person_from_link(name, link, {}, knowledge)
        assert person is None
        assert problem


PURE = ("wording", "markdown", "links", "find", "people")


@pytest.mark.parametrize("name", PURE)
def test_plain_parts_do_not_know_streamlit(name):
    module = importlib.import_module(f"ui.parts.{name}")
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    assert "streamlit" not in source


def test_no_file_beside_the_app_hides_another_module():
    folder = Path(importlib.import_module("ui").__file__ or "").parent
    names = {path.stem for path in folder.iterdir()} - {"__init__", "__pycache__"}
    assert not names & sys.stdlib_module_names
    for name in names:
        assert importlib.util.find_spec(name) is None, name


def test_one_unknown_word_of_a_list_does_not_lose_the_others(knowledge):
    asked = read_link({"objectives": "foo,increase-win-rate"}, knowledge)
    assert asked.profile.objectives == ("objective.increase-win-rate",)
    assert len(asked.problems) == 1
