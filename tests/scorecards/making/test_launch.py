"""A launch is moved with a reason, which stands beside its day."""

import datetime

import pytest

from scorecards.making.launch import move_launch
from scorecards.part import Refused
from scorecards.versions.diff import diff

MARCH, APRIL = datetime.date(2027, 3, 1), datetime.date(2027, 4, 12)
BETA = "Two of nine testers could not finish the setup."


@pytest.fixture
def planned(card):
    return move_launch(card, MARCH, "")


@pytest.mark.seed("S088")
def test_the_result_of_a_beta_test_moves_the_launch_and_is_seen_in_the_difference(planned, words):
    moved = move_launch(planned, APRIL, BETA)
    assert (moved.launched_on, moved.launch_why) == (APRIL, BETA)
    said = " ".join(each.says for each in diff(planned, moved, words))
    assert "launch date went from 2027-03-01 to 2027-04-12" in said
    assert BETA.rstrip(".") in said


@pytest.mark.parametrize("to", [APRIL, None])
@pytest.mark.parametrize("why", ["", "  ", BETA])
def test_without_a_new_reason_it_stays(planned, to, why):
    card = planned.model_copy(update={"launch_why": BETA})
    with pytest.raises(Refused, match="say in a sentence why"):
        move_launch(card, to, why)


def test_a_first_day_needs_no_reason_and_the_same_day_is_no_move(card, planned):
    assert (planned.launched_on, planned.launch_why) == (MARCH, "")
    assert move_launch(planned, MARCH, BETA) == planned
