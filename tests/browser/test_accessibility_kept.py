"""Every part of a scorecard, and what is kept beside it, against the rules of WCAG 2.2 AA."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from scorecards.sample.opening import close_sample, open_sample
from tests.browser.looking import faults
from ui.kept.parts import PARTS
from ui.kept.titles import TITLES

pytestmark = [pytest.mark.browser, pytest.mark.server]

MADE_UP = {
    "/": "What waits for you",
    "/scorecards": "Ben at Larkspur",
    "/plan": "Two definitions",
    "/agree": "Ben at Larkspur",
    "/people": "Verify the log",
}
"""The pages about all scorecards, and what they show while the made-up company is open."""
# Ben's first quarter has launch windows, a factor and findings.
SHOWN = [("ben-ended", part) for part in PARTS]
SHOWN += [("ana-ended", "contract"), ("ana-ended", "readings"), ("ben-running", "monthly")]
SHOWN += [("ana-running", "review")]


@pytest.fixture(scope="module")
def sample(keeper):
    """The made-up company is open; gives the id of one of its scorecards by how it ends."""
    open_sample(keeper)
    ids = sorted(each.id for each in keeper.cards() if each.sample)
    yield lambda end: next(each for each in ids if each.endswith(end))
    close_sample(keeper)


@pytest.mark.parametrize(("end", "part"), SHOWN)
def test_a_part_of_a_scorecard_has_no_violation(stay, sample, end, part):
    stay.open(f"/scorecard?id={sample(end)}&part={part}")
    named = re.compile(f"{TITLES[part]}$")
    expect(stay.page.get_by_role("radio", name=named).first).to_be_checked()
    assert not faults(stay)


@pytest.mark.parametrize("path", MADE_UP)
def test_a_page_about_all_of_them_has_no_violation(stay, sample, path):
    stay.open(path)
    expect(stay.page.get_by_text(MADE_UP[path]).first).to_be_visible()
    assert not faults(stay)


@pytest.mark.parametrize("clashes", [True, False])
def test_the_choice_between_two_versions_has_no_violation(stay, sample, keeper, clashes):
    """A person changes the title while somebody else changes it too, or another thing."""
    opened = keeper.open(sample("ana-running"))
    stay.open(f"/scorecard?id={opened.id}&part=kpis")
    stay.page.get_by_text("Settings", exact=True).click()
    stay.settle()
    stay.page.get_by_role("textbox", name="Title").fill("Mine")
    wanted = {"title": "Theirs"} if clashes else {"spending": "Less of it."}
    update = {key: f"{value} {opened.latest}" for key, value in wanted.items()}
    keeper.save(opened.card.model_copy(update=update), opened.latest, why="In between.")
    stay.page.get_by_role("button", name="Keep the settings").click()
    stay.settle()
    expect(stay.page.get_by_text("Two people changed this scorecard")).to_be_visible()
    assert not faults(stay)
