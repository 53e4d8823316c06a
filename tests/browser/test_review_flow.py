"""A scorecard goes through the hands of several people; a plan shows where two do not fit."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import expect

from engine.profile import read_profile
from scorecards.document import Period

pytestmark = [pytest.mark.browser, pytest.mark.server]

BADGE = re.compile("^(computer )?Local mode")


def sit_down(visit, name, role, team=""):
    """Be somebody else from here on; it lasts until a page is loaded anew."""
    page = visit.page
    back = page.get_by_role("button", name="Be yourself again")
    if back.count():
        back.click()
        visit.settle()
    page.locator(".st-key-who").get_by_role("button").click()
    visit.settle()
    page.get_by_role("textbox", name="Or a name").fill(name)
    for label, wanted in (("Role", role), ("Team", team)):
        if wanted:
            page.get_by_role("combobox", name=label, exact=True).click()
            page.get_by_role("option", name=wanted, exact=True).click()
            visit.settle()
    page.get_by_role("button", name="Sit down as this person").click()
    visit.settle()
    expect(page.get_by_text("You sit here as")).to_contain_text(name)


def part(visit, name):
    visit.page.get_by_role("radio", name=re.compile(f"{name}$")).click()
    visit.settle()


def press(visit, name):
    visit.page.get_by_role("button", name=name, exact=True).last.click()
    visit.settle()


def with_words(visit, label, question, words):
    page = visit.page
    page.get_by_role("button", name=label, exact=True).click()
    field = page.get_by_role("textbox", name=question)
    field.fill(words)
    field.blur()
    visit.settle()
    page.get_by_role("button", name=label, exact=True).last.click()
    visit.settle()


def status(visit):
    return visit.page.locator(".st-key-review_state h4")


def says(visit, words):
    field = visit.page.get_by_role("textbox", name="Your comment")
    field.fill(words)
    field.blur()
    visit.settle()
    press(visit, "Comment")
    expect(visit.page.get_by_text(words).first).to_be_visible()


def sent_by_the_manager(visit, title):
    """Mo adopts a scorecard for Anna and sends it to review; the teams that share a KPI."""
    page = visit.page
    visit.open("/design?objectives=increase-win-rate&data_sources=crm,survey-tool")
    sit_down(visit, "Mo", "Manager")
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("textbox", name="Person").fill("Anna")
    page.get_by_role("textbox", name="Manager", exact=True).fill("Mo")
    press(visit, "Adopt")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    part(visit, "Review")
    asked = page.get_by_role("textbox", name=re.compile("shares a KPI"))
    labels = page.locator("label", has_text="shares a KPI").all_inner_texts()
    teams = [re.sub(r"\s*\(shares a KPI\)\s*$", "", text) for text in labels]
    assert teams
    for number, team in enumerate(teams):
        asked.nth(number).fill(f"{team} lead, Rae" if number == 0 else f"{team} lead")
        asked.nth(number).blur()
        visit.settle()
    press(visit, "Send it to review")
    expect(status(visit)).to_contain_text("In review")
    return teams


def reads(visit, value):
    page = visit.page
    part(visit, "Readings")
    page.get_by_role("tab", name="Enter one").click()
    visit.settle()
    page.get_by_role("combobox", name="KPI").click()
    page.get_by_role("option", name="Win rate", exact=True).click()
    visit.settle()
    field = page.get_by_role("textbox", name=re.compile("^Value"))
    field.fill(value)
    field.blur()
    visit.settle()
    press(visit, "Keep this reading")


@pytest.mark.seed("S069")
@pytest.mark.parametrize("visit", [1280], indirect=True)  # the longest way of all
def test_adopted_read_signed_sent_back_answered_and_approved(visit, request):
    page = visit.page
    teams = sent_by_the_manager(visit, f"Hands {request.node.callspec.id}")

    # The PMM may not approve what is her own; she says her word and enters a reading.
    sit_down(visit, "Anna", "PMM")
    expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    says(visit, "I can carry this.")
    reads(visit, "21")
    expect(page.get_by_text("21 percent").first).to_be_visible()

    # Each team that shares a KPI signs for itself and for nobody else.
    for team in teams:
        sit_down(visit, f"{team} lead", "Reviewer", team)
        part(visit, "Review")
        expect(page.get_by_role("button", name=re.compile("Sign for"))).to_have_count(1)
        press(visit, f"Sign for {team}")
        expect(page.get_by_text("Signed for this content").first).to_be_visible()
    says(visit, "Fine with us.")

    # A reviewer asks for a change; the manager answers; the reviewer approves.
    sit_down(visit, "Rae", "Reviewer", teams[0])
    with_words(visit, "Ask for changes", "What is to be changed?", "Say who decides.")
    expect(status(visit)).to_contain_text("Changes")
    sit_down(visit, "Mo", "Manager")
    expect(page.get_by_text("Say who decides.").first).to_be_visible()
    press(visit, "Send it to review again")
    expect(status(visit)).to_contain_text("In review")
    sit_down(visit, "Rae", "Reviewer", teams[0])
    with_words(visit, "Approve", re.compile("A word with it"), "Well thought through.")
    expect(status(visit)).to_contain_text("Approved")

    # The versions and the log tell all of it.
    part(visit, "Versions")
    expect(page.get_by_text(re.compile("status went from .* to approved")).first).to_be_visible()
    visit.open("/people")
    press(visit, "Verify the log")
    expect(page.get_by_text("The log is whole")).to_be_visible()


@pytest.fixture
def quarter(keeper, knowledge, request):
    """A quarter of its own, in which Ana and Chidi count the win rate differently."""
    start = datetime.date(2191, 1 if request.node.callspec.id == "390" else 4, 1)
    period = Period(start=start, end=start + datetime.timedelta(days=89))
    answers = {"objectives": ["objective.increase-win-rate"], "alignment": "sales"}
    result = keeper.adviser.recommend(read_profile(answers, knowledge))
    for person in ("Ana", "Chidi"):
        token = f"{person} {start}"
        card = keeper.adopt(
            result, title=f"{person} in a plan", period=period, person=person, token=token
        ).document
        if person == "Ana":
            own = {"formula": "deals won over deals with a named rival"}
            changed = card.with_kpi(card.kpi("metric.win-rate").model_copy(update=own))
            keeper.save(changed, 1, why="Counted otherwise.")
    return f"from={period.start}&to={period.end}"


def test_the_planning_team_sees_a_collision_and_resolves_it(visit, quarter):
    page = visit.page
    visit.open(f"/plan?{quarter}")
    clash = page.locator("[class*=st-key-finding_clash_]")
    expect(clash).to_have_count(1)
    expect(clash).to_contain_text("Two definitions")
    for person in ("Ana", "Chidi"):
        expect(clash.get_by_role("link", name=f"{person} in a plan")).to_be_visible()
    clash.get_by_role("button", name="Ana: Take Chidi's definition").click()
    visit.settle()
    expect(page.get_by_text(re.compile(r"Saved as version 3")).first).to_be_visible()
    expect(clash).to_have_count(0)
    expect(page.get_by_text("No KPI of these scorecards collides.")).to_be_visible()
