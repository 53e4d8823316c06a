"""A message test."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from knowledge_graph.records import Metric
from scorecards.instruments import find, read
from scorecards.part import Refused

COLUMNS = ("respondent", "message", "clarity", "differentiation", "played_back")
TWO = [
    ("a", "A", 5, 3, "yes"),
    ("b", "A", 4, 2, "no"),
    ("c", "A", 3, 4, "yes"),
    ("a", "B", 2, 2, ""),
    ("b", "B", 4, 1, "no"),
]


def test_two_messages_by_hand(measure):
    """A: clarity 4, error root of 1/3, t at 2 degrees 4.302653, cut at 5; score (4 + 3) / 2."""
    found = measure("message-test", COLUMNS, TWO, chosen="a", method="Interviews by telephone")
    assert (found.value("clarity"), found.value("differentiation")) == (4, 3)
    assert found.value("clarity_high") == 5
    assert found.value("clarity_low") == pytest.approx(4 - 4.302653 * sqrt(1 / 3), abs=1e-6)
    assert found.value("score") == 3.5
    assert found.value("played_back") == pytest.approx(200 / 3)
    table = found.as_data()["result"]["by_message"]
    assert [(row["message"], row["n"], row["score"]) for row in table] == [
        ("A", 3, 3.5),
        ("B", 2, 2.25),
    ]
    assert [each.code for each in found.warnings] == ["few"]


@pytest.mark.seed("S162")
def test_the_score_has_a_method_note_and_is_tagged_qualitative(measure):
    found = measure("message-test", COLUMNS, TWO, method="Interviews by telephone.")
    (note,) = found.as_data()["result"]["method"]
    assert note["kind"] == "qualitative judgement"
    assert note["note"] == "Interviews by telephone. 3 people took part."
    codes = [each.code for each in measure("message-test", COLUMNS, TWO).warnings]
    assert codes == ["few", "several-messages", "no-method"]


@pytest.mark.seed("S047")
def test_it_is_direct_evidence_for_the_kpis_on_the_message(knowledge, graph):
    measure = knowledge.get(Instrument, "instrument.message-test").measure
    assert measure.figure("score").feeds == "metric.message-test-performance"
    for metric in ("metric.message-test-performance", "metric.message-quality"):
        assert "instrument.message-test" in graph.targets(metric, "measured-with")
        assert knowledge.get(Metric, metric).control == "full"
    assert any(each.text.startswith("Direct evidence") for each in measure.remarks)


scored = st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from(["yes", "no", ""]))


@given(st.lists(scored, min_size=1, max_size=20))
def test_scores_keep_their_bounds_whatever_the_order(measure, scores):
    rows = [(f"r{who}", "A", *each) for who, each in enumerate(scores)]
    found = measure("message-test", COLUMNS, rows)
    assert 1 <= found.value("score") <= 5
    low, high = found.value("clarity_low"), found.value("clarity_high")
    if low is not None:
        assert 1 <= low < found.value("clarity") < high <= 5
    again = measure("message-test", COLUMNS, rows[::-1])
    assert again.findings == found.findings


def test_one_respondent_has_no_interval(measure):
    found = measure("message-test", COLUMNS, [("a", "A", 4, 2, "")])
    assert (found.value("score"), found.value("clarity_low")) == (3, None)
    assert found.value("played_back") is None


def test_a_message_that_was_not_tested_is_refused(measure):
    with pytest.raises(Refused, match="C was not tested; take one of A, B"):
        measure("message-test", COLUMNS, TWO, chosen="C")


@pytest.mark.parametrize("score", ["0", "6", "clear", ""])
def test_what_is_no_score_is_refused_by_row_and_column(measure, score):
    with pytest.raises(Refused, match="row 2, clarity"):
        measure("message-test", COLUMNS, [("a", "A", score, 3, "yes")])


def test_one_message_judged_twice_by_one_person_is_refused(measure):
    with pytest.raises(Refused, match="row 3, respondent: a, A is there a second time"):
        measure("message-test", COLUMNS, [TWO[0], TWO[0]])


def test_a_missing_column_is_named(knowledge):
    instrument = find("message-test", knowledge)
    with pytest.raises(ValueError, match="the column differentiation is missing"):
        read("a.csv", b"respondent,message,clarity\na,A,4\n", instrument.measure)
