"""Factors outside anybody's control, from declaration to review, on the page."""

from datetime import UTC, date, datetime

import pytest

from scorecards.accountability.factors import declare, give_evidence, propose
from scorecards.document import Period, Reading

WIN, RIVAL = "metric.win-rate", "factor.competitive-actions"


@pytest.fixture
def over(desk, adopted):
    """A scorecard whose period is over, with enough readings of the win rate: version 2."""
    past = Period(start=date(2020, 1, 1), end=date(2020, 3, 31))
    changed = adopted.model_copy(update={"period": past, "manager": "Cleo"})
    for day in (10, 20, 30):
        desk._store.add_reading(
            Reading(
                id=f"r{day}",
                scorecard=adopted.id,
                metric=WIN,
                taken_on=date(2020, 1, day),
                value=20,
                by="Mara",
                at=datetime(2020, 1, day, tzinfo=UTC),
            )
        )
    desk.save(changed, 1, why="Another time.")
    return changed


@pytest.fixture
def declared(desk, over, knowledge):
    """Declared in time: version 3."""
    card = declare(over, RIVAL, "A rival cuts its prices.", date(2019, 12, 1), knowledge, WIN)
    desk.save(card, 2, why="Declared.")
    return card


@pytest.fixture
def page(visit, adopted):
    def page(**more):
        return visit("scorecard", id=adopted.id, part="outside", **more)

    return page


def press(app, label):
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, app.exception
    return app


def labelled(fields, label):
    return next(each for each in fields if each.label == label)


def latest(desk, card):
    return desk.open(card.id).card


def test_an_empty_list_says_what_to_do(page, read):
    said = read(page())
    assert "No factor is declared. Declare the first one below." in said


@pytest.mark.seed("S067")
def test_a_factor_is_declared_with_an_expectation(page, read, desk, adopted):
    app = page()
    labelled(app.selectbox, "Factor").select(RIVAL)
    labelled(app.text_area, "What you expect it to do").input("A *rival* cuts its prices.")
    press(app, "Declare")
    (factor,) = latest(desk, adopted).factors
    assert (factor.factor, factor.expectation) == (RIVAL, "A *rival* cuts its prices.")
    assert r"A \*rival\* cuts its prices." in read(app)
    assert app.success[0].value.endswith("Saved as version 2.")


def test_what_is_missing_is_said_and_nothing_is_kept(page, read, desk, adopted):
    app = press(page(), "Declare")
    assert r"Factor\: none is chosen" in read(app)
    assert desk.open(adopted.id).latest == 1


def test_what_is_declared_late_is_marked(page, read, over, desk):
    app = page()
    assert "what is declared now is marked late" in read(app)
    labelled(app.selectbox, "Factor").select(RIVAL)
    labelled(app.text_area, "What you expect it to do").input("A launch.")
    press(app, "Declare")
    assert ":material/schedule: Late" in read(app)
    labelled(app.text_area, "What shows that it came").input("Their announcement.")
    press(app, "Save the evidence")
    assert ":material/schedule: Late" in read(app)


@pytest.mark.seed("S067")
def test_a_factor_is_shown_weighed_and_reviewed(page, read, desk, declared):
    app = page()
    assert "Nothing shows yet that it came." in read(app)
    labelled(app.text_area, "What shows that it came").input("Their price list.")
    app.file_uploader[0].set_value(("prices.csv", b"a,b\n1,2\n", "text/csv"))
    press(app, "Save the evidence")
    assert latest(desk, declared).factors[0].evidence == "Their price list.\nFile: prices.csv"
    assert desk._store.attachment(declared.id, "prices.csv")[1] == b"a,b\n1,2\n"
    labelled(app.number_input, "What to add to the value as read").set_value(3.0)
    press(app, "Propose")
    said = read(app)
    assert "Adjustment not reviewed" in said
    assert "**20 percent** as read" in said
    assert "would be **23 percent**" in said
    labelled(app.text_input, "Who reviews it").input("Cleo")
    press(app, "Accept")
    (factor,) = latest(desk, declared).factors
    assert (factor.accepted, factor.reviewed_by, factor.proposed_by) == (True, "Cleo", "Anna")
    said = read(app)
    assert "23 percent with the accepted adjustment, 20 percent as read" in said
    assert "**20 percent** as read" in said
    assert "**Accepted by** Cleo." in said
    assert "Withdraw this factor" not in said


@pytest.mark.seed("S067")
def test_an_adjustment_is_not_accepted_without_evidence_and_reviewer(
    page, read, desk, declared, knowledge
):
    desk.save(propose(declared, 0, WIN, 3, "Anna", 20, knowledge), 3, why="Proposed.")
    app = page()
    labelled(app.text_input, "Who reviews it").input("")
    press(app, "Accept")
    said = read(app)
    assert r"Reviewer\: no name is given; write who reviewed it" in said
    assert "give evidence before it is accepted" in said
    labelled(app.text_input, "Who reviews it").input("Anna")
    press(app, "Accept")
    assert "have Cleo or another review it" in read(app)
    assert latest(desk, declared).factors[0].accepted is None
    labelled(app.text_input, "Who reviews it").input("Cleo")
    press(app, "Refuse")
    assert "Adjustment refused" in read(app)
    assert latest(desk, declared).factors[0].accepted is False


def test_who_accepts_an_own_proposal_is_said_to_have_made_it(page, read, desk, declared, knowledge):
    shown = give_evidence(declared, 0, "A price list.")
    proposed = propose(shown, 0, WIN, 3, "Anna", 20, knowledge)
    desk.save(proposed.model_copy(update={"manager": None}), 3, why="Nobody else is named.")
    app = page()
    labelled(app.text_input, "Who reviews it").input("Anna")
    press(app, "Accept")
    assert "**Accepted by** Anna, who proposed it too." in read(app)


def test_without_readings_there_is_nothing_to_adjust(page, read, desk, adopted, knowledge):
    card = declare(adopted, RIVAL, "A launch.", date(2026, 12, 1), knowledge)
    desk.save(card, 1, why="Declared.")
    assert "No KPI has a reading yet." in read(page())


def test_a_factor_can_be_withdrawn(page, desk, declared):
    press(page(), "Withdraw this factor")
    assert latest(desk, declared).factors == ()


def test_another_file_of_a_name_that_is_taken_is_not_put_in_its_place(page, read, desk, declared):
    desk.attach(declared.id, "prices.csv", b"first")
    app = page()
    app.file_uploader[0].set_value(("prices.csv", b"second", "text/csv"))
    press(app, "Save the evidence")
    assert "has another file called prices.csv already" in read(app).replace("\\", "")
    assert desk._store.attachment(declared.id, "prices.csv")[1] == b"first"
    assert latest(desk, declared).factors[0].evidence == ""


def test_an_old_version_is_only_read(page, read, desk, declared):
    desk.save(give_evidence(declared, 0, "A price list."), 3, why="Evidence.")
    app = page(version="3")
    said = read(app)
    assert "A rival cuts its prices." in said
    assert not {"Declare", "Save the evidence", "Withdraw this factor"} & {
        each.label for each in app.button
    }
