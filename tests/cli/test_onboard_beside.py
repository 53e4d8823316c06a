"""``remit onboard --scorecard``: the guide as it stands beside a scorecard."""

import datetime
import json

import pytest
from icalendar import Calendar

from engine.profile import read_profile
from scorecards.desk import Desk
from scorecards.document import Period
from scorecards.store import open_store


@pytest.fixture
def made(adviser, knowledge, tmp_path, monkeypatch):
    """A scorecard of which one item is ticked off; its id."""
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")
    profile = read_profile({"objectives": ["objective.increase-win-rate"]}, knowledge)
    with open_store() as store:
        desk = Desk(store, adviser, "Ada")
        version = desk.adopt(
            adviser.recommend(profile),
            title="Ada <b>",
            period=Period(start=datetime.date(2027, 1, 1), end=datetime.date(2027, 3, 31)),
            person="Ada",
            token="ada",
        )
        desk.step(desk.open(version.document.id), "done", "task.scope")
    return version.document.id


def test_the_page_says_what_is_done(remit, made):
    done = remit("onboard", "--scorecard", made)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("# First 90 days: Ada \\<b\\>\n")
    assert "- [x] **Write down what you own and what you support**" in done.out


def test_as_data_it_has_every_line_with_its_state(remit, made):
    data = json.loads(remit("onboard", "--scorecard", made, "--format", "json").out)
    states = {line["item"]["id"]: line["state"] for line in data["lines"]}
    assert states["task.scope"] == "done"
    assert states["task.awareness-baseline"] == "open"
    assert data["start"] == "2027-01-01"


def test_the_calendar_has_what_is_open(remit, made):
    out = remit("onboard", "--scorecard", made, "--format", "ics").out
    told = "\n".join(str(each["description"]) for each in Calendar.from_ical(out).walk("VEVENT"))
    assert "- Take a reading of brand awareness" in told
    assert "Write down what you own" not in told
    assert out == remit("onboard", "--scorecard", made, "--format", "ics").out


def test_a_scorecard_that_is_not_there_is_one_line(fault, made):
    assert "nowhere" in fault("onboard", "--scorecard", "nowhere")
