"""Customer satisfaction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.part import Refused

COLUMNS = ("respondent", "score")


def rows(scores):
    return [(f"r{number}", score) for number, score in enumerate(scores)]


def test_the_published_interval_of_81_satisfied_of_263(measure):
    """Newcombe 1998, table I: 25.53 to 36.62 percent, to two decimals."""
    found = measure("csat", COLUMNS, rows([4] * 40 + [5] * 41 + [3] * 182))
    assert found.value("csat") == pytest.approx(100 * 81 / 263)
    assert found.value("low") == pytest.approx(25.53, abs=0.005)
    assert found.value("high") == pytest.approx(36.62, abs=0.005)
    assert found.warnings == ()


def test_ten_answers_by_hand(measure):
    found = measure("csat", COLUMNS, rows([5, 5, 4, 4, 4, 4, 3, 3, 2, 1]), invited="40")
    assert found.value("csat") == 60
    assert found.value("mean") == 3.5
    assert found.value("response_rate") == 25
    assert [each.code for each in found.warnings] == ["few", "most-silent"]


def test_segments_stand_apart_and_the_larger_is_named(measure):
    given_ = [("a", 5, "small"), ("b", 1, "large"), ("c", 2, "large")]
    found = measure("csat", (*COLUMNS, "segment"), given_)
    table = found.as_data()["result"]["by_segment"]
    assert [(row["segment"], row["csat"]) for row in table] == [("large", 0), ("small", 100)]
    assert any("come from large" in each.text for each in found.warnings)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=50))
def test_it_keeps_its_bounds_whatever_the_order(measure, scores):
    found = measure("csat", COLUMNS, rows(scores))
    assert 0 <= found.value("low") <= found.value("csat") + 1e-9
    assert found.value("csat") - 1e-9 <= found.value("high") <= 100
    assert 1 <= found.value("mean") <= 5
    again = measure("csat", COLUMNS, rows(sorted(scores)))
    assert again.findings.figures == found.findings.figures


def test_both_figures_feed_the_metric_each_by_its_definition(knowledge):
    measure = knowledge.get(Instrument, "instrument.csat-survey").measure
    feeds = [(each.feeds, each.variant) for each in measure.figures if each.feeds]
    assert feeds == [("metric.csat", None), ("metric.csat", "mean")]


@pytest.mark.parametrize("score", ["0", "6", "4.5", "good", ""])
def test_what_is_no_score_is_refused_by_row_and_column(measure, score):
    with pytest.raises(Refused, match="row 3, score"):
        measure("csat", COLUMNS, rows([5, score]))


def test_somebody_who_answers_twice_is_refused(measure):
    with pytest.raises(Refused, match="row 3, respondent: r0 is there a second time"):
        measure("csat", COLUMNS, [("r0", 4), ("r0", 5)])
