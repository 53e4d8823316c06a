"""The part *Check*: what is wrong, what mends it, and mending it in one click."""

import pytest

from rules.records import Find
from scorecards.lint import CHECKS
from scorecards.lint.critique import HEARD
from ui.kept.findings import MENDED_IN
from ui.kept.parts import PARTS
from ui.parts.wording import escape


def test_what_is_wrong_stands_there_with_what_mends_it_and_why(visit, read, adopted, desk):
    said = read(visit("scorecard", id=adopted.id, part="findings"))
    for each in desk.findings(desk.open(adopted.id)):
        assert escape(each.mend) in said
    assert "**No review date is set.**" in said
    assert "Low effort" in said
    assert "rules?id=CRI-031" in said


def test_the_count_says_what_is_left(visit, read, adopted, desk):
    found = desk.findings(desk.open(adopted.id))
    said = read(visit("scorecard", id=adopted.id, part="findings"))
    warnings = sum(each.severity == "warning" for each in found)
    clicks = sum(each.fix is not None for each in found)
    assert f"{warnings} to look at" in said
    assert f"One click mends {clicks} of them." in said


def test_one_click_says_before_what_it_does_and_after_what_changed(visit, read, adopted, desk):
    app = visit("scorecard", id=adopted.id, part="findings")
    does = escape("The scorecard: its review date went from nothing to 2027-03-31.")
    assert f"After one click: {does}" in read(app)
    before = len(desk.findings(desk.open(adopted.id)))
    found = [each.code for each in desk.findings(desk.open(adopted.id)) if each.fix]
    number = found.index("no-review")
    buttons = [each for each in app.button if each.label == "Mend"]
    buttons[number].click().run()
    assert not app.exception, app.exception
    (told,) = app.success
    assert "went from nothing to 2027\\-03\\-31. Saved as version 2." in told.value
    opened = desk.open(adopted.id)
    assert opened.card.review_on == adopted.period.end
    assert "Mended “No review date is set.”" in opened.version.why
    assert len(desk.findings(opened)) == before - 1
    assert "**No review date is set.**" not in read(app)


def test_an_old_version_is_judged_and_not_mended(visit, read, adopted, desk):
    desk.save(adopted.model_copy(update={"title": "Anna, spring"}), 1, why="A title.")
    app = visit("scorecard", id=adopted.id, part="findings", version="1")
    assert "**No review date is set.**" in read(app)
    assert "Mend" not in {each.label for each in app.button}


def test_where_nothing_is_found_it_says_so(visit, adopted, desk, monkeypatch):
    monkeypatch.setattr("scorecards.desk.Desk.findings", lambda self, opened: ())
    app = visit("scorecard", id=adopted.id, part="findings")
    (told,) = app.success
    assert told.value.startswith("The check finds nothing to mend.")


def test_every_part_to_which_a_finding_leads_is_one():
    assert {*MENDED_IN.values(), "kpis"} <= {*PARTS}


@pytest.mark.parametrize("code", MENDED_IN)
def test_every_code_that_leads_to_a_part_is_one(code, catalogue):
    heard = (catalogue.get(rule).rule.then for rule in HEARD)
    found = {each.find for then in heard for each in then if isinstance(each, Find)}
    assert code in {check.code for check in CHECKS} | found
