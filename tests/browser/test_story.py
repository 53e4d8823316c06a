"""The story of a scorecard in a browser: on paper, by keyboard, and for everybody."""

import datetime

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from engine.profile import read_profile
from scorecards.desk import Desk
from scorecards.document import Period, Reading, Target
from scorecards.making.adopt import add
from scorecards.store import open_store
from scorecards.store.database import location

pytestmark = [pytest.mark.browser, pytest.mark.server]

NOW = datetime.datetime.now(datetime.UTC)
WIN = "metric.win-rate"


MONTHLY = ("metric.arr", "metric.mrr", "metric.churn-rate")
START = NOW.date() - datetime.timedelta(days=60)


@pytest.fixture
def kept(server, adviser, knowledge, request):
    """Keep a scorecard that watches these metrics too; every KPI in it has readings."""

    def kept(*metrics):
        file = server.log.with_name("remit.sqlite")
        answers = {"objectives": ["objective.increase-win-rate"], "alignment": "sales"}
        with open_store(location({"REMIT_DATABASE_URL": f"sqlite:///{file}"})) as store:
            desk = Desk(store, adviser, "Mara")
            version = desk.adopt(
                adviser.recommend(read_profile(answers, knowledge)),
                title="Anna, this quarter",
                period=Period(start=START, end=START + datetime.timedelta(days=90)),
                person="Anna",
                token=request.node.name,
            )
            card = version.document
            for metric in metrics:
                card = add(card, metric, "monitor", "Looked at every month.", adviser.graph)
            card = aimed(card)
            desk.save(card, 1, why="A target.")
            for kpi in card.kpis:
                read(store, card, kpi.metric)
        return card.id

    return kept


def aimed(card):
    """Win rate with a target, read in windows too."""
    target = Target(
        baseline=20, change="by-points", amount=5, deadline=card.period.end, set_on=START
    )
    windows = {"target": target, "windows": (5, 10, 30)}
    card = card.with_kpi(card.kpi(WIN).model_copy(update=windows))
    return card.model_copy(update={"launched_on": START})


def read(store, card, metric):
    for number, value in enumerate((20, 21, 22, 23)):
        day = START + datetime.timedelta(days=14 * number)
        fields = {"id": f"{card.id}-{metric[7:]}-{number}", "scorecard": card.id}
        fields |= {"metric": metric, "taken_on": day, "value": value, "by": "Mara", "at": NOW}
        store.add_reading(Reading(**fields))


@pytest.fixture
def story(kept):
    return kept(*MONTHLY)


@pytest.mark.seed("S135")
@pytest.mark.parametrize("more", [MONTHLY[:1], MONTHLY])
def test_the_story_prints_to_one_page(more, visit, kept, tmp_path):
    visit.open(f"/scorecard?id={kept(*more)}&part=story")
    visit.page.wait_for_selector("[role=graphics-document]")
    file = tmp_path / "story.pdf"
    visit.page.pdf(path=str(file), prefer_css_page_size=True, print_background=True)
    pages = PdfReader(file).pages
    assert len(pages) == 1
    said = " ".join(pages[0].extract_text().split())
    assert "Win rate is at 23 percent; the target is 25 percent" in said
    assert "Bottom line. Win rate" in said


@pytest.mark.seed("S135")
def test_the_figures_behind_a_chart_open_by_keyboard(visit, story):
    visit.open(f"/scorecard?id={story}&part=story")
    for _ in range(80):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    visit.page.keyboard.press("Enter")
    visit.settle()
    expect(visit.page.get_by_role("cell", name="23%").first).to_be_visible()
    chart = visit.page.locator("[role=graphics-document]").first
    assert "Target: 25 percent" in chart.get_attribute("aria-label")
