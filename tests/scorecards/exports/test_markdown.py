"""Markdown: the whole scorecard to read, with nothing in it that formats by itself."""

import pytest

from scorecards.exports import export


@pytest.fixture
def said(rich_matter, adviser):
    return export(rich_matter, adviser, "md").decode()


@pytest.mark.parametrize(
    "text",
    [
        "# Sound\n",
        "- **For:** Anna",
        "- **Period:** 1 Jan 2027 to 31 Mar 2027",
        "### Win rate",
        "**Target:** 21 percent by 31 Mar 2027 (from 20 percent, +5 percent of the baseline)",
        "| KPI | Role | Accountability | Baseline | Target | Due | Weight | Standing |",
        "| KPI | Accountable | Responsible | Consulted | Informed | Tie-breaker |",
        "## Joint objectives",
        "## Outside factors",
        "## Left out by choice\n\n- Deals closed: Win rate says it.",
        "### Why Win rate",
        "(SEL-002; a seed document says so) \\[1\\]",
        "## Why not others",
        "## Sources\n\n1. ",
    ],
)
def test_it_is_a_whole_document(text, said):
    assert text in said


def test_every_rule_that_spoke_is_named(said, rich, adviser):
    from engine.profile import read_profile

    basis = rich[0].basis
    again = adviser.recommend(read_profile(basis.profile, adviser.knowledge))
    rules = {reason.rule for kpi in again.kpis for reason in kpi.because}
    assert rules
    assert not [rule for rule in rules if f"({rule}; " not in said]


def test_its_versions_stand_at_its_end(said, rich):
    basis = rich[0].basis
    assert f"Adopted from knowledge {basis.knowledge} and rules {basis.rules}." in said


def test_what_people_typed_formats_nothing(hostile, adviser):
    said = export(hostile, adviser, "md").decode()
    for each in ("<script", "![p]", " *b*", " $x$", " | a |", "\x07"):
        assert each not in said.replace("\\<", "").replace("\\|", "")
    table = [line for line in said.splitlines() if line.startswith("| ")]
    columns = {line.replace("\\|", "").count("|") for line in table}
    assert columns == {7, 9}
