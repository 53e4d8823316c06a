"""Personas, their markets, and how much of the audience is reached."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("persona", "market", "on", "audience", "reached")
LOG = [
    ("Manager", "Dental", "2027-01-10", 1000, 100),
    ("Manager", "Dental", "2027-04-10", 1000, 250),
    ("Owner", "Dental", "2027-04-10", 500, 50),
    ("manager", "Vets", "2027-04-10", 500, 0),
]


@pytest.mark.seed("S111")
def test_a_persona_stands_with_its_market_and_its_reach(measure):
    found = measure("persona-register", COLUMNS, LOG, since="2027-04-01")
    assert table(found, "personas_by_market")[0] == {
        "persona": "Manager",
        "market": "Dental",
        "audience": 1000,
        "reached": 250,
        "reach": 25,
        "as_of": "2027-04-10",
        "new": "no",
    }
    assert [each["new"] for each in table(found, "personas_by_market")] == ["no", "no", "yes"]
    assert found.value("reach") == 15
    assert (found.value("new"), found.value("personas"), found.value("markets")) == (1, 2, 2)
    assert table(found, "growth") == [
        {"persona": "Manager", "market": "Dental", "first": 100, "last": 250, "growth": 150}
    ]


def test_one_empty_audience_among_others_is_told_and_drawn_as_nothing(measure):
    rows = [LOG[0], ("Owner", "Dental", "2027-01-10", 0, 0)]
    found = measure("persona-register", COLUMNS, rows, since="2027-01-10")
    assert [each.code for each in found.warnings] == ["nobody"]
    assert found.findings.charts[0].says == (
        "Percent reached: Manager, Dental 10 and Owner, Dental 0."
    )


def test_without_a_day_nothing_is_called_new(measure):
    found = measure("persona-register", COLUMNS, LOG)
    assert found.value("new") is None
    assert [each.code for each in found.warnings] == ["no-since"]


def test_an_audience_of_nobody_has_no_reach(measure):
    found = measure("persona-register", COLUMNS, [("Manager", "Dental", "2027-01-10", 0, 0)])
    assert found.value("reach") is None
    assert "no-audience" in {each.code for each in found.warnings}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("AB"), st.sampled_from("xy"), st.integers(1, 9), st.integers(0, 50)
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda row: row[:3],
    )
)
def test_reach_is_a_share_whatever_the_order(measure, said):
    rows = [(name, market, f"2027-01-0{day}", 50, reached) for name, market, day, reached in said]
    found = measure("persona-register", COLUMNS, rows, since="2027-01-05")
    again = measure("persona-register", COLUMNS, rows[::-1], since="2027-01-05")
    assert found.findings == again.findings
    assert 0 <= found.value("reach") <= 100
    assert found.value("audience") == 50 * len({row[:2] for row in rows})
    old = {name for name, _, day, _ in said if day < 5}
    assert found.value("new") == len({name for name, *_ in said} - old)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Owner", "Dental", "2027-01-10", 5, 6), "row 3, reached: 6 are reached of an audience"),
        (("Owner", "Dental", "2027-01-10", -5, 0), "row 3, audience: -5 is below 0"),
        (("Owner", "", "2027-01-10", 5, 0), "row 3, market: it is empty"),
        (LOG[0], "row 3, persona: Manager, Dental, 2027-01-10 is there a second time"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("persona-register", COLUMNS, [LOG[0], row])
