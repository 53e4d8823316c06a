"""The guide as days for a calendar, and as a page."""

import datetime

from icalendar import Calendar

from scorecards.calendar_file import calendar_file
from scorecards.onboarding.days import KINDS, days_of, plan_calendar
from scorecards.onboarding.page import as_markdown
from tests.scorecards.onboarding.at_noon import NOON, step

MEAN = "<b>x</b> [a](javascript:1) **b**\n# c"


def test_there_is_one_entry_a_day_and_kind_with_what_is_open(guided, card):
    guide = guided()
    found = days_of(guide, card.id)
    wanted = {(line.item.last_day, line.item.kind) for line in guide.lines}
    assert len(found) == len(wanted) == len({each.uid for each in found})
    assert {each.on for each in found} == {day for day, _ in wanted}
    assert {kind for _, kind in wanted} <= set(KINDS)
    told = "\n".join(each.about for each in found).splitlines()
    assert sorted(told) == sorted(f"- {line.item.do}" for line in guide.lines)


def test_what_is_settled_is_in_no_calendar(guided, card):
    guide = guided(step("done", "task.scope"))
    told = "\n".join(each.about for each in days_of(guide, card.id))
    assert guide.line("task.scope").item.do not in told


def test_an_entry_keeps_its_identity_when_the_first_day_moves(guided, card):
    then = guided(step("begin", on=datetime.date(2027, 3, 1)))
    uids = [each.uid for each in days_of(guided(), card.id)]
    assert [each.uid for each in days_of(then, card.id)] == uids


def test_the_file_is_a_calendar_and_the_same_each_time(guided, card):
    found = days_of(guided(), card.id)
    one = calendar_file(card, found, stamp=NOON, sequence=3)
    assert one == calendar_file(card, found, stamp=NOON, sequence=3)
    events = Calendar.from_ical(one).walk("VEVENT")
    assert [str(each["uid"]) for each in events] == [each.uid for each in found]


def test_the_calendar_of_a_role_follows_from_profile_and_first_day(guided):
    items = [line.item for line in guided().lines]
    first = datetime.date(2027, 1, 1)
    one = plan_calendar(items, "a", first)
    assert one == plan_calendar(items, "a", first)
    uids = [
        {str(each["uid"]) for each in Calendar.from_ical(file).walk("VEVENT")}
        for file in (one, plan_calendar(items, "b", first))
    ]
    assert uids[0].isdisjoint(uids[1])


def test_the_page_has_a_box_for_every_item_and_says_where_it_stands(guided, card):
    left = step("left-out", "task.nps-baseline", text="Nobody answers.")
    guide = guided(step("done", "task.scope"), left)
    text = as_markdown(guide, card.title)
    boxes = [line[:5] for line in text.splitlines() if line.startswith("- [")]
    assert len(boxes) == len(guide.lines)
    assert boxes.count("- [x]") == boxes.count("- [-]") == 1
    assert "Where it stands: Nobody answers." in text
    assert "## By day 30, 30 Jan 2027" in text
    assert "Keep apart: Unaided, Aided" in text


def test_what_people_typed_formats_nothing_on_the_page(guided):
    text = as_markdown(guided(step("note", "task.scope", text=MEAN)), MEAN)
    for active in ("<b>", "[a](", "**b**", "\n# c"):
        assert active not in text
