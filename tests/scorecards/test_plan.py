"""All scorecards of a period: what is covered, what collides, who carries how much."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.document import Basis, Contract, Dropped, Period, Scorecard, ScorecardKpi, Target
from scorecards.plan import of_period, overridden, plan
from scorecards.review import Review
from scorecards.workload import carried, pledges

QUARTER = Period(start="2027-01-01", end="2027-03-31")
METRICS = (
    "metric.win-rate",
    "metric.competitive-win-rate",
    "metric.churn-rate",
    "metric.loss-reasons",
    "metric.sales-confidence",
    "metric.nps",
    "metric.activation-rate",
    "metric.time-to-close",
)
OBJECTIVES = ("objective.increase-win-rate", "objective.reduce-churn", "objective.enable-sales")
SHARED = Contract(
    kind="shared", lead="team.sales", co_owners=("team.product-marketing", "team.product")
)
DIRECT = Contract(kind="direct", lead="team.product-marketing")
CONTRIBUTING = Contract(kind="contributing", lead="team.sales")


def kpi(metric, role="supporting", contract=DIRECT, **fields):
    return ScorecardKpi(metric=metric, role=role, contract=contract, cadence="monthly", **fields)


def aim(amount):
    return Target(
        change="to-level", amount=amount, deadline="2027-03-31", set_on="2027-01-01", baseline=1
    )


def scorecard(id, *kpis, objectives=(), policy=(), **fields):
    basis = Basis(
        profile={"objectives": list(objectives)},
        policy=dict(policy),
        knowledge="k",
        rules="r",
        recommended={},
    )
    made = {"title": f"Card {id}", "person": f"Person {id}", "period": QUARTER, **fields}
    return Scorecard(id=id, basis=basis, kpis=kpis, **made)


KPIS = st.builds(
    kpi,
    st.sampled_from(METRICS),
    role=st.sampled_from(["headline", "supporting", "monitor", "guardrail"]),
    contract=st.sampled_from([DIRECT, SHARED, CONTRIBUTING]),
    formula=st.sampled_from(["", "", "a / b"]),
    target=st.sampled_from([None, aim(5), aim(6)]),
    objectives=st.lists(st.sampled_from(OBJECTIVES), unique=True).map(tuple),
)


@st.composite
def periods_full(draw):
    cards = []
    for number in range(draw(st.integers(0, 4))):
        kpis = draw(st.lists(KPIS, max_size=6, unique_by=lambda each: each.metric))
        wanted = draw(st.lists(st.sampled_from(OBJECTIVES), unique=True))
        cards.append(scorecard(f"c{number}", *kpis, objectives=wanted))
    return cards


@given(periods_full(), st.randoms(use_true_random=False))
def test_the_order_of_the_scorecards_does_not_matter_for_what_collides(graph, cards, chance):
    def collisions(given):
        return {
            (each.kind, each.metric, frozenset((side.card, side.says) for side in each.sides))
            for each in plan(given, QUARTER, graph).collisions
        }

    other = list(cards)
    chance.shuffle(other)
    assert collisions(other) == collisions(cards)


@given(periods_full())
def test_a_collision_names_at_least_two_scorecards_that_have_the_kpi(graph, cards):
    having = {card.id: {kpi.metric for kpi in card.kpis} for card in cards}
    for each in plan(cards, QUARTER, graph).collisions:
        sides = [side.card for side in each.sides]
        assert len(set(sides)) == len(sides) >= 2
        assert all(each.metric in having[side] for side in sides)
        if each.kind != "both-direct":
            assert len({side.says for side in each.sides}) >= 2


@given(periods_full())
def test_every_kpi_stands_in_the_matrix_as_its_scorecard_has_it(graph, cards):
    lines = plan(cards, QUARTER, graph).matrix
    found = {
        (cell.card, line.metric, cell.role, cell.kind) for line in lines for cell in line.cells
    }
    assert found == {
        (card.id, kpi.metric, kpi.role, kpi.contract.kind) for card in cards for kpi in card.kpis
    }
    assert len({line.metric for line in lines}) == len(lines)
    assert [line.proper for line in lines] == sorted((line.proper for line in lines), reverse=True)


@given(periods_full())
def test_the_load_of_a_person_adds_up(graph, knowledge, cards):
    for each in carried(cards, knowledge):
        held = each.direct + each.shared + each.contributing + each.unstated
        assert held == each.kpis == sum(len(c.proper) for c in cards if c.id in each.cards)
    assert {each.person for each in carried(cards, knowledge)} == {card.person for card in cards}


@given(periods_full())
def test_every_objective_is_either_wanted_or_unwanted(graph, cards):
    found = plan(cards, QUARTER, graph)
    wanted = {each.objective for each in found.covered}
    assert not wanted & set(found.unwanted)
    assert set(OBJECTIVES) <= wanted | set(found.unwanted)
    for each in found.covered:
        assert each.wanted_by


def test_two_who_hold_a_kpi_alone_collide_and_one_who_only_watches_does_not(graph):
    one, two = (scorecard(id, kpi("metric.loss-reasons")) for id in "ab")
    (found,) = plan([one, two], QUARTER, graph).collisions
    assert (found.kind, [side.card for side in found.sides]) == ("both-direct", ["a", "b"])
    watching = scorecard("b", kpi("metric.loss-reasons", role="monitor"))
    assert plan([one, watching], QUARTER, graph).collisions == ()


def test_a_definition_is_told_by_its_name_and_formula(graph):
    cards = [
        scorecard("a", kpi("metric.competitive-win-rate", contract=SHARED)),
        scorecard("b", kpi("metric.competitive-win-rate", contract=SHARED, variant="any-rival")),
        scorecard("c", kpi("metric.competitive-win-rate", contract=SHARED, formula="mine / all")),
        scorecard("d", kpi("metric.competitive-win-rate", contract=SHARED, variant="gone")),
    ]
    (found,) = plan(cards, QUARTER, graph).collisions
    assert [side.says for side in found.sides] == [
        "as the catalogue defines it: deals won against competitor X / decided deals with "
        "competitor X",
        "Any rival named: deals won / decided deals with any named competitor",
        "a formula of its own: mine / all",
        "as gone, which the catalogue does not know any more",
    ]


def test_other_targets_collide_unless_each_holds_it_alone(graph):
    def with_targets(contract):
        return [
            scorecard("a", kpi("metric.win-rate", contract=contract, target=aim(30))),
            scorecard("b", kpi("metric.win-rate", contract=contract, target=aim(40))),
        ]

    (found,) = plan(with_targets(SHARED), QUARTER, graph).collisions
    assert found.kind == "target"
    assert [side.says for side in found.sides] == [
        "a level of 30 percent",
        "a level of 40 percent",
    ]
    (found,) = plan(with_targets(DIRECT), QUARTER, graph).collisions
    assert found.kind == "both-direct"


def test_what_is_wanted_and_served_by_nothing_is_not_covered(graph):
    card = scorecard("a", kpi("metric.win-rate", contract=SHARED), objectives=OBJECTIVES[:1])
    (found,) = plan([card], QUARTER, graph).covered
    assert (found.wanted_by, found.kpis) == (("a",), ())


def test_scorecards_of_a_period_are_those_of_persons_that_touch_it():
    cards = [
        scorecard("in"),
        scorecard("touches", period=Period(start="2026-12-01", end="2027-01-01")),
        scorecard("out", period=Period(start="2027-04-01", end="2027-06-30")),
        scorecard("template", person=None),
    ]
    assert {card.id for card in of_period(cards, QUARTER)} == {"in", "touches"}


@pytest.mark.parametrize(
    ("policy", "count", "said"),
    [
        ({}, 5, []),
        ({}, 6, ["6 KPIs serve Reduce churn, and the policy has at most 5 for an objective."]),
        ({"kpi-limit": "one"}, 2, ["2 KPIs, and the policy keeps a person to one."]),
        ({"kpi-limit": "one"}, 1, []),
    ],
)
def test_too_many_kpis_are_remarked_as_the_policy_has_it(knowledge, policy, count, said):
    kpis = (kpi(each, objectives=("objective.reduce-churn",)) for each in METRICS[:count])
    (found,) = carried([scorecard("a", *kpis, policy=policy)], knowledge)
    assert list(found.remarks) == said


def test_what_one_person_has_on_two_scorecards_counts_together(knowledge):
    cards = [
        scorecard("a", *map(kpi, METRICS[:4]), person="Ana"),
        scorecard("b", *map(kpi, METRICS[3:]), person="Ana"),
    ]
    (found,) = carried(cards, knowledge)
    assert (found.kpis, found.cards) == (8, ("a", "b"))
    assert found.remarks == ("8 KPIs, and the policy has at most 7 for a person.",)


def test_a_team_that_signed_nothing_is_told_with_what_it_could_sign(words):
    card = scorecard("a", kpi("metric.win-rate", contract=SHARED))
    product, sales = pledges([(card, Review())], words)
    assert (product.team, product.cards, product.cards_signed) == ("team.product", 1, 0)
    assert not sales.whole


def test_a_rule_that_chose_a_dropped_kpi_counts_once_for_it():
    gone = Dropped(metric="metric.nps", reason="No survey.")
    at = datetime.date(2027, 1, 1)
    cards = [scorecard(id, dropped=[gone], review_on=at) for id in "ab"]

    def rules_of(card):
        return {"metric.nps": ("SEL-001", "SEL-001", "SEL-002"), "metric.win-rate": ("SEL-001",)}

    first, second = overridden([(card, Review()) for card in cards], rules_of)
    assert (first.rule, first.times, first.of) == ("SEL-001", 2, 4)
    assert (second.rule, second.times, second.of) == ("SEL-002", 2, 2)
    assert first.reasons == ("No survey.",)
