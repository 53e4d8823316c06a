import datetime

import pytest
from icalendar import Calendar

from scorecards.calendar_file import (
    JOINT,
    Dated,
    calendar_file,
    entries,
    joint_calendar,
    window_entries,
)
from scorecards.document import Period, Target
from scorecards.making.adopt import adopt
from scorecards.versions.diff import diff

WIN = "metric.win-rate"
STAMP = datetime.datetime(2027, 1, 5, 9, 30, 15, 123456, datetime.UTC)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.fixture(scope="module")
def launched(aimed):
    """Two KPIs are read 5, 10 and 30 days after a launch on 1 February."""
    for metric in (WIN, "metric.sales-confidence"):
        aimed = aimed.with_kpi(aimed.kpi(metric).model_copy(update={"windows": (5, 10, 30)}))
    update = {"launched_on": day("2027-02-01"), "review_on": day("2027-03-15")}
    return aimed.model_copy(update=update)


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


@pytest.mark.seed("S027")
def test_the_calendar_has_exactly_the_three_read_out_days(launched, knowledge):
    found = window_entries(launched, knowledge)
    content = calendar_file(launched, found, stamp=STAMP, sequence=3)
    read = events(content)
    assert [each.decoded("dtstart") for each in read] == [
        day("2027-02-06"),
        day("2027-02-11"),
        day("2027-03-03"),
    ]
    assert "Win rate and Sales confidence" in read[0]["summary"]
    assert {each["sequence"] for each in read} == {3}


@pytest.mark.seed("S027")
def test_edited_windows_move_in_the_calendar_and_the_edit_is_recorded(launched, knowledge, words):
    moved = launched.model_copy(update={"launched_on": day("2027-02-08")})
    before, after = window_entries(launched, knowledge), window_entries(moved, knowledge)
    assert [each.uid for each in before] == [each.uid for each in after]
    assert after[0].on == day("2027-02-13")
    for metric in (WIN, "metric.sales-confidence"):
        moved = moved.with_kpi(moved.kpi(metric).model_copy(update={"windows": (7,)}))
    assert [each.on for each in window_entries(moved, knowledge)] == [day("2027-02-15")]
    said = [each.says for each in diff(launched, moved, words)]
    assert "Win rate: its read-out days went from 5, 10, 30 to 7." in said


def test_the_same_scorecard_gives_the_same_bytes(launched, knowledge):
    made = [
        calendar_file(launched, entries(launched, knowledge), stamp=STAMP, sequence=1)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert b"DTSTAMP:20270105T093015Z" in made[0]
    assert b"\r\n" in made[0]


def test_every_date_is_there_by_day_with_an_identity_of_its_own(launched, knowledge):
    found = entries(launched, knowledge)
    assert [(each.on.isoformat(), each.kind) for each in found] == [
        ("2026-11-03", "survey"),
        ("2027-02-01", "launch"),
        ("2027-02-06", "window"),
        ("2027-02-11", "window"),
        ("2027-03-03", "window"),
        ("2027-03-15", "review"),
        ("2027-03-31", "period-end"),
        ("2027-03-31", "deadline"),
    ]
    assert len({each.uid for each in found}) == len(found)


def test_without_a_launch_there_is_no_read_out(aimed, knowledge):
    assert window_entries(aimed, knowledge) == ()


def aimed_at(card, metric, **target):
    kpi = card.kpi(metric)
    made = Target(set_on=card.period.start, **target)
    return card.with_kpi(kpi.model_copy(update={"target": made}))


@pytest.mark.seed("S126")
@pytest.mark.parametrize("baseline", [20, None])
def test_less_churn_over_two_quarters_has_two_checkpoints_at_quarter_ends(
    baseline, recommend, graph, quarter, knowledge
):
    found = recommend(objectives=["objective.reduce-churn"])
    card = adopt(found, graph, id="churn", title="Churn", period=quarter)
    target = {"change": "by-relative-percent", "amount": -15, "deadline": "2027-06-30"}
    card = aimed_at(card, "metric.churn-rate", baseline=baseline, **target)
    steps = [e for e in entries(card, knowledge) if e.kind in ("checkpoint", "deadline")]
    assert [each.on for each in steps] == [day("2027-03-31"), day("2027-06-30")]
    said = "It is to be at 17 percent." if baseline else "The baseline is not known"
    assert said in steps[-1].about


@pytest.mark.seed("S123")
def test_active_users_by_the_end_of_the_year_are_due_on_its_last_day(recommend, graph, knowledge):
    found = recommend(objectives=["objective.grow-active-users"])
    period = Period(start="2027-01-01", end="2027-12-31")
    card = adopt(found, graph, id="users", title="Users", period=period)
    level = {"change": "to-level", "amount": 60, "deadline": period.end}
    card = aimed_at(card, "metric.active-users", baseline=40, **level)
    (due,) = [each for each in entries(card, knowledge) if each.kind == "deadline"]
    assert due.on == day("2027-12-31")
    assert due.about == "It is to be at 60 percent."


def test_several_scorecards_stand_in_one_calendar_with_the_same_identities(launched, knowledge):
    other = launched.model_copy(update={"id": "q1-ben", "title": "Ben", "sample": True})
    cards = [Dated(launched, STAMP, 3), Dated(other, STAMP, 7)]
    content, count = joint_calendar(cards, knowledge, "Remit scorecards")
    read = events(content)
    assert count == len(read)
    wanted = {
        each.uid
        for card in (launched, other)
        for each in entries(card, knowledge)
        if each.kind in JOINT
    }
    assert {str(each["uid"]) for each in read} == wanted
    review = next(each for each in read if each["uid"] == "q1-ben-review@remit")
    assert review["summary"] == "Review of the scorecard (Ben)"
    assert "Made up, for the sample." in review["description"]
    assert review["sequence"] == 7
    assert joint_calendar(cards, knowledge, "Remit scorecards") == (content, count)
    assert joint_calendar([], knowledge, "None")[1] == 0


@pytest.mark.seed("S091")
def test_the_first_survey_of_sellers_is_ninety_days_before_the_launch_unless_planned_otherwise(
    launched, knowledge
):
    def surveys(card):
        return [each for each in entries(card, knowledge) if each.kind == "survey"]

    (planned,) = surveys(launched)
    assert (planned.on, planned.title) == (day("2026-11-03"), "First survey: Sales confidence")
    kpi = launched.kpi("metric.sales-confidence")
    assert kpi.before_launch == 90
    (sooner,) = surveys(launched.with_kpi(kpi.model_copy(update={"before_launch": 120})))
    assert (sooner.on, sooner.uid) == (day("2026-10-04"), planned.uid)
    assert surveys(launched.with_kpi(kpi.model_copy(update={"before_launch": None}))) == []
    assert surveys(launched.model_copy(update={"launched_on": None})) == []
