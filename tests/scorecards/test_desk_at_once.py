"""Several people at their desks at the same moment: no act is lost, and the log is whole."""

import datetime

import pytest

from scorecards.desk import Desk
from scorecards.part import Refused
from scorecards.review import ACT, co_owners
from scorecards.rights import Member
from tests.scorecards.store.test_writers import in_threads

NOW = datetime.datetime(2027, 2, 15, 12, tzinfo=datetime.UTC)
THREADS = 8
"""So few that nobody can lose more often than an act is tried again."""


@pytest.fixture
def desk(store, adviser):
    """The desk of a reviewer."""

    def at(name, team, role="reviewer"):
        email = f"{name.lower()}@example.org"
        member = Member(email=email, name=name, role=role, team=team)
        return Desk(store, adviser, member, lambda: NOW)

    return at


@pytest.fixture
def submitted(desk, sound):
    """A scorecard in review, a reviewer for each thread; gives their names with their teams."""
    cleo = desk("Cleo", "team.product-marketing", "manager")
    cleo.create(sound, why="Adopted.")
    teams = co_owners(sound)
    names = [(f"R{number}", teams[number % len(teams)]) for number in range(THREADS)]
    reviewers = [{"team": team, "name": name} for name, team in names]
    do(desk("Anna", "team.product-marketing", "pmm"), sound.id, "submit", reviewers=reviewers)
    return names


def do(desk, card, kind, /, **fields):
    return desk.do(desk.open(card), ACT.validate_python({"kind": kind, **fields}))


def test_no_word_and_no_signature_is_lost(store, desk, sound, submitted):
    refused = []

    def work(number):
        name, team = submitted[number]
        mine = desk(name, team)
        do(mine, sound.id, "comment", id=f"{name.lower()}-0", text=f"{name} was here.")
        try:
            do(mine, sound.id, "sign", team=team)
        except Refused as error:
            refused.append(str(error))
        do(mine, sound.id, "comment", id=f"{name.lower()}-1", text=f"{name} was here again.")

    in_threads(work, THREADS)
    assert len(refused) == THREADS - len(co_owners(sound))
    assert all("signed this already" in each for each in refused)
    review = desk(*submitted[0]).open(sound.id).review
    assert {each.comment.text for each in review.said} == {
        f"{name} was here{rest}." for name, _ in submitted for rest in ("", " again")
    }
    assert {each.team for each in review.signed} == set(co_owners(sound))
    assert len(store.acts(sound.id)) == 1 + 2 * THREADS + len(co_owners(sound))
    assert (store.verify(), store.check()) == ((), ())


def test_of_all_who_approve_at_once_one_does(store, desk, sound, submitted):
    for name, team in submitted[: len(co_owners(sound))]:
        do(desk(name, team), sound.id, "sign", team=team)
    do(desk("Anna", "team.product-marketing", "pmm"), sound.id, "comment", id="a", text="Mine.")
    do(desk(*submitted[0]), sound.id, "comment", id="s", text="Ours.")
    number = store.get(sound.id).number
    refused = []

    def work(thread):
        try:
            do(desk(*submitted[thread]), sound.id, "approve")
        except Refused as error:
            refused.append(str(error))

    in_threads(work, THREADS)
    assert len(refused) == THREADS - 1
    assert all("it is approved" in each for each in refused)
    kinds = [each.act.kind for each in store.acts(sound.id)]
    assert (kinds.count("approve"), kinds[-1]) == (1, "approve")
    assert (store.get(sound.id).number, store.get(sound.id).document.status) == (
        number + 1,
        "approved",
    )
    assert store.verify() == ()


def test_who_edits_while_others_sign_leaves_no_signature_under_what_nobody_saw(
    store, desk, sound, submitted
):
    cleo = desk("Cleo", "team.product-marketing", "manager")
    opened = cleo.open(sound.id)
    changed = opened.card.model_copy(update={"title": "Another title"})
    refused = set()

    def work(thread):
        if thread == 0:
            cleo.save(changed, opened.latest, why="Named.")
            return
        name, team = submitted[thread]
        try:
            do(desk(name, team), sound.id, "sign", team=team)
        except Refused as error:
            refused.update(each.field for each in error.refusals)

    in_threads(work, THREADS)
    assert refused <= {"status", "team", "version"}
    now = cleo.open(sound.id)
    assert (now.card.title, now.card.status) == ("Another title", "draft")
    assert now.review.unsigned(now.card, now.content) == co_owners(sound)
    assert store.verify() == ()
