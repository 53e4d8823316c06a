"""Measuring in the app: choose, enter, see the result, keep it."""

import datetime
import re

import pytest

from knowledge_graph.load import load
from scorecards.desk.base import Base
from scorecards.document import Target
from scorecards.instruments import Table, measured, template, work_out
from scorecards.instruments import read as read_file
from scorecards.instruments.calculations import CALCULATIONS
from scorecards.instruments.catalogue import feeding
from scorecards.making.adopt import add
from scorecards.rights import Member
from ui import door
from ui.parts.wording import escape

EVERY = {each.measure.short: each for each in measured(load())}
OURS = [short for short, each in EVERY.items() if not each.measure.export]
FEEDING = [short for short in OURS if feeding(EVERY[short])]
TOO_LITTLE = {"asset-usage", "clv", "persona-register", "review-count", "sign-up"}
"""One row of example is too little to work out what these feed."""
GOOD = b"respondent,score,segment\na,10,big\nb,9,big\nc,2,small\n"


def field(kind, label):
    return next(each for each in kind if each.label.startswith(label))


def links(app):
    """The words of the links to instruments."""
    found = (each.proto for each in app.get("page_link"))
    return {
        re.sub(r"[\\*]", "", each.label) for each in found if "instrument=" in each.query_string
    }


def upload(app, content, name="wave.csv"):
    return app.file_uploader[0].upload(name, content).run()


@pytest.fixture
def with_nps(desk, adopted, adviser):
    """The scorecard of Anna with NPS on it: version 2."""
    card = add(adopted, "metric.nps", "supporting", "Asked for.", adviser.graph)
    return desk.save(card, 1, why="NPS.").document


@pytest.fixture
def readings(desk):
    return lambda card: desk._store.readings(card.id)


def test_every_instrument_is_listed_with_what_it_feeds(visit, read, knowledge):
    app = visit("measure")
    assert {each.label for each in EVERY.values()} <= links(app)
    said = read(app)
    assert "Feeds [Net Promoter Score](catalogue?id=metric.nps)" in said


def test_the_list_is_searched_by_what_is_measured(visit, read):
    app = visit("measure")
    field(app.text_input, "Search").set_value("promoter").run()
    assert "NPS survey" in links(app)
    field(app.text_input, "Search").set_value("zzzz").run()
    assert "No instrument speaks of" in read(app)
    assert not links(app)


def test_for_a_scorecard_what_it_needs_comes_first(visit, read, with_nps):
    app = visit("measure", scorecard=with_nps.id)
    said = read(app)
    assert "For Anna, first quarter" in said
    assert "Needed on this scorecard for Net Promoter Score" in said
    shown = [each.proto.query_string for each in app.get("page_link")]
    assert f"instrument=nps&scorecard={with_nps.id}" in shown


def test_the_readings_of_a_scorecard_and_the_catalogue_lead_here(visit, with_nps):
    assert "NPS survey" in links(visit("scorecard", id=with_nps.id, part="readings"))
    assert "NPS survey" in links(visit("catalogue", id="metric.nps"))
    assert "Measure with it: NPS survey" in links(visit("catalogue", id="instrument.nps-survey"))


def test_a_name_that_is_not_known_says_what_is_near(visit, read):
    app = visit("measure", instrument="npss")
    assert "is `nps` meant?" in read(app).replace("\\", "")
    assert "NPS survey" in links(app)


@pytest.mark.parametrize("short", EVERY)
def test_an_instrument_opens_with_its_questions(visit, read, short):
    app = visit("measure", instrument=short)
    said = read(app)
    measure = EVERY[short].measure
    assert all(f"column `{each.name}`" in said for each in measure.columns)
    flat = said.replace("\\", "")
    assert all((each.question or each.label) in flat for each in measure.columns)
    assert "as soon as there is something to work out" in said
    assert len(app.get("download_button")) == (1 if measure.export else 2)
    shown = {
        each.label for kind in (app.text_input, app.selectbox, app.date_input) for each in kind
    }
    assert {each.label for each in measure.settings} <= shown


@pytest.mark.parametrize("short", OURS)
def test_the_example_shows_every_figure_and_is_marked_as_made_up(visit, read, short):
    app = visit("measure", instrument=short)
    app.segmented_control[0].set_value("example").run()
    assert not app.exception, app.exception
    said = read(app)
    assert "made up" in said
    assert "The example is made up, so it is not kept" in said
    assert app.metric or "Cannot be worked out of this" in said
    assert all(each.label in said.replace("\\", "") for each in EVERY[short].measure.figures)
    assert not [each for each in app.button if each.label.startswith("Keep")]


@pytest.fixture
def in_spring(monkeypatch):
    """The page is opened after every day of the templates."""
    noon = datetime.datetime(2027, 4, 1, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(Base.__init__, "__defaults__", (lambda: noon,))


@pytest.mark.parametrize("short", FEEDING)
def test_a_filled_template_is_kept_on_a_scorecard_that_needs_it(
    visit, read, desk, adopted, adviser, readings, short, in_spring
):
    instrument = EVERY[short]
    card, added = adopted, False
    for metric, figure in feeding(instrument).items():
        if not card.holds(metric):
            card, added = add(card, metric, "monitor", "Asked for.", adviser.graph), True
        kpi = card.kpi(metric).model_copy(update={"variant": figure.variant, "target": None})
        changed = card.with_kpi(kpi)
        card, added = changed, added or changed != card
    if added:
        desk.save(card, 1, why="What it feeds.")
    app = visit("measure", instrument=short, scorecard=card.id)
    upload(app, template(instrument.measure).encode())
    assert not app.exception, app.exception
    assert app.metric or "Cannot be worked out of this" in read(app)
    buttons = [each for each in app.button if each.label.startswith("Keep ")]
    if short in TOO_LITTLE:
        assert not buttons
        assert "cannot be worked out of this file" in read(app)
        return
    buttons[0].click().run()
    assert not app.exception, app.exception
    kept = readings(card)
    assert kept
    assert "Kept on Anna, first quarter" in app.success[0].value
    assert {each.metric for each in kept} <= set(feeding(instrument))
    assert all(instrument.label in each.evidence for each in kept)


def test_a_result_has_its_margin_warnings_charts_remarks_and_formula(visit, read):
    app = upload(visit("measure", instrument="nps"), GOOD)
    said = read(app)
    (figure,) = app.metric
    assert (figure.label, figure.value) == ("NPS", "33.33 points")
    assert "± 106.69 points · n 3" in said
    assert "Only 3 answered" in app.warning[0].value
    answers = read_file("wave.csv", GOOD, EVERY["nps"].measure)
    for chart in work_out(EVERY["nps"], answers).findings.charts:
        assert escape(chart.says) in said
    assert "Remember:" in said
    assert "Half the width of the interval at 95 percent" in said.replace("\\", "")
    assert "By segment" in said
    assert "big" in {table.value.iloc[0, 0] for table in app.table}


def test_mistakes_are_told_by_row_and_column_and_nothing_is_worked_out(visit, read):
    app = upload(visit("measure", instrument="nps"), b"respondent,score\na,11\nb,x\n")
    said = app.error[0].value.replace("\\", "")
    assert "**row 2, score**: 11 is above 10" in said
    assert "**row 3, score**: `x` is no number" in said
    assert not app.metric
    assert "4 · Keep it" not in read(app)


def test_a_file_that_is_none_is_one_sentence(visit):
    app = upload(visit("measure", instrument="nps"), b"\x00\x01\x02", "nps.xlsx")
    assert "so it is no text" in app.error[0].value


def test_rows_are_typed_in_and_empty_ones_left_out(visit, read, with_nps, readings):
    app = visit("measure", instrument="nps", scorecard=with_nps.id)
    app.segmented_control[0].set_value("form").run()
    app.session_state["rows_nps"] = {
        "edited_rows": {0: {"respondent": "a", "score": 10}, 3: {"respondent": "b", "score": 3}},
        "added_rows": [{"respondent": "c", "score": 9}],
        "deleted_rows": [],
    }
    field(app.button, "Work it out").click().run()
    assert app.metric[0].value == "33.33 points"
    field(app.button, "Keep 1 reading").click().run()
    (kept,) = readings(with_nps)
    assert (kept.metric, kept.n) == ("metric.nps", 3)


def test_a_mistake_in_the_form_names_the_row_as_it_stands_there(visit):
    app = visit("measure", instrument="nps")
    app.segmented_control[0].set_value("form").run()
    app.session_state["rows_nps"] = {
        "edited_rows": {2: {"respondent": "a", "score": 11}},
        "added_rows": [],
        "deleted_rows": [],
    }
    field(app.button, "Work it out").click().run()
    assert "**row 3, score**: 11 is above 10" in app.error[0].value.replace("\\", "")


def test_a_reading_is_kept_on_the_chosen_day_with_its_file(visit, read, desk, with_nps, readings):
    app = upload(visit("measure", instrument="nps", scorecard=with_nps.id), GOOD)
    day = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=3)
    field(app.date_input, "Day that").set_value(day).run()
    field(app.button, "Keep 1 reading").click().run()
    assert "Kept on Anna, first quarter: Net Promoter Score on" in app.success[0].value
    (kept,) = readings(with_nps)
    assert (kept.taken_on, kept.n) == (day, 3)
    assert kept.evidence.startswith("NPS survey; n 3; margin ± 106.69 points; warnings: few")
    assert "; file nps-" in kept.evidence
    (file,) = desk.files(desk.open(with_nps.id))
    assert desk.file(desk.open(with_nps.id), file.name) == GOOD
    field(app.date_input, "Day that").set_value(day).run()
    field(app.button, "Keep 1 reading").click().run()
    assert "all of it is already on Anna" in app.success[0].value
    assert len(readings(with_nps)) == 1


def test_it_becomes_the_baseline_of_a_target(visit, read, desk, with_nps):
    app = upload(visit("measure", instrument="nps", scorecard=with_nps.id), GOOD)
    assert "It has no target yet" in read(app)
    assert not [each for each in app.button if each.label == "Take as baseline"]
    period = with_nps.period
    aim = Target(change="by-points", amount=5, deadline=period.end, set_on=period.start)
    kpi = with_nps.kpi("metric.nps").model_copy(update={"target": aim})
    desk.save(with_nps.with_kpi(kpi), 2, why="A target.")
    app.run()
    field(app.button, "Take as baseline").click().run()
    assert "Saved as version 4" in app.success[0].value
    target = desk.open(with_nps.id).card.kpi("metric.nps").target
    assert f"{target.baseline:f}" == "33.3333"


def test_a_metric_that_is_missing_can_be_watched_and_then_kept(visit, read, desk, adopted):
    app = upload(visit("measure", instrument="nps", scorecard=adopted.id), GOOD)
    assert "It does not stand on this scorecard" in read(app)
    field(app.button, "Watch Net Promoter Score here").click().run()
    assert "Watches Net Promoter Score" in app.success[0].value.replace("\\", "")
    assert desk.open(adopted.id).card.kpi("metric.nps").role == "monitor"
    field(app.button, "Keep 1 reading").click().run()
    assert desk.open(adopted.id).readings


def test_another_definition_is_refused_with_what_would_be_right(visit, read, desk, with_nps):
    kpi = with_nps.kpi("metric.nps").model_copy(update={"variant": "by-account"})
    desk.save(with_nps.with_kpi(kpi), 2, why="Another.")
    said = read(upload(visit("measure", instrument="nps", scorecard=with_nps.id), GOOD))
    assert "Not kept. The scorecard takes By account" in said.replace("\\", "")


def test_without_a_scorecard_it_says_how_to_get_one(visit, read):
    said = read(upload(visit("measure", instrument="nps"), GOOD))
    assert "You have no scorecard on which you may enter readings" in said


def test_who_may_not_record_is_told(visit, read, desk, with_nps, monkeypatch):
    viewer = Member(email="v@example.org", name="Vic", role="viewer")
    monkeypatch.setattr(door, "member", lambda _: viewer)
    said = read(upload(visit("measure", instrument="nps", scorecard=with_nps.id), GOOD))
    assert "You have no scorecard on which you may enter readings" in said


@pytest.mark.parametrize(("role", "seen"), [("pmm", False), ("manager", True)])
def test_rows_about_single_people_are_for_managers(visit, read, monkeypatch, role, seen):
    plain = CALCULATIONS["promoters"]

    def with_people(answers, settings):
        columns, rows = {"who": "Who"}, (("Ann Example",),)
        people = Table(name="people", title="By person", columns=columns, rows=rows, personal=True)
        found = plain(answers, settings)
        return found.model_copy(update={"tables": (*found.tables, people)})

    monkeypatch.setitem(CALCULATIONS, "promoters", with_people)
    somebody = Member(email="s@example.org", name="Sam", role=role)
    monkeypatch.setattr(door, "member", lambda _: somebody)
    app = upload(visit("measure", instrument="nps"), GOOD)
    said = read(app)
    assert ("By person" in said) is seen
    assert ("ask a manager" in said) is not seen
    cells = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    assert ("Ann Example" in cells) is seen
