"""Recall, awareness and recognition of a brand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.instruments import find, read
from scorecards.part import Refused

COLUMNS = ("respondent", "recalled", "aware", "recognised")


def rows(answers):
    return [
        (f"r{number}", *("yes" if each else "no" for each in three))
        for number, three in enumerate(answers)
    ]


@pytest.mark.seed("S154")
def test_three_separate_results_come_of_one_file(measure, knowledge):
    """Recall 1 of 4, awareness 3 of 4, recognition 2 of 4, counted by hand."""
    answers = [(True, True, True), (False, True, True), (False, True, False), (False,) * 3]
    found = measure("brand", COLUMNS, rows(answers))
    assert [found.value(each) for each in ("recalled", "aware", "recognised")] == [25, 75, 50]
    results = found.as_data()["result"]["results"]
    assert [row["result"] for row in results] == [
        "Recall (unaided)",
        "Awareness (aided)",
        "Recognition",
    ]
    fed = knowledge.get(Instrument, "instrument.brand-survey").measure.figures
    assert [each.feeds for each in fed if each.feeds] == [
        "metric.brand-recall",
        "metric.brand-awareness",
        "metric.brand-recognition",
    ]


def test_the_published_interval_of_81_of_263(measure):
    """Newcombe 1998, table I: 25.53 to 36.62 percent, to two decimals."""
    found = measure("brand", COLUMNS, rows([(True,) * 3] * 81 + [(False,) * 3] * 182))
    assert found.value("recalled_low") == pytest.approx(25.53, abs=0.005)
    assert found.value("recognised_high") == pytest.approx(36.62, abs=0.005)
    assert found.warnings == ()


@pytest.mark.seed("S084")
def test_unaided_and_aided_awareness_are_separate_and_what_contradicts_is_told(measure):
    found = measure("brand", COLUMNS, rows([(True, False, False), (False, True, True)]))
    assert (found.value("recalled"), found.value("aware")) == (50, 100)
    texts = {each.code: each.text for each in found.warnings}
    assert texts["put-right"].startswith("1 named the brand unprompted and did not tick it")


three = st.tuples(st.booleans(), st.booleans(), st.booleans())


@given(st.lists(three, min_size=1, max_size=40))
def test_unaided_is_never_above_aided_whatever_the_order(measure, answers):
    found = measure("brand", COLUMNS, rows(answers))
    assert 0 <= found.value("recalled") <= found.value("aware") <= 100
    for name in ("recalled", "aware", "recognised"):
        low, high = found.value(f"{name}_low"), found.value(f"{name}_high")
        assert low - 1e-9 <= found.value(name) <= high + 1e-9
    again = measure("brand", COLUMNS, rows(answers[::-1]))
    assert again.findings.figures == found.findings.figures


def test_segments_stand_apart(measure):
    given_ = [("a", "yes", "yes", "no", "B"), ("b", "no", "yes", "no", "A")]
    table = measure("brand", (*COLUMNS, "segment"), given_).as_data()["result"]["by_segment"]
    assert [(row["segment"], row["recalled"], row["aware"]) for row in table] == [
        ("A", 0, 100),
        ("B", 100, 100),
    ]


@pytest.mark.parametrize("cell", ["maybe", "2", ""])
def test_what_is_neither_yes_nor_no_is_refused_by_row_and_column(measure, cell):
    with pytest.raises(Refused, match="row 2, aware"):
        measure("brand", COLUMNS, [("a", "yes", cell, "no")])


def test_somebody_who_answers_twice_is_refused(measure):
    with pytest.raises(Refused, match="row 3, respondent: A is there a second time"):
        measure("brand", COLUMNS, [("a", "yes", "yes", "no"), ("A", "yes", "yes", "no")])


def test_a_missing_column_is_named(knowledge):
    instrument = find("brand", knowledge)
    with pytest.raises(ValueError, match="the column recognised is missing"):
        read("a.csv", b"respondent,recalled,aware\na,yes,no\n", instrument.measure)
