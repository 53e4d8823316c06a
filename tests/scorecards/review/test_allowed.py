"""What may follow in a review, and what may not, with the reason."""

import datetime

import pytest

from scorecards.document import Contract
from scorecards.part import Refused
from scorecards.review import ACT, Done, check, co_owners, content_digest, review_of, unanswered

NOON = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
REVIEWERS = [
    {"team": "team.sales", "name": "Sal"},
    {"team": "team.marketing", "name": "Rae"},
]
TEAMS = {"Sal": "team.sales", "Rae": "team.marketing", "Anna": "team.product-marketing"}


@pytest.fixture
def card(card):
    """Anna's, managed by Mo, whose one shared KPI is shared with sales alone."""
    kpis = []
    for kpi in card.kpis:
        contract = Contract(kind="direct", lead="team.product-marketing")
        if kpi.role == "headline":
            contract = Contract(
                kind="shared",
                lead="team.sales",
                co_owners=("team.product-marketing",),
                own_part=("metric.deck-usage-rate",),
            )
        kpis.append(kpi.model_copy(update={"contract": contract}))
    return card.model_copy(update={"kpis": tuple(kpis), "person": "Anna", "manager": "Mo"})


class Meeting:
    """A review as it goes: each act is checked, and then stands."""

    def __init__(self, card):
        self.card = card
        self.done = []
        self.authors = {"Mo"}

    @property
    def now(self):
        return review_of(self.done, content_digest(self.card))

    def does(self, by, kind, at=NOON, **fields):
        act = ACT.validate_python({"kind": kind, **fields})
        done = Done(
            act=act,
            by=by,
            team=TEAMS.get(by),
            at=at,
            version=1,
            content=content_digest(self.card),
        )
        check(self.now, done, self.card, self.authors)
        self.done.append(done)
        return self.now

    def refused(self, by, kind, **fields):
        before = self.now
        with pytest.raises(Refused) as caught:
            self.does(by, kind, **fields)
        assert self.now == before
        return str(caught.value)


@pytest.fixture
def meeting(card):
    return Meeting(card)


@pytest.fixture
def submitted(meeting):
    meeting.does("Mo", "submit", reviewers=REVIEWERS)
    return meeting


@pytest.fixture
def heard(submitted):
    """All that approval waits for is there."""
    submitted.does("Anna", "comment", id="c1", text="I can carry this.")
    submitted.does("Sal", "comment", id="c2", text="Fine with us.")
    submitted.does("Sal", "sign", team="team.sales")
    return submitted


def test_from_draft_to_approved(heard):
    assert heard.does("Rae", "approve").status == "approved"


def test_only_the_co_owning_teams_are_waited_for(card):
    assert co_owners(card) == ("team.sales",)


def test_each_co_owning_team_needs_a_reviewer(meeting):
    said = meeting.refused("Mo", "submit", reviewers=REVIEWERS[1:])
    assert "no reviewer for team.sales" in said


@pytest.mark.parametrize("name", ["Anna", "Mo"])
def test_nobody_reviews_what_is_their_own(meeting, name):
    reviewers = [*REVIEWERS, {"team": "team.sales", "name": name}]
    assert f"{name} would review" in meeting.refused("Mo", "submit", reviewers=reviewers)


def test_whoever_wrote_it_does_not_approve_it(heard):
    heard.authors = {"Rae"}
    assert "Rae would approve what is their own" in heard.refused("Rae", "approve")


def test_only_a_reviewer_approves(heard):
    assert "Zoe is not a reviewer" in heard.refused("Zoe", "approve")


def test_without_a_signature_there_is_no_approval(submitted):
    submitted.does("Anna", "comment", id="c1", text="Yes.")
    submitted.does("Sal", "comment", id="c2", text="Yes.")
    assert "team.sales co-own a KPI and have not signed" in submitted.refused("Rae", "approve")


def test_without_a_word_of_pmm_and_stakeholder_there_is_no_approval(submitted):
    submitted.does("Sal", "sign", team="team.sales")
    said = submitted.refused("Rae", "approve")
    assert "the PMM has said nothing" in said
    assert "no stakeholder has said anything" in said


def test_a_waiver_stands_for_a_word_and_is_kept(submitted):
    submitted.does("Sal", "sign", team="team.sales")
    submitted.does("Rae", "waive", whose="pmm", words="Anna is on leave until June.")
    submitted.does("Rae", "waive", whose="stakeholder", words="Sales agreed in the meeting.")
    assert submitted.does("Rae", "approve").status == "approved"
    assert [each.act.whose for each in submitted.now.waived] == ["pmm", "stakeholder"]


def test_what_was_said_already_needs_no_waiver(heard):
    assert "nothing is left to waive" in heard.refused("Rae", "waive", whose="pmm", words="Why?")


def test_a_shared_kpi_without_an_own_part_is_not_approved(heard):
    kpi = heard.card.headlines[0]
    bare = kpi.model_copy(update={"contract": kpi.contract.model_copy(update={"own_part": ()})})
    heard.card = heard.card.with_kpi(bare)
    heard.does("Mo", "submit", reviewers=REVIEWERS)
    heard.does("Sal", "sign", team="team.sales")
    assert f"{kpi.metric} is shared and no own part" in heard.refused("Rae", "approve")


def test_an_edit_voids_signatures_and_makes_it_a_draft_again(heard):
    heard.card = heard.card.model_copy(update={"title": "Another"})
    now = heard.now
    assert now.status == "draft"
    assert now.unsigned(heard.card, content_digest(heard.card)) == ("team.sales",)
    assert [each.comment.id for each in now.said] == ["c1", "c2"]


def test_an_edit_after_approval_makes_it_a_draft_again(heard):
    heard.does("Rae", "approve")
    heard.card = heard.card.model_copy(update={"title": "Another"})
    assert heard.now.status == "draft"
    assert heard.now.approved is None


def test_a_signature_on_a_joint_objective_is_no_edit(heard, card):
    assert card.joint
    heard.does("Rae", "approve")
    signed = card.joint[0].model_copy(
        update={"signed": ({"team": card.joint[0].teams[0], "by": "Sal", "on": NOON.date()},)}
    )
    heard.card = card.model_copy(update={"joint": (signed, *card.joint[1:])})
    assert heard.now.status == "approved"


def test_a_reviewer_sends_it_back_and_it_is_answered(submitted):
    submitted.does("Rae", "ask-for-changes", words="The target lacks a baseline.")
    assert submitted.now.status == "changes-requested"
    assert "it is changes-requested" in submitted.refused("Rae", "approve")
    submitted.does("Mo", "submit", reviewers=REVIEWERS)
    assert submitted.now.status == "in-review"
    assert [each.act.words for each in submitted.now.asked] == ["The target lacks a baseline."]


def test_an_edit_does_not_answer_what_was_asked_for(submitted):
    submitted.does("Rae", "ask-for-changes", words="Add a guardrail.")
    submitted.card = submitted.card.model_copy(update={"title": "Another"})
    assert submitted.now.status == "changes-requested"


def test_only_those_concerned_take_it_back(submitted):
    assert "Mo submitted it" in submitted.refused("Rae", "withdraw", words="No.")
    assert submitted.does("Anna", "withdraw", words="I want to rethink.").status == "draft"


def test_a_team_signs_for_itself(submitted):
    assert "Rae is not of team.sales" in submitted.refused("Rae", "sign", team="team.sales")


def test_a_team_signs_once_and_may_take_it_back(submitted):
    submitted.does("Sal", "sign", team="team.sales")
    assert "has signed this already" in submitted.refused("Sal", "sign", team="team.sales")
    submitted.does("Sal", "unsign", team="team.sales", words="We saw the target.")
    assert submitted.now.unsigned(submitted.card, content_digest(submitted.card)) == ("team.sales",)


def test_a_comment_hangs_on_what_is_there(meeting):
    anchor = {"kind": "kpi", "of": "metric.nothing"}
    said = meeting.refused("Rae", "comment", id="c", text="Hm.", anchor=anchor)
    assert "metric.nothing is not on the scorecard" in said
    assert "no comment c0" in meeting.refused("Rae", "comment", id="c", text="Hm.", replies_to="c0")


def test_a_comment_is_resolved_once_and_stays(meeting):
    meeting.does("Rae", "comment", id="c1", text="Why this?")
    meeting.does("Mo", "resolve", comment="c1")
    assert meeting.now.said[0].resolved_by == "Mo"
    assert "Mo resolved it already" in meeting.refused("Mo", "resolve", comment="c1")


def test_going_against_the_recommendation_wants_a_reason(meeting):
    metric = next(iter(meeting.card.basis.recommended))
    assert "no reason" in meeting.refused("Mo", "judge", metric=metric, verdict="reject")
    other = {"metric": metric, "verdict": "override", "reason": "other"}
    assert "another reason is not said" in meeting.refused("Mo", "judge", **other)
    meeting.does("Mo", "judge", metric=metric, verdict="reject", reason="too-many")
    meeting.does("Mo", "judge", metric=metric, verdict="accept")
    assert [each.act.verdict for each in meeting.now.judged] == ["accept"]


def test_what_was_not_recommended_is_not_judged(meeting):
    said = meeting.refused("Mo", "judge", metric="metric.nothing", verdict="accept")
    assert "was not recommended" in said


def test_what_is_shared_is_announced_when_every_team_has_answered(meeting):
    metric = meeting.card.headlines[0].metric
    assert unanswered(meeting.now, meeting.card) == (("team.sales", metric),)
    assert f"team.sales has not answered for {metric}" in meeting.refused(
        "Mo", "announce", words="Agreed."
    )
    meeting.does("Sal", "answer", team="team.sales", metric=metric, says="yes")
    meeting.does("Mo", "announce", words="Agreed.")
    said = meeting.refused("Sal", "answer", team="team.sales", metric=metric, says="no")
    assert "has been announced" in said


def test_an_answer_otherwise_says_how(meeting):
    metric = meeting.card.headlines[0].metric
    answer = {"team": "team.sales", "metric": metric, "says": "otherwise"}
    assert "how otherwise is not said" in meeting.refused("Sal", "answer", **answer)


def test_it_is_closed_after_its_period_and_then_only_spoken_of(heard):
    heard.does("Rae", "approve")
    late = datetime.datetime(2027, 4, 1, tzinfo=datetime.UTC)
    assert "the period lasts until 2027-03-31" in heard.refused("Mo", "close", words="Done.")
    heard.does("Mo", "close", at=late, words="Done.")
    assert "is closed" in heard.refused("Mo", "submit", reviewers=REVIEWERS)
    heard.does("Anna", "comment", id="c9", text="What we learnt.")
