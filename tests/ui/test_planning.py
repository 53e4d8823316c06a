"""The page of all scorecards of a period."""

import pytest

from engine.profile import read_profile
from scorecards.document import Contract, Period
from scorecards.rights import Member
from scorecards.sample.opening import open_sample
from ui import door

PMM = "team.product-marketing"


@pytest.fixture
def sample(desk):
    """The made-up company; its running period."""
    open_sample(desk)
    cards = [card for card, _ in desk.readable() if card.status != "closed"]
    return {card.person: card for card in cards}


@pytest.fixture
def two(desk, knowledge):
    """Two scorecards of the first quarter of 2027 that hold battlecard use alone."""
    found = desk.adviser.recommend(
        read_profile({"objectives": ["objective.increase-win-rate"]}, knowledge)
    )
    ids = []
    for name in ("Ana", "Bogdana"):
        period = Period(start="2027-01-01", end="2027-03-31")
        made = desk.adopt(found, title=f"{name}'s", period=period, person=name, token=name)
        card = made.document
        kpis = tuple(
            kpi.model_copy(update={"contract": Contract(kind="direct", lead=PMM, reason="So.")})
            if kpi.metric == card.headlines[0].metric
            else kpi
            for kpi in card.kpis
        )
        desk.save(card.model_copy(update={"kpis": kpis}), 1, why="For the test.")
        ids.append(card.id)
    return ids


def pressed(app, label):
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception
    return app


def matrix(app):
    return "".join(str(each.value) for each in app.get("html"))


def test_with_nothing_kept_it_says_what_to_do(visit, read):
    assert "make a scorecard and name whom it is for" in read(visit("planning"))


def test_the_made_up_company_shows_its_collision_with_both_sides(sample, visit, read):
    app = visit("planning")
    said = read(app)
    assert "[Competitive win rate](catalogue?id=metric.competitive-win-rate)" in said
    assert "Two definitions" in said
    assert "Any rival named\\: deals won / decided deals with any named competitor" in said
    assert "Agree on one definition" in said
    assert "Ana: Take Chidi's definition" in said
    loads = [each.proto.text for each in app.get("progress")]
    assert any("Ben**: 7 KPIs (1 direct and 6 shared), 3 guardrails" in each for each in loads)
    assert "[SEL\\-001](rules?id=SEL-001)" in said
    assert "Gone against" in said


def test_one_press_resolves_a_collision_on_the_chosen_scorecard(sample, visit, desk, read):
    app = pressed(visit("planning"), "Chidi: Take Ana's definition")
    assert "No KPI of these scorecards collides." in read(app)
    chidi = desk.open(sample["Chidi"].id)
    assert chidi.card.kpi("metric.competitive-win-rate").variant is None
    assert chidi.version.why == ("Competitive win rate is defined as on the scorecard of Ana.")
    assert desk.open(sample["Ana"].id).latest == desk.open(sample["Ana"].id).version.number


def test_two_who_hold_one_kpi_alone_are_shown_until_one_watches_it(two, visit, desk, read):
    app = visit("planning", quarter="2027-Q1")
    assert "Two answer for it" in read(app)
    pressed(app, "Bogdana: Only watch it here")
    assert "Two answer for it" not in read(app)
    assert {kpi.role for kpi in desk.open(two[1]).card.kpis} >= {"monitor"}


def test_the_address_names_the_period_and_a_wrong_one_is_told(two, sample, visit, read):
    app = visit("planning", **{"from": "2027-01-01", "to": "2027-03-31"})
    assert app.selectbox[0].value == Period(start="2027-01-01", end="2027-03-31")
    assert "write a quarter as 2026\\-Q4" in read(visit("planning", quarter="2027-Q7"))


def test_another_period_is_chosen_and_stands_in_the_address(two, sample, visit):
    app = visit("planning")
    app.selectbox[0].set_value(Period(start="2027-01-01", end="2027-03-31")).run()
    assert app.query_params["quarter"] == "2027-Q1"
    assert "Ana" in matrix(app)


def test_how_each_has_a_kpi_is_said_in_words(sample, visit):
    table = matrix(visit("planning"))
    assert "<b>Shared</b> <small>headline</small>" in table
    assert "<b>Direct</b> <small>supporting</small>" in table
    assert f"scorecard?id={sample['Ana'].id}" in table


def test_what_people_typed_is_only_text(desk, two, visit):
    card = desk.open(two[0]).card.model_copy(update={"person": "<script>x</script> *B*"})
    desk.save(card, desk.open(two[0]).latest, why="For the test.")
    app = visit("planning", quarter="2027-Q1")
    assert "<script>" not in matrix(app)
    assert "&lt;script&gt;" in matrix(app)


def test_scorecards_kept_from_view_are_counted_and_not_told(two, visit, read, monkeypatch):
    ana = Member(email="ana@example.org", name="Ana", role="pmm", team=PMM)
    monkeypatch.setattr(door, "member", lambda store: ana)
    app = visit("planning", quarter="2027-Q1")
    said = read(app) + matrix(app)
    assert "1 scorecard of this period is kept from your view" in said
    assert "Bogdana" not in said


def test_who_may_not_edit_is_offered_no_mend(two, visit, desk, monkeypatch):
    for id in two:
        now = desk.open(id)
        desk.save(now.card.model_copy(update={"manager": "Cleo"}), now.latest, why="For the test.")
    cleo = Member(email="cleo@example.org", name="Cleo", role="viewer", team=PMM)
    monkeypatch.setattr(door, "member", lambda store: cleo)
    app = visit("planning", quarter="2027-Q1")
    assert not [each for each in app.button if "Only watch it" in each.label]


def test_the_lists_lead_to_it_and_it_leads_to_the_review_of_roles(sample, visit):
    def leads_to(app):
        return {each.proto.page for each in app.get("page_link")}

    assert {"plan", "agree"} <= leads_to(visit("all_scorecards"))
    assert "plan" in leads_to(visit("review"))
    assert {"review", "agree"} <= leads_to(visit("planning"))
