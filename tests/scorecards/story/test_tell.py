import datetime
from decimal import Decimal

import pytest

from knowledge_graph.records import Metric
from scorecards.document import DeclaredFactor, Reading, Target
from scorecards.making.adopt import add, adopt
from scorecards.making.settling import settle
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


CAC, VALUE, SERVING = "metric.cac", "metric.customer-lifetime-value", "metric.cost-to-serve"


@pytest.fixture
def grown(recommend, graph, quarter):
    """Adopted in the phase Grow."""
    found = recommend(phase="grow", data_sources=["finance", "survey-tool", "crm"])
    return adopt(found, graph, id="q1-anna", title="Anna", period=quarter, person="Anna")


@pytest.mark.seed("S105")
@pytest.mark.seed("S106")
def test_in_grow_the_cost_of_a_customer_is_shown_jointly_with_cost_to_serve_and_value(grown, told):
    readings = [
        *read(CAC, 900, currency="EUR"),
        *read(VALUE, 5400, currency="EUR"),
        *read(SERVING, 300, currency="EUR"),
    ]
    story = told(grown, readings)
    values = {CAC: "900 EUR", VALUE: "5,400 EUR", SERVING: "300 EUR"}
    for metric in values:
        beside = {each.metric: each.value for each in line(story, metric).beside}
        others = {m: f"{value} per customer" for m, value in values.items() if m != metric}
        assert others.items() <= beside.items()


@pytest.mark.seed("S106")
def test_the_story_lists_the_kinds_of_cost_that_are_in_the_cost_to_serve(grown, graph, told):
    record = graph.knowledge.get(Metric, SERVING)
    card = settle(grown, record, {"included cost types": "Hosting, support, payment."})
    assert line(told(card, []), SERVING).settled == (
        "Included cost types: Hosting, support, payment.",
    )


@pytest.mark.seed("S107")
def test_nps_in_grow_is_read_again_by_the_same_instrument_and_its_trend_is_seen(
    grown, graph, knowledge, told
):
    phases = [each.source for each in graph.into("metric.nps", "tracks")]
    assert {"phase.discover", "phase.grow"} <= set(phases)
    assert graph.targets("metric.nps", "measured-with") == ("instrument.nps-survey",)
    assert grown.holds("metric.nps")
    track = line(told(grown, read("metric.nps", 31, 35, 42)), "metric.nps").track
    assert [int(each.value) for each in track.points] == [31, 35, 42]
    assert [each.on for each in track.points] == [day(each) for each in DAYS]


@pytest.mark.seed("S109")
def test_retention_stands_apart_from_up_sell_and_cross_sell(grown, graph, told):
    grows = ("metric.plan-upgrades", "metric.attach-rate", "metric.expansion-revenue")
    for metric in ("metric.retention-rate", *grows):
        if not grown.holds(metric):
            grown = add(grown, metric, "monitor", "A number of its own.", graph)
    readings = [*read("metric.retention-rate", 92), *read(grows[0], 7), *read(grows[1], 12)]
    kept = line(told(grown, readings), "metric.retention-rate")
    assert int(kept.track.standing.raw) == 92
    beside = {each.metric: each.value for each in kept.beside}
    assert (beside[grows[0]], beside[grows[1]]) == ("7 percent", "12 percent")
    assert beside[grows[2]] == ""


@pytest.mark.seed("S132")
def test_a_target_that_moved_is_marked_and_the_one_before_still_scores(aimed, graph):
    target = aimed.kpi(WIN).target.model_copy(
        update={"amount": Decimal(3), "set_on": day("2027-02-03"), "why": "The market fell."}
    )
    moved = aimed.with_kpi(aimed.kpi(WIN).model_copy(update={"target": target}))
    readings = read(WIN, 20, 21, 23)
    today = day("2027-04-01")
    now = line(tell(moved, readings, graph, today, aimed), WIN)
    assert now.track.standing.status == "met"
    assert now.agreed == (
        "Its target moved after the period began, and the one before still scores: "
        "25 percent by 31 Mar 2027 (from 20 percent, +5 points). Missed."
    )
    assert line(tell(moved, readings, graph, today), WIN).agreed == ""
    assert line(tell(aimed, readings, graph, today, aimed), WIN).agreed == ""
