"""What somebody gives: a file, rows of a form, the example; and what comes of it."""

import datetime
import io

import pytest
import xlsxwriter

from knowledge_graph.load import load
from knowledge_graph.measures import Setting
from scorecards.instruments import Findings, Result, Table, find, measured, template
from scorecards.instruments.given import Given, example, outcome, typed

OURS = [each for each in measured(load()) if not each.measure.export]


@pytest.fixture
def nps(knowledge):
    return find("nps", knowledge)


@pytest.fixture
def setting(nps):
    """The survey with one more setting, a whole number."""
    asked = Setting(name="times_asked", label="Times asked", kind="count", basis="editorial")
    update = {"settings": (*nps.measure.settings, asked)}
    return nps.model_copy(update={"measure": nps.measure.model_copy(update=update)})


def workbook(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def test_a_file_a_workbook_and_a_form_of_the_same_rows_come_to_the_same(nps):
    columns = {"respondent": ["a", "b"], "score": [9, 3.0]}
    text = Given("file", "a.csv", b"respondent,score\na,9\nb,3\n")
    book = Given("file", "a.xlsx", workbook([("respondent", "score"), ("a", 9), ("b", 3)]))
    found = [outcome(nps, each, {}) for each in (text, book, typed(nps.measure, columns))]
    assert [refused for _, refused in found] == [None] * 3
    assert len({result.value("nps") for result, _ in found}) == 1


@pytest.mark.parametrize("instrument", OURS, ids=lambda each: each.measure.short)
def test_the_example_typed_in_is_read_as_the_example(instrument):
    measure = instrument.measure
    columns = {each.name: [each.example, None, ""] for each in measure.columns}
    form, shown = typed(measure, columns), example(measure)
    assert form.content == shown.content == template(measure).encode()
    assert [each.cells for each in form.answers(measure)] == [
        each.cells for each in shown.answers(measure)
    ]
    assert form.digest != shown.digest


def test_empty_rows_are_left_out_and_the_others_keep_their_number(nps):
    columns = {"respondent": [None, "", "a"], "score": [None, float("nan"), 11]}
    given = typed(nps.measure, columns)
    result, refused = outcome(nps, given, {})
    assert result is None
    assert [each.field for each in refused.refusals] == ["row 3, score"]
    assert typed(nps.measure, {"respondent": [None, " "]}) is None


def test_cells_of_a_form_are_read_as_in_a_file(nps):
    day = datetime.date(2027, 3, 31)
    cells = {"respondent": [True, False, 1.50, 7.0, day], "score": ["9"] * 5}
    rows = typed(nps.measure, cells).rows
    assert [each["respondent"] for _, each in rows] == ["yes", "no", "1.5", "7", "2027-03-31"]


def test_mistakes_of_settings_and_rows_are_told_together(setting):
    given = Given("file", "a.csv", b"respondent,score\na,11\n")
    _, refused = outcome(setting, given, {"times_asked": "many"})
    assert [each.field for each in refused.refusals] == ["times_asked", "row 2, score"]
    result, refused = outcome(setting, example(setting.measure), {"times_asked": "40"})
    assert (refused, result.n) == (None, 1)


def test_without_people_nothing_of_them_goes_out():
    people = Table(name="people", title="P", columns={"who": "W"}, rows=(("Ann",),), personal=True)
    plain = Table(name="plain", title="P", columns={"who": "W"}, rows=(("all",),))
    found = Findings(figures={"nps": 1}, tables=(people, plain))
    result = Result(instrument="nps", n=1, findings=found, warnings=())
    assert result.about_people
    assert "Ann" in str(result.as_data())
    seen = result.without_people()
    assert not seen.about_people
    assert seen.as_data()["result"] == {"nps": 1, "plain": [{"who": "all"}]}
