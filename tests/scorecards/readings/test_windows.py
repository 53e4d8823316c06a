import datetime
from decimal import Decimal

import pytest

from scorecards.document import Reading
from scorecards.part import Refused
from scorecards.readings.standing import accept, read_outs
from scorecards.readings.taken import window_value
from scorecards.readings.windows import TEMPLATE, Exposure, rate, rate_words, read_exposures

LAUNCH = datetime.date(2027, 2, 1)
WIN = "metric.win-rate"


def after(days):
    return LAUNCH + datetime.timedelta(days=days)


def person(user, exposed, acted=None):
    then = None if acted is None else after(acted)
    return Exposure(user=user, exposed_on=after(exposed), acted_on=then)


def reading(window, days, value="12", id="a", **more):
    return Reading(
        id=id,
        scorecard="q1-anna",
        metric=WIN,
        taken_on=after(days),
        value=value,
        window=window,
        by="Anna",
        at="2027-02-06T12:00:00Z",
        **more,
    )


@pytest.fixture(scope="module")
def launched(aimed):
    kpi = aimed.kpi(WIN).model_copy(update={"windows": (5, 10, 30)})
    return aimed.with_kpi(kpi).model_copy(update={"launched_on": LAUNCH})


@pytest.mark.seed("S025")
def test_only_people_exposed_within_five_days_count():
    people = [
        person("before", -1, 2),
        person("first-day", 0, 0),
        person("last-day", 5, 5),
        person("too-late", 5, 6),
        person("never", 3),
        person("after", 6, 6),
    ]
    found = rate(people, LAUNCH, 5)
    assert found.closes_on == datetime.date(2027, 2, 6)
    assert (found.acted, found.exposed) == (2, 4)
    assert found.percent == 50
    assert (found.outside, found.late) == (2, 1)


@pytest.mark.seed("S025")
def test_a_window_locks_when_it_closes(launched, knowledge):
    first = accept(launched, reading(5, 5), [], knowledge, after(5))
    other = reading(5, 5, "13", "b", replaces="a")
    assert accept(launched, other, [first], knowledge, after(5)) == other
    with pytest.raises(Refused, match="the window of 5 days closed on 2027-02-06"):
        accept(launched, other, [first], knowledge, after(6))
    with pytest.raises(Refused, match="closed on 2027-02-06"):
        accept(launched, reading(5, 5), [], knowledge, after(6))


@pytest.mark.seed("S026")
def test_the_values_of_five_and_ten_days_are_both_kept(launched, knowledge):
    five = accept(launched, reading(5, 5), [], knowledge, after(5))
    ten = accept(launched, reading(10, 9, "15", "b"), [five], knowledge, after(10))
    found = read_outs(launched, [five, ten], after(12))
    told = [(each.window, each.state, each.reading and each.reading.value) for each in found]
    assert told == [(5, "read", 12), (10, "read", 15), (30, "open", None)]


@pytest.mark.seed("S026")
def test_a_longer_window_counts_whom_a_shorter_one_leaves_out():
    people = [person("a", 0, 4), person("b", 2, 8), person("c", 7)]
    assert (rate(people, LAUNCH, 5).acted, rate(people, LAUNCH, 5).exposed) == (1, 2)
    assert (rate(people, LAUNCH, 10).acted, rate(people, LAUNCH, 10).exposed) == (2, 3)
    assert rate(people, LAUNCH, 10).percent == Decimal("66.67")


def test_nobody_exposed_gives_no_rate():
    found = rate([person("late", 9)], LAUNCH, 5)
    assert found.percent is None
    assert "nobody was exposed, so there is no rate" in rate_words(found)
    assert window_value(WIN, found, after(5), "") is None


def test_rows_of_one_person_are_joined_by_the_first_day():
    rows = "user,exposed_on,acted_on\nu,2027-02-04,2027-02-05\nu,2027-02-02,\n"
    (found,) = read_exposures(rows, after(30))
    assert (found.exposed_on, found.acted_on) == (after(1), after(4))


def test_the_template_can_be_read():
    assert len(read_exposures(TEMPLATE, after(30))) == 2


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",2027-02-01,", "line 2, user: the user has no usable name"),
        ("u,soon,", "line 2, exposed_on: `soon` is no day; write it as 2027-03-31"),
        ("u,2027-02-03,2027-02-02", "lies before the day of being exposed"),
        ("u,2027-04-03,", "line 2, exposed_on: 2027-04-03 is yet to come"),
    ],
)
def test_each_fault_names_its_line_and_column(row, fault):
    with pytest.raises(Refused, match=fault):
        read_exposures(f"user,exposed_on,acted_on\n{row}\n", after(30))
