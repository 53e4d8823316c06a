"""Case studies by segment."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("segment", "study", "published_on", "metrics_driven", "profitable_rank", "wanted")
LOG = [
    ("Large", "Bank A", "2027-01-10", "yes", "2", "2"),
    ("Large", "Bank B", "2027-02-10", "no", "", ""),
    ("Small", "Baker", "2027-02-11", "yes", "", ""),
    ("Mid", "", "", "", "1", "3"),
    ("Public", "", "", "", "", ""),
]


@pytest.mark.seed("S096")
def test_segments_without_a_study_stand_first(measure):
    found = measure("case-studies", COLUMNS, LOG)
    assert [(each["segment"], each["studies"]) for each in table(found, "segments")] == [
        ("Mid", 0),
        ("Public", 0),
        ("Small", 1),
        ("Large", 2),
    ]
    assert (found.value("studies"), found.value("without"), found.value("covered")) == (3, 2, 50)
    assert found.warnings[0].text == "No study yet: Mid and Public."


@pytest.mark.seed("S108")
def test_the_most_profitable_segments_stand_against_what_is_wanted(measure):
    found = measure("case-studies", COLUMNS, LOG)
    assert table(found, "most_profitable") == [
        {"rank": 1, "segment": "Mid", "studies": 0, "wanted": 3, "reached": "no"},
        {"rank": 2, "segment": "Large", "studies": 2, "wanted": 2, "reached": "yes"},
    ]
    assert found.value("targets_reached") == 50
    assert found.value("metrics_driven") == pytest.approx(200 / 3)
    targets = {each["segment"]: each["next_target"] for each in table(found, "segments")}
    assert targets == {"Mid": 1, "Public": 1, "Small": 2, "Large": 3}


@pytest.mark.parametrize(("studies", "target"), [(0, 1), (1, 2), (4, 5), (5, 6), (6, 8), (10, 12)])
def test_the_next_target_is_a_fifth_more_and_whole(measure, studies, target):
    rows = [("S", f"study {n}", "2027-01-10", "yes", "", "") for n in range(studies)]
    found = measure("case-studies", COLUMNS, rows or [("S", "", "", "", "", "")])
    assert table(found, "segments")[0]["next_target"] == target


def test_without_rank_and_study_nothing_is_made_up(measure):
    found = measure("case-studies", COLUMNS, LOG[4:])
    assert found.value("metrics_driven") is None
    assert found.value("targets_reached") is None
    codes = {each.code for each in found.warnings}
    assert {"without", "no-study", "no-rank", "no-target"} <= codes


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.integers(0, 9), st.booleans()),
        min_size=1,
        max_size=25,
        unique_by=lambda row: row[:2],
    )
)
def test_counts_hold_whatever_the_order(measure, studies):
    rows = [
        (segment, f"study {n}", "2027-01-10", "yes" if driven else "no", "", "")
        for segment, n, driven in studies
    ]
    rows.append(("Empty", "", "", "", "", ""))
    found = measure("case-studies", COLUMNS, rows)
    assert found.findings == measure("case-studies", COLUMNS, rows[::-1]).findings
    lines = table(found, "segments")
    assert lines[0]["segment"] == "Empty"
    assert sum(each["studies"] for each in lines) == found.value("studies") == len(studies)
    assert all(
        each["next_target"] == max(1, math.ceil(each["studies"] * 12 / 10)) for each in lines
    )
    assert 0 <= found.value("metrics_driven") <= 100


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Large", "C", "", "yes", "", ""), "row 3, published_on: it is empty beside a study"),
        (("Large", "C", "2027-01-01", "", "", ""), "row 3, metrics_driven: it is empty"),
        (("Large", "", "", "yes", "", ""), "row 3, study: metrics_driven is said of no study"),
        (("Large", "", "", "", "3", ""), "row 3, profitable_rank: 3 stands here and 2 in row 2"),
        (("large", "", "", "", "", "4"), "row 3, wanted: 4 stands here and 2 in row 2"),
        (("Large", "", "", "", "0", ""), "row 3, profitable_rank: 0 is below 1"),
        (LOG[0], "row 3, segment: Large, Bank A is there a second time"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("case-studies", COLUMNS, [LOG[0], row])
