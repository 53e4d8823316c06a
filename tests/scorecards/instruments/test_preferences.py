"""A survey at sign-up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.instruments import find, read
from scorecards.part import Refused

COLUMNS = ("respondent", "segment", "preference", "survey_version")


@pytest.mark.seed("S097")
def test_response_and_preferences_by_segment_with_versions_kept_apart(measure):
    """By hand: 4 people of 10; agencies of the first wording 2 of 2 for reports, 1 of 2 alerts."""
    rows = [
        ("a", "Agencies", "Reports", "v1"),
        ("a", "Agencies", "Alerts", "v1"),
        ("b", "Agencies", "Reports", "v1"),
        ("c", "Shops", "Alerts", "v1"),
        ("d", "Agencies", "Alerts", "v2"),
    ]
    found = measure("sign-up", COLUMNS, rows, invited="10")
    assert found.value("response_rate") == 40
    table = found.as_data()["result"]["preferences"]
    told = [(row["version"], row["segment"], row["preference"], row["percent"]) for row in table]
    assert told == [
        ("v1", "Agencies", "Reports", 100),
        ("v1", "Agencies", "Alerts", 50),
        ("v1", "Shops", "Alerts", 100),
        ("v2", "Agencies", "Alerts", 100),
    ]
    assert found.value("versions") == 2
    codes = [each.code for each in found.warnings]
    assert codes == ["few", "small-segments", "versions", "most-silent"]


@pytest.mark.seed("S159")
def test_its_response_rate_is_the_metrics_and_unknown_where_nobody_counted(measure, knowledge):
    asked = knowledge.get(Instrument, "instrument.sign-up-survey").measure
    assert asked.figure("response_rate").feeds == "metric.sign-up-surveys"
    found = measure("sign-up", COLUMNS, [("a", "Shops", "Alerts", "v1")])
    assert found.value("response_rate") is None
    assert "nobody-counted" in [each.code for each in found.warnings]


rows_ = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.sampled_from(["Shops", "Agencies"]),
        st.sampled_from(["Alerts", "Reports", "Export"]),
        st.sampled_from(["v1", "v2"]),
    ),
    min_size=1,
    unique_by=lambda row: (row[0], row[2], row[3]),
)


@given(rows_, st.integers(8, 50))
def test_every_answer_is_counted_once_whatever_the_order(measure, rows, invited):
    found = measure("sign-up", COLUMNS, rows, invited=str(invited))
    assert 0 < found.value("response_rate") <= 100
    table = found.as_data()["result"]["preferences"]
    assert sum(row["count"] for row in table) == len(rows)
    assert all(0 < row["percent"] <= 100 for row in table)
    again = measure("sign-up", COLUMNS, rows[::-1], invited=str(invited))
    assert again.findings == found.findings


def test_more_answers_than_people_asked_are_refused(measure):
    rows = [("a", "Shops", "Alerts", "v1"), ("b", "Shops", "Alerts", "v1")]
    with pytest.raises(Refused, match="2 people answered and 1 were asked"):
        measure("sign-up", COLUMNS, rows, invited="1")


@pytest.mark.parametrize("invited", ["many", "-3", "2.5"])
def test_what_is_no_number_of_people_is_refused(measure, invited):
    with pytest.raises(Refused, match="invited"):
        measure("sign-up", COLUMNS, [("a", "Shops", "Alerts", "v1")], invited=invited)


def test_one_preference_twice_is_refused(measure):
    rows = [("a", "Shops", "Alerts", "v1"), ("a", "Shops", "alerts", "v1")]
    with pytest.raises(Refused, match="row 3, respondent: .* a second time"):
        measure("sign-up", COLUMNS, rows)


def test_a_missing_column_is_named(knowledge):
    instrument = find("sign-up", knowledge)
    with pytest.raises(ValueError, match="the column survey_version is missing"):
        read("a.csv", b"respondent,segment,preference\na,Shops,Alerts\n", instrument.measure)
