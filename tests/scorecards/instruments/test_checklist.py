"""A launch checklist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("item", "owner", "due", "done_on")
LOG = [
    ("Battlecard", "PMM", "2027-03-01", "2027-03-01"),
    ("Page", "Web", "2027-03-05", "2027-03-08"),
    ("Training", "Sales", "2027-03-07", ""),
    ("Report", "PMM", "2027-04-01", ""),
]


def test_items_are_on_time_late_overdue_or_open_on_the_day_of_the_count(measure):
    found = measure("launch-checklist", COLUMNS, LOG, counted_on="2027-03-10")
    assert found.value("on_time") == pytest.approx(100 / 3)
    assert (found.value("done"), found.value("late")) == (50, 2)
    assert [(each["item"], each["state"], each["days"]) for each in table(found, "late_items")] == [
        ("Page", "done late", 3),
        ("Training", "overdue", 3),
    ]
    assert found.findings.charts[0].says == ("Items: On time 1, Done late 1, Overdue 1 and Open 1.")


def test_without_a_day_open_items_are_not_called_late(measure):
    found = measure("launch-checklist", COLUMNS, LOG)
    assert found.value("on_time") == 25
    assert found.value("late") == 1
    assert found.warnings[0].text.startswith("Say on which day it is counted: 2 open items")


def test_before_anything_is_due_there_is_no_share(measure):
    found = measure("launch-checklist", COLUMNS, LOG[2:], counted_on="2027-01-01")
    assert found.value("on_time") is None
    assert [each.code for each in found.warnings] == ["none-due"]


@given(
    st.lists(st.tuples(st.integers(1, 28), st.none() | st.integers(1, 14)), min_size=1, max_size=20)
)
def test_shares_are_shares_whatever_the_order(measure, said):
    rows = [
        (f"i{n}", "PMM", f"2027-01-{due:02}", f"2027-01-{done:02}" if done else "")
        for n, (due, done) in enumerate(said)
    ]
    found = measure("launch-checklist", COLUMNS, rows, counted_on="2027-01-14")
    again = measure("launch-checklist", COLUMNS, rows[::-1], counted_on="2027-01-14")
    assert found.findings == again.findings
    due = [(day, done) for day, done in said if day <= 14]
    on_time = sum(done is not None and done <= day for day, done in due)
    assert found.value("on_time") == (100 * on_time / len(due) if due else None)
    late = sum(done > day if done else day < 14 for day, done in said)
    assert found.value("late") == late
    assert sum(each["items"] for each in table(found, "states")) == len(said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Page", "Web", "2027-03-05", "2027-03-11"), "row 3, done_on: it is after 2027-03-10"),
        (("Page", "Web", "", ""), "row 3, due: it is empty"),
        (("Page", "", "2027-03-05", ""), "row 3, owner: it is empty"),
        (LOG[0], "row 3, item: Battlecard is there a second time"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("launch-checklist", COLUMNS, [LOG[0], row], counted_on="2027-03-10")
