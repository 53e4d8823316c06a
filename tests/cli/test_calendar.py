"""The command that writes the dates of a scorecard as a calendar file."""

import datetime

import pytest
from icalendar import Calendar

from engine.profile import read_profile
from scorecards.document import Period
from scorecards.making.adopt import adopt
from scorecards.store import open_store

NOON = datetime.datetime(2027, 1, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")


@pytest.fixture
def made(adviser, knowledge):
    """Keep a scorecard whose headline is read in these windows after a launch on 1 February."""

    def made(*windows):
        profile = read_profile({"objectives": ["objective.increase-win-rate"]}, knowledge)
        period = Period(start="2027-01-01", end="2027-03-31")
        found = adviser.recommend(profile)
        card = adopt(found, adviser.graph, id="q1", title="Launch", period=period, person="Ada")
        card = card.with_kpi(card.kpis[0].model_copy(update={"windows": windows}))
        card = card.model_copy(update={"launched_on": datetime.date(2027, 2, 1)})
        with open_store() as store:
            store.create(card, by="Ada", at=NOON)

    return made


@pytest.mark.seed("S027")
def test_the_calendar_file_has_exactly_the_three_read_out_days(made, remit, tmp_path):
    made(5, 10, 30)
    file = tmp_path / "read-outs.ics"
    done = remit("scorecard", "calendar", "q1", "--windows-only", file)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"3 dates in {file}\n"
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    days = [each.decoded("dtstart").isoformat() for each in found]
    assert days == ["2027-02-06", "2027-02-11", "2027-03-03"]


def test_all_dates_and_the_same_bytes_again(made, remit, tmp_path):
    made(5)
    files = [tmp_path / "one.ics", tmp_path / "two.ics"]
    for file in files:
        assert remit("scorecard", "calendar", "q1", file).out.startswith("4 dates in ")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_what_is_wrong_is_one_line(made, fault, tmp_path):
    made()
    said = fault("scorecard", "calendar", "q1", "--windows-only", tmp_path / "x.ics")
    assert "has no launch windows; set the day of the launch and windows" in said
    assert "there is no scorecard" in fault("scorecard", "calendar", "none", tmp_path / "x.ics")
    assert "No such file" in fault("scorecard", "calendar", "q1", tmp_path / "no" / "x.ics")


def test_one_file_holds_the_dates_of_all_scorecards(made, remit, tmp_path):
    made(5, 10, 30)
    file = tmp_path / "all.ics"
    done = remit("calendar", file)
    assert (done.code, done.err, done.out) == (0, "", f"5 dates in {file}\n")
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(each["summary"]) for each in found][-1] == "The period ends (Launch)"
    first = file.read_bytes()
    remit("calendar", file)
    assert file.read_bytes() == first


def test_only_what_concerns_a_person(made, remit, tmp_path):
    made(5)
    assert remit("calendar", "--mine", "Ada", tmp_path / "ada.ics").code == 0
    done = remit("calendar", "--mine", "Bo", tmp_path / "bo.ics")
    assert done.code == 2
    assert done.err == "remit: no scorecard is for Bo, nor managed or reviewed by them\n"
    assert not (tmp_path / "bo.ics").exists()


def test_where_nothing_is_kept_the_way_on_is_told(remit, tmp_path):
    done = remit("calendar", tmp_path / "none.ics")
    assert (done.code, done.out) == (2, "")
    assert "`remit sample open` adds some" in done.err
