"""A manager checks a scorecard: why, what would change it, whether that is so, and why not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]

SAMPLE = "/design?objectives=increase-win-rate&motion=sales-led&phase=get-set"


CONTRAST = """(element) => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
    const pen = canvas.getContext('2d');
    const light = (...colours) => {
        colours.forEach((each) => { pen.fillStyle = each; pen.fillRect(0, 0, 1, 1); });
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((each) => {
            const part = each / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const under = [];
    for (let box = element; box; box = box.parentElement) {
        under.unshift(getComputedStyle(box).backgroundColor);
    }
    const lights = [light(...under), light(...under, getComputedStyle(element).color)];
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_legible_in_both_schemes(visit, scheme):
    # Axe leaves contrast open where one layer lies over another, as the panel does.
    visit.page.emulate_media(color_scheme=scheme)
    visit.open(f"{SAMPLE}&of=win-rate&explain=why")
    panel = visit.page.get_by_role("dialog")
    caption = panel.get_by_test_id("stCaptionContainer").first.locator("p")
    chosen = panel.get_by_role("radio", name="Why", exact=True)
    for each in (caption, chosen, panel.get_by_text("Win rate is the headline.")):
        assert each.first.evaluate(CONTRAST) >= 4.5


def test_a_manager_verifies_the_advice(visit):
    visit.open(SAMPLE)
    page = visit.page
    card = page.locator(".st-key-kpi_metric_deals_closed")
    card.get_by_role("radio", name="Why", exact=True).click()
    visit.settle()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("Why it makes sense for you")
    expect(page).to_have_url(re.compile("of=deals-closed"))
    expect(panel.get_by_text(": yes").first).to_be_visible()

    panel.get_by_role("radio", name="What would change it").click()
    visit.settle()
    expect(page).to_have_url(re.compile("explain=change"))
    expect(panel).to_contain_text("Deals closed is a supporting KPI now.")
    promised = panel.get_by_text("Then it is").first.inner_text().partition("Then it is ")[2]
    panel.get_by_role("link", name="Try it").first.click()
    visit.settle()
    expect(panel).to_have_count(0)
    expect(page.locator(".st-key-tried")).to_contain_text(
        f"Deals closed is {promised.rstrip('.')} now."
    )
    expect(page).to_have_url(re.compile("tried=deals-closed"))
    expect(page.get_by_text("What your last change did")).to_be_visible()

    page.get_by_role("link", name="Go back to my answers").click()
    visit.settle()
    expect(card).to_be_visible()

    box = page.get_by_role("combobox", name="Why is a metric here, or why not?")
    box.click()
    box.fill("NPS")
    page.get_by_role("option", name="NPS (Net Promoter Score)").click()
    visit.settle()
    expect(panel).to_contain_text("but not as a KPI")
    expect(panel).to_contain_text("Rules that came nearest to speaking for it")
    page.keyboard.press("Escape")
    visit.settle()
    expect(panel).to_have_count(0)
    expect(page).not_to_have_url(re.compile("of="))


def test_the_panel_is_reached_by_keyboard_alone_and_by_its_address(visit):
    visit.open(SAMPLE)
    page = visit.page
    way = page.locator(".st-key-headline").get_by_role("radio", name="Whose parts")
    way.focus()
    page.keyboard.press("Enter")
    visit.settle()
    expect(page.get_by_role("dialog")).to_contain_text("Your own part")
    page.reload()
    visit.settle()
    expect(page.get_by_role("dialog")).to_contain_text("Your own part")
