"""Ways through the scorecards: six steps by mouse, by keyboard alone, refused and back."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from engine.profile import read_profile
from knowledge_graph.records import Metric
from scorecards.accountability.steps import to_mend
from scorecards.document import Period, Target
from scorecards.making.adopt import drop
from scorecards.units import is_money
from ui.kept.parts import PARTS

pytestmark = [pytest.mark.browser, pytest.mark.server]

PERIOD = Period(start=datetime.date(2190, 1, 1), end=datetime.date(2190, 3, 31))
"""Far enough ahead that no day on which this is tried lies in it."""
WIN = "metric.win-rate"
MOST_TABS = 150
"""Stops that a page has before one that is looked for; more would be no way for a person."""


@pytest.fixture
def card(keeper, knowledge, request):
    """Adopted with all the data that its KPIs need, and nothing agreed yet: version 1."""
    answers = {
        "objectives": ["objective.increase-win-rate"],
        "alignment": "sales",
        "data_sources": ["crm", "survey-tool", "enablement-platform", "finance"],
        "team_size": 4,
    }
    version = keeper.adopt(
        keeper.adviser.recommend(read_profile(answers, knowledge)),
        title=f"The way of {request.node.name}",
        period=PERIOD,
        person="Anna",
        manager="Cleo",
        token=request.node.name,
    )
    return version.document


def press(visit, name, **options):
    visit.page.get_by_role("button", name=name, **options).first.click()
    visit.settle()


def in_order(visit, number):
    """Wait until the line of progress says so of this step."""
    step = visit.page.get_by_role("button", name=re.compile(rf"^{number}\. .*In order$"))
    expect(step).to_be_visible()


def aim_all_but_win_rate(keeper, id, knowledge):
    """What nobody has to watch: a target for each of the rest."""
    opened = keeper.open(id)
    changed = drop(opened.card, "metric.deals-closed", "Win rate says it.")
    for kpi in changed.kpis:
        metric = knowledge.get(Metric, kpi.metric)
        target = Target(
            baseline=20,
            change="by-relative-percent",
            amount=-5 if metric.direction == "lower-is-better" else 5,
            currency="EUR" if is_money(metric.unit) else None,
            deadline=PERIOD.end,
            set_on=PERIOD.start,
        )
        if kpi.metric != WIN:
            changed = changed.with_kpi(kpi.model_copy(update={"target": target}))
    keeper.save(changed, opened.latest, why="Set targets.")


def sign_all(visit):
    """Each team that is not on the list of signatures yet signs."""
    page = visit.page
    signing = page.get_by_role("button", name=re.compile("^Sign as "))
    signatures = page.get_by_role("button", name=re.compile("^Withdraw for "))
    for count in (1, 2):
        signing.click()
        expect(signatures).to_have_count(count)
        visit.settle()
    expect(signing).to_have_count(0)


def set_win_rate(visit):
    """Its target, in the dialog."""
    page = visit.page
    press(visit, "Set a target")
    dialog = page.get_by_role("dialog", name="Target: Win rate")
    dialog.get_by_role("textbox", name="Baseline").fill("20")
    dialog.get_by_text("By points", exact=True).click()
    visit.settle()
    dialog.get_by_role("textbox", name="Amount").fill("5")
    dialog.get_by_role("button", name="Keep the target").click()
    expect(dialog).to_have_count(0)
    visit.settle()


@pytest.mark.seed("S007")
def test_the_six_steps_are_walked_by_mouse_until_nothing_is_left(visit, keeper, card, knowledge):
    page = visit.page
    visit.open(f"/scorecard?id={card.id}&part=steps")
    expect(page.get_by_text("Step 1 of 6")).to_be_visible()
    press(visit, "Mend it")
    in_order(visit, 1)
    press(visit, "Next")
    expect(page.get_by_text("Step 2 of 6")).to_be_visible()
    press(visit, re.compile("^Mend these"))
    in_order(visit, 2)
    press(visit, "Next")
    expect(page.get_by_text("Step 3 of 6")).to_be_visible()
    sign_all(visit)
    in_order(visit, 3)
    for number in (4, 5, 6):
        press(visit, "Next")
        expect(page.get_by_text(f"Step {number} of 6")).to_be_visible()
    press(visit, "Save the review")
    aim_all_but_win_rate(keeper, card.id, knowledge)
    page.reload()
    visit.settle()
    expect(page.get_by_text("Nothing is left to mend")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^Set targets and change KPIs")).click()
    visit.settle()
    set_win_rate(visit)
    page.get_by_role("radio", name="Step by step").click()
    visit.settle()
    expect(page.get_by_text("Nothing is left to mend")).to_be_visible()
    for number in range(1, 7):
        in_order(visit, number)
    assert to_mend(keeper.findings(keeper.open(card.id))) == ()


def test_a_target_beyond_a_whole_is_refused_and_what_was_typed_stays(visit, card):
    page = visit.page
    visit.open(f"/scorecard?id={card.id}&part=kpis")
    press(visit, "Set a target")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Baseline").fill("20")
    dialog.get_by_text("By points", exact=True).click()
    visit.settle()
    amount = dialog.get_by_role("textbox", name="Amount")
    amount.fill("90")
    dialog.get_by_role("button", name="Keep the target").click()
    visit.settle()
    expect(dialog.get_by_text("This cannot be kept yet")).to_be_visible()
    expect(dialog.get_by_role("textbox", name="Baseline")).to_have_value("20")
    expect(amount).to_have_value("90")
    expect(dialog.get_by_role("radio", name="By points")).to_be_checked()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    visit.settle()
    expect(page.get_by_role("button", name="Set a target").first).to_be_visible()


def tab_to(visit, found):
    """Go on by Tab until this has the focus."""
    for _ in range(MOST_TABS):
        visit.page.keyboard.press("Tab")
        if found.evaluate("each => each.contains(document.activeElement)"):
            return
    pytest.fail(f"no way by Tab to {found}")


def test_the_story_and_the_form_of_a_target_are_reached_by_keyboard_alone(visit, card):
    page = visit.page
    visit.open("/scorecards")
    tab_to(visit, page.get_by_role("link", name=card.title, exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=card.title)).to_be_visible()
    visit.settle()
    expect(page.get_by_role("radio", name="Story")).to_be_checked()

    parts = page.get_by_role("radiogroup", name="Part of the scorecard")
    tab_to(visit, parts)
    for _ in range(list(PARTS).index("kpis")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    visit.settle()
    expect(page.get_by_role("radio", name="KPIs and targets")).to_be_checked()

    button = page.get_by_role("button", name="Set a target").first
    tab_to(visit, button)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=re.compile("^Target: "))
    expect(dialog).to_be_visible()
    visit.settle()
    tab_to(visit, dialog.get_by_role("textbox", name="Baseline"))
    page.keyboard.type("20")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_where_the_sample_is_gone_the_page_says_what_to_do(visit):
    page = visit.page
    visit.open("/scorecards")
    press(visit, "Open the sample company")
    expect(page.get_by_text("8 scorecards of made-up people")).to_be_visible()
    press(visit, "Remove the sample")
    expect(page.get_by_text("Larkspur is gone, with its 8 scorecards.")).to_be_visible()
    expect(page.get_by_role("button", name="Open the sample company")).to_be_visible()
