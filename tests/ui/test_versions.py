"""The part *Versions*: history, comparing, going back, bringing up to date, recommending again."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine import Adviser
from engine.inference import PlainMatcher
from engine.profile import read_profile
from scorecards.desk import Desk
from scorecards.document import Period, Target
from scorecards.store import open_store
from ui.parts.wording import escape

WIN = "metric.win-rate"


def press(app, label):
    found = [each for each in app.button if each.label == label]
    assert found, [each.label for each in app.button]
    found[0].click().run()
    assert not app.exception, app.exception
    return app


@pytest.fixture
def versions(visit, adopted):
    return lambda **params: visit("scorecard", id=adopted.id, part="versions", **params)


def aimed(card, amount):
    kpi = card.kpi(WIN)
    start, end = card.period.start, card.period.end
    target = Target(
        baseline=Decimal(20), change="by-points", amount=Decimal(amount), deadline=end, set_on=start
    )
    return card.with_kpi(kpi.model_copy(update={"target": target}))


@pytest.fixture
def moved(desk, adopted):
    """Version 2 sets a target before the period, version 3 moves it by another person after."""
    before, after = (datetime(*day, 9, 5, tzinfo=UTC) for day in ((2026, 12, 1), (2027, 2, 1)))
    desk.now = lambda: before
    desk.save(aimed(adopted, 5), 1, why="Agreed with sales.")
    ben = Desk(desk._store, desk.adviser, "Ben", lambda: after)
    ben.save(aimed(adopted, 4), 2, why="A slow <b>start</b>.")
    return adopted


def test_one_version_says_that_there_is_nothing_to_compare(versions, read):
    said = read(versions())
    assert "Version 1" in said
    assert "Adopted from the recommendation." in said
    assert "The first change makes the second" in said


def test_the_history_tells_who_when_and_why_the_newest_first(versions, read, moved):
    said = read(versions())
    entry = "**Version 3** · Ben, 1 Feb 2027, 09:05 UTC"
    assert entry in said
    assert "A slow \\<b\\>start\\</b\\>." in said
    assert said.index(entry) < said.index("**Version 2** · Mara") < said.index("**Version 1**")


def test_a_target_that_moved_after_the_period_began_is_marked(versions, read, moved):
    said = read(versions())
    assert said.count("Target moved after the period began") == 1
    assert "The period began on 1 Jan 2027; moved: Win rate." in said


def test_two_versions_are_compared_in_sentences_with_who_and_why(versions, read, moved):
    app = versions()
    target = escape("Win rate: its target went from +5 points to +4 points.")
    assert target in read(app)
    app.selectbox[0].select(1).run()
    said = read(app)
    assert escape("Win rate got a target: +4 points.") in said
    assert "- Version 2: Mara, 1 Dec 2026, 09:05 UTC. Agreed with sales." in said
    assert "- Version 3: Ben, 1 Feb 2027, 09:05 UTC." in said
    app.selectbox[1].select(1).run()
    assert "Nothing differs between these two" in read(app)


def test_an_old_version_is_opened_and_brought_back_as_the_next(versions, read, moved, desk):
    app = versions(version="2")
    said = read(app)
    assert "You read this one" in said
    assert escape("Win rate: its target went from +4 points to +5 points.") in said
    press(app, "Bring version 2 back as version 4")
    assert "Version 2 was brought back. Saved as version 4." in [e.value for e in app.success]
    opened = desk.open(moved.id)
    assert opened.latest == 4
    assert opened.card == desk._store.get(moved.id, 2).document
    assert [each.number for each in desk._store.history(moved.id)] == [1, 2, 3, 4]
    assert "version" not in app.query_params


def test_an_old_version_that_says_what_stands_need_not_come_back(versions, read, moved, desk):
    desk.save(aimed(moved, 5), 3, why="Back again.")
    app = versions(version="2")
    assert "there is nothing to bring back" in read(app)
    assert not [each for each in app.button if each.label.startswith("Bring")]


def test_many_versions_keep_the_older_ones_behind_a_click(versions, read, adopted, desk):
    for number in range(1, 12):
        changed = adopted.model_copy(update={"title": f"Title {number}"})
        desk.save(changed, number, why=f"Title {number}.")
    app = versions()
    assert "4 older versions" in [each.label for each in app.expander]
    assert "**Version 1**" in read(app)


@pytest.fixture
def adopted_before(database, knowledge, catalogue):
    """A scorecard adopted when some rules were not there yet; gives its desk of then."""
    fewer = catalogue
    for rule in ("SEL-001", "SEL-022", "SEL-035"):
        fewer = fewer.without(rule)
    with open_store() as store:
        then = Desk(store, Adviser(knowledge, fewer, PlainMatcher), "Mara")
        answers = {
            "objectives": ["objective.increase-win-rate"],
            "alignment": "sales",
            "data_sources": ["crm"],
        }
        version = then.adopt(
            then.adviser.recommend(read_profile(answers, knowledge)),
            title="Anna, first quarter",
            period=Period(start=datetime(2027, 1, 1).date(), end=datetime(2027, 3, 31).date()),
            token="then",
        )
        yield version.document


def test_what_was_adopted_today_is_up_to_date(versions, read):
    app = versions()
    assert any("Up to date" in each.value for each in app.success)


def test_everything_that_is_recommended_today_is_taken(visit, read, adopted_before, desk):
    app = visit("scorecard", id=adopted_before.id, part="versions")
    said = read(app)
    assert "Knowledge or rules have changed" in said
    assert "Time to close is new, a supporting KPI." in [each.label for each in app.checkbox]
    assert "rules?id=SEL-" in said
    press(app, "Save it as version 2")
    opened = desk.open(adopted_before.id)
    assert opened.card.holds("metric.time-to-close")
    assert not opened.card.holds("metric.asset-utilization")
    assert opened.card.basis.rules == desk.adviser.rules.version
    assert desk.replay(opened.card).outcome == "same"
    assert any("Up to date" in each.value for each in app.success)


def test_what_is_ticked_is_taken_alone(visit, adopted_before, desk):
    app = visit("scorecard", id=adopted_before.id, part="versions")
    for box in app.checkbox:
        if "Time to close" in box.label:
            box.uncheck()
    app.run()
    press(app, "Save what is ticked as version 2")
    card = desk.open(adopted_before.id).card
    assert not card.holds("metric.time-to-close")
    assert card.holds("metric.sales-confidence")
    assert [each.metric for each in card.dropped] == ["metric.time-to-close"]
    assert not app.checkbox


def test_what_cannot_be_brought_up_to_date_says_what_is_gone(versions, read, adopted, desk):
    gone = adopted.kpis[0].model_copy(update={"metric": "metric.win-rates"})
    desk.save(adopted.model_copy(update={"kpis": (gone, *adopted.kpis[1:])}), 1, why="An old name.")
    said = read(versions())
    assert "metric.win\\-rates is not in the knowledge any more" in said
    assert "What to do: swap it for a known metric first" in said


def test_the_recommendation_is_made_again_byte_for_byte(versions):
    assert any("byte for byte" in each.value for each in versions().success)


def test_another_state_of_the_rules_is_named_and_what_was_kept_is_shown(
    visit, read, adopted_before
):
    app = visit("scorecard", id=adopted_before.id, part="versions")
    said = read(app)
    assert "the rules it was made from are not the rules of today" in said
    assert "As it was recommended then" in said
    assert "metric.asset-utilization" in said
