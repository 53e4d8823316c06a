import pytest
from hypothesis import given, settings

from engine import Adviser
from engine.inference import PlainMatcher
from engine.profile import ProfileError, read_profile
from scorecards.document import Scorecard, Target
from scorecards.making.adopt import add, adopt, drop, give_role, swap
from scorecards.part import Refused
from scorecards.versions.diff import diff
from scorecards.versions.upgrade import partly, touched, upgrade
from tests.engine.profiles import raw_profiles

WIN, SIZE = "metric.win-rate", "metric.average-deal-size"
NAMING = ("SEL-002", "SEL-015", "SEL-033")
"""Without these, win rate is a guardrail and deals closed the headline."""
LISTING = ("SEL-001", "SEL-022", "SEL-035")
"""Without these, two KPIs go, one becomes a guardrail and another comes."""


@pytest.fixture(scope="module")
def without(knowledge, catalogue):
    """The adviser that lacks some rules."""
    known = {}

    def without(*rules):
        if rules not in known:
            fewer = catalogue
            for rule in rules:
                fewer = fewer.without(rule)
            known[rules] = Adviser(knowledge, fewer, PlainMatcher)
        return known[rules]

    return without


def places(card):
    return {kpi.metric: kpi.role for kpi in card.kpis}


def steps(found, kind):
    return {each.metric: each for each in found.steps if each.kind == kind}


def test_nothing_changed(aimed, adviser):
    found = upgrade(aimed, adviser, adviser)
    assert found.changed is False
    assert (found.blocked, found.steps, found.moved, found.changes) == ((), (), (), ())
    assert found.draft == aimed


def test_what_comes_and_goes_has_reasons(aimed, without):
    found = upgrade(aimed, without(*LISTING))
    assert found.changed
    assert set(steps(found, "came")) == {"metric.asset-utilization"}
    went = steps(found, "went")
    assert set(went) == {
        "metric.sales-confidence", "metric.time-to-close", "metric.behavior-change",
    }  # fmt: skip
    assert went["metric.time-to-close"].because == ("No rule recommends it now.",)
    assert went["metric.sales-confidence"].because == (
        "It is left out: its score is zero or less.",
    )
    (role,) = steps(found, "role").values()
    assert (
        role.says == "Average deal size is recommended as a guardrail now; it was a supporting KPI."
    )
    assert role.because[0].startswith("SEL-018: ")


def test_the_proposal_carries_over_what_did_not_change(aimed, without):
    draft = upgrade(aimed, without(*LISTING)).draft
    assert draft.kpi(WIN) == aimed.kpi(WIN)
    assert places(draft) == {
        WIN: "headline",
        "metric.deals-closed": "supporting",
        SIZE: "guardrail",
        "metric.discount-rate": "guardrail",
        "metric.asset-utilization": "supporting",
    }
    assert draft.basis.rules == without(*LISTING).rules.version
    assert upgrade(draft, without(*LISTING)).draft == draft


def test_another_headline_takes_its_place(aimed, without):
    draft = upgrade(aimed, without(*NAMING)).draft
    assert [kpi.metric for kpi in draft.headlines] == ["metric.deals-closed"]
    assert draft.kpi(WIN).role == "guardrail"
    assert draft.kpi(WIN).target == aimed.kpi(WIN).target


def test_a_headline_that_a_person_chose_stays(aimed, graph, without):
    card = swap(aimed, WIN, "metric.close-rate", "Few decided deals.", graph)
    found = upgrade(card, without(*NAMING))
    assert [kpi.metric for kpi in found.draft.headlines] == ["metric.close-rate"]
    assert steps(found, "kept")["metric.deals-closed"].says == (
        "Deals closed is the headline that is recommended; yours is left."
    )


def test_two_headlines_with_a_reason_stay(aimed, without, adviser):
    card = give_role(aimed, SIZE, "headline", "Two products.")
    assert upgrade(card, adviser).draft == card
    assert [k.metric for k in upgrade(card, without(*LISTING)).draft.headlines] == [WIN, SIZE]


def test_what_a_person_dropped_does_not_come_back(aimed, adviser, without):
    card = drop(aimed, SIZE, "Not ours.")
    assert upgrade(card, adviser).draft == card
    found = upgrade(card, without(*LISTING)).draft
    assert not found.holds(SIZE)
    assert [each.metric for each in found.dropped] == [SIZE]


def test_what_a_person_added_stays_and_is_recommended_once_it_is(aimed, graph, without, adviser):
    card = add(aimed, "metric.asset-utilization", "supporting", "Ours.", graph)
    assert upgrade(card, adviser).draft.kpi("metric.asset-utilization").origin == "added"
    found = upgrade(card, without(*LISTING)).draft
    assert found.kpi("metric.asset-utilization").origin == "recommended"


def test_a_swap_whose_reason_is_gone_is_told(aimed, graph, without):
    card = swap(aimed, "metric.time-to-close", "metric.reviews", "Shorter.", graph)
    found = upgrade(card, without(*LISTING))
    assert "which is not recommended any more" in steps(found, "kept")["metric.reviews"].says
    assert found.draft.holds("metric.reviews")


def test_a_role_that_a_person_gave_stays_when_nothing_recommends_it(aimed, without):
    time = "metric.time-to-close"
    card = give_role(aimed, time, "guardrail", "We only watch it.")
    found = upgrade(card, without(*LISTING))
    assert (found.draft.kpi(time).role, found.draft.kpi(time).origin) == ("guardrail", "added")
    assert "stays as it was chosen" in steps(found, "kept")[time].says


def test_a_proposal_without_headline_says_so(aimed, graph, without):
    card = swap(aimed, "metric.deals-closed", "metric.reviews", "Few deals.", graph)
    found = upgrade(card, without(*NAMING))
    assert found.draft.headlines == ()
    step = steps(found, "kept")[WIN]
    assert step.says == "The proposal has no headline; choose one."
    assert step.because == ("Deals closed is recommended and was dropped or replaced.",)


def test_a_known_definition_stays_and_an_unknown_one_goes(aimed, adviser):
    known = aimed.with_kpi(aimed.kpi(WIN).model_copy(update={"variant": "by-value"}))
    assert upgrade(known, adviser).draft == known
    gone = aimed.with_kpi(aimed.kpi(WIN).model_copy(update={"variant": "unheard"}))
    found = upgrade(gone, adviser)
    assert found.draft.kpi(WIN).variant is None
    assert found.steps[0].says == "The definition `unheard` of Win rate is not known any more."


def test_what_is_approved_is_a_draft_again_only_where_kpis_differ(aimed, adviser, without):
    card = aimed.model_copy(update={"status": "approved"})
    assert upgrade(card, adviser).draft.status == "approved"
    assert upgrade(card, without(*LISTING)).draft.status == "draft"


def test_what_was_left_out_by_hand_does_not_come_back(aimed, adviser):
    kept = tuple(kpi for kpi in aimed.kpis if kpi.metric != "metric.discount-rate")
    card = aimed.model_copy(update={"kpis": kept})
    assert upgrade(card, adviser).draft == card


def test_the_firings_explain_it_where_the_old_adviser_is_at_hand(aimed, adviser, without):
    moved = {each.metric: each for each in upgrade(aimed, without(*LISTING), adviser).moved}
    assert moved["metric.time-to-close"].mark == "went"
    assert {each.rule for each in moved["metric.time-to-close"].by} == set(LISTING)


def test_a_target_that_cannot_stand_is_carried_over_and_told(aimed, adviser):
    wrong = aimed.kpi(WIN).target.model_copy(update={"change": "by-amount"})
    card = aimed.with_kpi(aimed.kpi(WIN).model_copy(update={"target": wrong}))
    (step,) = upgrade(card, adviser).steps
    assert step.says == "The target of Win rate is carried over and cannot stand."
    assert "choose points or relative percent" in step.because[0]
    assert isinstance(upgrade(card, adviser).draft.kpi(WIN).target, Target)


def test_an_agreed_contract_is_left(aimed, adviser):
    kpi = aimed.kpi(WIN)
    direct = kpi.contract.model_copy(update={"kind": "direct"})
    card = aimed.with_kpi(kpi.model_copy(update={"contract": direct}))
    (step,) = upgrade(card, adviser).steps
    assert step.says == (
        "Win rate is recommended as shared and agreed as direct; what was agreed is left."
    )


def test_an_unknown_metric_blocks_it(aimed, adviser):
    gone = aimed.kpis[0].model_copy(update={"metric": "metric.win-rates"})
    card = aimed.model_copy(update={"kpis": (gone, *aimed.kpis[1:])})
    found = upgrade(card, adviser)
    assert found.draft is None
    (refusal,) = found.blocked
    assert refusal.field == "metric.win-rates.metric"
    assert "did you mean `metric.win-rate`" in refusal.wrong


@pytest.mark.parametrize(
    ("update", "field", "says"),
    [
        ({"profile": {"stage": "unicorn"}}, "stage", "`unicorn` is not known"),
        ({"profile": {"colour": "red"}}, "colour", "unknown field"),
        ({"policy": {"kpi-limit": "ten"}}, "policy kpi-limit", "not one of its values"),
    ],
)
def test_a_profile_that_is_not_valid_any_more_blocks_it(aimed, adviser, update, field, says):
    basis = aimed.basis.model_copy(update=update)
    found = upgrade(aimed.model_copy(update={"basis": basis}), adviser)
    assert found.draft is None
    assert found.blocked[0].field == field
    assert says in found.blocked[0].wrong


def test_a_proposal_is_taken_for_some_kpis_alone_and_not_made_again(aimed, without):
    today = without(*LISTING)
    draft = upgrade(aimed, today).draft
    card = partly(aimed, draft, {SIZE, "metric.time-to-close"})
    assert places(card) == {
        **{each: role for each, role in places(aimed).items() if each != "metric.time-to-close"},
        SIZE: "guardrail",
    }
    assert card.kpi("metric.sales-confidence").origin == "added"
    assert [each.metric for each in card.dropped] == ["metric.asset-utilization"]
    assert (card.status, card.basis) == ("draft", draft.basis)
    assert upgrade(card, today).draft == card


def test_a_proposal_taken_for_every_kpi_is_the_proposal(aimed, without, words):
    draft = upgrade(aimed, without(*LISTING)).draft
    assert set(touched(aimed, draft)) == {each.metric for each in diff(aimed, draft, words)} - {
        None
    }
    assert partly(aimed, draft, touched(aimed, draft)) == draft


def test_a_proposal_of_which_nothing_is_taken_changes_the_basis_alone(aimed, without):
    approved = aimed.model_copy(update={"status": "approved"})
    draft = upgrade(approved, without(*NAMING)).draft
    card = partly(approved, draft, ())
    assert (card.kpis, card.status, card.joint) == (aimed.kpis, "approved", aimed.joint)
    assert card.basis == draft.basis


def test_where_the_recommendation_is_kept_is_kept_with_the_same_basis(aimed, adviser, without):
    basis = aimed.basis.model_copy(update={"recommendation": "abc"})
    card = aimed.model_copy(update={"basis": basis})
    assert upgrade(card, adviser).draft == card
    assert upgrade(card, without(*LISTING)).draft.basis.recommendation is None


@pytest.fixture(scope="module")
def plain(knowledge, catalogue):
    return Adviser(knowledge, catalogue, PlainMatcher)


def test_any_adopted_scorecard_is_up_to_date(knowledge, plain, graph, quarter):
    @given(raw_profiles(knowledge))
    @settings(max_examples=60)
    def holds(raw):
        try:
            found = plain.recommend(read_profile(raw, knowledge))
            card = adopt(found, graph, id="x", title="x", period=quarter)
        except (ProfileError, Refused):
            return
        found = upgrade(card, plain)
        assert (found.blocked, found.steps, found.changes) == ((), (), ())
        assert found.draft == card
        assert Scorecard.model_validate_json(card.model_dump_json()) == card

    holds()
