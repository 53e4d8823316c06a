"""The exported page in a real browser, as somebody opens it from a mail."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe

from engine.profile import read_profile
from scorecards.desk import Opened, alone
from scorecards.document import Period, Reading, Target
from scorecards.exports import Matter, export
from scorecards.making.adopt import adopt
from scorecards.review import Review, content_digest
from scorecards.store import Version

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
NOON = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)
ATTACK = '<img src="https://evil.example/x.png" onerror="document.title=1"><b>bold</b>'


@pytest.fixture(scope="module")
def page_file(adviser, knowledge, tmp_path_factory):
    answers = {"objectives": ["objective.increase-win-rate"], "alignment": "sales"}
    card = adopt(
        adviser.recommend(read_profile(answers, knowledge)),
        adviser.graph,
        id="q1",
        title=ATTACK,
        period=Period(start=datetime.date(2027, 1, 1), end=datetime.date(2027, 3, 31)),
        person=ATTACK[:100],
    )
    target = Target(
        baseline=20,
        change="by-points",
        amount=5,
        deadline=card.period.end,
        set_on=card.period.start,
    )
    card = card.with_kpi(card.kpi("metric.win-rate").model_copy(update={"target": target}))
    readings = tuple(
        Reading(
            id=f"r{n}",
            scorecard="q1",
            metric="metric.win-rate",
            taken_on=datetime.date(2027, 1, 5 + 7 * n),
            value=Decimal(20 + n),
            by="Ben",
            at=NOON,
        )
        for n in range(4)
    )
    version = Version(scorecard="q1", number=1, by="Ann", at=NOON, why="", document=card)
    opened = Opened(
        version=version,
        latest=1,
        readings=readings,
        today=NOON.date(),
        member=alone("Ann"),
        stands=frozenset({"everybody"}),
        review=Review(),
        content=content_digest(card),
    )
    matter = Matter(opened, (), ())
    file = tmp_path_factory.mktemp("carried") / "scorecard.html"
    file.write_bytes(export(matter, adviser, "html"))
    return file


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fetches_nothing_runs_nothing_and_can_be_read_by_all(browser, page_file, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(page_file.as_uri())
    assert asked == [page_file.as_uri()]
    assert wrong == []
    assert page.title().startswith('<img src="https://evil.example')
    assert page.locator("img, script, b").count() == 0
    assert page.get_by_role("heading", name="Win rate", exact=True).count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
    context.close()
