"""``remit onboard`` and ``remit plan``: the first weeks of one role, and several side by side."""

import datetime
import json

import pytest
from icalendar import Calendar

SELLING = "objectives: [increase-win-rate, enable-sales]\nalignment: sales\nphase: get-set\n"
MESSAGES = "objectives: [improve-messaging]\nfocus: messaging\n"
WORDS = "objectives: [improve-messaging]\n"


@pytest.fixture
def guide(remit, profile):
    done = remit("onboard", profile(SELLING))
    assert (done.code, done.err) == (0, "")
    return done.out


def section(guide, title, level="##"):
    """The lines below a heading, up to the next of its kind."""
    lines = guide.splitlines()
    start = lines.index(f"{level} {title}") + 1
    end = next(
        (at for at in range(start, len(lines)) if lines[at].startswith(("# ", "## ", level + " "))),
        len(lines),
    )
    return [line for line in lines[start:end] if line]


def test_the_guide_is_markdown_with_its_sections_in_order(guide):
    assert guide.startswith("# ")
    assert [line[3:] for line in guide.splitlines() if line.startswith("## ")] == [
        "What you answer for",
        "Your first 90 days",
        "Take these baselines first",
        "Whom to meet",
        "The cycle",
        "Every month, in every phase",
        "Worth doing",
    ]


def test_the_baselines_are_those_of_the_discover_phase_in_their_order(guide, knowledge):
    lines = section(guide, "Take these baselines first")
    assert [line.split("**")[1] for line in lines] == [
        knowledge.label("metric.win-rate"),
        knowledge.label("metric.nps"),
        knowledge.label("metric.google-trends"),
        knowledge.label("metric.brand-awareness"),
        knowledge.label("metric.customer-lifetime-value"),
    ]
    assert all("[sourced: Discover grid, row" in line for line in lines)


def test_the_five_phases_follow_each_other_and_the_present_one_is_marked(guide):
    assert [line[4:] for line in guide.splitlines() if line.startswith("### ")] == [
        "By day 30",
        "By day 60",
        "By day 90",
        "Discover",
        "Strategize",
        "Define",
        "Get set (you are here)",
        "Grow",
    ]
    assert "Next: Discover." in section(guide, "Grow", "###")[0]
    assert any("(wave 2)" in line for line in section(guide, "Get set (you are here)", "###"))


def test_the_guide_says_whom_to_meet_because_of_what(guide):
    lines = section(guide, "Whom to meet")
    assert any(line.startswith("- **Sales**, because of") for line in lines)
    assert not any("**Product marketing**" in line for line in lines)


def test_the_monthly_list_is_there_whatever_the_role(guide, remit, profile):
    other = remit("onboard", profile("focus: pricing\n")).out
    for each in (guide, other):
        assert len(section(each, "Every month, in every phase")) == 4


def test_the_guide_names_the_kpis_of_the_recommendation(guide, remit, profile, knowledge):
    answer = json.loads(remit("recommend", profile(SELLING), "--format", "json").out)
    named = [line.split("**")[1] for line in section(guide, "What you answer for")]
    assert named == [kpi["label"] for kpi in answer["kpis"]]
    assert "(headline)" in section(guide, "What you answer for")[0]


def test_a_guide_can_be_asked_for_on_standard_input(guide, remit):
    assert remit("onboard", "-", stdin=SELLING.encode()).out == guide


def test_the_guide_as_data_has_the_plan_and_all_that_the_page_has(remit, profile, guide):
    path = profile(SELLING)
    data = json.loads(remit("onboard", path, "--format", "json").out)
    assert [item["do"] for item in data["plan"]] == [
        line.split("**")[1]
        for by_day in (30, 60, 90)
        for line in section(guide, f"By day {by_day}", "###")
    ]
    for part, title in (
        ("kpis", "What you answer for"),
        ("baselines", "Take these baselines first"),
        ("meetings", "Whom to meet"),
        ("monthly", "Every month, in every phase"),
        ("advice", "Worth doing"),
    ):
        lines = [line for line in section(guide, title) if line.startswith("- ")]
        assert len(lines) == len(data[part]) > 0, part
    assert [each["label"] for each in data["phases"]] == [
        line[4:].partition(" (")[0]
        for line in guide.splitlines()
        if line.startswith("### ") and not line.startswith("### By day")
    ]
    assert all(item["last_day"] is None for item in data["plan"])
    dated = json.loads(remit("onboard", path, "--format", "json", "--start", "2027-01-11").out)
    days = {item["by_day"]: item["last_day"] for item in dated["plan"]}
    assert days == {30: "2027-02-09", 60: "2027-03-11", 90: "2027-04-10"}


def test_the_calendar_is_the_same_for_the_same_first_day(remit, profile):
    path = profile(SELLING)
    one = remit("onboard", path, "--format", "ics", "--start", "2027-01-11").out
    assert one == remit("onboard", path, "--format", "ics", "--start", "2027-01-11").out
    events = Calendar.from_ical(one).walk("VEVENT")
    assert {each["dtstart"].dt.isoformat() for each in events} == {
        "2027-02-09", "2027-03-11", "2027-04-10"
    }  # fmt: skip
    assert len({each["uid"] for each in events}) == len(events)
    told = "\n".join(str(each["description"]) for each in events)
    assert "- Take a reading of brand awareness" in told


def test_without_a_first_day_a_calendar_begins_today(remit, profile):
    around = [datetime.datetime.now(datetime.UTC).date()]
    found = remit("onboard", profile(SELLING), "--format", "ics")
    around.append(datetime.datetime.now(datetime.UTC).date())
    assert (found.code, found.err) == (0, "")
    first = min(each["dtstart"].dt for each in Calendar.from_ical(found.out).walk("VEVENT"))
    assert first - datetime.timedelta(days=29) in around


@pytest.mark.parametrize(
    ("day", "said"), [("soon", "`soon` is no day"), ("1999-01-01", "is out of reach")]
)
def test_a_first_day_that_is_none_is_refused(fault, profile, day, said):
    assert said in fault("onboard", profile(SELLING), "--start", day)


def test_a_guide_is_for_a_profile_or_for_a_scorecard(fault, profile):
    assert "--scorecard" in fault("onboard")
    assert "--scorecard" in fault("onboard", profile(SELLING), "--scorecard", "x")
    assert "leave out --start" in fault("onboard", "--scorecard", "x", "--start", "2027-01-11")


@pytest.fixture
def planned(remit, profile):
    paths = [
        profile(SELLING, "ada.yaml"),
        profile(MESSAGES, "bo.yaml"),
        profile(WORDS, "cy.yaml"),
    ]

    def run(*args):
        done = remit("plan", *paths, *args)
        assert (done.code, done.err) == (0, "")
        return done.out

    return run


def test_a_plan_names_every_kpi_that_two_hold_directly(planned, remit, profile):
    plan = json.loads(planned("--format", "json"))
    direct = {}
    for name, text in (("ada", SELLING), ("bo", MESSAGES), ("cy", WORDS)):
        answer = json.loads(remit("recommend", profile(text), "--format", "json").out)
        for kpi in answer["kpis"]:
            if kpi["accountability"]["kind"] == "direct":
                direct.setdefault(kpi["metric"], []).append(name)
    twice = {metric: names for metric, names in direct.items() if len(names) > 1}
    assert "metric.message-quality" in twice
    assert {each["metric"]: each["people"] for each in plan["overlaps"]} == twice


def test_a_plan_says_which_objectives_are_covered_and_which_nobody_has(planned, knowledge):
    plan = json.loads(planned("--format", "json"))
    assert {each["objective"]: each["people"] for each in plan["coverage"]} == {
        "objective.increase-win-rate": ["ada"],
        "objective.enable-sales": ["ada"],
        "objective.improve-messaging": ["bo", "cy"],
    }
    covered = {each["objective"] for each in plan["coverage"]}
    every = {each for each in knowledge.records if each.startswith("objective.")}
    assert set(plan["uncovered"]) == every - covered
    for each in plan["coverage"]:
        assert each["kpis"]


def test_a_plan_counts_what_everybody_carries(planned):
    plan = json.loads(planned("--format", "json"))
    assert [each["person"] for each in plan["loads"]] == ["ada", "bo", "cy"]
    for load in plan["loads"]:
        kinds = load["direct"] + load["shared"] + load["contributing"] + load["unstated"]
        assert load["kpis"] == kinds > 0
        assert load["headline"]


def test_a_plan_as_a_table_has_its_parts_within_a_hundred_columns(planned):
    table = planned()
    assert max(map(len, table.splitlines())) <= 100
    for part in ("Covered", "Nobody has", "Held as direct by more than one"):
        assert f"\n{part}" in table
    for person in ("ada", "bo", "cy"):
        assert person in table


def test_two_profiles_of_one_name_are_told_apart(remit, profile, tmp_path):
    (tmp_path / "other").mkdir()
    paths = [profile(SELLING, "ada.yaml"), profile(MESSAGES, "other/ada.yaml")]
    plan = json.loads(remit("plan", *paths, "--format", "json").out)
    assert [each["person"] for each in plan["loads"]] == [f"ada ({path})" for path in paths]


def test_a_plan_may_take_one_profile_from_standard_input(remit, profile):
    done = remit(
        "plan", profile(SELLING, "ada.yaml"), "-", "--format", "json", stdin=WORDS.encode()
    )
    assert [each["person"] for each in json.loads(done.out)["loads"]] == ["ada", "stdin"]
