"""An exercise in a real browser: by keyboard from the options to the verdict to the next."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.looking import RULES

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_an_exercise_is_answered_by_keyboard_and_explained(visit):
    visit.open("/practise?objectives=increase-win-rate")
    page = visit.page
    expect(page.get_by_role("heading", name="Predict the engine")).to_be_visible()
    exercise = page.locator(".st-key-exercise")
    exercise.locator("input[type=radio], input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Answer").focus()
    page.keyboard.press("Enter")
    visit.settle()
    expect(exercise.get_by_text("You chose it")).to_be_visible()
    expect(page.locator(".st-key-tally_board")).to_contain_text("right.")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    link = page.get_by_role("link", name="See the whole explanation").first
    assert "explain=" in link.get_attribute("href")
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    visit.settle()
    expect(page.get_by_role("button", name="Answer")).to_be_visible()


def test_nothing_is_wider_than_the_screen(visit):
    visit.open("/practise?objectives=increase-win-rate")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert visit.page.evaluate(wide) is False
