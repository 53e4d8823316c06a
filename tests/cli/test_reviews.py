"""The commands that show where reviews stand."""

import datetime
import json

import pytest

from engine.profile import read_profile
from scorecards.desk import Desk
from scorecards.document import Period
from scorecards.making.adopt import adopt
from scorecards.review import ACT, co_owners
from scorecards.rights import Member
from scorecards.store import open_store

TODAY = datetime.date(2020, 1, 1)
"""Long past, so that a review of the year after is overdue whenever the test runs."""
FAR = datetime.date(2199, 1, 1)


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")


def member(name, role, team=None):
    return Member(email=f"{name.lower()}@example.org", name=name, role=role, team=team)


@pytest.fixture
def submitted(adviser, knowledge):
    """A scorecard in review: one comment on win rate, nobody has signed."""
    answers = {"objectives": ["objective.increase-win-rate"], "alignment": "sales"}
    recommended = adviser.recommend(read_profile(answers, knowledge))
    period = Period(start=TODAY, end=datetime.date(2020, 3, 31))
    with open_store() as store:
        ada = Desk(store, adviser, member("Ada", "pmm"))
        card = adopt(
            recommended,
            adviser.graph,
            id="q1",
            title="Win more",
            period=period,
            person="Ada",
        )
        kpis = tuple(kpi.model_copy(update={"source": "crm"}) for kpi in card.kpis)
        card = card.model_copy(update={"review_on": datetime.date(2020, 2, 1), "kpis": kpis})
        ada.create(card, why="Adopted.")
        later = card.model_copy(update={"id": "q2", "title": "Later", "review_on": FAR})
        ada.create(later, why="Adopted.")
        ada.create(card.model_copy(update={"id": "q3", "review_on": None}), why="Adopted.")
        reviewers = [
            {"team": team, "name": "Sam"} for team in sorted({"team.sales", *co_owners(card)})
        ]
        act = ACT.validate_python({"kind": "submit", "reviewers": reviewers})
        ada.do(ada.open("q1"), act)
        sam = Desk(store, adviser, member("Sam", "reviewer", "team.sales"))
        anchor = {"kind": "kpi", "of": "metric.win-rate"}
        words = {"kind": "comment", "id": "c1", "anchor": anchor, "text": "Of which deals?"}
        sam.do(sam.open("q1"), ACT.validate_python(words))
        sign = ACT.validate_python({"kind": "sign", "team": "team.sales"})
        sam.do(sam.open("q1"), sign)


def test_show_says_who_signed_what_it_waits_for_and_what_was_said(remit, submitted):
    found = json.loads(remit("review", "show", "q1", "--format", "json").out)
    assert (found["status"], found["submitted_by"]) == ("in-review", "Ada")
    assert [each.partition(":")[0] for each in found["signed"]] == ["Sales"]
    assert any("PMM" in each for each in found["waits_for"])
    assert not any("Sales" in each for each in found["waits_for"])
    assert [each["comment"]["text"] for each in found["comments"]] == ["Of which deals?"]
    shown = remit("review", "show", "q1").out
    assert "Sam on metric.win-rate: Of which deals?" in shown


def test_a_draft_waits_to_be_sent(remit, submitted):
    found = json.loads(remit("review", "show", "q2", "--format", "json").out)
    assert len(found["waits_for"]) == 1


def test_list_names_the_day_and_overdue_lists_only_what_has_passed(remit, submitted):
    every = json.loads(remit("review", "list", "--format", "json").out)
    assert [(each["id"], each["overdue"]) for each in every] == [("q1", True), ("q2", False)]
    late = json.loads(remit("review", "list", "--overdue", "--format", "json").out)
    assert [each["id"] for each in late] == ["q1"]
    assert "Win more" in remit("review", "list", "--overdue").out


def test_a_scorecard_that_is_not_there_is_one_line(fault):
    assert fault("review", "show", "none") == "remit: there is no scorecard none"
