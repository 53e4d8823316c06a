import datetime
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_graph.records import Factor
from scorecards.accountability.factors import (
    declare,
    foreseen,
    give_evidence,
    late,
    missing,
    propose,
    review,
    withdraw,
)
from scorecards.document import Reading, Scorecard
from scorecards.part import Refused
from scorecards.readings.standing import adjustment, standing
from scorecards.versions.diff import diff

WIN = "metric.win-rate"
RIVAL = "factor.competitive-actions"
BEFORE, DURING = datetime.date(2026, 12, 10), datetime.date(2027, 2, 1)


@pytest.fixture
def acts(knowledge):
    """The acts that need what is known, with it."""
    return {
        each.__name__: partial(each, knowledge=knowledge) for each in (declare, propose, review)
    }


@pytest.fixture
def declared(card, acts):
    named = card.model_copy(update={"person": "Anna", "manager": "Cleo"})
    return acts["declare"](named, RIVAL, "A rival cuts its prices.", BEFORE, metric=WIN)


@pytest.fixture
def proposed(declared, acts):
    shown = give_evidence(declared, 0, "Their price list of January.")
    return acts["propose"](shown, 0, WIN, Decimal(3), "Anna", Decimal(20))


@pytest.fixture
def accepted(proposed, acts):
    return acts["review"](proposed, 0, True, "Cleo", Decimal(20))


def refusals(doing, *given):
    with pytest.raises(Refused) as refused:
        doing(*given)
    return [each.field for each in refused.value.refusals]


def win_rate(card, knowledge):
    readings = [
        Reading(
            id=f"r{day}",
            scorecard=card.id,
            metric=WIN,
            taken_on=datetime.date(2027, 1, day),
            value=20,
            by="Anna",
            at=datetime.datetime(2027, 1, day, tzinfo=datetime.UTC),
        )
        for day in (11, 18, 25)
    ]
    return standing(card, card.kpi(WIN), readings, knowledge, DURING)


@pytest.mark.seed("S067")
def test_a_factor_from_declaration_to_review(declared, acts, knowledge):
    assert not late(declared, declared.factors[0])
    assert missing(declared, declared.factors[0], BEFORE) == ()
    assert missing(declared, declared.factors[0], DURING) == ("Nothing shows yet that it came.",)
    shown = give_evidence(declared, 0, "Their price list of January.", "prices.csv")
    assert shown.factors[0].evidence == "Their price list of January.\nFile: prices.csv"
    assert missing(shown, shown.factors[0], DURING) == ()
    proposed = acts["propose"](shown, 0, WIN, Decimal(3), "Anna", Decimal(20))
    (lack,) = missing(proposed, proposed.factors[0], DURING)
    assert "does not count" in lack
    assert win_rate(proposed, knowledge).adjusted == 20
    accepted = acts["review"](proposed, 0, True, "Cleo", Decimal(20))
    assert missing(accepted, accepted.factors[0], DURING) == ()
    where = win_rate(accepted, knowledge)
    assert (where.raw, where.adjusted) == (20, 23)
    assert Scorecard.model_validate_json(accepted.model_dump_json()) == accepted


@pytest.mark.parametrize(
    "factor", ["market-conditions", "competitive-actions", "economic-trends", "seasonality"]
)
def test_every_factor_that_is_known_can_be_declared(card, acts, factor):
    found = acts["declare"](card, f"factor.{factor}", "Fewer deals.", BEFORE)
    assert found.factors[0].factor == f"factor.{factor}"


def test_what_is_declared_in_the_period_is_late_and_stays_so(card, acts):
    on_the_day = acts["declare"](card, RIVAL, "A launch.", card.period.start)
    assert not late(on_the_day, on_the_day.factors[0])
    found = acts["declare"](card, RIVAL, "A launch.", DURING)
    found = give_evidence(found, 0, "Their announcement.")
    found = acts["propose"](found, 0, WIN, Decimal(3), "Anna", Decimal(20))
    found = acts["review"](found, 0, True, "Cleo", Decimal(20))
    assert late(found, found.factors[0])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (("factor.nope", "Something."), "Factor"),
        (("metric.nps", "Something."), "Factor"),
        ((RIVAL, "  "), "Expectation"),
    ],
)
def test_what_cannot_be_declared(card, acts, given, field):
    assert refusals(acts["declare"], card, *given, BEFORE) == [field]


def test_a_factor_is_declared_once_for_each_kpi(declared, card, knowledge):
    def again(metric):
        return declare(declared, RIVAL, "Again.", BEFORE, knowledge, metric)

    assert refusals(again, WIN) == ["Factor"]
    assert refusals(again, "metric.nope") == ["KPI"]
    assert len(again(card.kpis[1].metric).factors) == 2


def test_factors_that_the_profile_names_wait_to_be_declared(card, acts, knowledge):
    profile = card.basis.profile | {"external_factors": ["seasonality", "competitive-actions"]}
    named = card.model_copy(update={"basis": card.basis.model_copy(update={"profile": profile})})
    assert foreseen(card, knowledge) == ()
    assert {each.id for each in foreseen(named, knowledge)} == {RIVAL, "factor.seasonality"}
    one = acts["declare"](named, RIVAL, "A launch.", BEFORE)
    assert [each.id for each in foreseen(one, knowledge)] == ["factor.seasonality"]


def test_evidence_needs_words_or_a_file(declared):
    assert refusals(give_evidence, declared, 0, " ") == ["Evidence"]
    assert give_evidence(declared, 0, "", "a.csv").factors[0].evidence == "File: a.csv"


def test_other_evidence_opens_the_review_again(accepted):
    assert give_evidence(accepted, 0, "Their price list of January.") == accepted
    other = give_evidence(accepted, 0, "A newspaper.").factors[0]
    assert (other.accepted, other.reviewed_by) == (None, None)
    assert other.adjustment == 3


def test_another_proposal_opens_the_review_again(accepted, acts):
    other = acts["propose"](accepted, 0, WIN, Decimal(2), "Anna", Decimal(20)).factors[0]
    assert (other.accepted, other.reviewed_by, other.adjustment) == (None, None, 2)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ((None, None, " ", None), ["KPI", "Amount", "Proposed by"]),
        ((WIN, Decimal(0), "Anna", Decimal(20)), ["Amount"]),
        ((WIN, Decimal(3), "Anna", None), ["KPI"]),
        ((WIN, Decimal(81), "Anna", Decimal(20)), ["Amount"]),
        ((WIN, Decimal(-21), "Anna", Decimal(20)), ["Amount"]),
        (("metric.nope", Decimal(3), "Anna", Decimal(20)), ["KPI"]),
    ],
)
def test_what_cannot_be_proposed(declared, acts, given, fields):
    assert refusals(acts["propose"], declared, 0, *given) == fields


@pytest.mark.seed("S067")
def test_nothing_is_accepted_without_evidence_and_reviewer(declared, acts):
    bare = acts["propose"](declared, 0, WIN, Decimal(3), "Anna", Decimal(20))
    assert refusals(acts["review"], bare, 0, True, " ", Decimal(20)) == ["Reviewer", "Evidence"]
    assert refusals(acts["review"], bare, 0, True, "Cleo", Decimal(20)) == ["Evidence"]
    refused = acts["review"](bare, 0, False, "Cleo", Decimal(20)).factors[0]
    assert (refused.accepted, refused.reviewed_by) == (False, "Cleo")
    assert refusals(acts["review"], declared, 0, True, "Cleo", None) == ["Adjustment"]


def test_somebody_else_accepts_where_there_is_somebody_else(proposed, acts):
    assert refusals(acts["review"], proposed, 0, True, " anna ", Decimal(20)) == ["Reviewer"]
    alone = proposed.model_copy(update={"manager": None})
    assert acts["review"](alone, 0, True, "Anna", Decimal(20)).factors[0].accepted


def test_an_accepted_adjustment_leaves_the_possible_to_the_next(accepted, acts):
    two = acts["declare"](accepted, "factor.economic-trends", "Budgets fall.", BEFORE, metric=WIN)
    assert refusals(acts["propose"], two, 1, WIN, Decimal(78), "Anna", Decimal(20)) == ["Amount"]
    assert (
        acts["propose"](two, 1, WIN, Decimal(77), "Anna", Decimal(20)).factors[1].adjustment == 77
    )


def test_a_factor_can_be_withdrawn_until_it_counts(proposed, accepted, acts):
    assert withdraw(proposed, 0).factors == ()
    assert refusals(withdraw, accepted, 0) == ["Factor"]
    refused = acts["review"](accepted, 0, False, "Cleo", Decimal(20))
    assert withdraw(refused, 0).factors == ()


def test_a_place_where_no_factor_stands(declared):
    for place in (-1, 1):
        assert refusals(withdraw, declared, place) == ["Factor"]


def test_the_history_says_who_proposed_and_who_accepted(declared, accepted, words):
    told = " ".join(each.says for each in diff(declared, accepted, words))
    assert "adjusted by 3, proposed by Anna; accepted by Cleo" in told


@given(data=st.data())
@settings(max_examples=80)
def test_whatever_is_done_only_what_is_shown_and_reviewed_counts(card, knowledge, data):
    found = card.model_copy(update={"person": "Anna", "manager": "Cleo"})
    names, raw = st.sampled_from(["Anna", "Cleo", "Ben", " "]), Decimal(20)
    amounts = st.decimals(-120, 120, places=2)
    kinds = st.sampled_from([each.id for each in knowledge.every(Factor)])
    days = st.sampled_from([BEFORE, DURING])
    for _ in range(data.draw(st.integers(0, 8))):
        number = data.draw(st.integers(0, 3))
        try:
            match data.draw(st.sampled_from(["declare", "show", "propose", "review", "withdraw"])):
                case "declare":
                    day = data.draw(days)
                    found = declare(found, data.draw(kinds), "So.", day, knowledge)
                case "show":
                    found = give_evidence(found, number, data.draw(st.sampled_from(["", "A."])))
                case "propose":
                    amount, by = data.draw(amounts), data.draw(names)
                    found = propose(found, number, WIN, amount, by, raw, knowledge)
                case "review":
                    by = data.draw(names)
                    found = review(found, number, data.draw(st.booleans()), by, raw, knowledge)
                case "withdraw":
                    found = withdraw(found, number)
        except Refused:
            continue
    for each in found.factors:
        if each.accepted:
            assert each.evidence
            assert each.reviewed_by
            assert each.reviewed_by != each.proposed_by
    counted = [each.adjustment for each in found.factors if each.accepted]
    assert adjustment(found, WIN) == sum(counted)
    assert Scorecard.model_validate_json(found.model_dump_json()) == found
    assert win_rate(found, knowledge).raw == raw
