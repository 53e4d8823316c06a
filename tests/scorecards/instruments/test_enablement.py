"""Who said what to whom and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("audience", "quota_carrying", "who", "content", "on", "effect_measure", "effect")
LOG = [
    ("Field sales", "yes", "PMM", "Pricing", "2027-01-10", "Confidence", "4.2"),
    ("Field sales", "yes", "PMM", "Launch", "2027-02-10", "", ""),
    ("Partners", "yes", "", "", "", "", ""),
    ("Support", "no", "PMM", "Launch", "2027-02-11", "Tickets", ""),
]


@pytest.mark.seed("S044")
def test_the_log_says_who_told_what_to_whom_when_and_what_it_did(measure):
    found = measure("enablement-log", COLUMNS, LOG)
    assert found.value("coverage") == 50
    assert found.value("sessions") == 3
    assert found.value("with_measure") == pytest.approx(200 / 3)
    assert found.value("with_effect") == pytest.approx(100 / 3)
    assert table(found, "log")[0] == {
        "on": "2027-01-10",
        "who": "PMM",
        "content": "Pricing",
        "audience": "Field sales",
        "effect_measure": "Confidence",
        "effect": 4.2,
    }
    assert [each["audience"] for each in table(found, "audiences")] == [
        "Partners",
        "Field sales",
        "Support",
    ]
    texts = {each.code: each.text for each in found.warnings}
    assert texts["missed"] == "Carry a quota and had no session: Partners."
    assert "activity" in texts


def test_without_a_team_that_carries_a_quota_there_is_no_coverage(measure):
    found = measure("enablement-log", COLUMNS, [("Support", "no", "", "", "", "", "")])
    assert found.value("coverage") is None
    assert found.value("with_measure") is None
    assert {"no-quota", "no-session"} <= {each.code for each in found.warnings}


@given(
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.booleans(), st.booleans()), min_size=1, max_size=20
    )
)
def test_coverage_is_a_share_whatever_the_order(measure, said):
    """A and B carry a quota; what was held is counted here a second time."""
    rows = [
        (
            team,
            "yes" if team in "AB" else "no",
            *(("PMM", "Pricing", "2027-01-10") if held else ("", "", "")),
            "Confidence" if held and judged else "",
            "",
        )
        for team, held, judged in said
    ]
    found = measure("enablement-log", COLUMNS, rows)
    assert found.findings == measure("enablement-log", COLUMNS, rows[::-1]).findings
    selling = {team for team, *_ in said if team in "AB"}
    reached = {team for team, held, _ in said if held} & selling
    expected = 100 * len(reached) / len(selling) if selling else None
    assert found.value("coverage") == expected
    assert found.value("sessions") == sum(held for _, held, _ in said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Partners", "yes", "", "Pricing", "2027-01-10", "", ""), "row 3, who: it is empty"),
        (("Partners", "yes", "PMM", "Pricing", "", "", ""), "row 3, on: it is empty"),
        (("Partners", "yes", "", "", "", "Tickets", ""), "row 3, content: an effect has no"),
        (("Partners", "yes", "PMM", "A", "2027-01-10", "", "3"), "row 3, effect_measure: an"),
        (("field sales", "no", "", "", "", "", ""), "row 3, quota_carrying: no stands here and ye"),
        (("Partners", "some", "", "", "", "", ""), "row 3, quota_carrying: `some` is neither"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("enablement-log", COLUMNS, [LOG[0], row])
