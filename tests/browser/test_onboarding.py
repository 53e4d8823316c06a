"""Somebody new in the role: from the empty start to a plan, and the first item ticked off."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.looking import RULES

pytestmark = [pytest.mark.browser, pytest.mark.server]

SCOPE = "Write down what you own and what you support"


@pytest.fixture
def new(arrive, start, request):
    """A visit to an app in which nobody has made anything."""
    with start() as server:
        yield arrive(server, request.param)


def ways_to_the_plan(visit):
    """From the first page to a plan of one's own."""
    page = visit.page
    visit.open("/")
    page.get_by_role("button", name="Start learning").click()
    visit.settle()
    expect(page.get_by_role("heading", name="Learn the role")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("What does the business want")).click()
    page.get_by_role("option", name="Increase the win rate").click()
    page.keyboard.press("Escape")
    visit.settle()
    page.get_by_label("Your name").fill("Nia")
    page.get_by_role("button", name="Start my plan").click()
    visit.settle()
    expect(page.get_by_role("heading", name="Nia, first 90 days")).to_be_visible()


def ticked(page):
    return page.get_by_role("checkbox", name=SCOPE)


@pytest.mark.seed("S084")
@pytest.mark.parametrize("new", [1280, 390], indirect=True)
def test_from_the_empty_start_to_a_plan_and_the_first_tick(new):
    page = new.page
    ways_to_the_plan(new)
    expect(page.get_by_text("Take a reading of brand awareness")).to_be_visible()
    expect(page.get_by_text("Today is day 1.")).to_be_visible()
    page.get_by_text(SCOPE).click()
    new.settle()
    expect(ticked(page)).to_be_checked()
    expect(page.get_by_text(re.compile(r"^1 of \d+ settled\."))).to_be_visible()
    page.reload()
    new.settle()
    expect(ticked(page)).to_be_checked()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


FILES = {
    "win-loss": "deal,closed_on,outcome\n"
    + "".join(f"d{n},2026-01-{n + 1:02},{'won' if n % 3 else 'lost'}\n" for n in range(9)),
    "nps": "respondent,score\n" + "".join(f"r{n},{n % 4 + 7}\n" for n in range(12)),
}


def measured(visit, arrive, short):
    """Follow an item of the plan to its instrument, upload a file and keep what comes of it."""
    way = visit.page.locator(f'.st-key-guide a[href*="instrument={short}&"]').first
    form = arrive(visit.server, 1280)
    form.open(f"/{way.get_attribute('href').lstrip('/')}")
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": FILES[short].encode()}
    form.page.locator("input[type=file]").set_input_files(file)
    form.page.get_by_test_id("stMetric").first.wait_for()
    form.settle()
    form.page.get_by_role("button", name=re.compile("^Keep")).first.click()
    form.settle()
    expect(form.page.get_by_text("Kept on Nia, first 90 days")).to_be_visible()


@pytest.mark.parametrize("new", [1280], indirect=True)
def test_from_the_plan_two_instruments_are_taken_by_file_and_stand_on_the_scorecard(new, arrive):
    page = new.page
    ways_to_the_plan(new)
    for short in FILES:
        measured(new, arrive, short)
    page.reload()
    new.settle()
    expect(page.get_by_text(re.compile(r"^2 of \d+ settled\."))).to_be_visible()
    page.get_by_role("radio", name=re.compile("Readings$")).click()
    new.settle()
    for metric, value in (("win_rate", "66.6667 percent"), ("nps", "50 points")):
        read = page.locator(f".st-key-read_metric_{metric}")
        expect(read).to_contain_text(value)


@pytest.mark.parametrize("new", [1280], indirect=True)
def test_a_word_is_explained_where_it_stands_and_by_keyboard(new):
    page = new.page
    new.open("/learn")
    word = page.get_by_role("link", name="PMM", exact=True).first
    expect(word).to_have_attribute("href", re.compile("catalogue"))
    expect(word).to_have_attribute("title", re.compile("[a-z]"))
    meaning = str(word.get_attribute("title"))
    unfolds = page.locator("summary", has_text="Words on this page")
    unfolds.press("Enter")
    new.settle()
    expect(page.get_by_role("listitem").filter(has_text=meaning)).to_be_visible()


@pytest.mark.parametrize("new", [1280], indirect=True)
def test_the_guide_prints_without_what_can_be_pressed(new):
    page = new.page
    ways_to_the_plan(new)
    page.emulate_media(media="print")
    expect(page.get_by_text(SCOPE)).to_be_visible()
    for name in ("Download the guide", "Change day 1"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("new", [1280], indirect=True)
def test_the_guide_has_no_violation(new):
    page = new.page
    ways_to_the_plan(new)
    page.get_by_text("Why, how, with whom").first.click()
    new.settle()
    expect(page.get_by_text("Comes from")).to_be_visible()
    told = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        new.settle()
        found = Axe().run(page, context=".st-key-guide", options=RULES).response["violations"]
        told += [
            f"{scheme} {each['id']}: {node['target']} {node.get('failureSummary', '')}"
            for each in found
            for node in each["nodes"]
        ]
    assert not told, "\n".join(told)
