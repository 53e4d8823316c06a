"""Customer interviews, their themes, and where those led."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("participant", "step", "on", "theme", "quote", "page_element", "element_uses")
LOG = [
    ("p1", "recruited", "2027-01-02", "", "", "", ""),
    ("p1", "analysed", "2027-01-10", "Data move", "Where do files go?", "Checklist", "4"),
    ("p1", "analysed", "2027-01-10", "Price", "", "", ""),
    ("p2", "analysed", "2027-01-11", "data move", "I fear the move.", "Checklist", ""),
    ("p2", "analysed", "2027-01-11", "data move", "", "Video", ""),
    ("p3", "interviewed", "2027-01-12", "", "", "", ""),
    ("p4", "recruited", "2027-01-12", "", "", "", ""),
]


@pytest.mark.seed("S155")
def test_a_theme_counts_people_and_leads_to_a_page_element_with_its_use(measure):
    found = measure("interviews", COLUMNS, LOG)
    assert table(found, "themes") == [
        {
            "theme": "Data move",
            "people": 2,
            "share": 100,
            "quote": "Where do files go?",
            "elements": "Checklist and Video",
        },
        {"theme": "Price", "people": 1, "share": 50, "quote": None, "elements": None},
    ]
    assert table(found, "page_elements") == [
        {"page_element": "Checklist", "themes": "Data move", "people": 2, "uses": 4},
        {"page_element": "Video", "themes": "data move", "people": 1, "uses": None},
    ]
    assert found.value("element_uses") == 4
    assert "unused" in {each.code for each in found.warnings}


@pytest.mark.seed("S088")
def test_recruiting_interviewing_and_analysing_are_steps(measure):
    found = measure("interviews", COLUMNS, LOG)
    assert [(each["step"], each["people"]) for each in table(found, "steps")] == [
        ("recruited", 4),
        ("interviewed", 3),
        ("analysed", 2),
    ]
    assert found.value("interviewed_share") == 75
    assert found.value("analysed_share") == pytest.approx(200 / 3)


def test_the_latest_count_of_use_is_taken(measure):
    later = ("p5", "analysed", "2027-02-01", "Price", "", "checklist", "7")
    found = measure("interviews", COLUMNS, [*LOG, later])
    assert table(found, "page_elements")[0]["uses"] == 7


@pytest.mark.parametrize(
    ("themes", "new", "code"), [("AABAB", 1, "goes-on"), ("ABABA", 0, "saturated")]
)
def test_it_is_said_whether_the_last_people_brought_up_something_new(measure, themes, new, code):
    rows = [
        (f"p{day}", "analysed", f"2027-01-0{day}", theme, "", "", "")
        for day, theme in enumerate(themes, 1)
    ]
    found = measure("interviews", COLUMNS, rows)
    assert found.value("new_themes") == new
    assert code in {each.code for each in found.warnings}


def test_a_person_stands_where_the_first_theme_was_named(measure):
    """p1 comes back on the last day, and still is the first of the four."""
    days = [(1, "A"), (2, "A"), (3, "A"), (4, "A")]
    rows = [(f"p{n}", "analysed", f"2027-01-0{n}", theme, "", "", "") for n, theme in days]
    back = ("p1", "analysed", "2027-01-09", "B", "", "", "")
    assert measure("interviews", COLUMNS, [*rows, back]).value("new_themes") == 0


def test_with_three_people_it_is_not_said_whether_themes_are_complete(measure):
    third = ("p3", "analysed", "2027-01-13", "Speed", "", "", "")
    found = measure("interviews", COLUMNS, [*LOG[:4], third])
    assert found.value("new_themes") is None
    codes = {each.code for each in found.warnings}
    assert "few-coded" in codes
    assert "unused" not in codes


def test_before_any_theme_that_is_all_that_is_said(measure):
    found = measure("interviews", COLUMNS, [LOG[0], LOG[5]])
    assert (found.n, found.value("themes")) == (2, 0)
    assert [each.code for each in found.warnings] == ["no-theme", "few"]
    assert len(found.findings.charts) == 1


@given(
    st.lists(
        st.tuples(
            st.integers(1, 6),
            st.sampled_from(["interviewed", "analysed"]),
            st.integers(1, 9),
            st.sampled_from(["", "A", "a", "B", "C"]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_counts_are_of_people_whatever_the_order(measure, said):
    rows = [
        (f"p{who}", step, f"2027-01-0{day}", theme, "", "", "") for who, step, day, theme in said
    ]
    found = measure("interviews", COLUMNS, rows)
    assert found.findings == measure("interviews", COLUMNS, rows[::-1]).findings
    people = len({row[0] for row in rows})
    assert found.value("recruited") == found.value("interviewed") == people
    assert found.value("analysed") <= people
    assert all(1 <= each["people"] <= people for each in table(found, "themes"))
    assert found.value("themes") == len({each[3].casefold() for each in said if each[3]})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("p1", "recruited", "2027-01-02", "A", "", "", ""), "row 3, step: somebody who was only"),
        (("p1", "analysed", "2027-01-02", "", "", "Box", ""), "row 3, theme: a page element has"),
        (("p1", "analysed", "2027-01-02", "A", "", "", "3"), "row 3, page_element: uses are"),
        (("p1", "analysed", "2027-01-02", "A", "", "Box", "-1"), "row 3, element_uses: -1 is"),
        (("p1", "analysed", "2027-01-10", "A", "", "Checklist", "5"), "row 3, element_uses: 5 st"),
        (("p1", "begun", "2027-01-10", "A", "", "", ""), "row 3, step: `begun` is none"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("interviews", COLUMNS, [LOG[1], row])
