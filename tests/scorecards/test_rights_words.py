"""What a role lets somebody do, in words."""

import pytest

from scorecards.rights import ACTIONS, RIGHTS, ROLES
from scorecards.rights_words import MEANS, ROLE, allowed


@pytest.mark.parametrize("role", ROLES)
def test_everything_that_the_table_gives_is_said_and_nothing_else(role):
    given = [action for action in ACTIONS if RIGHTS[action].get(role)]
    assert len(allowed(role)) == len(given)
    assert role in ROLE
    assert role in MEANS


def test_words_name_the_scorecards_that_a_right_is_for():
    said = {each.does: each.of for each in allowed("pmm")}
    assert said["Change KPIs, targets and agreements"] == "your own"
    assert said["Make new scorecards"] == "your own, role templates and samples"
    assert said["See the plan of a period"] == ""
    assert "Read and verify the log" not in said
    made = {each.does: each.of for each in allowed("manager")}
    assert made["Make new scorecards"] == "any scorecard"
