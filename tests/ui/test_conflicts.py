"""Two people change one scorecard: the second sees both versions, and each choice works."""

from datetime import date

import pytest

from scorecards.desk import Desk
from scorecards.store import Conflict

WIN = "metric.win-rate"


def press(app, label):
    found = [each for each in app.button if each.label == label]
    assert found, [each.label for each in app.button]
    found[0].click().run()
    assert not app.exception, app.exception
    return app


@pytest.fixture
def ben(desk):
    return Desk(desk._store, desk.adviser, "Ben")


def titled(card, title):
    return card.model_copy(update={"title": title})


def reviewed(card):
    return card.model_copy(update={"review_on": date(2027, 3, 1)})


@pytest.fixture
def met(desk, ben, visit, adopted):
    """The page of Mara, who saved second: Ben named it, and she did this."""

    def met(mine):
        ben.save(titled(adopted, "Ben's name"), 1, why="Ben <i>named</i> it.")
        with pytest.raises(Conflict) as found:
            desk.save(mine, 1, why="Mara's reason.")
        app = visit("scorecard", id=adopted.id, part="story")
        app.session_state["kept_conflicts"] = {adopted.id: found.value}
        app.run()
        assert not app.exception, app.exception
        return app

    return met


def test_both_versions_are_shown_before_anything_else(met, read, adopted):
    said = read(met(reviewed(adopted)))
    assert "Ben saved version 2" in said
    assert "Ben \\<i\\>named\\</i\\> it." in said
    assert "its title went from Anna, first quarter to Ben's name" in said
    assert "its review date went from nothing to 2027\\-03\\-01" in said
    assert "Mara's reason." in said


def test_mine_is_not_lost_while_nothing_is_chosen(met, adopted, desk):
    app = met(reviewed(adopted))
    app.query_params["part"] = "kpis"
    app.run()
    assert app.session_state["kept_conflicts"][adopted.id].mine == reviewed(adopted)
    assert desk.open(adopted.id).latest == 2
    assert [each.proto.label for each in app.get("download_button")] == [
        "Download my version, to be safe"
    ]


def test_theirs_is_kept(met, read, adopted, desk):
    app = press(met(reviewed(adopted)), "Keep version 2")
    assert "Version 2 stands" in read(app)
    assert "Two people" not in read(app)
    assert desk.open(adopted.id).latest == 2


def test_mine_is_saved_over_theirs_which_stays_in_the_history(met, adopted, desk):
    press(met(reviewed(adopted)), "Save mine as version 3")
    opened = desk.open(adopted.id)
    assert (opened.latest, opened.card) == (3, reviewed(adopted))
    assert opened.version.why == "Mara's reason. Chosen over version 2 by Ben."
    assert desk._store.get(adopted.id, 2).document.title == "Ben's name"


def test_both_are_saved_where_they_touch_other_things(met, adopted, desk):
    press(met(reviewed(adopted)), "Save both as version 3")
    opened = desk.open(adopted.id)
    assert opened.card == reviewed(titled(adopted, "Ben's name"))
    assert opened.version.why == "Mara's reason. With what Ben saved as version 2."


def test_where_both_touched_one_thing_both_cannot_be_saved(met, read, adopted, desk):
    app = met(titled(adopted, "Mara's name"))
    assert "Both changed the title." in read(app)
    assert read(app).count(":material/warning: Clashes]") == 2
    assert not [each for each in app.button if each.label.startswith("Save both")]
    press(app, "Save mine as version 3")
    assert desk.open(adopted.id).card.title == "Mara's name"


def test_a_kpi_that_both_changed_is_marked_in_both(met, read, adopted, desk, ben):
    def cadence(card, text):
        return card.with_kpi(card.kpi(WIN).model_copy(update={"cadence": text}))

    app = met(cadence(adopted, "weekly"))
    opened = desk.open(adopted.id)
    ben.save(cadence(opened.card, "daily"), 2, why="Faster.")
    app.run()
    said = read(app)
    assert "Ben saved version 3" in said
    assert said.count(":material/warning: Clashes]") == 2
    assert "Both changed the cadence of Win rate." in said


def test_somebody_saves_while_it_is_chosen_and_there_is_a_new_choice(met, read, adopted, desk, ben):
    app = met(reviewed(adopted))
    later = titled(desk.open(adopted.id).card, "Ben again")
    original = Desk.save

    def meanwhile(self, card, expected, *, why):
        if self.who != "Ben" and desk.open(adopted.id).latest == 2:
            original(ben, later, 2, why="Once more.")
        return original(self, card, expected, why=why)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "save", meanwhile)
        press(app, "Save both as version 3")
    assert "Ben saved version 3" in read(app)
    press(app, "Save both as version 4")
    assert desk.open(adopted.id).card == reviewed(later)


def test_another_scorecard_is_not_disturbed(met, read, adopted, desk):
    app = met(reviewed(adopted))
    other = desk.create(adopted.model_copy(update={"id": "other"}), why="Another.").document
    app.query_params["id"] = other.id
    app.run()
    assert "Two people" not in read(app)
