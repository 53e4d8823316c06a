"""Net promoter score."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.part import Refused

COLUMNS = ("respondent", "score")


def rows(scores):
    return [(f"r{number}", score) for number, score in enumerate(scores)]


@pytest.mark.seed("S151")
def test_the_published_variance_of_half_a_third_and_a_sixth(measure):
    """How can I calculate margin of error in a NPS result, Cross Validated, first answer.

    The shares of a half, a third and a sixth, the score of 1/3 and the formula of the variance are
    the answer's; it gives 5/9, so that 324 answers have a margin of 1.959964 times root 5/9 by 18.
    """
    found = measure("nps", COLUMNS, rows([10] * 162 + [8] * 108 + [2] * 54))
    assert found.value("nps") == pytest.approx(100 / 3)
    assert found.value("margin") == pytest.approx(100 * 1.959964 * math.sqrt(5 / 9) / 18, rel=1e-6)
    assert found.warnings == ()


@pytest.mark.seed("S082")
def test_promoters_less_detractors_with_n_shown_and_marked_ongoing(measure, knowledge):
    found = measure("nps", COLUMNS, rows([9, 10, 8, 3]))
    assert found.as_data()["n"] == 4
    assert found.value("nps") == 25
    asked = knowledge.get(Instrument, "instrument.nps-survey").measure
    (score,) = [each for each in asked.columns if each.name == "score"]
    assert (score.kind, score.low, score.high) == ("scale", 0, 10)
    assert any(each.text.startswith("Ongoing") for each in asked.remarks)


def test_segments_have_scores_and_margins_of_their_own(measure):
    columns = (*COLUMNS, "segment")
    given_ = [("a", 10, "large"), ("b", 0, "large"), ("c", 9, "large"), ("d", 7, "small")]
    found = measure("nps", columns, given_)
    large, small = found.as_data()["result"]["by_segment"]
    assert (large["segment"], large["n"], large["nps"]) == ("large", 3, 33.3333)
    assert (small["nps"], small["margin"]) == (0, None)
    assert any("come from large" in each.text for each in found.warnings)


def test_a_segment_in_two_spellings_is_one(measure, table):
    entered = [("a", 10, "SMB"), ("b", 9, " smb"), ("c", 2, "Smb"), ("d", 8, "")]
    found = table(measure("nps", (*COLUMNS, "segment"), entered), "by_segment")
    assert [(each["segment"], each["n"]) for each in found] == [("SMB", 3)]


def test_few_answers_of_many_asked_are_warned_of(measure):
    found = measure("nps", COLUMNS, rows([9] * 100), invited="400")
    assert found.value("response_rate") == 25
    assert [each.code for each in found.warnings] == ["most-silent"]


def test_below_a_hundred_the_margin_can_be_twenty_points(measure):
    found = measure("nps", COLUMNS, rows([10] * 48 + [0] * 48))
    assert found.value("margin") == pytest.approx(20, abs=0.1)


def test_one_answer_has_no_margin(measure):
    found = measure("nps", COLUMNS, rows([9]))
    assert (found.value("nps"), found.value("margin")) == (100, None)
    assert [each.code for each in found.warnings] == ["one-answer", "few"]


def test_ten_answers_by_hand(measure):
    found = measure("nps", COLUMNS, rows([10, 9, 9, 9, 10, 8, 7, 7, 6, 0]))
    assert found.value("nps") == pytest.approx(30)
    assert found.value("margin") == pytest.approx(1.959964 * math.sqrt((0.7 - 0.09) / 10) * 100)
    assert [each.code for each in found.warnings] == ["few"]


@given(st.lists(st.integers(0, 10), min_size=2, max_size=60))
def test_it_lies_between_its_bounds_whatever_the_order(measure, scores):
    found = measure("nps", COLUMNS, rows(scores))
    assert -100 <= found.value("nps") <= 100
    assert found.value("margin") >= 0
    again = measure("nps", COLUMNS, rows(sorted(scores)))
    assert again.findings.figures == found.findings.figures


@pytest.mark.parametrize("score", ["11", "-1", "7.5", "nine", ""])
def test_what_is_no_score_is_refused_by_row_and_column(measure, score):
    with pytest.raises(Refused, match="row 3, score"):
        measure("nps", COLUMNS, rows([9, score]))


def test_somebody_who_answers_twice_is_refused(measure):
    with pytest.raises(Refused, match="row 3, respondent: r0 is there a second time"):
        measure("nps", COLUMNS, [("r0", 9), ("r0", 10)])
