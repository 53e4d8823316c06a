"""What a review waits for, who can do it, and how that is said."""

import datetime

import pytest

from scorecards.document import Contract
from scorecards.review import ACT, Done, content_digest, review_of
from scorecards.review.waits import stands, waits

NOON = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)
PMM = "team.product-marketing"
TEAMS = {"Sal": "team.sales", "Kim": "team.customer-success", "Mo": PMM, "Anna": PMM}
REVIEWERS = [{"team": TEAMS[name], "name": name} for name in ("Sal", "Kim", "Mo")]
SIGN = {name: {"by": name, "kind": "sign", "team": TEAMS[name]} for name in ("Sal", "Kim")}
SENT = {"by": "Anna", "kind": "submit", "reviewers": REVIEWERS}


@pytest.fixture
def card(card):
    """Anna's, managed by Mo; its headline is shared with sales and customer success."""
    shared = Contract(
        kind="shared",
        lead="team.sales",
        co_owners=(PMM, "team.customer-success"),
        own_part=("metric.deck-usage-rate",),
    )
    kpis = [
        kpi.model_copy(
            update={
                "contract": shared if kpi.role == "headline" else Contract(kind="direct", lead=PMM)
            }
        )
        for kpi in card.kpis
    ]
    return card.model_copy(update={"kpis": tuple(kpis), "person": "Anna", "manager": "Mo"})


@pytest.fixture
def after(card, words):
    """What is said, and what is waited for, after these acts."""

    def after(*acts, card=card, **more):
        content = content_digest(card)
        review = review_of((_done(act, content) for act in acts), content)
        told = stands(review, card, content, words.label)
        return told, waits(review, card, content, words.label, **more)

    return after


def _done(act, content):
    by = act["by"]
    given = {key: value for key, value in act.items() if key != "by"}
    act = ACT.validate_python(given)
    return Done(act=act, by=by, team=TEAMS.get(by), at=NOON, version=1, content=content)


def says(by, id):
    return {"by": by, "kind": "comment", "id": id, "text": "Fine."}


def briefly(found):
    return [(each.kind, each.team, each.names) for each in found]


def test_a_draft_waits_to_be_sent(after):
    told, found = after()
    assert told == "Draft. Nobody was asked to review it yet."
    assert briefly(found) == [("submit", None, ("Anna", "Mo"))]


def test_a_draft_without_a_kpi_waits_for_one(after, card):
    _, (found,) = after(card=card.model_copy(update={"kpis": ()}))
    assert found.text == "There is no KPI to review; add one."


@pytest.mark.seed("S069")
def test_it_says_who_has_signed_who_has_not_and_who_has_said_nothing(after):
    told, found = after(SENT, SIGN["Sal"], says("Sal", "c1"))
    assert told == (
        "In review. Sales has signed; customer success has not. The PMM has said nothing yet."
    )
    assert briefly(found) == [
        ("signature", "team.customer-success", ("Kim",)),
        ("pmm", None, ("Anna",)),
    ]


@pytest.mark.seed("S069")
def test_a_stakeholder_is_of_another_team(after):
    told, found = after(SENT, says("Anna", "c1"), says("Mo", "c2"))
    assert told == (
        "In review. Sales and customer success have not signed. "
        "No stakeholder has said anything yet."
    )
    assert briefly(found)[-1] == ("stakeholder", None, ("Sal", "Kim"))


def test_when_all_is_there_a_reviewer_can_approve_who_wrote_nothing_of_it(after):
    heard = (SENT, SIGN["Sal"], SIGN["Kim"], says("Anna", "c1"), says("Sal", "c2"))
    told, found = after(*heard, authors=("Mo",))
    assert told == "In review. Sales and customer success have signed."
    assert briefly(found) == [("approval", None, ("Sal", "Kim"))]
    _, (found,) = after(*heard, authors=("Mo", "Sal", "Kim"))
    assert (found.kind, found.names) == ("approval", ())
    assert "name another one" in found.text


def test_a_waived_word_is_not_waited_for(after):
    waived = [
        {"by": "Mo", "kind": "waive", "whose": whose, "words": "Away."}
        for whose in ("pmm", "stakeholder")
    ]
    _, found = after(SENT, SIGN["Sal"], SIGN["Kim"], *waived)
    assert [each.kind for each in found] == ["approval"]


def test_a_shared_kpi_without_an_own_part_is_waited_for(after, card):
    (kpi,) = card.headlines
    bare = kpi.model_copy(update={"contract": kpi.contract.model_copy(update={"own_part": ()})})
    _, found = after(SENT, card=card.with_kpi(bare))
    assert (found[0].kind, found[0].text) == (
        "own-part",
        "Name what the PMM answers for in Win rate.",
    )


def test_what_was_asked_for_is_answered_by_sending_it_again(after):
    ask = {"by": "Mo", "kind": "ask-for-changes", "words": "Set a target."}
    told, found = after(SENT, ask)
    assert told == "Changes are asked for. Mo wants something changed before it goes on."
    assert found[0].text == "Change what Mo asked for, and send it to review again."
    assert briefly(found) == [("changes", None, ("Anna", "Mo"))]


def test_what_is_approved_waits_for_the_end_of_its_period(after, card):
    approve = {"by": "Mo", "kind": "approve"}
    told, found = after(SENT, approve)
    assert told == (
        "Approved. Mo approved it on 1 Feb 2027. "
        "It can be closed when its period is over, after 31 Mar 2027."
    )
    assert found == ()
    end = card.period.end
    assert after(SENT, approve, today=end)[1] == ()
    late = end + datetime.timedelta(days=1)
    assert briefly(after(SENT, approve, today=late)[1]) == [("close", None, ("Anna", "Mo"))]


def test_what_is_closed_waits_for_nothing(after):
    close = {"by": "Mo", "kind": "close", "words": "Done."}
    assert after(SENT, close) == ("Closed.", ())


def test_where_nobody_shares_nobody_signs(after, card):
    alone = tuple(
        kpi.model_copy(update={"contract": Contract(kind="direct", lead=PMM)}) for kpi in card.kpis
    )
    told, found = after(SENT, says("Anna", "c"), card=card.model_copy(update={"kpis": alone}))
    assert "No other team shares a KPI, so nobody has to sign." in told
    assert [each.kind for each in found] == ["stakeholder"]
