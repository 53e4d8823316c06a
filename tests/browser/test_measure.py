"""Measuring in a real browser: two instruments by file, the result, and where it is kept."""

import datetime

import pytest
from playwright.sync_api import expect

from engine.profile import read_profile
from knowledge_graph.load import load
from scorecards.document import Period
from scorecards.instruments import measured, template
from scorecards.making.adopt import add

pytestmark = [pytest.mark.browser, pytest.mark.server]

PERIOD = Period(start=datetime.date(2190, 1, 1), end=datetime.date(2190, 3, 31))
NPS = "respondent,score,segment\n" + "".join(
    f"r{n},{score},big\n" for n, score in enumerate((10, 9, 9, 10, 9, 7, 8, 3, 10, 6))
)
WIN_LOSS = "deal,closed_on,outcome,interview\n" + "".join(
    f"d{n},2026-01-{n + 1:02},{'won' if n % 2 else 'lost'},yes\n" for n in range(8)
)
JOURNEYS = {
    "nps": ("metric.nps", NPS, "NPS", "Net Promoter Score"),
    "win-loss": ("metric.win-rate", WIN_LOSS, "Win rate", "Win rate"),
}
THERE = {each.measure.short for each in measured(load())}


@pytest.fixture
def card(keeper, knowledge, request):
    answers = {"objectives": ["objective.increase-win-rate"], "alignment": "sales"}
    version = keeper.adopt(
        keeper.adviser.recommend(read_profile(answers, knowledge)),
        title=f"Measured by {request.node.name}",
        period=PERIOD,
        person="Anna",
        token=request.node.name,
    )
    card = add(version.document, "metric.nps", "monitor", "Asked for.", keeper.adviser.graph)
    return keeper.save(card, 1, why="NPS.").document


@pytest.mark.parametrize("short", [each for each in JOURNEYS if each in THERE])
def test_a_file_is_worked_out_kept_and_stands_among_the_readings(visit, keeper, card, short):
    metric, content, figure, label = JOURNEYS[short]
    page = visit.page
    visit.open(f"/scorecard?id={card.id}&part=readings")
    page.locator(f'a[href*="instrument={short}&scorecard={card.id}"]').first.click()
    visit.settle()
    page.wait_for_url(f"**/measure?instrument={short}&scorecard={card.id}")
    file = {"name": "wave.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_test_id("stMetricLabel").get_by_text(figure, exact=True).wait_for()
    visit.settle()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Keep").click()
    visit.settle()
    expect(page.get_by_text(f"Kept on {card.title}")).to_be_visible()
    kept = [each for each in keeper.open(card.id).readings if each.metric == metric]
    assert len(kept) == 1
    page.get_by_role("link", name="See the readings of this scorecard").click()
    visit.settle()
    read = page.locator(f".st-key-read_{metric.replace('.', '_').replace('-', '_')}")
    expect(read.get_by_role("heading", name=label, exact=True)).to_be_visible()
    expect(read).to_contain_text("file " + short)


def test_mistakes_are_shown_and_a_mended_file_is_worked_out(visit):
    page = visit.page
    visit.open("/measure?instrument=nps")
    chosen = page.locator("input[type=file]")
    wrong = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"respondent,score\na,11\n"}
    chosen.set_input_files(wrong)
    page.get_by_text("row 2, score").wait_for()
    visit.settle()
    with page.expect_download() as download:
        page.get_by_role("button", name="Template (CSV)").click()
    instrument = next(each for each in measured(load()) if each.measure.short == "nps")
    assert download.value.path().read_text() == template(instrument.measure)
    mended = {"name": "b.csv", "mimeType": "text/csv", "buffer": download.value.path().read_bytes()}
    chosen.set_input_files(mended)
    page.get_by_test_id("stMetric").first.wait_for()
    visit.settle()
