import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.document import DeclaredFactor, Scorecard
from scorecards.making.adopt import add, drop, give_role, swap
from scorecards.together import Initiative, Pulse, Signature, Verdict
from scorecards.versions.diff import diff

DAY = datetime.date(2027, 1, 1)
SEASON = DeclaredFactor(factor="factor.seasonality", declared_on=DAY)
PRICE = DeclaredFactor(factor="factor.price-change", declared_on=DAY, adjustment=2)


PMM, SALES = "team.product-marketing", "team.sales"
DECK = Initiative(
    id="deck", title="New deck", teams=(PMM, SALES), criteria=("30 sellers use it.", "It wins."),
    set_on=DAY, begins_on=DAY, ends_on=datetime.date(2027, 2, 28),
)  # fmt: skip
MET, PARTLY = (
    Verdict(team=SALES, by="Ben", on=DAY, result="met", note="All did."),
    Verdict(team=PMM, by="Anna", on=DAY, result="partly"),
)
SPRING = Pulse(
    id="spring", title="Spring pulse", metric="metric.sales-confidence",
    questions=("It helped.", "It came in time."), teams=(SALES,), opens_on=DAY, closes_on=DAY,
)  # fmt: skip


def told(old, new, words):
    return [each.says for each in diff(old, new, words)]


def changed(card, metric, **update):
    return card.with_kpi(card.kpi(metric).model_copy(update=update))


def test_equal_scorecards_do_not_differ(aimed, words):
    assert diff(aimed, aimed.model_copy(deep=True), words) == ()


def test_one_sentence_for_a_kpi(aimed, words):
    kpi = aimed.kpi("metric.win-rate")
    direct = kpi.contract.model_copy(update={"kind": "direct"})
    old = changed(aimed, kpi.metric, contract=direct)
    target = kpi.target.model_copy(update={"amount": Decimal(4)})
    (change,) = diff(old, changed(aimed, kpi.metric, target=target), words)
    assert change.says == ("Win rate became shared; its target went from +5 points to +4 points.")
    assert change.metric == "metric.win-rate"
    assert change.fields == ("contract.kind", "target.amount")


def test_a_sentence_that_somebody_wrote_stands_apart(aimed, words):
    kpi = aimed.kpi("metric.win-rate")
    old = changed(aimed, kpi.metric, target=kpi.target.model_copy(update={"why": "A guess."}))
    new = changed(aimed, kpi.metric, target=kpi.target.model_copy(update={"why": "A rival left."}))
    assert told(old, new, words) == [
        "Win rate: its target's reason went from “A guess” to “A rival left”."
    ]


def test_figures_have_their_units(aimed, words):
    kpi = aimed.kpi("metric.win-rate")
    relative = kpi.target.model_copy(update={"change": "by-relative-percent"})
    assert told(aimed, changed(aimed, kpi.metric, target=relative), words) == [
        "Win rate: its target went from +5 points to +5 percent of the baseline."
    ]
    assert told(aimed, changed(aimed, kpi.metric, target=None), words) == [
        "Win rate lost its target, +5 points."
    ]


def test_what_came_and_went(card, graph, words):
    new = swap(card, "metric.win-rate", "metric.close-rate", "Few decided deals.", graph)
    assert told(card, new, words) == [
        "Close rate is new, the headline in place of Win rate.",
        "Win rate is gone; it was the headline.",
    ]


def test_the_scorecard_as_a_whole(card, words):
    new = card.model_copy(update={"review_on": datetime.date(2027, 3, 1), "status": "approved"})
    assert told(card, new, words) == [
        "The scorecard: its status went from draft to approved.",
        "The scorecard: its review date went from nothing to 2027-03-01.",
    ]


def test_a_mark_is_told(card, words):
    new = changed(card, "metric.win-rate", origin="added")
    assert told(card, new, words) == [
        "Win rate is now marked as added, though nothing recommends it."
    ]


def test_a_factor_is_told(card, words):
    new = card.model_copy(update={"factors": (PRICE,)})
    assert told(card, new, words) == [
        "Own price change, declared on 2027-01-01, now stands there: adjusted by 2; not reviewed."
    ]
    assert "no longer stands there" in told(new, card, words)[0]


def test_an_initiative_is_told(card, words):
    new = card.model_copy(update={"initiatives": (DECK,)})
    assert told(card, new, words) == [
        'The initiative "New deck" is new. It begins on 2027-01-01. Teams: Product marketing, '
        "Sales. It is judged from 2027-02-28 on, by what was stated on 2027-01-01: "
        "30 sellers use it; It wins."
    ]
    assert told(new, card, words) == ['The initiative "New deck" is gone.']


def test_a_verdict_is_told_with_who_gave_it(card, words):
    old, one, two = (
        card.model_copy(update={"initiatives": (DECK.model_copy(update={"verdicts": verdicts}),)})
        for verdicts in ((), (MET,), (MET, PARTLY))
    )
    assert told(old, one, words) == [
        'Verdicts on initiative "New deck": Sales says met (Ben, 2027-01-01, All did).'
    ]
    assert told(one, two, words)[0].endswith(
        "; Product marketing says partly met (Anna, 2027-01-01)."
    )
    assert told(one, old, words) == ['Verdicts on initiative "New deck": none.']


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ({"title": "Old deck"}, 'The initiative "Old deck" was called "New deck".'),
        ({"criteria": ("It wins.",)}, 'The initiative "New deck" is now judged by It wins.'),
        (
            {"set_on": datetime.date(2027, 1, 9)},
            'The initiative "New deck" has criteria stated on 2027-01-09, not on 2027-01-01.',
        ),
        ({"begins_on": None}, 'The initiative "New deck" begins on a day that nobody wrote.'),
        (
            {"objective": "objective.increase-win-rate"},
            'The initiative "New deck" now serves Increase the win rate.',
        ),
    ],
)
def test_what_an_initiative_became(card, words, update, says):
    old, new = (
        card.model_copy(update={"initiatives": (each,)})
        for each in (DECK, DECK.model_copy(update=update))
    )
    assert told(old, new, words) == [says]


def test_a_pulse_is_told(card, words):
    new = card.model_copy(update={"pulses": (SPRING,)})
    assert told(card, new, words) == [
        'The pulse "Spring pulse" is new. From 2027-01-01 to 2027-01-01 it asks Sales 2 questions '
        "and feeds Sales confidence."
    ]
    asked = card.model_copy(update={"pulses": (SPRING.model_copy(update={"invited": 12}),)})
    assert told(new, asked, words) == ['The pulse "Spring pulse" goes to 12 people.']
    assert told(new, card, words) == ['The pulse "Spring pulse" is gone.']


def test_two_of_one_title_are_told_apart(card, words):
    twin = DECK.model_copy(update={"id": "deck-2"})
    old = card.model_copy(update={"initiatives": (DECK, twin)})
    new = card.model_copy(update={"initiatives": (DECK,)})
    assert told(old, new, words) == ['The initiative "New deck" (deck-2) is gone.']


def test_a_signature_is_told_with_who_signed(card, words):
    (joint,) = card.joint
    signed = joint.model_copy(update={"signed": (Signature(team=SALES, by="Ben", on=DAY),)})
    new = card.model_copy(update={"joint": (signed,)})
    assert told(card, new, words) == ["Signed for Increase the win rate: Sales (Ben, 2027-01-01)."]
    assert told(new, card, words) == ["Signed for Increase the win rate: nobody."]


def test_another_order_is_a_difference(card, words):
    other = card.model_copy(update={"kpis": card.kpis[::-1]})
    assert told(card, other, words) == ["The KPIs stand in another order."]


def test_another_profile_is_told(card, words):
    profile = card.basis.profile | {"alignment": "product"}
    other = card.model_copy(update={"basis": card.basis.model_copy(update={"profile": profile})})
    assert told(card, other, words) == ["The profile says product for alignment; it said sales."]


def together(later):
    """Initiatives and pulses, each list other than the ones before."""
    twin, second = (each.model_copy(update={"id": "second"}) for each in (DECK, SPRING))
    initiatives = [
        DECK.model_copy(update=update)
        for update in (
            {},
            {"verdicts": (MET,)},
            {"verdicts": (MET, PARTLY)},
            {"ends_on": later},
            {"teams": (SALES, PMM)},
        )
    ]
    pulses = [
        SPRING.model_copy(update=update)
        for update in (
            {},
            {"title": "x"},
            {"metric": "metric.win-rate"},
            {"questions": ("x",)},
            {"teams": (PMM,)},
            {"closes_on": later},
            {"opens_on": datetime.date(2026, 1, 1)},
            {"invited": 3},
        )
    ]
    yield from ({"initiatives": (each,)} for each in initiatives)
    yield from ({"initiatives": pair} for pair in ((DECK, twin), (twin, DECK)))
    yield from ({"pulses": (each,)} for each in pulses)
    yield from ({"pulses": pair} for pair in ((SPRING, second), (second, SPRING)))


@pytest.fixture(scope="module")
def versions(aimed, graph):
    """Scorecards each of which differs from the others in something."""
    later = aimed.period.end + datetime.timedelta(days=30)
    target = aimed.kpi("metric.win-rate").target
    return [
        aimed,
        *(
            changed(aimed, "metric.win-rate", **update)
            for update in (
                {"weight": Decimal(50)},
                {"cadence": "yearly"},
                {"formula": "our own"},
                {"variant": "by-value"},
                {"windows": (5,)},
                {"objectives": ()},
                {"reason": "x"},
                {"target": target.model_copy(update={"deadline": later})},
                {"target": target.model_copy(update={"baseline": None})},
                {"target": target.model_copy(update={"low": Decimal(1)})},
            )
        ),
        *(
            aimed.model_copy(update=update)
            for update in (
                {"title": "x"},
                {"joint": ()},
                {"factors": (SEASON,)},
                {"factors": (SEASON, PRICE)},
                {"factors": (PRICE, SEASON)},
                *together(later),
                {"kpis": aimed.kpis[1:]},
                {"kpis": aimed.kpis[::-1]},
                {"basis": aimed.basis.model_copy(update={"rules": "x"})},
                {"basis": aimed.basis.model_copy(update={"policy": {}})},
            )
        ),
        add(aimed, "metric.nps", "monitor", "", graph),
        drop(aimed, "metric.deals-closed", "x"),
        give_role(aimed, "metric.deals-closed", "headline", "x"),
    ]


@given(data=st.data())
@settings(max_examples=500)
def test_something_is_told_exactly_where_they_differ(versions, words, data):
    old, new = data.draw(st.sampled_from(versions)), data.draw(st.sampled_from(versions))
    found = diff(old, new, words)
    assert (found == ()) == (old == new)
    assert len({each.says for each in found}) == len(found)
    again = [Scorecard.model_validate_json(each.model_dump_json()) for each in (old, new)]
    assert diff(*again, words) == found
