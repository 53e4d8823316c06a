import datetime
from decimal import Decimal

import pytest

from scorecards.document import Period, Reading, Target
from scorecards.making.adopt import add
from scorecards.story.monthly import monthly, open_months, twelve
from scorecards.story.recurring import trend, trend_words, year_end

FOUR = ("metric.arr", "metric.mrr", "metric.churn-rate", "metric.trial-to-paid-conversion")
ARR, MRR = FOUR[:2]


def day(text):
    return datetime.date.fromisoformat(text)


def read(metric, **values):
    return [
        Reading(
            id=f"{metric[7:]}-{month}",
            scorecard="q1-anna",
            metric=metric,
            taken_on=f"2027-{month[1:]}-15",
            value=value,
            currency="EUR",
            by="Anna",
            at="2027-12-31T12:00:00Z",
        )
        for month, value in values.items()
    ]


@pytest.fixture(scope="module")
def year(card, graph):
    """The scorecard over the whole of 2027, with the four on it and a target for ARR."""
    for metric in FOUR:
        card = add(card, metric, "monitor", "Looked at every month.", graph)
    target = Target(
        baseline=1_000_000,
        change="to-level",
        amount=1_365_000,
        currency="EUR",
        deadline="2027-12-31",
        set_on="2027-01-01",
    )
    card = card.with_kpi(card.kpi(ARR).model_copy(update={"target": target}))
    period = Period(start="2027-01-01", end="2027-12-31")
    return card.model_copy(update={"period": period})


@pytest.fixture(scope="module")
def asked(year, knowledge):
    def asked(readings, today, card=year):
        return year_end(card, readings, knowledge, day(today))

    return asked


@pytest.mark.seed("S115")
@pytest.mark.parametrize("phase", ["discover", "strategize", "define", "get-set", "grow"])
@pytest.mark.parametrize("limit", ["one", "five-and-seven"])
def test_the_four_are_there_in_every_phase_whatever_the_limit(phase, limit, card, graph):
    profile = {**card.basis.profile, "phase": phase}
    basis = card.basis.model_copy(update={"profile": profile, "policy": {"kpi-limit": limit}})
    bare = card.model_copy(update={"basis": basis, "kpis": ()})
    found = monthly(bare, [], graph, day("2027-02-10"))
    assert tuple(each.metric for each in found) == FOUR
    assert all(each.says == "not on this scorecard" for each in found)


@pytest.mark.seed("S115")
def test_each_month_of_the_calendar_says_whether_it_was_read_or_is_due(year, graph):
    found = monthly(year, read(ARR, m01=5, m03=7), graph, day("2027-04-10"))
    states = [month.state for month in found[0].months]
    assert states == ["read", "missing", "read", "due", *["to-come"] * 8]
    assert found[0].months[0].value == "5 EUR"
    assert found[0].months[3].due_on == day("2027-04-30")
    assert open_months(found)[0] == ("Monthly recurring revenue", found[1].months[0])


def test_a_quarter_is_filled_up_to_a_year_and_nothing_is_due_before_it(card, graph):
    months = twelve(card, day("2027-02-10"))
    assert (months[0], months[-1], len(months)) == (day("2026-04-01"), day("2027-03-01"), 12)
    for metric in FOUR:
        card = add(card, metric, "monitor", "Looked at every month.", graph)
    states = [each.state for each in monthly(card, [], graph, day("2027-02-10"))[0].months]
    assert states == [*["before"] * 9, "missing", "due", "to-come"]


def test_of_a_long_period_the_last_twelve_months_are_shown(card):
    long = card.model_copy(update={"period": Period(start="2027-01-01", end="2029-12-31")})
    assert twelve(long, day("2027-02-10"))[-1] == day("2027-12-01")
    assert twelve(long, day("2028-05-10"))[-1] == day("2028-05-01")
    assert twelve(long, day("2031-05-10"))[-1] == day("2029-12-01")


@pytest.mark.seed("S116")
@pytest.mark.seed("S137")
def test_on_track_for_the_year_end_target_yes_no_and_by_how_much(asked):
    # The line rises by 365,000 over 364 days from 1 January.
    yes = asked(read(ARR, m01=1_010_000, m02=1_100_000, m03=1_200_000), "2027-04-02")
    line = 1_000_000 + Decimal(365_000) * 91 / 364
    assert (yes.answer, yes.by) == ("yes", line - 1_200_000)
    assert yes.says.startswith("Yes, 108,750 EUR ahead: Annual recurring revenue is at 1,200,000")
    no = asked(read(ARR, m01=1_010_000, m02=1_020_000, m03=1_030_000), "2027-04-02")
    assert (no.answer, no.by) == ("no", line - 1_030_000)
    assert "the target is 1,365,000 EUR by 31 Dec 2027" in no.says


@pytest.mark.seed("S116")
def test_year_and_month_are_set_beside_each_other(asked):
    readings = [*read(ARR, m01=1_010_000), *read(MRR, m01=85_000)]
    assert asked(readings, "2027-02-01").month == (
        "Twelve times the last month would be 1,020,000 EUR; the year's figure is 1,010,000 EUR."
    )


@pytest.mark.parametrize(
    ("target", "count", "because"),
    [
        ({}, 1, "Unknown: Annual recurring revenue is not yet interpretable, 1 of 3 readings."),
        ({"baseline": None}, 3, "has no baseline, so there is no line to it"),
        ({"deadline": day("2027-06-30")}, 3, "ends on a 31 December. Set one to get an answer."),
    ],
)
def test_what_cannot_be_told_is_unknown_with_the_reason(target, count, because, year, asked):
    kpi = year.kpi(ARR)
    new = kpi.model_copy(update={"target": kpi.target.model_copy(update=target)})
    values = dict(list({"m01": 1, "m02": 2, "m03": 3}.items())[:count])
    found = asked(read(ARR, **values), "2027-04-02", year.with_kpi(new))
    assert found.answer == "unknown"
    assert found.by is None
    assert because in found.says


def test_the_target_of_the_month_answers_where_the_year_has_none(year, asked):
    target = year.kpi(ARR).target
    card = year.with_kpi(year.kpi(ARR).model_copy(update={"target": None}))
    card = card.with_kpi(card.kpi(MRR).model_copy(update={"target": target}))
    found = asked(read(MRR, m01=1, m02=2, m03=1_365_000), "2027-04-02", card)
    assert (found.metric, found.answer) == (MRR, "yes")


@pytest.mark.seed("S117")
def test_twelve_months_of_recurring_revenue_with_each_change(year, graph):
    readings = read(MRR, m01=100, m02=110, m04=90)
    steps = trend(monthly(year, readings, graph, day("2027-04-20"))[1])
    assert len(steps) == 12
    assert [each.value for each in steps[:4]] == [100, 110, None, 90]
    assert [each.change for each in steps[:4]] == [None, 10, None, None]
    assert trend_words(steps, "currency", "EUR") == (
        "From Jan 2027 to Apr 2027 it fell by 10 EUR, to 90 EUR (3 of 12 months read)."
    )
    assert "no trend can be told yet" in trend_words(steps[:1], "currency", "EUR")
