"""Beta tests and whether what was wanted of them is reached."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = (
    "participant",
    "step",
    "task",
    "completed",
    "satisfaction",
    "blocker",
    "resolved",
    "cohort",
)
LOG = [
    ("t1", "finished", "Import", "yes", 5, "", "", "spring"),
    ("t1", "finished", "Share", "yes", 3, "", "", "spring"),
    ("t2", "finished", "Import", "yes", 2, "No SSO", "no", "spring"),
    ("t2", "finished", "Share", "no", 2, "Slow", "yes", "spring"),
    ("t3", "running", "Import", "yes", "", "no sso", "", "autumn"),
    ("t4", "recruited", "", "", "", "", "", "autumn"),
]
WANTED = {"wanted_completion": "75", "wanted_satisfaction": "3", "most_blockers": "1"}


@pytest.mark.seed("S156")
def test_a_launch_is_ready_when_all_that_was_wanted_is_reached(measure):
    """By hand: 4 of 5 tasks, and testers with means of 4 and 2."""
    found = measure("beta-test", COLUMNS, LOG, **WANTED)
    assert found.value("completion") == 80
    assert found.value("satisfaction") == 3
    assert found.value("open_blockers") == 1
    assert table(found, "decision") == [
        {
            "decision": "ready",
            "reasons": "Tasks completed, percent: 80 reached, 75 wanted, Mean satisfaction: "
            "3 reached, 3 wanted and Open blockers: 1 reached, 1 wanted",
        }
    ]
    assert [each["cohort"] for each in table(found, "by_cohort")] == ["autumn", "spring"]
    assert table(found, "by_task")[0] == {
        "task": "Import",
        "people": 3,
        "tries": 3,
        "completion": 100,
        "satisfaction": 3.5,
    }
    assert table(found, "blockers") == [
        {"blocker": "No SSO", "testers": 2, "state": "open"},
        {"blocker": "Slow", "testers": 1, "state": "resolved"},
    ]
    assert {each.code for each in found.warnings} == {
        "several-tasks",
        "unsure",
        "unfinished",
        "few",
    }


@pytest.mark.seed("S088")
def test_recruit_run_and_analyse_are_steps_and_the_log_decides_on_the_launch(measure):
    found = measure("beta-test", COLUMNS, LOG, **WANTED)
    assert [(each["step"], each["people"]) for each in table(found, "steps")] == [
        ("recruited", 4),
        ("running", 3),
        ("finished", 2),
    ]
    assert found.findings.charts[0].says == "Testers: Recruited 4, Running 3 and Finished 2."
    assert table(found, "decision")[0]["decision"] == "ready"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("wanted_completion", "81", "Tasks completed, percent: 80 reached, 81 wanted"),
        ("wanted_satisfaction", "3.5", "Mean satisfaction: 3 reached, 3.5 wanted"),
        ("most_blockers", "0", "Open blockers: 1 reached, 0 wanted"),
    ],
)
def test_one_thing_missed_is_enough_for_not_ready(measure, name, value, why):
    found = measure("beta-test", COLUMNS, LOG, **(WANTED | {name: value}))
    assert table(found, "decision") == [{"decision": "not ready", "reasons": why}]


@pytest.mark.parametrize(
    "left", [(), ("wanted_completion",), ("most_blockers", "wanted_completion")]
)
def test_what_is_not_said_leaves_the_decision_open(measure, left):
    found = measure("beta-test", COLUMNS, LOG, **{name: WANTED[name] for name in left})
    assert table(found, "decision")[0]["decision"] == "not decided"
    assert "Mean satisfaction: it is not said" in table(found, "decision")[0]["reasons"]
    assert found.value("completion") == 80


def test_blockers_count_until_everybody_calls_them_resolved(measure):
    rows = [
        ("t1", "running", "", "", "", "Slow", "yes", ""),
        ("t2", "running", "", "", "", "slow", "no", ""),
        ("t3", "running", "", "", "", "No SSO", "", ""),
        ("t4", "recruited", "", "", "", "", "", ""),
        ("t5", "running", "", "", "", "Colours", "yes", ""),
    ]
    found = measure("beta-test", COLUMNS, rows)
    assert found.value("open_blockers") == 2
    assert [each["blocker"] for each in table(found, "blockers")] == ["Slow", "No SSO", "Colours"]
    assert found.n == 5
    texts = {each.code: each.text for each in found.warnings}
    assert texts["unfinished"] == "5 of 5 testers have not finished."


def test_one_task_for_each_who_finished_needs_no_such_caution(measure):
    found = measure("beta-test", COLUMNS, [LOG[0], (*LOG[2][:3], "yes", 4, "", "", "")])
    assert {each.code for each in found.warnings} == {"few"}


@pytest.mark.parametrize(("wanted", "unsure"), [("10", False), ("75", True), ("99", False)])
def test_a_threshold_inside_the_interval_is_told_to_be_unsure(measure, wanted, unsure):
    """Of 5 tasks 4 were completed; the interval goes from 38 to 96 percent."""
    found = measure("beta-test", COLUMNS, LOG, wanted_completion=wanted)
    assert (round(found.value("low")), round(found.value("high"))) == (38, 96)
    assert ("unsure" in {each.code for each in found.warnings}) == unsure


def test_nothing_known_is_not_ready_and_not_missed(measure):
    found = measure("beta-test", COLUMNS, LOG[5:], **WANTED)
    assert found.value("completion") is None
    assert found.value("satisfaction") is None
    assert table(found, "decision")[0]["decision"] == "not decided"
    assert {"no-task", "no-rating"} <= {each.code for each in found.warnings}


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.sampled_from("ab"), st.booleans(), st.integers(1, 5)),
        min_size=1,
        max_size=20,
        unique_by=lambda row: row[:2],
    )
)
def test_figures_keep_their_bounds_whatever_the_order(measure, tries):
    """Both ends of Wilson's interval solve n (share - p)^2 = z^2 p (1 - p)."""
    rows = [
        (f"t{who}", "finished", task, "yes" if done else "no", rated, "", "", "")
        for who, task, done, rated in tries
    ]
    found = measure("beta-test", COLUMNS, rows)
    assert found.findings == measure("beta-test", COLUMNS, rows[::-1]).findings
    share = found.value("completion") / 100
    assert share == pytest.approx(sum(each[2] for each in tries) / len(tries))
    assert 1 <= found.value("satisfaction") <= 5
    for end in ("low", "high"):
        p = found.value(end) / 100
        assert 0 <= p <= 1
        left, right = math.sqrt(len(tries)) * abs(share - p), math.sqrt(p * (1 - p))
        assert left == pytest.approx(1.959963984540054 * right, abs=1e-6)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("t1", "recruited", "", "", 4, "", "", ""), "row 2, step: somebody who is only recruited"),
        (("t1", "running", "Import", "", "", "", "", ""), "row 2, task: a task and its result"),
        (("t1", "running", "", "", "", "", "yes", ""), "row 2, blocker: no blocker is named"),
        (("t1", "running", "", "", 6, "", "", ""), "row 2, satisfaction: 6 is above 5"),
        (("t1", "ended", "", "", "", "", "", ""), "row 2, step: `ended` is none of the answers"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(measure, row, said):
    with pytest.raises(Refused, match=said):
        measure("beta-test", COLUMNS, [row])


def test_a_task_stands_once_for_each_tester(measure):
    with pytest.raises(Refused, match="row 3, participant: t1, Import is there a second time"):
        measure("beta-test", COLUMNS, [LOG[0], LOG[0]])
