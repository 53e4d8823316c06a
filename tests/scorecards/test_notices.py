"""What waits for whom: each kind of notice speaks when it should, and to nobody else."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from scorecards.document import Contract, DeclaredFactor, Reading
from scorecards.notices import Seen, notices
from scorecards.review import ACT, Done, content_digest, review_of
from scorecards.rights import Member
from scorecards.waiting import KINDS

WIN = "metric.win-rate"
NOON = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)
FEB = datetime.date(2027, 2, 20)
REVIEWERS = [{"team": "team.sales", "name": "Sal"}, {"team": "team.marketing", "name": "Rae"}]
SUBMIT = ("Anna", {"kind": "submit", "reviewers": REVIEWERS})


def member(name, role="pmm", team=None, **fields):
    return Member(email=f"{name}@example.org", name=name, role=role, team=team, **fields)


ANNA = member("Anna", team="team.product-marketing")
MO = member("Mo", "manager", "team.product-marketing")
SAL = member("Sal", "pmm", "team.sales")
RAE = member("Rae", "reviewer", "team.marketing")
SID = member("Sid", "pmm", "team.sales")
ALICE = member("Alice", "admin")
ALONE = member("somebody", "admin", alone=True)
PEOPLE = (ANNA, MO, SAL, RAE, SID, ALICE, ALONE)


@pytest.fixture
def annas(aimed, knowledge, adviser):
    """Anna's, managed by Mo, whose win rate is shared with sales; nothing of it waits."""
    shared = Contract(
        kind="shared",
        lead="team.sales",
        co_owners=("team.product-marketing",),
        own_part=("metric.deck-usage-rate",),
    )
    kpi = aimed.kpi(WIN).model_copy(update={"contract": shared})
    versions = {"knowledge": knowledge.version, "rules": adviser.rules.version}
    update = {"kpis": (kpi,), "person": "Anna", "manager": "Mo", "review_on": aimed.period.end}
    return aimed.model_copy(update=update | {"basis": aimed.basis.model_copy(update=versions)})


@pytest.fixture
def seen():
    def seen(card, *acts, **fields):
        """The scorecard after these acts, each of a person; on the content that it has now."""
        content = content_digest(card)
        teams = {each.name: each.team for each in PEOPLE}
        done = tuple(
            Done(
                act=ACT.validate_python(act),
                by=by,
                team=teams[by],
                at=NOON + datetime.timedelta(days=number),
                version=1,
                content=content,
            )
            for number, (by, act) in enumerate(acts)
        )
        review = review_of(done, content)
        card = card.model_copy(update={"status": review.status})
        return Seen(card, review, done, content, **fields)

    return seen


@pytest.fixture
def told(adviser):
    def told(who, each, today=FEB):
        return notices(who, [each], adviser, today)

    return told


@pytest.fixture
def hear(told):
    def hear(kind, each, today=FEB):
        """Who hears of a kind, by name."""
        return [
            who.name
            for who in PEOPLE
            if any(found.kind == kind for found in told(who, each, today))
        ]

    return hear


def says(found, kind):
    (one,) = (each for each in found if each.kind == kind)
    return one.says


def comment(by, id="c1", **fields):
    return by, {"kind": "comment", "id": id, "text": "Why so low?", **fields}


def test_nothing_waits_where_all_is_in_time(seen, annas, told):
    assert [told(who, seen(annas)) for who in PEOPLE] == [()] * len(PEOPLE)


def test_the_team_that_co_owns_is_asked_to_sign_until_it_has(seen, annas, hear, told):
    assert hear("sign", seen(annas)) == []
    sent = seen(annas, SUBMIT)
    assert hear("sign", sent) == ["Sal", "somebody"]  # Sid is of sales, and was not named
    assert says(told(SAL, sent), "sign") == "Sales has not signed it."
    assert told(SAL, sent)[0].since == NOON.date()
    signed = seen(annas, SUBMIT, ("Sal", {"kind": "sign", "team": "team.sales"}))
    assert hear("sign", signed) == []


def test_a_reviewer_is_asked_until_anything_is_said(seen, annas, hear, told):
    sent = seen(annas, SUBMIT)
    assert hear("review", sent) == ["Sal", "Rae"]
    assert says(told(RAE, sent), "review") == "Anna asks you to review it."
    assert hear("review", seen(annas, SUBMIT, comment("Rae"))) == ["Sal"]
    again = (("Anna", {"kind": "withdraw", "words": "One more change."}), SUBMIT)
    assert hear("review", seen(annas, SUBMIT, comment("Rae"), *again)) == ["Sal", "Rae"]


def test_a_reviewer_may_approve_when_all_have_signed_and_were_heard(seen, annas, hear):
    ready = (
        SUBMIT,
        comment("Anna"),
        comment("Sal", "c2"),
        ("Sal", {"kind": "sign", "team": "team.sales"}),
    )
    for lacking in range(1, len(ready)):
        assert hear("approve", seen(annas, *ready[:lacking], *ready[lacking + 1 :])) == []
    assert hear("approve", seen(annas, *ready)) == ["Rae"]  # Sal may not approve
    assert hear("approve", seen(annas, *ready, authors={"Rae"})) == []
    assert hear("approve", seen(annas, *ready, ("Rae", {"kind": "approve"}))) == []


def test_changes_are_told_to_whoever_can_make_them(seen, annas, hear, told):
    sent = seen(annas, SUBMIT, ("Rae", {"kind": "ask-for-changes", "words": "Aim lower."}))
    assert hear("changes", sent) == ["Anna", "Mo", "somebody"]
    assert says(told(ANNA, sent), "changes") == "Rae asks for changes."
    assert hear("changes", seen(annas, SUBMIT)) == []
    assert hear("review", sent) == []


def test_an_open_comment_waits_for_the_person_until_answered_or_resolved(seen, annas, hear, told):
    said = seen(annas, SUBMIT, comment("Rae"))
    assert hear("comment", said) == ["Anna", "somebody"]
    assert says(told(ANNA, said), "comment").startswith("Rae has commented on it")
    reply = comment("Anna", "c2", replies_to="c1")
    assert hear("comment", seen(annas, SUBMIT, comment("Rae"), reply)) == []
    back = comment("Rae", "c3", replies_to="c1")
    assert hear("comment", seen(annas, SUBMIT, comment("Rae"), reply, back))[0] == "Anna"
    done = ("Rae", {"kind": "resolve", "comment": "c1"})
    assert hear("comment", seen(annas, SUBMIT, comment("Rae"), done)) == []
    two = told(ANNA, seen(annas, SUBMIT, comment("Rae"), comment("Sal", "c2")))
    assert says(two, "comment") == "2 comments wait for an answer, the first by Rae."


def test_a_late_or_coming_review_is_told_to_the_person_and_the_manager(seen, annas, hear):
    def due(on):
        return seen(annas.model_copy(update={"review_on": FEB + datetime.timedelta(days=on)}))

    assert hear("review-overdue", due(-1)) == ["Anna", "Mo", "somebody"]
    assert hear("review-overdue", due(0)) == []
    assert [hear("review-soon", due(on)) for on in (-1, 8)] == [[], []]
    assert [hear("review-soon", due(on)) for on in (0, 7)] == [["Anna", "Mo", "somebody"]] * 2


def test_a_passed_cadence_and_a_closing_window_are_told_to_the_same(seen, annas, hear):
    kpi = annas.kpi(WIN).model_copy(update={"windows": (30,)})
    launched = annas.with_kpi(kpi).model_copy(update={"launched_on": datetime.date(2027, 1, 25)})
    approved = dataclasses.replace(
        seen(launched), card=launched.model_copy(update={"status": "approved"})
    )
    assert hear("window", approved) == hear("reading", approved) == ["Anna", "Mo", "somebody"]
    assert hear("window", approved, datetime.date(2027, 2, 10)) == []
    fields = {"id": "r1", "scorecard": annas.id, "metric": WIN, "value": 21, "by": "Anna"}
    read = Reading.model_validate(fields | {"taken_on": FEB, "at": NOON})
    assert hear("reading", dataclasses.replace(approved, readings=(read,))) == []


@pytest.mark.seed("S132")
def test_a_moved_goalpost_is_told_to_the_manager_the_reviewers_and_co_owners(
    seen, annas, hear, told
):
    target = annas.kpi(WIN).target.model_copy(
        update={"amount": Decimal(3), "set_on": datetime.date(2027, 2, 3)}
    )
    moved = annas.with_kpi(annas.kpi(WIN).model_copy(update={"target": target}))
    assert hear("goalpost", seen(moved, began_as=annas)) == ["Mo", "somebody"]
    assert hear("goalpost", seen(moved)) == hear("goalpost", seen(annas, began_as=annas)) == []
    sent = seen(moved, SUBMIT, began_as=annas)
    assert hear("goalpost", sent) == ["Mo", "Sal", "Rae", "somebody"]
    (one,) = (each for each in told(MO, sent) if each.kind == "goalpost")
    assert one.says == "The target of Win rate was changed after the period began."
    assert one.since == target.set_on
    signed = seen(moved, SUBMIT, ("Sal", {"kind": "sign", "team": "team.sales"}), began_as=annas)
    assert hear("goalpost", signed) == ["Mo", "Rae", "somebody"]
    approved = seen(moved, SUBMIT, ("Rae", {"kind": "approve"}), began_as=annas)
    assert hear("goalpost", approved) == []
    assert hear("goalpost", sent, datetime.date(2027, 4, 1)) == []


def test_other_knowledge_or_rules_are_told_and_nothing_is_changed(seen, annas, hear, told):
    def with_basis(**update):
        return annas.model_copy(update={"basis": annas.basis.model_copy(update=update)})

    old = seen(with_basis(knowledge="older"))
    assert hear("upgrade", old) == ["Anna", "Mo", "somebody"]
    assert says(told(ANNA, old), "upgrade").startswith("The knowledge behind it has changed")
    both = seen(with_basis(knowledge="older", rules="older"))
    assert says(told(ANNA, both), "upgrade").startswith("The knowledge and rules behind it have")
    assert hear("upgrade", old, datetime.date(2027, 4, 1)) == []


def test_a_team_is_asked_two_weeks_before_the_period_until_it_has_answered(seen, annas, hear, told):
    start = annas.period.start
    days = [start + datetime.timedelta(days=each) for each in (-15, -14, 0, 1)]
    heard = [hear("answer", seen(annas), day) for day in days]
    assert heard == [[], ["Sal", "Sid", "somebody"], ["Sal", "Sid", "somebody"], []]
    (asked,) = told(SID, seen(annas), start)
    assert (asked.title, asked.part) == ("", None)  # Sid may not read the scorecard
    assert asked.says == (
        "Sales has not answered whether to share Win rate. The period starts on 1 Jan 2027."
    )
    answer = {"kind": "answer", "team": "team.sales", "metric": WIN, "says": "yes"}
    assert hear("answer", seen(annas, ("Sid", answer)), start) == []


def test_an_adjustment_waits_for_somebody_other_than_who_proposed_it(seen, annas, hear):
    factor = DeclaredFactor(
        factor="factor.market-conditions",
        declared_on=annas.period.start,
        metric=WIN,
        adjustment=2,
        proposed_by="Anna",
    )
    proposed = annas.model_copy(update={"factors": (factor,)})
    assert hear("adjustment", seen(proposed)) == ["Mo", "somebody"]
    assert hear("adjustment", seen(proposed, SUBMIT)) == ["Mo", "Sal", "Rae", "somebody"]
    refused = factor.model_copy(update={"accepted": False, "reviewed_by": "Mo"})
    assert hear("adjustment", seen(annas.model_copy(update={"factors": (refused,)}))) == []


def test_nobody_hears_of_what_is_closed_and_who_left_hears_nothing(seen, annas, told):
    late = annas.model_copy(update={"review_on": annas.period.start})
    assert told(MO, seen(late)) != ()
    assert told(MO.model_copy(update={"active": False}), seen(late)) == ()
    closed = dataclasses.replace(seen(late), card=late.model_copy(update={"status": "closed"}))
    assert [told(who, closed) for who in PEOPLE] == [()] * len(PEOPLE)


def test_the_most_urgent_comes_first_and_then_what_waits_longest(seen, annas, adviser):
    soon = annas.model_copy(update={"id": "soon", "review_on": FEB})
    late = annas.model_copy(update={"id": "late", "review_on": datetime.date(2027, 2, 1)})
    later = late.model_copy(update={"id": "later", "review_on": datetime.date(2027, 1, 9)})
    each = [seen(one) for one in (soon, late, later)]
    found = notices(ANNA, each, adviser, FEB)
    assert [one.scorecard for one in found] == ["later", "late", "soon"]
    assert notices(ANNA, reversed(each), adviser, FEB) == found


def test_the_kinds_of_a_group_stand_together():
    groups = [about.group for about in KINDS.values()]
    assert sorted(set(groups), key=groups.index) == ["late", "asked", "soon", "changed"]
    assert groups == sorted(groups, key=["late", "asked", "soon", "changed"].index)
