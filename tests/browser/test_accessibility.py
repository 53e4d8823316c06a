"""Every page against the rules of WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scorecards.sample.opening import close_sample, open_sample
from ui.kept.parts import PARTS

pytestmark = [pytest.mark.browser, pytest.mark.server]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
EXPLAINED = "/design?objectives=increase-win-rate&motion=sales-led&phase=get-set"
PAGES = (
    "/",
    "/design",
    "/design?objectives=increase-win-rate,reduce-churn&alignment=balanced&stage=growth&phase=grow",
    f"{EXPLAINED}&of=win-rate&explain=why",
    f"{EXPLAINED}&of=win-rate&explain=how",
    f"{EXPLAINED}&of=win-rate&explain=change",
    f"{EXPLAINED}&of=win-rate&explain=firm",
    f"{EXPLAINED}&of=win-rate&explain=follows",
    f"{EXPLAINED}&of=win-rate&explain=dissent",
    f"{EXPLAINED}&of=win-rate&explain=contract",
    f"{EXPLAINED}&of=product-adoption-rate&explain=why",
    f"{EXPLAINED}&other=objectives%3Dreduce-churn",
    f"{EXPLAINED}&tried=nps",
    "/learn?phase=define",
    "/review",
    "/catalogue",
    "/catalogue?team=sales&part=leads",
    "/catalogue?view=matrix",
    "/catalogue?q=wni%20rate",
    "/catalogue?id=metric.win-rate",
    "/catalogue?id=dispute.kpi-count",
    "/catalogue?id=source.metrics-framework",
    "/rules",
    "/rules?id=SEL-110",
)


def violations(visit):
    """What axe finds on the page as it stands, in light and in dark."""
    told = []
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        visit.settle()
        for each in Axe().run(visit.page, options=RULES).response["violations"]:
            told += [
                f"{visit.page.url} {scheme} {each['id']}: {node['target']} "
                f"{node.get('failureSummary', '')}"
                for node in each["nodes"]
            ]
    return told


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_violation(visit, path):
    visit.open(path)
    told = violations(visit)
    assert not told, "\n".join(told)


@pytest.fixture
def sample(keeper):
    """The made-up company is open; gives the id of one of its scorecards by how it ends."""
    open_sample(keeper)
    ids = sorted(each.id for each in keeper.cards() if each.sample)
    yield lambda end: next(each for each in ids if each.endswith(end))
    close_sample(keeper)


def narrow(visit):
    """Whether everything stands within the width of the window."""
    main = visit.page.get_by_test_id("stMain")
    return main.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_no_part_of_a_scorecard_has_a_violation(visit, sample):
    """Of one that has launch windows, a factor and findings; of another its initiative and file."""
    first, other = sample("ben-ended"), sample("ana-ended")
    told = []
    shown = [(first, part) for part in PARTS] + [(other, "contract"), (other, "readings")]
    for id, part in shown:
        visit.open(f"/scorecard?id={id}&part={part}")
        named = re.compile(f"{PARTS[part].title}$")
        assert visit.page.get_by_role("radio", name=named).first.is_checked()
        if not narrow(visit):
            told.append(f"{part} is wider than the window")
        told += violations(visit)
    assert not told, "\n".join(told)


def test_no_list_of_scorecards_has_a_violation(visit, sample):
    told = []
    for path in ("/", "/scorecards"):
        visit.open(path)
        expect(visit.page.get_by_text("Ben at Larkspur").first).to_be_visible()
        if not narrow(visit):
            told.append(f"{path} is wider than the window")
        told += violations(visit)
    assert not told, "\n".join(told)


@pytest.mark.parametrize("clashes", [True, False])
def test_the_choice_between_two_versions_has_no_violation(visit, sample, keeper, clashes):
    """A person changes the title while somebody else changes it too, or another thing."""
    opened = keeper.open(sample("ana-running"))
    visit.open(f"/scorecard?id={opened.id}&part=kpis")
    visit.page.get_by_text("Settings", exact=True).click()
    visit.page.get_by_role("textbox", name="Title").fill("Mine")
    update = {"title": "Theirs"} if clashes else {"spending": "Less of it."}
    keeper.save(opened.card.model_copy(update=update), opened.latest, why="In between.")
    visit.page.get_by_role("button", name="Keep the settings").click()
    visit.settle()
    expect(visit.page.get_by_text("Two people changed this scorecard")).to_be_visible()
    told = violations(visit)
    assert not told, "\n".join(told)
