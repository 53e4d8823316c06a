"""What a KPI needs before it can be trusted: definitions, a source, a first survey, a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scorecards.document import Settled
from scorecards.making.adopt import add
from tests.ui.test_aims import Page

WIN, CONFIDENCE = "metric.win-rate", "metric.sales-confidence"
PIPELINE, MARKETS, STUDIES = (
    "metric.pipeline-generated",
    "metric.new-markets",
    "metric.case-studies",
)
MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 12)


@pytest.fixture
def page(visit, desk, adopted):
    """Open the part with one more KPI, or after another change."""

    def page(metric="", change=lambda card: card):
        card = adopted
        if metric:
            card = add(card, metric, "supporting", "We want it.", desk.adviser.graph)
        changed = change(card)
        if changed != adopted:
            desk.save(changed, 1, why="For the test.")
        return Page(visit("scorecard", id=adopted.id, part="kpis"), desk, adopted.id)

    return page


def plain(said):
    """As it is read, without what keeps Markdown from formatting it."""
    return said.replace("\\", "")


def launch(card):
    return card.model_copy(update={"launched_on": MARCH})


def answer(page, number, text):
    page.app.text_area(key=page.key(f"settled_{number}")).set_value(text)


@pytest.mark.seed("S041")
def test_what_pipeline_means_here_is_asked_and_then_stands_at_the_kpi(page, read):
    page = page(PIPELINE)
    assert "To define] stage at which a deal counts, currency and period." in read(page.app)
    page.open("settle", PIPELINE)
    for number, text in enumerate(("A demo was *held*", "EUR", "Calendar quarter")):
        answer(page, number, text)
    page.keep()
    assert page.card.kpi(PIPELINE).settled[1] == Settled(what="currency", says="EUR")
    said = read(page.app)
    assert r"Stage at which a deal counts: A demo was \*held\*" in said
    assert "To define] stage" not in said


@pytest.mark.seed("S110")
def test_new_markets_open_when_the_base_is_ticked_off_and_the_analysts_are_named(page, read):
    page = page(MARKETS)
    assert (
        "Not open yet] Needs a firm base in the present segments and a talk with analysts."
        in read(page.app)
    )
    page.open("settle", MARKETS)
    answer(page, 0, "Nine of ten renew in both segments")
    answer(page, 1, "Ina Ross of Norve, 3 Feb 2027: logistics first")
    answer(page, 2, "First three customers")
    page.keep()
    said = plain(read(page.app))
    assert "Not open yet" not in said
    assert "A talk with analysts: Ina Ross of Norve, 3 Feb 2027: logistics first" in said


@pytest.mark.seed("S160")
def test_a_kpi_names_its_system_or_is_not_measurable_yet(page, read, desk):
    page = page()
    said = plain(read(page.app))
    named = [kpi for kpi in page.card.kpis if kpi.source]
    assert said.count("Source: CRM") == len(named) > 0
    record = desk.adviser.knowledge.records
    lacking = [kpi for kpi in page.card.kpis if kpi.source is None and record[kpi.metric].needs]
    assert lacking
    assert said.count("Not measurable yet] No data source is named.") == len(lacking)


@pytest.mark.seed("S134")
def test_what_keeps_it_a_draft_is_told_where_it_is_sent_to_review(page, visit, read, desk):
    id = page().id
    app = visit("scorecard", id=id, part="review")
    for number, each in enumerate(app.text_input):
        if "(shares" in each.label or each.label.startswith("Product marketing"):
            each.input(f"Somebody {number}")
    next(each for each in app.button if each.label == "Send it to review").click().run()
    assert "no data source is named, so it cannot be measured yet" in read(app)
    assert desk.open(id).review.status == "draft"


@pytest.mark.seed("S091")
def test_the_first_survey_stands_ninety_days_before_the_launch_and_can_be_planned(
    page, visit, read
):
    page = page(change=launch)
    assert "first read 90 days before the launch" in read(page.app)
    dates = visit("scorecard", id=page.id, part="dates").table[0].value
    listed = dict(zip(dates["What"], dates["Day"], strict=True))
    assert listed["First survey: Sales confidence"] == "1 Dec 2026"
    page.open("target", CONFIDENCE)
    page.app.number_input(key=page.key("before_launch")).set_value(60)
    page.app.button(key=page.key("only")).click().run()
    assert page.card.kpi(CONFIDENCE).before_launch == 60
    warned = read(visit("scorecard", id=page.id, part="findings"))
    assert "is planned 60 days before the launch; 90 leave time to act on it" in warned


@pytest.mark.seed("S088")
def test_a_launch_moves_with_its_reason_which_stays_in_the_history(page, visit, read):
    page = page(change=launch)
    app, at = page.app, f"{page.id}_2"
    app.date_input(key=f"set_launched_on_{at}").set_value(APRIL)
    app.button(key=f"settings_keep_{at}").click().run()
    assert "say in a sentence why" in read(app)
    assert page.card.launched_on == MARCH
    app.text_input(key=f"set_launch_why_{at}").set_value("Two beta testers could not set it up.")
    app.button(key=f"settings_keep_{at}").click().run()
    assert (page.card.launched_on, page.number) == (APRIL, 3)
    said = plain(read(visit("scorecard", id=page.id, part="versions")))
    assert "Moved the launch: Two beta testers could not set it up." in said


@pytest.mark.seed("S108")
def test_case_studies_start_from_the_example_of_the_source(page, desk):
    page = page(STUDIES).open("target", STUDIES)
    page.app.button(key=page.key("example")).click().run()
    page.text(baseline="10").keep()
    target = page.card.kpi(STUDIES).target
    assert (target.change, int(target.amount)) == ("by-relative-percent", 20)
    after = 3 * ((desk.today.month - 1) // 3) + 6  # months until the next quarter is over
    first = date(desk.today.year + after // 12, after % 12 + 1, 1)
    assert target.deadline == first - timedelta(days=1)
