"""What partner teams are asked, what they say, and what nobody else gets to know of it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.desk import Desk
from scorecards.document import Contract, Period
from scorecards.negotiation import progress, settlement, window
from scorecards.part import Refused
from scorecards.review import Done, content_digest, review_of, unanswered
from scorecards.review.acts import Announce, Answer
from scorecards.rights import Member
from scorecards.store import open_store

PMM, SALES, PRODUCT = "team.product-marketing", "team.sales", "team.product"
BEFORE = datetime.datetime(2026, 12, 20, 12, tzinfo=datetime.UTC)
LATE = datetime.datetime(2027, 1, 5, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def shared(aimed):
    """Anna's: win rate shared with sales and product; the other KPIs are hers or sales' alone."""
    kpis = []
    for number, kpi in enumerate(aimed.kpis):
        contract = Contract(kind="direct", lead=PMM)
        if kpi.metric == "metric.win-rate":
            contract = Contract(
                kind="shared",
                lead=SALES,
                co_owners=(PMM, PRODUCT),
                tie_breaker="Cleo",
                own_part=("metric.sales-confidence",),
            )
        elif number == 1:
            contract = Contract(kind="shared", lead=PMM, co_owners=(PRODUCT,))
        kpis.append(kpi.model_copy(update={"contract": contract}))
    update = {"kpis": tuple(kpis), "person": "Anna", "manager": "Cleo"}
    return aimed.model_copy(update=update)


def done(card, act, by="Sam", at=BEFORE, **fields):
    made = {"act": act, "by": by, "at": at, "version": 1, "content": content_digest(card)}
    return Done(**made | fields)


def answer(team, says, metric="metric.win-rate", words=""):
    return Answer(team=team, metric=metric, says=says, words=words)


def settled(card, acts, words, team=None):
    return settlement(card, review_of(acts, content_digest(card)), acts, words, team)


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        ("2026-12-17", "before"),
        ("2026-12-18", "open"),
        ("2026-12-31", "open"),
        ("2027-01-01", "over"),
    ],
)
def test_teams_answer_in_the_two_weeks_before_a_period(quarter, today, stands):
    found = window(quarter, datetime.date.fromisoformat(today))
    assert found.stands == stands
    assert (found.opens.isoformat(), found.closes) == ("2026-12-18", quarter.start)


def test_a_team_is_asked_with_all_that_it_has_to_know(shared, words):
    rate, _ = settled(shared, [], words).asked
    assert rate.teams == (SALES, PRODUCT)
    assert (rate.lead, rate.tie_breaker) == (SALES, "Cleo")
    assert rate.own_part == ("metric.sales-confidence",)
    assert rate.target == "+5 points"
    assert "Counted as: " in rate.definition
    assert rate.unanswered == (SALES, PRODUCT)


@pytest.mark.seed("S133")
def test_each_team_says_yes_or_no_to_each_kpi_and_the_last_word_counts(shared, words):
    acts = [
        done(shared, answer(SALES, "no", words="Too many.")),
        done(shared, answer(SALES, "yes"), at=LATE),
        done(shared, answer(PRODUCT, "yes")),
    ]
    rate, other = settled(shared, acts, words).asked
    assert [(each.team, each.says, each.late) for each in rate.answers] == [
        (SALES, "yes", True),
        (PRODUCT, "yes", False),
    ]
    assert [(each.says, each.words) for each in rate.before] == [("no", "Too many.")]
    assert (rate.outcome, other.outcome) == ("agreed", "open")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (["yes"], "open"),
        (["yes", "yes"], "agreed"),
        (["yes", "otherwise"], "changed"),
        (["no"], "declined"),
        (["no", "otherwise"], "declined"),
    ],
)
def test_one_refusal_declines_and_one_other_wish_changes(shared, words, said, outcome):
    acts = [
        done(shared, answer((SALES, PRODUCT)[number], says, words="So."))
        for number, says in enumerate(said)
    ]
    assert settled(shared, acts, words).asked[0].outcome == outcome


def test_an_answer_to_what_was_changed_since_is_marked(shared, words):
    acts = [done(shared, answer(SALES, "yes"))]
    changed = shared.model_copy(update={"title": "Anna, anew"})
    (said,) = settled(changed, acts, words).asked[0].answers
    assert said.edited
    assert not settled(shared, acts, words).asked[0].answers[0].edited


ANSWERS = st.lists(
    st.tuples(st.sampled_from([SALES, PRODUCT]), st.integers(0, 1), st.sampled_from(["yes", "no"])),
    max_size=8,
)


@given(ANSWERS)
def test_who_is_still_to_answer_is_the_same_as_for_the_review(shared, words, said):
    asked = settled(shared, [], words).asked
    acts = [
        done(shared, answer(team, says, asked[row].metric))
        for team, row, says in said
        if team in asked[row].teams
    ]
    now = settled(shared, acts, words)
    open_ = {(team, each.metric) for each in now.asked for team in each.unanswered}
    assert open_ == set(unanswered(review_of(acts, content_digest(shared)), shared))
    assert now.open == bool(open_)
    told = progress([now], words)
    assert sum(each.asked - each.answered for each in told) == len(open_)
    kept = sum(len(each.answers) + len(each.before) for each in now.asked)
    assert kept == len(acts)


def test_a_team_alone_sees_its_own_rows_and_answers_until_all_is_announced(shared, words):
    second = settled(shared, [], words).asked[1].metric
    acts = [
        done(shared, answer(SALES, "yes")),
        done(shared, answer(PRODUCT, "otherwise", words="Half of it.")),
        done(shared, answer(PRODUCT, "yes", second)),
    ]
    before = settled(shared, acts, words, SALES)
    assert [each.metric for each in before.asked] == ["metric.win-rate"]
    assert [each.team for each in before.asked[0].answers] == [SALES]
    assert not before.told
    acts.append(done(shared, Announce(words="For all."), by="Cleo"))
    after = settled(shared, acts, words, SALES)
    assert [each.team for each in after.asked[0].answers] == [SALES, PRODUCT]
    assert (after.announced_by, after.told, after.whole) == ("Cleo", True, False)


# At the desk


@pytest.fixture
def desks(adviser, shared, tmp_path, monkeypatch):
    """A desk for each person, on one database that has Anna's scorecard."""
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")

    def member(name, role, team=None):
        return Member(email=f"{name.lower()}@example.org", name=name, role=role, team=team)

    with open_store() as store:
        people = {
            "Anna": member("Anna", "pmm", PMM),
            "Cleo": member("Cleo", "manager", PMM),
            "Sam": member("Sam", "pmm", SALES),
            "Vi": member("Vi", "viewer", SALES),
            "Eve": member("Eve", "pmm", "team.finance"),
        }
        desks = {name: Desk(store, adviser, each, lambda: BEFORE) for name, each in people.items()}
        desks["Cleo"].create(shared, why="For the test.")
        yield desks


def test_somebody_of_a_partner_team_answers_what_they_cannot_read(desks, quarter, shared):
    with pytest.raises(Refused):
        desks["Sam"].open(shared.id)
    (found,) = desks["Sam"].agreements(quarter)
    assert (found.title, found.whole, found.announceable) == (shared.title, False, False)
    assert [each.metric for each in found.asked] == ["metric.win-rate"]
    desks["Sam"].answer(shared.id, answer(SALES, "no", words="Not this quarter."))
    (whole,) = desks["Cleo"].agreements(quarter)
    assert whole.asked[0].outcome == "declined"
    assert (whole.whole, whole.announceable) == (True, True)


def test_nothing_else_of_the_scorecard_goes_to_a_partner(desks, quarter, shared):
    text = "\n".join(each.model_dump_json() for each in desks["Sam"].agreements(quarter))
    for kpi in shared.kpis:
        named = kpi.metric in ("metric.win-rate", "metric.sales-confidence")
        assert (kpi.metric in text) == named
    assert desks["Sam"].plan(quarter)[1:] == ((), 1)


def test_who_is_not_asked_sees_nothing_and_answers_nothing(desks, quarter, shared):
    assert desks["Eve"].agreements(quarter) == ()
    assert desks["Eve"].periods() == ()
    for name in ("Eve", "Vi"):
        with pytest.raises(Refused):
            desks[name].answer(shared.id, answer(SALES, "yes"))
    with pytest.raises(Refused, match="is not of team.product"):
        desks["Sam"].answer(shared.id, answer(PRODUCT, "yes"))


def test_the_manager_announces_when_every_team_has_answered(desks, quarter, shared, words):
    cleo = desks["Cleo"]
    desks["Sam"].answer(shared.id, answer(SALES, "yes"))
    with pytest.raises(Refused, match="has not answered"):
        cleo.do(cleo.open(shared.id), Announce(words="Agreed."))
    product = Member(email="p@example.org", name="Pia", role="pmm", team=PRODUCT)
    pia = Desk(cleo._store, cleo.adviser, product, cleo.now)
    for each in pia.agreements(quarter)[0].asked:
        pia.answer(shared.id, answer(PRODUCT, "yes", each.metric))
    cleo.do(cleo.open(shared.id), Announce(words="Agreed."))
    (found,) = cleo.agreements(quarter)
    assert (found.announced_by, found.announced_words) == ("Cleo", "Agreed.")
    assert {each.outcome for each in found.asked} == {"agreed"}
    assert cleo.agreements(Period(start="2028-01-01", end="2028-03-31")) == ()
