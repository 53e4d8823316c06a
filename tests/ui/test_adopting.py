"""From the page on which a scorecard is designed to a draft that is kept."""

from __future__ import annotations

from datetime import date

import pytest

from ui.kept import adopting, starting
from ui.kept.made_once import MadeOnce

ROLE = {"objectives": "increase-win-rate", "alignment": "sales"}


@pytest.fixture
def design(visit):
    return visit("design", **ROLE)


def test_without_kpis_there_is_nothing_to_adopt(visit, read):
    app = visit("design")
    assert "Adopt this as a scorecard" not in read(app)
    assert not [each for each in app.button if each.label == "Adopt"]


def test_adopting_keeps_a_draft_and_opens_it(design, read, desk):
    design.text_input(key="adopt_title").set_value("Anna, spring")
    design.text_input(key="adopt_person").set_value("Anna")
    design.text_input(key="adopt_manager").set_value("Cleo")
    design.date_input(key="adopt_start").set_value(date(2027, 1, 1))
    design.date_input(key="adopt_end").set_value(date(2027, 6, 30))
    design.button(key="adopt_kpis").click().run()
    (kept,) = desk.cards()
    assert (design.query_params["id"], design.query_params["part"]) == (kept.id, "kpis")
    said = read(design)
    assert "Anna, spring" in said
    assert "1 Jan 2027 to 30 Jun 2027" in said
    assert "0 of 5** KPIs have a target" in said
    assert [each.value for each in design.success] == [adopting._ADOPTED]
    card = desk.open(kept.id).card
    assert (card.person, card.manager, card.status) == ("Anna", "Cleo", "draft")


def test_left_empty_it_is_a_template_with_a_title_for_the_next_quarter(design, desk):
    shown = design.text_input(key="adopt_title").placeholder
    design.button(key="adopt_steps").click().run()
    assert design.query_params["part"] == "steps"
    (kept,) = desk.cards()
    assert (kept.title, kept.person) == (shown, None)
    assert shown.startswith("Increase the win rate, 1 ")


def test_a_double_click_makes_one(design, desk, monkeypatch):
    monkeypatch.setattr(adopting, "arrive", lambda: None)
    monkeypatch.setattr(MadeOnce, "token", lambda _: "one drawn form")
    design.run()
    design.button(key="adopt_kpis").click().run()
    design.button(key="adopt_kpis").click().run()
    assert len(desk.cards()) == 1
    assert not design.error


@pytest.mark.parametrize(
    ("form", "send"),
    [
        ("adopt", lambda token: adopting._adopt(None, token, "", "kpis")),
        ("start", lambda token: starting._start(None, token)),
    ],
)
def test_a_second_click_that_comes_when_the_form_is_gone_leads_to_what_the_first_made(
    monkeypatch, form, send
):
    state = {f"{form}_used": "one drawn form", f"{form}_made": {"id": "a", "part": "kpis"}}
    monkeypatch.setattr(adopting.st, "session_state", state)
    send("one drawn form")
    assert state[f"{form}_arrive"] == {"id": "a", "part": "kpis"}


def test_a_form_drawn_anew_makes_another(visit, desk):
    for _ in range(2):
        visit("design", **ROLE).button(key="adopt_kpis").click().run()
    assert len(desk.cards()) == 2


def test_a_period_that_runs_backwards_is_refused_and_stays_in_the_form(design, desk):
    design.text_input(key="adopt_person").set_value("Anna")
    design.date_input(key="adopt_start").set_value(date(2027, 7, 1))
    design.date_input(key="adopt_end").set_value(date(2027, 6, 30))
    design.button(key="adopt_kpis").click().run()
    assert "before it starts" in design.error[0].value
    assert design.text_input(key="adopt_person").value == "Anna"
    assert desk.cards() == ()
