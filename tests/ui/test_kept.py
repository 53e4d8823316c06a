"""Finding a scorecard again, and the parts of its page."""

import pytest

from ui.kept.parts import PARTS


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_scorecard_opens_by_its_address(part, visit, read, adopted):
    said = read(visit("scorecard", id=adopted.id, part=part))
    assert "Anna, first quarter" in said
    assert "1 Jan 2027 to 31 Mar 2027" in said


def test_an_address_of_no_scorecard_says_so(visit, read):
    assert "There is no scorecard `nope` here" in read(visit("scorecard", id="nope"))


def test_an_old_version_says_which_one_stands(visit, read, desk, adopted):
    changed = adopted.model_copy(update={"title": "Anna, spring"})
    desk.save(changed, 1, why="A better title.")
    assert "version 2 stands" in read(visit("scorecard", id=adopted.id, version="1"))
