"""A manager's way with a scorecard: design, adopt, target, mend, read, tell, take along."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re

import pypdf
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]


def press(visit, name, **options):
    visit.page.get_by_role("button", name=name, **options).click()
    visit.settle()


def part(visit, name):
    visit.page.get_by_role("radio", name=re.compile(name)).click()
    visit.settle()


def choose(visit, name, option):
    visit.page.get_by_role("combobox", name=name).click()
    visit.page.get_by_role("option", name=option, exact=True).click()
    visit.settle()


def adopt(visit, title, person="Anna"):
    """From the empty form to a scorecard with an address of its own."""
    visit.open("/design")
    page = visit.page
    box = page.get_by_role("combobox", name="What does the business want from this role?")
    box.click()
    box.fill("win rate")
    page.get_by_role("option", name="Increase the win rate").click()
    page.keyboard.press("Escape")
    visit.settle()
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("textbox", name="Person").fill(person)
    page.get_by_role("button", name="Adopt", exact=True).dblclick()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    visit.settle()
    expect(page).to_have_url(re.compile(r"/scorecard\?id=\w+"))
    return re.search(r"id=(\w+)", page.url)[1]


def download(visit, name):
    with visit.page.expect_download() as found:
        visit.page.get_by_role("button", name=name, exact=True).click()
    return found.value.path().read_bytes()


def aims(visit, id):
    """A target that cannot be is refused with the reason, and what was typed stays."""
    page = visit.page
    visit.open(f"/scorecard?id={id}&part=kpis")
    page.get_by_role("button", name="Set a target").first.click()
    visit.settle()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Baseline").fill("20")
    dialog.get_by_text("by points", exact=False).first.click()
    visit.settle()
    amount = dialog.get_by_role("textbox", name="Amount")
    amount.fill("-5")
    dialog.get_by_role("button", name="Keep the target").click()
    visit.settle()
    expect(dialog.get_by_role("alert").first).to_be_visible()
    expect(dialog.get_by_role("textbox", name="Baseline")).to_have_value("20")
    expect(amount).to_have_value("-5")
    amount.fill("5")
    dialog.get_by_role("button", name="Keep the target").click()
    expect(dialog).to_have_count(0)
    visit.settle()
    expect(page.get_by_text("from 20 percent to 25 percent").first).to_be_visible()


def mends(visit, id):
    """What one click can mend says first what it does, and is gone after it."""
    page = visit.page
    visit.open(f"/scorecard?id={id}&part=findings")
    buttons = page.get_by_role("button", name="Mend", exact=True)
    expect(buttons.first).to_be_visible()
    left = buttons.count()
    buttons.first.click()
    visit.settle()
    expect(page.get_by_text(re.compile(r"Saved as version \d")).first).to_be_visible()
    expect(buttons).to_have_count(left - 1)


def uploads(visit, id):
    """The template of this scorecard, filled in, looked at, kept."""
    page = visit.page
    visit.open(f"/scorecard?id={id}&part=readings")
    page.get_by_role("tab", name="Upload a file").click()
    visit.settle()
    template = download(visit, "Template for this scorecard").decode("utf-8-sig")
    names, rows = next(csv.reader(io.StringIO(template))), []
    today = datetime.date.today()
    for days, value in ((2, "20.5"), (1, "21"), (0, "22")):
        row = dict.fromkeys(names, "")
        row |= {"metric": "Win rate", "value": value}
        row["day"] = str(today - datetime.timedelta(days=days))
        rows.append([row[name] for name in names])
    filled = io.StringIO()
    csv.writer(filled).writerows([names, *rows])
    page.locator("input[type=file][accept*=xlsx]").set_input_files(
        {"name": "win.csv", "mimeType": "text/csv", "buffer": filled.getvalue().encode()}
    )
    visit.settle()
    press(visit, "Keep 3 readings")
    expect(page.get_by_text("Kept 3 readings from win.csv.")).to_be_visible()


@pytest.mark.seed("S135")
def test_a_manager_designs_adopts_targets_mends_reads_and_takes_it_along(visit, request):
    page, title = visit.page, f"Flow {request.node.callspec.id}"
    id = adopt(visit, title)
    visit.open("/scorecards")
    expect(page.get_by_role("link", name=title, exact=True)).to_have_count(1)
    aims(visit, id)
    mends(visit, id)
    uploads(visit, id)
    part(visit, "Story")
    expect(page.get_by_text(re.compile("Win rate is at 22 percent")).first).to_be_visible()
    page.reload()
    visit.settle()
    expect(page.get_by_text(re.compile("Win rate is at 22 percent")).first).to_be_visible()

    visit.open(f"/scorecard?id={id}&part=export")
    reader = pypdf.PdfReader(io.BytesIO(download(visit, "Download PDF to print")))
    first = reader.pages[0].extract_text()
    assert title in first
    assert "Win rate" in first
    whole = json.loads(download(visit, "Download JSON"))
    assert [each["value"] for each in whole["readings"]] == ["20.5", "21", "22"]


def test_two_people_change_one_scorecard_and_the_second_chooses(visit, request):
    page, title = visit.page, f"Two {request.node.callspec.id}"
    id = adopt(visit, title)
    visit.open(f"/scorecard?id={id}&part=findings")
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/scorecard?id={id}&part=findings")
    expect(other.get_by_role("button", name="Mend", exact=True).first).to_be_visible()
    mine = page.get_by_role("button", name="Mend", exact=True)
    mine.first.click()
    visit.settle()
    expect(page.get_by_text(re.compile(r"Saved as version 2")).first).to_be_visible()
    other.get_by_role("button", name="Mend", exact=True).last.click()
    expect(other.get_by_text("Two people changed this scorecard")).to_be_visible()
    other.get_by_role("button", name=re.compile("^(Keep|Save) both")).click()
    expect(other.get_by_text(re.compile(r"Saved as version 3")).first).to_be_visible()
    other.close()
    visit.open(f"/scorecard?id={id}&part=versions")
    expect(page.get_by_text("Version 3").first).to_be_visible()


def test_the_made_up_company_opens_and_goes_with_one_click_each(visit):
    page = visit.page
    visit.open("/scorecards")
    press(visit, "Open the sample company")
    expect(page.get_by_text("Larkspur does not exist")).to_be_visible()
    page.get_by_role("link", name=re.compile("Ben at Larkspur")).first.click()
    visit.settle()
    expect(page.get_by_role("heading", name=re.compile("Ben at Larkspur")).first).to_be_visible()
    visit.open("/scorecards")
    press(visit, "Remove the sample")
    expect(page.get_by_text("Larkspur does not exist")).to_have_count(0)
