"""Exercises on the command line: as text and JSON, with and without what is right."""

import json

import pytest

ROLE = b"objectives: [increase-win-rate]\nlaunch: {name: '<b>x</b>'}\n"


def test_exercises_come_without_what_is_right_unless_it_is_asked_for(remit):
    quiet = json.loads(remit("predict", "-", "--format", "json", stdin=ROLE).out)
    told = json.loads(remit("predict", "-", "--format", "json", "--answers", stdin=ROLE).out)
    assert len(quiet) == 5
    assert all("right" not in each for each in quiet)
    assert [{k: v for k, v in each.items() if k != "right"} for each in told] == quiet
    for each in told:
        keys = {option["key"] for option in each["options"]}
        assert each["right"]
        assert set(each["right"]) < keys


def test_exercises_as_text_tick_what_is_right(remit):
    done = remit("predict", "-", "--count", "2", "--answers", stdin=ROLE)
    assert (done.code, done.err) == (0, "")
    first, second = done.out.strip().split("\n\n")
    for each in (first, second):
        assert "KPIs: Win rate" in each
        assert "  [x] " in each
        assert "  [ ] " in each
    assert "[x]" not in remit("predict", "-", stdin=ROLE).out


def test_a_role_from_which_no_kpi_follows_takes_an_objective_of_the_documents(remit):
    done = remit("predict", "-", "--format", "json", stdin=b"industry: software\n")
    labels = {known["label"] for each in json.loads(done.out) for known in each["known"]}
    assert "Objectives" in labels


@pytest.mark.parametrize(
    ("args", "stdin", "said"),
    [
        (("--count", "0"), ROLE, "--count"),
        ((), b"", "the profile is empty"),
        ((), b"stage: nowhere\n", "`nowhere` is not known"),
        (("--policy", "kpi-limit=none"), ROLE, "not one of its values"),
    ],
)
def test_a_wrong_question_is_one_line(fault, args, stdin, said):
    assert said in fault("predict", "-", *args, stdin=stdin)
