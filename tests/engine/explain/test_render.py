"""Text and pictures: nothing that is written can break them, and equal ones are equal."""

import re

import pytest

from engine import read_profile
from engine.explain import as_mermaid, as_text, outline
from engine.explain.records import Outline, Part
from engine.explain.render import escape, proof_as_mermaid, proof_as_table, proof_as_text
from knowledge_graph.records import Citation
from tests.engine.explain.gates import unescaped

NASTY = ['say "no"', "a<b>c", "50 # of #quot;", "1. first", "- list", "a\nb", "back`tick`", "\\n"]


@pytest.mark.parametrize("text", NASTY)
def test_what_is_escaped_is_inert_and_reads_as_it_was_written(text):
    shown = escape(text)
    assert not re.search(r'["<>`\\\n]', shown)
    assert not re.match(r"\d+\.\s|[-*+]\s", shown)
    assert unescaped(shown) == " ".join(text.split())


def test_an_outline_is_indented_and_says_where_to_look():
    citation = Citation(source="source.a", locator="page 1", claim="It says so.")
    inner = Outline(text="Inside.", id="SEL-001", citations=(citation,))
    whole = Outline(text="Outside", parts=(inner, Outline(text="Last.")))
    assert as_text(whole, {"source.a": "A book"}.__getitem__) == (
        "Outside\n"
        "  Inside. [SEL-001]\n"
        "    Source: It says so. (A book, source.a, page 1)\n"
        "  Last.\n"
    )
    assert as_mermaid(whole) == (
        "flowchart LR\n"
        '  n0["Outside"]\n'
        '  n1["Inside. [SEL-001]<br>Source: It says so. (source.a, page 1)"]\n'
        "  n0 --> n1\n"
        '  n2["Last."]\n'
        "  n0 --> n2\n"
    )


def test_a_proof_has_the_same_steps_and_arrows_in_text_table_and_picture(explainer, knowledge):
    profile = read_profile({"objectives": ["increase-win-rate"], "stage": "growth"}, knowledge)
    proof = explainer.why(profile, None, "metric.sales-confidence").proof
    text, picture = proof_as_text(proof), proof_as_mermaid(proof)
    table = proof_as_table(proof)
    assert [row[0] for row in table] == [str(n + 1) for n in range(len(proof.steps))]
    for step in proof.steps:
        assert step.text in text
        assert f"{step.text} [{step.id}]" in unescaped(picture)
        assert step.id in [row[4] for row in table]
    assert picture.count("-->") == len(proof.leads) == sum(row[3].count(",") + bool(row[3])
                                                           for row in table)  # fmt: skip
    for step in proof.steps:
        assert text.count(f"[{step.id}]") == 1


def test_a_record_that_nobody_drew_is_refused():
    with pytest.raises(TypeError, match="Part has no outline"):
        outline(Part())
