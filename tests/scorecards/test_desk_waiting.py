"""What the desk tells each person of what waits, and whose dates it gives."""

import datetime

import pytest
from sqlalchemy import make_url

from scorecards.desk import Desk
from scorecards.review.acts import Reviewer, Submit
from scorecards.rights import Member
from scorecards.store import open_store

WIN = "metric.win-rate"
BEFORE = datetime.datetime(2026, 12, 20, 12, tzinfo=datetime.UTC)
FIRST = datetime.datetime(2027, 1, 1, 9, tzinfo=datetime.UTC)
LATER = datetime.datetime(2027, 2, 3, 9, tzinfo=datetime.UTC)
ANNA = Member(email="anna@example.org", name="Anna", role="pmm", team="team.product-marketing")
MO = Member(email="mo@example.org", name="Mo", role="manager")
RAE = Member(email="rae@example.org", name="Rae", role="reviewer", team="team.sales")
SID = Member(email="sid@example.org", name="Sid", role="pmm", team="team.finance")


@pytest.fixture
def store(tmp_path):
    with open_store(make_url(f"sqlite:///{tmp_path / 'kept.sqlite'}")) as store:
        yield store


@pytest.fixture
def at(store, adviser):
    return lambda who, when: Desk(store, adviser, who, lambda: when)


@pytest.fixture
def kept(aimed, at):
    """Anna's win rate with its target, managed by Mo, kept before the period."""
    update = {"kpis": (aimed.kpi(WIN),), "person": "Anna", "manager": "Mo"}
    at(MO, BEFORE).create(aimed.model_copy(update=update), why="Adopted.")
    return at(MO, BEFORE).open(aimed.id)


def move(desk, id, amount):
    opened = desk.open(id)
    kpi = opened.card.kpi(WIN)
    target = kpi.target.model_validate({**kpi.target.model_dump(), "amount": amount})
    card = opened.card.with_kpi(kpi.model_copy(update={"target": target}))
    desk.save(card, opened.latest, why="Another target.")


def kinds(desk):
    return {each.kind for each in desk.notices()}


def test_a_goalpost_moves_from_the_second_day_of_the_period_on(kept, at):
    move(at(MO, FIRST), kept.id, 4)
    assert "goalpost" not in kinds(at(MO, LATER))
    move(at(MO, LATER), kept.id, 3)
    assert "goalpost" in kinds(at(MO, LATER))
    move(at(MO, LATER), kept.id, 4)
    assert "goalpost" not in kinds(at(MO, LATER))


def test_what_was_adopted_late_has_no_goalposts_to_move(aimed, at):
    update = {"kpis": (aimed.kpi(WIN),), "person": "Anna", "manager": "Mo"}
    at(MO, LATER).create(aimed.model_copy(update=update), why="Adopted.")
    move(at(MO, LATER), aimed.id, 3)
    assert "goalpost" not in kinds(at(MO, LATER))


def test_each_is_told_only_what_they_may_read_or_are_asked(kept, at):
    reviewers = tuple(
        Reviewer(team=team, name="Rae")
        for team in ("team.sales", "team.marketing", "team.revenue-operations")
    )
    at(ANNA, BEFORE).do(kept, Submit(reviewers=reviewers))
    assert "review" in kinds(at(RAE, BEFORE))
    assert at(SID, BEFORE).notices() == ()
    asked = at(SID.model_copy(update={"team": "team.sales"}), BEFORE).notices()
    assert [(each.kind, each.title) for each in asked] == [("answer", "")]


def test_dates_are_of_what_one_may_read_and_of_people(kept, aimed, at):
    template = aimed.model_copy(update={"id": "template", "person": None})
    at(MO, BEFORE).create(template, why="For a role.")
    for who, count in ((ANNA, 1), (MO, 1), (RAE, 0), (SID, 0), ("anybody", 1)):
        assert len(at(who, BEFORE).dated()) == count
    assert len(at("anybody", BEFORE).dated("Mo")) == 1
    assert at("anybody", BEFORE).dated("Sid") == ()
