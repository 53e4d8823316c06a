"""The page on which partner teams answer, and what is agreed is announced."""

import datetime

import pytest

from scorecards.desk import Desk
from scorecards.document import Contract
from scorecards.periods import running
from scorecards.review.acts import Answer
from scorecards.rights import Member
from scorecards.sample.opening import open_sample
from ui import door
from ui.kept import asked_of_teams, here

PMM, SALES = "team.product-marketing", "team.sales"


@pytest.fixture
def shared(desk, adopted):
    """Anna's scorecard of the first quarter of 2027, of which sales shares the headline alone."""
    headline = adopted.headlines[0].metric
    kpis = tuple(
        kpi.model_copy(
            update={
                "contract": Contract(kind="shared", lead=SALES, co_owners=(PMM,))
                if kpi.metric == headline
                else Contract(kind="direct", lead=PMM)
            }
        )
        for kpi in adopted.kpis
    )
    desk.save(adopted.model_copy(update={"kpis": kpis}), 1, why="For the test.")
    return desk.open(adopted.id).card


@pytest.fixture
def on(monkeypatch):
    """Open the page on a day, as somebody."""

    def set_to(day, who=None):
        def now():
            return datetime.datetime.combine(
                datetime.date.fromisoformat(day), datetime.time(12), datetime.UTC
            )

        def at(store=None):
            made = here.store()
            return Desk(made, here.adviser(), who or door.member(made), now)

        monkeypatch.setattr(here, "desk", at)
        monkeypatch.setattr("ui.kept.asked_team.desk", at)
        monkeypatch.setattr("ui.kept.agreed_set.desk", at)

    return set_to


def respond(app, says, words=""):
    next(each for each in app.radio if each.key.startswith("says_")).set_value(says)
    next(each for each in app.text_input if each.key.startswith("words_")).set_value(words)
    return press(app, "Answer")


def press(app, label):
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception
    return app


def tables(app):
    return "".join(str(each.value) for each in app.get("html"))


def test_with_nothing_shared_it_says_what_to_do(visit, read):
    assert "Nothing of this period is shared with another team" in read(visit("agreements"))


@pytest.mark.parametrize(
    ("day", "said", "forms"),
    [
        ("2026-12-17", "Teams answer from 18 Dec 2026", 0),
        ("2026-12-18", "Teams answer now. The period begins on 1 Jan 2027.", 1),
        ("2027-01-01", "The period began on 1 Jan 2027, so the time to answer is over.", 1),
    ],
)
def test_the_days_to_answer_are_said_plainly(shared, on, visit, read, day, said, forms):
    on(day)
    app = visit("agreements", quarter="2027-Q1")
    shown = "\n".join([read(app), *(each.value for each in app.success)])
    assert said in shown
    assert len(app.radio) == forms


def test_a_team_is_shown_all_that_it_is_asked(shared, on, visit, read):
    on("2026-12-20")
    said = read(visit("agreements", quarter="2027-Q1"))
    assert "Asked to **lead it**" in said
    assert "**It means:**" in said
    assert "**Target:** none set yet" in said
    assert "**Decides where they disagree:** nobody named yet" in said


@pytest.mark.seed("S133")
def test_a_no_says_what_to_do_next_and_stays_in_the_history(shared, on, visit, read, desk):
    on("2026-12-20")
    app = respond(visit("agreements", quarter="2027-Q1"), "no", "Not *this* quarter.")
    said = read(app)
    assert "Not \\*this\\* quarter." in said
    links = {each.proto.label: each.proto.query_string for each in app.get("page_link")}
    assert {"Drop it", "Name another owner", "Talk about it"} <= set(links)
    assert f"id={shared.id}" in links["Drop it"]
    assert "Sales: no (Not *this* quarter.)" in tables(app)
    app = respond(app, "yes")
    assert "Sales: yes" in tables(app)
    assert "What was answered before" in read(app)
    assert [each.act.says for each in desk.acts(desk.open(shared.id))] == ["no", "yes"]


def test_without_a_choice_nothing_is_answered(shared, on, visit, read, desk):
    on("2026-12-20")
    app = press(visit("agreements", quarter="2027-Q1"), "Answer")
    assert "Choose yes, no or otherwise first." in read(app)
    assert desk.acts(desk.open(shared.id)) == ()


def test_otherwise_needs_words(shared, on, visit, read):
    on("2026-12-20")
    app = respond(visit("agreements", quarter="2027-Q1"), "otherwise")
    assert "how otherwise is not said" in read(app)


def test_when_all_have_answered_it_is_announced(shared, on, visit, read):
    on("2026-12-20")
    app = visit("agreements", quarter="2027-Q1")
    assert "It can be announced when sales has answered." in read(app)
    respond(app, "yes")
    next(e for e in app.text_input if e.key.startswith("announce_")).set_value("Thanks to all.")
    press(app, "Announce")
    said = read(app)
    assert "Announced] by" in said
    assert "Thanks to all." in said
    assert not app.radio
    assert "Agreed, 20 Dec 2026" in tables(app)


def test_a_partner_sees_its_own_rows_and_nothing_else(shared, on, visit, read, knowledge):
    on("2026-12-20", Member(email="s@example.org", name="Sam", role="pmm", team=SALES))
    app = visit("agreements", quarter="2027-Q1")
    said = read(app) + tables(app)
    asked = shared.headlines[0]
    assert knowledge.label(asked.metric) in said
    for kpi in shared.kpis:
        if kpi.metric != asked.metric:
            assert knowledge.label(kpi.metric) not in said.replace(
                knowledge.label(asked.metric), ""
            )
    respond(app, "yes")
    assert "Only what your team is asked is shown." in read(app)
    assert not [each for each in app.get("page_link") if "scorecard" in each.proto.page]


def test_who_may_only_look_is_offered_no_form(shared, on, visit, read):
    on("2026-12-20", Member(email="v@example.org", name="Vi", role="viewer", team=SALES))
    app = visit("agreements", quarter="2027-Q1")
    assert not app.radio


def test_the_page_to_print_is_offered(shared, on, visit):
    on("2026-12-20")
    app = visit("agreements", quarter="2027-Q1")
    assert [each.proto.label for each in app.get("download_button")] == ["One page to print"]
    assert asked_of_teams.file_name(shared.period) == "agreed-2027-q1.pdf"


def test_an_answer_leaves_the_status_of_a_sample_as_it_is(desk):
    open_sample(desk)
    period = running(desk.periods(), desk.today)
    first = next(
        each for each in desk.agreements(period) if desk.open(each.card).card.status == "approved"
    )
    before = desk.open(first.card).card.status
    row = first.asked[0]
    desk.answer(first.card, Answer(team=row.teams[0], metric=row.metric, says="yes"))
    assert (before, desk.open(first.card).card.status) == ("approved", "approved")
