"""What people do with the guide, and what all of it comes to."""

import datetime

import pytest
from pydantic import ValidationError

from scorecards.onboarding import Mark, Step, marks
from tests.scorecards.onboarding.at_noon import NOON, step

SCOPE, NPS = "task.scope", "task.kpi-baseline/metric.nps"


def test_the_last_word_holds():
    found = marks([step("done", SCOPE), step("open", SCOPE)])
    assert found.of(SCOPE).state == "open"
    assert marks([step("open", SCOPE), step("done", SCOPE)]).of(SCOPE).state == "done"


def test_what_nobody_touched_has_no_mark():
    assert marks([step("done", SCOPE)]).of(NPS) == Mark()


def test_a_note_stays_when_it_is_ticked_off_and_an_empty_one_takes_it_away():
    noted = [step("note", SCOPE, text="Ask Cleo."), step("done", SCOPE)]
    found = marks(noted).of(SCOPE)
    assert (found.note, found.state, found.by, found.at) == ("Ask Cleo.", "done", "Anna", NOON)
    assert marks([*noted, step("note", SCOPE)]).of(SCOPE).note == ""


def test_what_is_left_out_has_its_reason_until_it_is_taken_up_again():
    left = step("left-out", SCOPE, text="There is one.")
    assert marks([left]).of(SCOPE).reason == "There is one."
    again = marks([left, step("open", SCOPE)]).of(SCOPE)
    assert (again.state, again.reason) == ("open", "")


def test_the_first_day_and_the_phase_are_those_said_last():
    day = datetime.date(2027, 2, 1)
    found = marks(
        [step("begin", on=NOON.date()), step("begin", on=day), step("phase", phase="grow")]
    )
    assert (found.began, found.phase) == (day, "grow")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"doing": "done"}, "say which item"),
        ({"doing": "left-out", "item": SCOPE}, "say why it is left out"),
        ({"doing": "left-out", "item": SCOPE, "text": "   "}, "say why it is left out"),
        ({"doing": "begin"}, "say the first day"),
        ({"doing": "phase"}, "say the phase"),
    ],
)
def test_a_step_that_is_not_whole_is_refused(fields, said):
    with pytest.raises(ValidationError, match=said):
        Step(by="Anna", at=NOON, **fields)


@pytest.mark.parametrize("item", ["scope", "task.<b>", "task.x y", "task." + "x" * 300])
def test_an_item_is_named_as_items_are(item):
    with pytest.raises(ValidationError):
        step("done", item)


def test_a_step_comes_back_from_the_log_as_it_went():
    for each in (step("note", NPS, text="Line\nline <b>"), step("begin", on=NOON.date())):
        assert Step.model_validate_json(each.model_dump_json(exclude_none=True)) == each
