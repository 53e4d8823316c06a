"""Change of those who attended a training beside that of those who did not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("rep", "attended", "before", "after")
ATTENDED, OTHERS = (15, 10, 7, 22, 17, 14), (9, 1, 11, 13, 3, 6)
changes = st.lists(st.integers(-50, 50), min_size=2, max_size=12)


def rows(attended, others):
    """Sellers whose change is given, all of whom began at 100 percent of quota."""
    groups = [("yes", each) for each in attended] + [("no", each) for each in others]
    return [
        (f"rep {number:02}", which, 100, 100 + change)
        for number, (which, change) in enumerate(groups)
    ]


@pytest.mark.seed("S060")
def test_attendees_stand_beside_the_others_with_n_and_what_it_does_not_prove(measure):
    """Data and interval of a worked example: how-to-data.org, difference between two means in R."""
    found = measure("training-effect", COLUMNS, rows(ATTENDED, OTHERS))
    assert found.value("change_attended") == pytest.approx(14.166667, abs=1e-6)
    assert found.value("change_others") == pytest.approx(7.166667, abs=1e-6)
    assert found.value("low") == pytest.approx(0.5852484, abs=1e-7)
    assert found.value("high") == pytest.approx(13.4147516, abs=1e-7)
    assert [(each["group"], each["n"]) for each in table(found, "groups")] == [
        ("attended", 6),
        ("did not attend", 6),
    ]
    assert found.warnings[0].text.startswith("Association, not proof")
    assert [each.code for each in found.warnings] == ["association", "few-each"]


def test_the_table_with_names_is_for_managers(measure):
    found = measure("training-effect", COLUMNS, rows(ATTENDED, OTHERS))
    personal = {each.name: each.personal for each in found.findings.tables}
    assert personal == {"groups": False, "reps": True}
    told = [(each.says, each.series) for each in found.findings.charts]
    assert "rep 0" not in str(told) + str([each.text for each in found.warnings])


@given(changes, changes)
def test_the_interval_is_the_one_of_scipy_whatever_the_order(measure, attended, others):
    given_rows = rows(attended, others)
    found = measure("training-effect", COLUMNS, given_rows)
    assert found.findings == measure("training-effect", COLUMNS, given_rows[::-1]).findings
    codes = {each.code for each in found.warnings}
    if len(set(attended)) == len(set(others)) == 1:
        assert found.value("low") is None
        assert "no-interval" in codes
        return
    if len(set(attended)) > 1 < len(set(others)):  # scipy warns of a group that does not vary
        interval = ttest_ind(attended, others, equal_var=False).confidence_interval()
        assert found.value("low") == pytest.approx(interval.low, abs=1e-6)
        assert found.value("high") == pytest.approx(interval.high, abs=1e-6)
    assert found.value("low") <= found.value("difference") <= found.value("high")
    assert ("may-be-none" in codes) == (found.value("low") <= 0 <= found.value("high"))


def test_one_group_alone_is_compared_with_nothing(measure):
    found = measure("training-effect", COLUMNS, rows(ATTENDED, ()))
    assert found.value("difference") is None
    assert found.value("change_others") is None
    assert {"one-group", "no-interval"} <= {each.code for each in found.warnings}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("rep 00", "yes", 1, 2), "row 3, rep: rep 00 is there a second time"),
        (("rep 01", "partly", 1, 2), "row 3, attended: `partly` is neither yes nor no"),
        (("rep 01", "no", "", 2), "row 3, before: it is empty"),
        (("rep 01", "no", 1, 120000), "row 3, after: 120000 is above 1000"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("training-effect", COLUMNS, [*rows([5], []), row])
