import datetime

import pytest
from pydantic import ValidationError

from scorecards.document import Basis, Period, Scorecard

DAY = datetime.date


@pytest.mark.parametrize(
    ("start", "end", "then_start", "then_end"),
    [
        ("2027-01-01", "2027-03-31", "2027-04-01", "2027-06-30"),
        ("2027-10-01", "2027-12-31", "2028-01-01", "2028-03-31"),
        ("2027-01-01", "2027-12-31", "2028-01-01", "2028-12-31"),
        ("2027-01-15", "2027-01-28", "2027-01-29", "2027-02-11"),
    ],
)
def test_the_next_period_is_as_long(start, end, then_start, then_end):
    period = Period(start=start, end=end).following
    assert (period.start, period.end) == (
        DAY.fromisoformat(then_start),
        DAY.fromisoformat(then_end),
    )


def test_a_period_runs_forward():
    with pytest.raises(ValidationError, match="before it starts"):
        Period(start="2027-03-31", end="2027-01-01")


def test_a_metric_stands_once(card):
    with pytest.raises(ValidationError, match="metric.win-rate stands on the scorecard twice"):
        Scorecard.model_validate(
            card.model_dump() | {"kpis": [card.kpis[0].model_dump(), card.kpis[0].model_dump()]}
        )


def test_json_and_back(aimed):
    assert Scorecard.model_validate_json(aimed.model_dump_json()) == aimed


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2199-10-01", "2199-12-31", "2200-01-01", "2200-03-31"),
        ("2000-01-01", "2150-12-31", "2151-01-01", "2301-12-31"),
        ("2199-12-30", "2199-12-31", "2200-01-01", "2200-01-02"),
    ],
)
def test_the_period_after_the_last_that_can_be_is_told_all_the_same(start, end, first, last):
    after = Period(start=start, end=end).following
    assert (str(after.start), str(after.end)) == (first, last)


def test_a_profile_that_lists_nothing_where_a_list_belongs_has_no_answers():
    given = {"objectives": ["a", "b"], "data_sources": 5, "external_factors": "x"}
    basis = Basis(profile=given, knowledge="k", rules="r", recommended={})
    assert basis.answers("objectives") == ("a", "b")
    for field in ("data_sources", "external_factors", "excluded"):
        assert basis.answers(field) == ()
