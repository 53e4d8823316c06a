"""One change of one scorecard that resolves a collision."""

import datetime

import pytest

from scorecards.document import Basis, Contract, Period, Scorecard, ScorecardKpi, Target
from scorecards.mends import mends
from scorecards.part import Refused
from scorecards.plan import plan

QUARTER = Period(start="2027-01-01", end="2027-03-31")
TODAY = datetime.date(2027, 1, 10)
DIRECT = Contract(kind="direct", lead="team.product-marketing", reason="Hers.")
SHARED = Contract(kind="shared", lead="team.sales", co_owners=("team.product-marketing",))


def card(person, metric, contract=SHARED, **fields):
    kpi = ScorecardKpi(
        metric=metric, role="supporting", contract=contract, cadence="monthly", **fields
    )
    return Scorecard(
        id=person.lower(),
        title=f"{person}'s",
        person=person,
        period=QUARTER,
        basis=Basis(profile={}, knowledge="k", rules="r", recommended={}),
        kpis=(kpi,),
    )


def aim(amount):
    return Target(change="to-level", amount=amount, deadline="2027-03-31", set_on="2027-01-01")


CASES = {
    "definition": (
        [
            card("Ana", "metric.competitive-win-rate"),
            card("Bo", "metric.competitive-win-rate", variant="any-rival"),
        ],
        ["Take Bo's definition", "Take Ana's definition"],
    ),
    "target": (
        [
            card("Ana", "metric.win-rate", target=aim(30)),
            card("Bo", "metric.win-rate", target=aim(40)),
        ],
        ["Take Bo's target", "Take Ana's target"],
    ),
    "both-direct": (
        [card("Ana", "metric.win-rate", DIRECT), card("Bo", "metric.win-rate", DIRECT)],
        ["Share it here", "Only watch it here"] * 2,
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_every_mend_resolves_the_collision(graph, kind):
    cards, labels = CASES[kind]
    (collision,) = plan(cards, QUARTER, graph).collisions
    assert collision.kind == kind
    offered = mends(collision, cards, graph, TODAY)
    assert [each.label for each in offered] == labels
    for mend in offered:
        after = [mend.change(each) if each.id == mend.card else each for each in cards]
        assert after != cards
        assert plan(after, QUARTER, graph).collisions == ()


def test_a_target_that_was_taken_says_so_and_bears_the_day(graph):
    cards, _ = CASES["target"]
    (collision,) = plan(cards, QUARTER, graph).collisions
    target = mends(collision, cards, graph, TODAY)[0].change(cards[0]).kpis[0].target
    assert (target.amount, target.set_on, target.why) == (40, TODAY, "As agreed with Bo.")


def test_a_kpi_of_no_other_team_is_not_offered_to_be_shared(graph):
    cards = [card(each, "metric.loss-reasons", DIRECT) for each in ("Ana", "Bo")]
    (collision,) = plan(cards, QUARTER, graph).collisions
    found = {each.label for each in mends(collision, cards, graph, TODAY)}
    assert found == {"Only watch it here"}


def test_more_than_two_sides_are_left_to_talk_about(graph):
    cards = [card(each, "metric.win-rate", DIRECT) for each in ("Ana", "Bo", "Cy")]
    (collision,) = plan(cards, QUARTER, graph).collisions
    assert mends(collision, cards, graph, TODAY) == ()


def test_a_kpi_that_is_gone_meanwhile_is_refused(graph):
    cards, _ = CASES["definition"]
    (collision,) = plan(cards, QUARTER, graph).collisions
    mend = mends(collision, cards, graph, TODAY)[0]
    with pytest.raises(Refused, match="nothing is left to resolve"):
        mend.change(cards[0].model_copy(update={"kpis": ()}))
