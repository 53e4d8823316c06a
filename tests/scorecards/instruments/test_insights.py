"""Customer feedback and what it did to the roadmap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("item", "delivered_on", "source", "link", "roadmap_item", "roadmap_link", "decision")
FEEDBACK, ROADMAP = "https://example.org/feedback/1", "https://example.org/roadmap/7"
LOG = [
    ("Dates get lost", "2027-01-10", "Interviews", FEEDBACK, "Import 2", ROADMAP, "Planned"),
    ("Slow import", "2027-01-12", "Support", FEEDBACK, "import 2", ROADMAP, ""),
    ("Dark colours", "2027-01-11", "interviews", FEEDBACK, "", "", "Declined"),
]


@pytest.mark.seed("S045")
def test_feedback_delivered_and_roadmap_influenced_each_have_a_link(measure):
    found = measure("insight-log", COLUMNS, LOG)
    figures = found.findings.figures
    assert (figures["delivered"], figures["influenced"], figures["roadmap_items"]) == (3, 2, 1)
    assert (figures["influenced_share"], figures["decided"]) == (pytest.approx(200 / 3), 2)
    assert table(found, "influenced_items")[0] == {
        "item": "Dates get lost",
        "link": FEEDBACK,
        "roadmap_item": "Import 2",
        "roadmap_link": ROADMAP,
        "decision": "Planned",
    }
    assert {each["link"] for each in table(found, "delivered_items")} == {FEEDBACK}
    assert "co-owns this result" in found.warnings[0].text
    assert table(found, "by_source")[0] == {
        "source": "Interviews",
        "delivered": 2,
        "influenced": 1,
    }


def test_feedback_that_changed_nothing_is_told(measure):
    found = measure("insight-log", COLUMNS, LOG[2:])
    assert found.value("influenced") == 0
    assert [each.code for each in found.warnings] == ["co-owned", "none-influenced"]


@given(st.lists(st.tuples(st.integers(1, 28), st.booleans()), min_size=1, max_size=20))
def test_counts_add_up_whatever_the_order(measure, said):
    rows = [
        (f"i{n}", f"2027-01-{day:02}", "A", FEEDBACK, *(("R", ROADMAP) if on else ("", "")), "")
        for n, (day, on) in enumerate(said)
    ]
    found = measure("insight-log", COLUMNS, rows)
    assert found.findings == measure("insight-log", COLUMNS, rows[::-1]).findings
    assert found.value("delivered") == len(said)
    assert found.value("influenced") == sum(on for _, on in said)
    assert len(table(found, "influenced_items")) == found.value("influenced")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((*LOG[1][:5], "", ""), "row 3, roadmap_link: an influence on the roadmap has no link"),
        ((*LOG[1][:4], "", ROADMAP, ""), "row 3, roadmap_item: a link leads to an item"),
        ((*LOG[1][:3], "", "", "", ""), "row 3, link: it is empty"),
        ((*LOG[1][:3], "see mail", "", "", ""), "row 3, link: `see mail` is not a link"),
        (LOG[0], "row 3, item: Dates get lost is there a second time"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("insight-log", COLUMNS, [LOG[0], row])
