"""Who is at the page: the person of this machine, somebody in a seat, or somebody logged in."""

import ast
from pathlib import Path

import pytest
import streamlit as st

from scorecards.part import Refused
from scorecards.rights import Member
from ui import door

UI = Path(__file__).parents[2] / "ui"
WHOLE = {
    "REMIT_OIDC_URL": "https://login.example.org/.well-known/openid-configuration",
    "REMIT_OIDC_CLIENT_ID": "remit",
    "REMIT_OIDC_CLIENT_SECRET": "s3cret",
    "REMIT_PUBLIC_URL": "https://remit.example.org",
    "REMIT_COOKIE_SECRET": "c" * 32,
    "REMIT_ADMIN": "ada@example.org",
}
RUTH = Member(email="ruth@example.org", name="Ruth", role="reviewer", team="team.sales")


@pytest.fixture
def login(monkeypatch):
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def seated(visit):
    """Sit down as Petra, a PMM of sales."""

    def sit(name="Petra", role="pmm", page="people"):
        app = visit(page)
        app.session_state["who_open"] = True
        app.run()
        app.text_input(key="seat_name").set_value(name)
        app.selectbox(key="seat_role").set_value(role)
        app.selectbox(key="seat_team").set_value("team.sales")
        app.button(key="seat_go").click().run()
        assert not app.exception
        return app

    return sit


def test_somebody_sits_down_with_the_rights_of_the_role_and_goes_back(seated, read):
    app = seated()
    assert "You sit here as **Petra**, PMM of Sales" in read(app)
    assert "A product-marketing manager with scorecards of their own" in read(app)
    assert "Add a member" not in read(app)
    app.button(key="stand_up").click().run()
    assert "You sit here" not in read(app)
    assert "You are the one person of this machine" in read(app)


def test_what_is_done_in_a_seat_is_done_in_that_name(seated, adopted, desk):
    app = seated("Anna")
    app.query_params["id"], app.query_params["part"] = adopted.id, "monthly"
    app.switch_page("views/scorecard.py").run()
    next(each for each in app.button if each.label == "Keep the note").click().run()
    next(each for each in app.text_area).set_value("The campaign waits.")
    next(each for each in app.button if each.label == "Keep the note").click().run()
    assert desk.open(adopted.id).version.by == "Anna"


def test_a_name_that_a_member_has_is_that_member(seated, desk, read):
    desk.put_member(RUTH)
    assert "You sit here as **Ruth**, reviewer of Sales" in read(seated("Ruth", "admin"))


def test_a_member_is_chosen_from_the_list(visit, desk, read):
    desk.put_member(RUTH)
    app = visit("people")
    app.session_state["who_open"] = True
    app.run()
    app.selectbox(key="seat_member").set_value(RUTH.email)
    app.run()
    app.button(key="seat_as_member").click().run()
    assert "You sit here as **Ruth**" in read(app)


def test_a_seat_without_a_name_is_refused_with_words(seated):
    app = seated(" ")
    assert any("name" in each.value for each in app.error)


def test_with_a_login_nobody_sits_down_as_somebody_else(login):
    with pytest.raises(Refused, match="let them log in themselves"):
        door.sit_down(RUTH)


def test_with_a_login_a_seat_from_before_counts_for_nothing(login, desk, monkeypatch):
    monkeypatch.setattr(st, "session_state", {"door_seat": RUTH})
    with pytest.raises(Refused, match="nobody has logged in here"):
        door.member(desk._store)


@pytest.mark.parametrize(
    "page", ["home", "all_scorecards", "scorecard", "people", "design", "learn", "rulebook"]
)
def test_with_a_login_no_page_runs_before_somebody_has_logged_in(page, login, visit, read, adopted):
    app = visit(page, id=adopted.id)
    assert [each.value for each in app.title] == ["Remit"]
    assert [each.label for each in app.button] == ["Log in"]
    assert "Anna" not in read(app)


def test_a_page_that_was_opened_from_elsewhere_is_not_served(monkeypatch, visit, read):
    class Far:
        ip_address = "203.0.113.4"
        headers = {"Host": "localhost:8501"}

    for context in (Far, type("Named", (), {"ip_address": None, "headers": {"Host": "evil.test"}})):
        monkeypatch.setattr(st, "context", context)
        said = read(visit("all_scorecards"))
        assert "Remit serves only the machine that it runs on" in said
        assert "Scorecards" not in said


def test_only_one_place_makes_the_desk_of_a_page():
    makers = {
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Desk"
    }
    assert {each for each in makers if not each.startswith("commands")} == {
        "kept/here.py",
        "feed.py",  # has no page: it is asked by calendars, with a token of a member
    }
