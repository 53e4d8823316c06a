import datetime

import pytest
from pydantic import ValidationError

from scorecards.document import Period, Scorecard

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
