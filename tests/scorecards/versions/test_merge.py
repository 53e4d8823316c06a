import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.document import DeclaredFactor, Dropped, Scorecard
from scorecards.making.adopt import add, drop, give_role, joint_objectives, swap
from scorecards.together import Initiative, Signature, Verdict
from scorecards.versions.diff import diff
from scorecards.versions.merge import merge

WIN, DEALS, TIME, SIZE = (
    f"metric.{name}" for name in ("win-rate", "deals-closed", "time-to-close", "average-deal-size")
)
DAY = datetime.date(2027, 2, 1)
SEASON = DeclaredFactor(factor="factor.seasonality", declared_on=DAY)
LAUNCH = Initiative(
    id="launch", title="Launch", teams=("team.sales", "team.product-marketing"),
    criteria=("Sold.",), set_on=DAY, ends_on=DAY,
)  # fmt: skip


def kpi(metric, **update):
    return lambda card: card.with_kpi(card.kpi(metric).model_copy(update=update))


def contract(metric, **update):
    def change(card):
        changed = card.kpi(metric).contract.model_copy(update=update)
        return kpi(metric, contract=changed)(card)

    return change


def target(metric, **update):
    def change(card):
        return kpi(metric, target=card.kpi(metric).target.model_copy(update=update))(card)

    return change


def whole(**update):
    return lambda card: card.model_copy(update=update)


@pytest.fixture(scope="module")
def edits(graph, quarter):
    """Edits of which no two touch the same piece, each with how it is seen to be there."""
    signed = Signature(team="team.sales", by="Ben", on=DAY)

    def sign(card):
        first, *rest = card.joint
        return whole(joint=(first.model_copy(update={"signed": (signed,)}), *rest))(card)

    return {
        "title": whole(title="Another"),
        "manager": whole(manager="Cleo"),
        "review": whole(review_on=quarter.end),
        "factor": whole(factors=(SEASON,)),
        "initiative": whole(initiatives=(LAUNCH,)),
        "sign": sign,
        "amount": target(WIN, amount=Decimal(4)),
        "baseline": target(WIN, baseline=Decimal(21)),
        "warnings": target(WIN, warn=Decimal(22)),
        "tie-breaker": contract(WIN, tie_breaker="Cleo"),
        "own part": contract(WIN, own_part=()),
        "weight": kpi(WIN, weight=Decimal(30)),
        "formula": kpi(DEALS, formula="our own"),
        "cadence": kpi(DEALS, cadence="weekly"),
        "drop": lambda card: drop(card, TIME, "Not ours."),
        "swap": lambda card: swap(card, SIZE, "metric.reviews", "Shorter.", graph),
        "add": lambda card: add(card, "metric.nps", "supporting", "Ours.", graph),
        "watch": lambda card: add(card, "metric.asset-utilization", "monitor", "", graph),
    }


def applied(card, edits, names):
    for name in sorted(names):
        card = edits[name](card)
    return card


def test_one_side_alone_is_taken_as_it_is(aimed, edits, words):
    @given(st.sets(st.sampled_from(sorted(edits))))
    @settings(max_examples=80)
    def holds(names):
        changed = applied(aimed, edits, names)
        assert merge(aimed, changed, aimed, words) == (changed, ())
        assert merge(aimed, aimed, changed, words) == (changed, ())
        assert merge(aimed, changed, changed, words) == (changed, ())

    holds()


def test_what_two_did_to_other_things_is_all_there(aimed, edits, words):
    """Whoever of the two was first, and as if one person had done all of it."""

    @given(st.data())
    @settings(max_examples=150)
    def holds(data):
        names = data.draw(st.sets(st.sampled_from(sorted(edits)), min_size=2))
        ours = data.draw(st.sets(st.sampled_from(sorted(names))))
        mine, theirs = (applied(aimed, edits, each) for each in (ours, names - ours))
        both, clashes = merge(aimed, mine, theirs, words)
        assert clashes == ()
        assert Scorecard.model_validate_json(both.model_dump_json()) == both
        metrics = [each.metric for each in both.kpis]
        assert len(metrics) == len(set(metrics))
        one = applied(aimed, edits, names)
        left = diff(one, both, words)
        assert {each.says for each in left} <= {"The KPIs stand in another order."}
        again, _ = merge(aimed, theirs, mine, words)
        assert {each.metric: each for each in again.kpis} == {
            each.metric: each for each in both.kpis
        }

    holds()


CLASHES = {
    "both titles": (whole(title="A"), whole(title="B"), "Both changed the title."),
    "both targets": (
        target(WIN, amount=Decimal(4)),
        target(WIN, amount=Decimal(6)),
        "Both changed the target of Win rate.",
    ),
    "amount and meaning": (
        target(WIN, amount=Decimal(4)),
        target(WIN, change="by-relative-percent"),
        "Both changed the target of Win rate.",
    ),
    "removed target": (
        kpi(WIN, target=None),
        target(WIN, amount=Decimal(6)),
        "Both changed the target of Win rate.",
    ),
    "kind and lead": (
        contract(WIN, kind="direct"),
        contract(WIN, lead="team.marketing"),
        "Both changed the owners of Win rate.",
    ),
    "dropped and edited": (
        lambda card: drop(card, TIME, "Not ours."),
        kpi(TIME, cadence="weekly"),
        "Time to close: one took it out, the other changed it.",
    ),
    "two reasons": (
        lambda card: drop(card, TIME, "Not ours."),
        lambda card: drop(card, TIME, "Too slow."),
        "Both changed the dropping of Time to close.",
    ),
    "two orders": (
        lambda card: whole(kpis=card.kpis[::-1])(card),
        lambda card: whole(kpis=(*card.kpis[1:], card.kpis[0]))(card),
        "Both put the KPIs in another order.",
    ),
    "two headlines": (
        lambda card: give_role(card, TIME, "headline", "Two products."),
        lambda card: give_role(card, SIZE, "headline", "Two regions."),
        "It would have several headlines: Average deal size, Time to close and Win rate.",
    ),
    "approval": (
        whole(status="approved"),
        kpi(DEALS, cadence="weekly"),
        "One of you approved the scorecard while the other changed what it holds.",
    ),
}


@pytest.mark.parametrize(("one", "other", "says"), CLASHES.values(), ids=CLASHES)
def test_what_both_did_to_one_thing_is_a_clash(aimed, words, one, other, says):
    for mine, theirs in ((one, other), (other, one)):
        card, clashes = merge(aimed, mine(aimed), theirs(aimed), words)
        assert card is None
        assert says in [each.says for each in clashes]


def test_two_swaps_of_one_kpi_contradict_each_other(aimed, graph, words):
    mine = swap(aimed, TIME, "metric.reviews", "x", graph)
    theirs = swap(aimed, TIME, "metric.nps", "y", graph)
    card, (clash,) = merge(aimed, mine, theirs, words)
    assert card is None
    assert clash.says == "Two KPIs would stand in the place of Time to close."
    card, (clash,) = merge(aimed, mine, drop(aimed, TIME, "z"), words)
    assert clash.says == (
        "Time to close would be dropped, and another KPI would stand in its place."
    )


def test_two_who_set_parts_of_a_target_give_both_reasons_and_the_later_day(aimed, words):
    mine = target(WIN, amount=Decimal(4), set_on=DAY, why="Slow start.")(aimed)
    later = DAY + datetime.timedelta(days=3)
    theirs = target(WIN, baseline=Decimal(22), set_on=later, why="New count.")(aimed)
    found = merge(aimed, mine, theirs, words)[0].kpi(WIN).target
    assert (found.amount, found.baseline, found.set_on) == (4, 22, later)
    assert found.why == "New count. Slow start."


def test_two_teams_sign_and_judge_at_once(aimed, words):
    joint = aimed.joint[0]
    base = whole(initiatives=(LAUNCH,))(aimed)

    def side(team):
        signed = (Signature(team=team, by="Somebody", on=DAY),)
        verdicts = (Verdict(team=team, by="Somebody", on=DAY, result="met"),)
        return whole(
            joint=(joint.model_copy(update={"signed": signed}), *aimed.joint[1:]),
            initiatives=(LAUNCH.model_copy(update={"verdicts": verdicts}),),
        )(base)

    card, clashes = merge(base, side(joint.teams[0]), side(joint.teams[1]), words)
    assert clashes == ()
    assert {each.team for each in card.joint[0].signed} == set(joint.teams[:2])
    assert card.initiatives[0].result == "met" or card.initiatives[0].unsigned


def test_joint_objectives_follow_what_both_left(aimed, words):
    shared = [each.metric for each in aimed.proper if each.contract.kind == "shared"]
    mine = applied(aimed, {each: lambda c, m=each: drop(c, m, "x") for each in shared}, shared[:1])
    theirs = applied(
        aimed, {each: lambda c, m=each: drop(c, m, "x") for each in shared}, shared[1:]
    )
    both, clashes = merge(aimed, mine, theirs, words)
    assert clashes == ()
    assert both.joint == joint_objectives(both) == ()


def test_a_factor_is_proved_by_one_and_reviewed_by_another(aimed, words):
    base = whole(factors=(SEASON,))(aimed)
    mine = whole(factors=(SEASON.model_copy(update={"evidence": "Last year."}),))(aimed)
    theirs = whole(factors=(SEASON.model_copy(update={"accepted": True, "reviewed_by": "Cleo"}),))(
        aimed
    )
    (factor,) = merge(base, mine, theirs, words)[0].factors
    assert (factor.evidence, factor.accepted, factor.reviewed_by) == ("Last year.", True, "Cleo")


def test_what_is_valid_on_either_side_alone_and_not_together_is_a_clash(aimed, words):
    # Two records of one key: such a scorecard was never checked, and cannot be kept.
    twice = whole(dropped=(Dropped(metric=WIN, reason="a"), Dropped(metric=WIN, reason="b")))(aimed)
    card, (clash,) = merge(aimed, twice, whole(title="B")(aimed), words)
    assert card is None
    assert clash.says == "Together it cannot stand: a metric is dropped twice."
