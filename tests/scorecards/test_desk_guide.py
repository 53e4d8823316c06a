"""The guide goes by way of the desk: entered into the log, and kept over cycles."""

import datetime
from dataclasses import replace

import pytest
from pydantic import ValidationError

from scorecards.desk import Desk
from scorecards.making.next_cycle import following_id, next_cycle
from scorecards.part import Refused
from scorecards.store import Damaged

NOON = datetime.datetime(2027, 1, 12, 12, tzinfo=datetime.UTC)
LATER = datetime.datetime(2027, 4, 2, 12, tzinfo=datetime.UTC)
SCOPE = "task.scope"


@pytest.fixture
def desk(empty_url, open_at, adviser):
    return Desk(open_at(empty_url("sqlite")), adviser, "Mara", lambda: NOON)


@pytest.fixture
def id(desk, recommendation, quarter):
    version = desk.adopt(recommendation, title="Anna", period=quarter, person="Anna", token="a")
    return version.document.id


def line(desk, id, item=SCOPE):
    return desk.guide(desk.open(id)).line(item)


def begin_next(desk, id):
    later = desk.at("Mara", lambda: LATER)
    opened = later.open(id)
    card = next_cycle(
        opened.card,
        opened.readings,
        desk.adviser.knowledge,
        id=following_id(opened.card),
        title="Anna again",
        today=LATER.date(),
    )
    later.create(card, why="Follows.")
    return later, card.id


def test_a_tick_is_an_entry_of_the_log_and_makes_no_version(desk, id):
    desk.step(desk.open(id), "done", SCOPE)
    assert (line(desk, id).state, line(desk, id).by) == ("done", "Mara")
    assert desk.open(id).latest == 1
    assert [each.kind for each in desk.log(id)][0] == "guide"
    assert desk.verify_log()[0] == ()


def test_the_same_tick_twice_changes_nothing_in_the_guide(desk, id):
    opened = desk.open(id)
    desk.step(opened, "done", SCOPE)
    before = desk.guide(opened)
    desk.step(opened, "done", SCOPE)
    assert desk.guide(opened) == before


def test_the_rules_behind_a_kpi_are_those_of_the_recommendation_it_was_adopted_from(
    desk, id, recommendation
):
    (kpi,) = [each for each in recommendation.kpis if each.metric == recommendation.headline]
    speaking = {each.rule for each in kpi.because if each.for_}
    target = line(desk, id, f"task.kpi-target/{kpi.metric}")
    assert speaking <= set(target.item.comes_from)


def test_what_was_open_is_carried_over_into_the_next_cycle(desk, id):
    opened = desk.open(id)
    desk.step(opened, "note", SCOPE, text="Cleo is on leave.")
    desk.step(opened, "done", "task.company-goals")
    later, new = begin_next(desk, id)
    assert later.guide(later.open(new)).cycle == 2
    carried = line(later, new)
    assert (carried.carried, carried.note) == (True, "Cleo is on leave.")
    assert line(later, new, "task.company-goals").because == "Done in the cycle before."


def test_a_change_of_period_does_not_lose_the_cycle_before(desk, id):
    later, new = begin_next(desk, id)
    card = later.open(new).card
    end = card.period.end + datetime.timedelta(days=7)
    start = card.period.start + datetime.timedelta(days=7)
    period = card.period.model_copy(update={"start": start, "end": end})
    later.save(card.model_copy(update={"period": period}), 1, why="A week later.")
    assert later.guide(later.open(new)).cycle == 2


def test_the_guide_alone_goes_on_to_another_phase(desk, id):
    opened = desk.open(id)
    there = desk.guide(opened, "grow")
    assert desk.guide(opened).phase is None
    desk.step(opened, "phase", phase="grow")
    assert desk.guide(opened) == there
    assert "phase" not in desk.open(id).card.basis.profile


@pytest.mark.parametrize(
    ("doing", "item", "fields", "said"),
    [
        ("done", "task.nowhere", {}, "the guide has no task.nowhere"),
        ("phase", None, {"phase": "nowhere"}, "there is no phase nowhere"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_entered(desk, id, doing, item, fields, said):
    count = len(desk.log(id))
    with pytest.raises(Refused, match=said):
        desk.step(desk.open(id), doing, item, **fields)
    with pytest.raises(ValidationError):
        desk.step(desk.open(id), "left-out", SCOPE)
    assert len(desk.log(id)) == count


def test_nothing_is_ticked_on_an_old_version_or_when_it_is_closed(desk, id):
    card = desk.open(id).card
    desk.save(card.model_copy(update={"title": "Anna, spring"}), 1, why="Named.")
    with pytest.raises(Refused, match="version 1 is an old one"):
        desk.step(desk.open(id, 1), "done", SCOPE)
    opened = desk.open(id)
    closed = replace(opened, review=opened.review.model_copy(update={"status": "closed"}))
    with pytest.raises(Refused, match="closed"):
        desk.step(closed, "done", SCOPE)


def test_a_step_that_does_not_fit_this_release_is_said_and_not_skipped(desk, id):
    desk._store.note("guide", '{"doing": "dance"}', by="Mara", at=NOON, scorecard=id)
    with pytest.raises(Damaged, match="a step of the guide"):
        desk.guide(desk.open(id))
