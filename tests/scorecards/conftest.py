"""One scorecard that a manager could have adopted, and what is needed to work on it."""

import datetime

import pytest

from engine.profile import read_profile
from scorecards.adopt import adopt
from scorecards.diff import Words
from scorecards.document import Period, Target


@pytest.fixture(scope="session")
def words(knowledge):
    return Words(knowledge)


@pytest.fixture(scope="session")
def quarter():
    return Period(start=datetime.date(2027, 1, 1), end=datetime.date(2027, 3, 31))


@pytest.fixture(scope="session")
def recommend(adviser, knowledge):
    def recommend(**answers):
        return adviser.recommend(read_profile(answers, knowledge))

    return recommend


@pytest.fixture(scope="session")
def recommendation(recommend):
    return recommend(
        objectives=["objective.increase-win-rate"], alignment="sales", data_sources=["crm"]
    )


@pytest.fixture(scope="session")
def card(recommendation, graph, quarter):
    """Adopted as recommended: win rate as headline, four more KPIs, two guardrails."""
    return adopt(recommendation, graph, id="q1-anna", title="Anna, first quarter", period=quarter)


@pytest.fixture(scope="session")
def points(quarter):
    """Win rate from 20 percent up by five points until the end of the quarter."""
    return Target(
        baseline=20, change="by-points", amount=5, deadline=quarter.end, set_on=quarter.start
    )


@pytest.fixture(scope="session")
def aimed(card, points):
    """The same scorecard with that target."""
    return card.with_kpi(card.kpi("metric.win-rate").model_copy(update={"target": points}))
