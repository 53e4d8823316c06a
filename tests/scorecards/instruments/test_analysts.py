"""Which way the opinion of analysts goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("on", "analyst", "firm", "kind", "opinion", "link")
LINK = "https://example.org/notes/1"
LOG = [
    ("2027-01-01", "Ann", "One", "briefing", -1, LINK),
    ("2027-01-05", "Ann", "One", "inquiry", -1, LINK),
    ("2027-01-10", "Ben", "Two", "briefing", 1, LINK),
    ("2027-02-20", "Ann", "One", "report", 2, LINK),
    ("2027-03-01", "Ben", "Two", "briefing", 1, LINK),
]


def test_the_result_is_where_opinion_goes_and_each_analyst_counts_once(measure):
    """By hand: Ann at -1 and Ben at 1 early, 2 and 1 late; the middle is 2027-01-30."""
    found = measure("analyst-log", COLUMNS, LOG)
    assert found.value("early") == 0
    assert found.value("opinion") == 1.5
    assert found.value("change") == 1.5
    assert table(found, "direction") == [{"direction": "better", "early": 0, "late": 1.5}]
    assert table(found, "analysts_log")[0] == {
        "analyst": "Ann",
        "firm": "One",
        "early": -1,
        "late": 2,
        "last_on": "2027-02-20",
        "link": LINK,
    }
    assert table(found, "by_kind")[0] == {"kind": "briefing", "entries": 3}
    assert [each.code for each in found.warnings] == ["not-counts", "few"]


def test_one_day_has_no_direction(measure):
    found = measure("analyst-log", COLUMNS, LOG[:1])
    assert found.value("opinion") == -1
    assert found.value("change") is None
    assert table(found, "direction")[0]["direction"] == "unknown"
    assert "one-day" in {each.code for each in found.warnings}


def test_other_people_in_the_two_halves_are_named(measure):
    found = measure("analyst-log", COLUMNS, [*LOG[:2], LOG[4]])
    texts = {each.code: each.text for each in found.warnings}
    assert texts["other-analysts"].startswith("In one half alone: Ann and Ben.")


@given(
    st.lists(
        st.tuples(st.integers(1, 28), st.sampled_from(["Ann", "ann", "Ben"]), st.integers(-2, 2)),
        min_size=1,
        max_size=25,
    )
)
def test_opinions_keep_their_bounds_whatever_the_order(measure, said):
    rows = [(f"2027-01-{day:02}", who, "F", "report", value, LINK) for day, who, value in said]
    found = measure("analyst-log", COLUMNS, rows)
    assert found.findings == measure("analyst-log", COLUMNS, rows[::-1]).findings
    assert -2 <= found.value("opinion") <= 2
    change = found.value("change")
    assert (change is None) == (len({day for day, *_ in said}) == 1)
    if len({value for *_, value in said}) == 1:
        assert change in (None, 0)


@pytest.mark.parametrize(
    ("place", "cell"), [(3, "lunch"), (4, "3"), (4, "0.5"), (5, "none"), (0, "")]
)
def test_what_is_wrong_is_said_by_row_and_column(measure, place, cell):
    row = list(LOG[1])
    row[place] = cell
    with pytest.raises(Refused, match=f"row 3, {COLUMNS[place]}"):
        measure("analyst-log", COLUMNS, [LOG[0], row])
