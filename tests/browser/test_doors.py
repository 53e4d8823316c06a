"""One journey through each door, as a person would make it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_home_leads_through_each_door(visit):
    for button, title in (
        ("Start designing", "Design a scorecard"),
        ("Start learning", "Learn the role"),
        ("Start reviewing", "Review a plan"),
    ):
        visit.open("/")
        visit.page.get_by_role("button", name=button).click()
        visit.settle()
        expect(visit.page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def test_design_goes_from_an_objective_to_a_scorecard_to_its_markdown(visit):
    visit.open("/design")
    page = visit.page
    box = page.get_by_role("combobox", name="What does the business want from this role?")
    box.click()
    box.fill("win rate")
    page.get_by_role("option", name="Increase the win rate").click()
    page.keyboard.press("Escape")
    visit.settle()
    expect(
        page.locator(".st-key-summary").get_by_text("This role serves: Win rate")
    ).to_be_visible()
    expect(page).to_have_url(re.compile("objectives=increase-win-rate"))
    expect(page.locator(".st-key-headline h2")).to_have_text("Win rate")
    expect(
        page.locator(".st-key-headline").get_by_text("Why it makes sense for you")
    ).to_be_visible()

    page.get_by_role("radio", name="Grow", exact=True).click()
    visit.settle()
    expect(page).to_have_url(re.compile("phase=grow"))
    expect(page.get_by_text("What your last change did")).to_be_visible()

    page.get_by_text("Copy as Markdown").click()
    visit.settle()
    expect(page.locator(".st-key-copy code")).to_contain_text("# KPI scorecard")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("# KPI scorecard")
    assert "Headline: Win rate" in text


def test_a_link_opens_the_same_scorecard_and_back_restores_the_former_one(visit):
    visit.open("/design?objectives=reduce-churn&stage=growth")
    page = visit.page
    expect(
        page.locator(".st-key-summary").get_by_text("This role serves: Churn rate")
    ).to_be_visible()
    page.get_by_role("radio", name="Early", exact=True).click()
    visit.settle()
    expect(page).to_have_url(re.compile("stage=early"))
    page.reload()
    visit.settle()
    expect(page.get_by_role("radio", name="Early", exact=True)).to_be_checked()
    page.go_back()
    visit.settle()
    expect(page.get_by_role("radio", name="Growth", exact=True)).to_be_checked()


def test_learn_goes_round_the_cycle(visit):
    visit.open("/learn")
    page = visit.page
    detail = page.locator(".st-key-cycle_detail h2")
    for phase in ("Discover", "Strategize", "Define", "Get set", "Grow", "Discover"):
        expect(detail).to_have_text(phase)
        page.get_by_role("button", name="Next:").click()
        visit.settle()
    page.locator(".st-key-cycle").get_by_role("button", name="Define").click()
    visit.settle()
    expect(detail).to_have_text("Define")
    expect(page).to_have_url(re.compile("phase=define"))
    expect(page.get_by_text("Source defect").first).to_be_visible()


def test_review_compares_the_samples_and_an_added_role(visit):
    visit.open("/review")
    page = visit.page
    for name in ("Ana", "Ben", "Chidi", "Dalia"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(page.get_by_text("Made up").first).to_be_visible()
    page.get_by_role("button", name="Add a role").click()
    page.get_by_role("textbox", name="Name of the person or role").fill("Dora <b>x</b>")
    page.get_by_role("textbox", name="Link of its scorecard").fill(
        "http://localhost/design?objectives=improve-messaging"
    )
    page.keyboard.press("Tab")
    visit.settle()
    page.get_by_role("button", name="Add", exact=True).click()
    visit.settle()
    expect(page.get_by_role("heading", name="Dora <b>x</b>")).to_be_visible()
    page.reload()
    visit.settle()
    expect(page.get_by_role("heading", name="Dora <b>x</b>")).to_be_visible()


def test_a_form_can_be_filled_by_keyboard_alone(visit):
    visit.open("/design?objectives=increase-win-rate")
    page = visit.page
    slider = page.get_by_role("slider", name="Who is this role measured with?")
    slider.focus()
    page.keyboard.press("ArrowRight")
    visit.settle()
    expect(page).to_have_url(re.compile("alignment=sales"))
