"""From a name to a metric, to the rule that speaks of it, and back to the list as it was."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_search_leads_to_a_metric_to_its_rule_and_back(visit):
    visit.open("/catalogue")
    page = visit.page
    page.get_by_role("textbox", name="Search").fill("closed-won rate")
    page.keyboard.press("Enter")
    visit.settle()
    expect(page).to_have_url(re.compile(r"catalogue\?q=closed-won(\+|%20)rate"))
    expect(page.get_by_text("Found as closed-won rate")).to_be_visible()
    page.get_by_role("link", name="Win rate", exact=True).click()
    visit.settle()
    expect(page).to_have_url(re.compile("id=metric.win-rate"))
    expect(page.get_by_role("heading", name="Win rate", exact=True)).to_be_visible()

    page.get_by_role("link", name=re.compile("SEL-033")).click()
    visit.settle()
    expect(page).to_have_url(re.compile(r"rules\?id=SEL-033"))
    expect(page.locator(".st-key-rule_says").get_by_text("because")).to_be_visible()

    page.get_by_role("link", name="Win rate", exact=True).click()
    visit.settle()
    page.get_by_role("link", name="Back to the catalogue").click()
    visit.settle()
    expect(page).to_have_url(re.compile("q=closed-won"))
    expect(page.get_by_role("textbox", name="Search")).to_have_value("closed-won rate")


def test_the_browsers_own_way_back_restores_the_list(visit):
    visit.open("/catalogue?team=sales&part=leads")
    page = visit.page
    page.get_by_role("link", name="Average discount").click()
    visit.settle()
    expect(page.get_by_role("heading", name="Average discount")).to_be_visible()
    page.go_back()
    visit.settle()
    expect(page).to_have_url(re.compile("team=sales&part=leads"))
    expect(page.get_by_role("link", name="Average discount")).to_be_visible()


def test_filters_come_from_the_address_and_go_into_it(visit):
    visit.open("/catalogue?phase=grow&view=matrix")
    page = visit.page
    table = page.get_by_role("table", name="Which phase tracks which metric")
    expect(table.get_by_role("link", name="Customer retention rate")).to_be_visible()
    expect(table.get_by_role("link", name="Brand awareness")).to_have_count(0)
    box = page.get_by_role("combobox", name="Basis")
    box.click()
    box.fill("Sourced")
    page.get_by_role("option", name="Sourced").click()
    page.keyboard.press("Escape")
    visit.settle()
    expect(page).to_have_url(re.compile("phase=grow&basis=sourced"))
    page.reload()
    visit.settle()
    expect(table.get_by_role("link", name="Customer retention rate")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    visit.settle()
    expect(page).not_to_have_url(re.compile("phase=|basis="))


def test_a_rule_is_tried_on_the_design_page(visit):
    visit.open("/rules?id=SEL-110")
    page = visit.page
    page.get_by_role("link", name="Try its example").click()
    visit.settle()
    expect(page).to_have_url(re.compile(r"design\?.*first_pmm=yes"))
    expect(page.get_by_role("heading", name="Design a scorecard")).to_be_visible()


def test_the_former_address_leads_on(visit):
    visit.open("/reference?id=SEL-110")
    expect(visit.page).to_have_url(re.compile(r"rules\?id=SEL-110"))
    visit.open("/reference?id=metric.win-rate")
    expect(visit.page).to_have_url(re.compile(r"catalogue\?id=metric.win-rate"))


def test_the_list_is_walked_by_keyboard(visit):
    visit.open("/catalogue")
    page = visit.page
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("Westerndorp")
    page.keyboard.press("Enter")
    visit.settle()
    link = page.get_by_role("link", name="Van Westendorp").first
    link.focus()
    page.keyboard.press("Enter")
    visit.settle()
    expect(page).to_have_url(re.compile("id=metric.van-westendorp"))
    expect(page.get_by_role("heading", name="Van Westendorp").first).to_be_visible()
