"""One scorecard that a manager could have adopted, and what is needed to work on it."""

import datetime

import pytest

from engine.profile import read_profile
from knowledge_graph.records import Metric
from scorecards.document import Period, Target
from scorecards.lint import Linter
from scorecards.making.adopt import add, adopt, drop
from scorecards.together import Signature
from scorecards.units import is_money
from scorecards.versions.diff import Words


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


@pytest.fixture(scope="session")
def linter(graph, catalogue):
    return Linter(graph, catalogue)


@pytest.fixture(scope="session")
def sound(recommend, graph, quarter):
    """A scorecard with which nothing is wrong."""
    found = recommend(
        objectives=["objective.increase-win-rate"],
        alignment="sales",
        data_sources=["crm", "survey-tool", "enablement-platform", "finance"],
        team_size=4,
    )
    card = adopt(
        found, graph, id="q1-sound", title="Sound", period=quarter, person="Anna", manager="Cleo"
    )
    card = drop(card, "metric.deals-closed", "Win rate says it.")
    card = add(card, "metric.message-quality", "supporting", "The role controls it.", graph)
    kpis = []
    for kpi in card.kpis:
        contract = kpi.contract.model_copy(update={"tie_breaker": "Cleo"})
        unit = graph.knowledge.get(Metric, kpi.metric)
        target = Target(
            baseline=20,
            change="by-relative-percent",
            amount=-5 if unit.direction == "lower-is-better" else 5,
            currency="EUR" if is_money(unit.unit) else None,
            deadline=quarter.end,
            set_on=quarter.start,
        )
        kpis.append(kpi.model_copy(update={"contract": contract, "target": target}))
    joint = tuple(
        each.model_copy(
            update={
                "signed": tuple(
                    Signature(team=team, by="Ben", on=quarter.start) for team in each.teams
                )
            }
        )
        for each in card.joint
    )
    update = {"kpis": tuple(kpis), "joint": joint, "review_on": quarter.end}
    return card.model_copy(update=update)
