"""All scorecards at a glance: what waits on which, and in what order."""

import datetime

import pytest

from scorecards.document import Reading
from scorecards.overview import overview, waiting

WIN = "metric.win-rate"
FEB = datetime.date(2027, 2, 20)


@pytest.fixture
def running(aimed):
    """Approved, for Anna, with the review in time, and only win rate and time to close read."""
    kpis = tuple(k for k in aimed.kpis if k.metric in (WIN, "metric.time-to-close"))
    update = {"status": "approved", "person": "Anna", "kpis": kpis}
    return aimed.model_copy(update=update | {"review_on": aimed.period.end})


def reading(metric=WIN, on=FEB, **fields):
    told = {"id": f"r-{metric[7:]}-{on}", "scorecard": "q1-anna", "metric": metric, "value": 21}
    told |= {"taken_on": on, "by": "Anna", "at": "2027-02-20T12:00:00Z"}
    return Reading.model_validate(told | fields)


def says(card, readings, knowledge, today=FEB):
    return [each.says for each in waiting(card, readings, knowledge, today)]


def changed(card, **update):
    return card.model_copy(update=update)


def test_a_kpi_waits_when_its_cadence_has_passed(running, knowledge):
    read = [reading(), reading("metric.time-to-close")]
    assert says(running, read, knowledge) == []
    assert says(running, read[:1], knowledge) == ["Time to close waits for a reading."]
    assert says(running, [], knowledge) == ["2 KPIs wait for a reading."]
    within = running.period.start + datetime.timedelta(days=31)
    assert says(running, [], knowledge, within) == []
    after = within + datetime.timedelta(days=1)
    assert says(running, [], knowledge, after) == ["2 KPIs wait for a reading."]


def test_a_reading_of_tomorrow_does_not_count(running, knowledge):
    ahead = [reading(on=FEB + datetime.timedelta(days=1)), reading("metric.time-to-close")]
    assert says(running, ahead, knowledge) == ["Win rate waits for a reading."]


@pytest.mark.parametrize(
    "update", [{"status": "closed"}, {"person": None}], ids=["closed", "template"]
)
def test_nothing_waits_on_what_is_closed_or_a_template(running, knowledge, update):
    late = changed(running, review_on=datetime.date(2027, 1, 5), **update)
    assert says(late, [], knowledge) == []


def test_nobody_reads_for_a_draft_or_before_the_period(running, knowledge):
    assert says(changed(running, status="draft"), [], knowledge) == []
    assert says(running, [], knowledge, datetime.date(2026, 12, 31)) == []


def test_a_review_is_overdue_from_the_day_after(running, knowledge):
    read = [reading(), reading("metric.time-to-close")]
    assert says(changed(running, review_on=FEB), read, knowledge) == ["Its review is today."]
    late = changed(running, review_on=FEB - datetime.timedelta(days=1))
    assert says(late, read, knowledge) == ["Review overdue by 1 day."]
    over = says(changed(running, review_on=None), read, knowledge, datetime.date(2027, 4, 1))
    assert over == ["Its period is over since 31 Mar 2027; close it."]


def test_a_launch_window_is_told_a_week_before_it_closes(running, knowledge):
    kpi = running.kpi(WIN).model_copy(update={"windows": (5, 10, 30)})
    read = [reading("metric.time-to-close"), reading()]

    def told(days_ago):
        launch = FEB - datetime.timedelta(days=days_ago)
        return says(changed(running.with_kpi(kpi), launched_on=launch), read, knowledge)

    assert told(0) == ["1 launch window closes soon, in 5 days."]
    assert told(4) == ["2 launch windows close soon, the first in 1 day."]
    assert told(10) == ["1 launch window closes soon, today."]
    assert told(11) == []
    assert told(31) == []


def test_the_most_urgent_comes_first_and_each_has_its_time(running, knowledge):
    late = changed(running, id="late", review_on=datetime.date(2027, 2, 1))
    idle = changed(running, id="idle")
    earlier = changed(running, id="earlier", period=running.period.following, status="closed")
    template = changed(running, id="template", person=None)
    read = [reading(), reading("metric.time-to-close")]
    cards = [template, running, earlier, late]
    found = overview([*cards, idle], {"idle": read, "late": read}, knowledge, FEB)
    assert [each.id for each in found] == ["late", "q1-anna", "earlier", "idle", "template"]
    after = overview(cards, {}, knowledge, datetime.date(2027, 7, 1))
    assert {each.id: each.when for each in after} == {
        "template": "template",
        "q1-anna": "earlier",
        "earlier": "earlier",
        "late": "earlier",
    }


def test_the_headline_is_told_in_words(running, knowledge):
    (found,) = overview([running], {}, knowledge, FEB)
    assert (found.headline, found.standing) == (
        "Win rate",
        "Not yet interpretable, 0 of 3 readings.",
    )
    (none,) = overview([changed(running, kpis=())], {}, knowledge, FEB)
    assert (none.headline, none.standing) == (None, "")
