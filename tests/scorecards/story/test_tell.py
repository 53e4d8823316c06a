import datetime
from decimal import Decimal

import pytest

from scorecards.document import DeclaredFactor, Reading, Target
from scorecards.making.adopt import add
from scorecards.story.effect import UNKNOWN, effect
from scorecards.story.tell import tell

WIN, CONFIDENCE = "metric.win-rate", "metric.sales-confidence"
DAYS = ("2027-01-31", "2027-02-28", "2027-03-30")


def day(text):
    return datetime.date.fromisoformat(text)


def read(metric, *values, **more):
    return [
        Reading(
            id=f"{metric.partition('.')[2]}-{number}",
            scorecard="q1-anna",
            metric=metric,
            taken_on=on,
            value=value,
            by="Anna",
            at="2027-03-31T12:00:00Z",
            **more,
        )
        for number, (value, on) in enumerate(zip(values, DAYS, strict=False))
    ]


@pytest.fixture(scope="module")
def told(graph):
    return lambda card, readings, today="2027-03-31": tell(card, readings, graph, day(today))


def line(story, metric):
    return next(e for chapter in story.chapters for e in chapter.lines if e.metric == metric)


@pytest.mark.seed("S135")
def test_the_story_goes_from_objective_over_value_and_part_to_the_bottom_line(aimed, told):
    readings = [*read(WIN, 20, 21, 23), *read(CONFIDENCE, 3, 4, 4)]
    story = told(aimed, readings)
    assert story.opening.startswith(
        "Win rate is at 23 percent; the target is 25 percent by 31 Mar 2027. "
        "On the way, 2 points behind the line to the target."
    )
    assert story.chapters[0].label == "Increase the win rate"
    win = line(story, WIN)
    assert win.target == "25 percent by 31 Mar 2027 (from 20 percent, +5 points)."
    assert "Sales leads; product marketing shares it" in win.own_part
    own = {each.metric: each for each in win.own}
    assert own[CONFIDENCE].value == "4"
    assert own["metric.message-adoption"].says == "not on this scorecard"
    assert win.way.path == (WIN, "metric.revenue")
    assert win.effect.endswith("This is our judgement; by how much is not known.")


def test_each_step_to_the_bottom_line_is_an_edge_of_the_knowledge(graph, knowledge):
    for id in knowledge.records:
        if id.startswith("metric."):
            found = effect(id, (), graph)
            for one, next_ in zip(found.path, found.path[1:], strict=False):
                assert next_ in graph.targets(one, "drives")
            for goal in found.corporate:
                assert found.path[-1] in graph.targets(goal, "expressed-by")
            assert (found.says == UNKNOWN) == (not found.corporate)


def test_what_moves_no_goal_is_said_to_be_unknown(graph):
    assert effect("team.sales", (), graph).says == UNKNOWN


@pytest.mark.seed("S004")
def test_with_too_few_readings_no_status_is_told(aimed, told):
    win = line(told(aimed, read(WIN, 25)), WIN)
    assert win.standing == "Not yet interpretable, 1 of 3 readings."
    assert "on the way" not in win.says.lower()
    assert "met" not in win.says.lower()


def test_without_any_reading_that_is_said(aimed, told):
    assert line(told(aimed, []), WIN).says.startswith("Win rate has no reading yet.")


def test_an_adjusted_value_stands_beside_the_raw_one(aimed, told):
    factor = DeclaredFactor(
        factor="factor.seasonality",
        declared_on="2027-01-01",
        metric=WIN,
        adjustment=3,
        accepted=True,
        reviewed_by="Cleo",
    )
    card = aimed.model_copy(update={"factors": (factor,)})
    says = line(told(card, read(WIN, 20, 21, 23)), WIN).standing
    assert "Counted as 26 percent with the accepted adjustment; 23 percent as read" in says
    assert "which would be: on the way" in says


def test_a_range_and_a_missing_baseline_are_told_as_they_are(aimed, told):
    kpi = aimed.kpi(WIN)
    span = Target(
        change="within-range", low=20, high=30, deadline="2027-03-31", set_on="2027-01-01"
    )
    ranged = aimed.with_kpi(kpi.model_copy(update={"target": span}))
    found = line(told(ranged, read(WIN, 20, 21, 23)), WIN)
    assert found.target == "Between 20 percent and 30 percent by 31 Mar 2027."
    assert found.standing == "Met."
    open_ = kpi.target.model_copy(update={"baseline": None})
    found = line(told(aimed.with_kpi(kpi.model_copy(update={"target": open_})), []), WIN)
    assert "the baseline is not known, so no level can be told" in found.target


@pytest.mark.parametrize(
    "together",
    [
        pytest.param(
            ("metric.cac", "metric.customer-lifetime-value", "metric.cost-to-serve"),
            marks=pytest.mark.seed("S136"),
        ),
        pytest.param(
            ("metric.customer-lifetime-value", "metric.nps", WIN), marks=pytest.mark.seed("S138")
        ),
        pytest.param(("metric.arr", "metric.mrr"), marks=pytest.mark.seed("S137")),
    ],
)
def test_whichever_is_opened_shows_the_others(together, card, graph, told):
    for metric in together:
        opened = card if card.holds(metric) else add(card, metric, "monitor", "To watch.", graph)
        shown = {each.metric: each for each in line(told(opened, []), metric).beside}
        assert set(together) - {metric} <= set(shown)
        for other in set(together) - {metric}:
            here = opened.holds(other)
            assert (shown[other].says != "not on this scorecard") == here


@pytest.mark.seed("S085")
def test_lifetime_value_shows_the_values_of_promoters_and_win_rate(card, graph, told):
    for metric in ("metric.customer-lifetime-value", "metric.nps"):
        card = add(card, metric, "monitor", "To watch.", graph)
    readings = [*read(WIN, 22), *read("metric.nps", 31)]
    shown = line(told(card, readings), "metric.customer-lifetime-value").beside
    values = {each.metric: each.value for each in shown}
    assert values["metric.nps"] == "31 points"
    assert values[WIN] == "22 percent"


@pytest.mark.seed("S139")
def test_what_is_continuous_stays_in_the_story_when_the_phase_changes(card, graph, told):
    metrics = ("metric.arr", "metric.cac", "metric.nps")
    for metric in metrics:
        card = add(card, metric, "monitor", "Watched always.", graph)
    for phase in ("discover", "strategize", "define", "get-set", "grow"):
        profile = {**card.basis.profile, "phase": phase}
        basis = card.basis.model_copy(update={"profile": profile})
        story = told(card.model_copy(update={"basis": basis}), [])
        assert all(line(story, metric).role == "monitor" for metric in metrics)


def test_the_same_story_twice(aimed, told):
    readings = read(WIN, 20, Decimal("21.5"), 23)
    assert told(aimed, readings) == told(aimed, list(reversed(readings)))
