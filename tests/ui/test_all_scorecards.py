"""The list of scorecards, and what the first page says of them."""

import datetime

import pytest

from scorecards.document import Scorecard
from scorecards.sample.opening import open_sample
from scorecards.waiting import KINDS
from ui.kept.listed import STATUS_NAME
from ui.kept.noticed import GROUPS, ICON
from ui.kept.parts import PARTS, STATUS

BASIS = {"profile": {}, "knowledge": "k", "rules": "r", "recommended": {}}
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def own(id, title="Mine", **fields):
    today = datetime.datetime.now(datetime.UTC).date()
    return Scorecard.model_validate(
        {
            "id": id,
            "title": title,
            "person": "Mara",
            "period": {"start": today, "end": today + datetime.timedelta(days=60)},
            "basis": BASIS,
            **fields,
        }
    )


@pytest.fixture
def keep(desk):
    def keep(*cards):
        for card in cards:
            desk._store.create(card, by="Mara", at=NOON)

    return keep


def test_the_empty_list_says_what_a_scorecard_is_and_the_ways_on(visit, read):
    app = visit("all_scorecards")
    said = read(app)
    assert "what one product marketer answers for in a period" in said
    assert "Design one" in said
    assert "Look at a sample" in said


def test_one_click_opens_the_made_up_company_and_one_removes_it(visit, read, desk, keep):
    keep(own("mine"))
    app = visit("all_scorecards")
    app.button(key="sample_open").click().run()
    assert "Larkspur is open: 8 scorecards" in app.success[0].value
    assert "Sample, made up" in read(app)
    assert len(desk.cards()) == 9
    app.button(key="sample_close").click().run()
    assert "Larkspur is gone" in app.success[0].value
    assert [each.id for each in desk.cards()] == ["mine"]


def test_each_card_says_whose_how_it_stands_and_what_waits(visit, read, desk):
    open_sample(desk)
    said = read(visit("all_scorecards"))
    assert "This period (4)" in said
    assert "Earlier (4)" in said
    assert "**Activation rate**. At risk" in said
    assert "Review overdue by" in said
    assert "launch windows close soon, the first in 2 days" in said
    assert "Role templates" not in said


def test_a_template_stands_apart_and_text_of_people_is_not_markdown(visit, read, keep):
    keep(own("a", person=None), own("b", person="*Mara*", status="in-review"))
    said = read(visit("all_scorecards"))
    assert "Role templates (1)" in said
    assert "For a role" in said
    assert "\\*Mara\\*" in said
    assert "No headline yet. Open it and choose one." in said


def test_many_are_narrowed_by_person_manager_and_status(visit, read, keep):
    few = [own(f"few-{number}", manager="Cleo") for number in range(8)]
    keep(*few)
    assert not visit("all_scorecards").selectbox
    keep(own("one", person="Ada", manager="Bo", status="approved"))
    app = visit("all_scorecards")
    assert [each.label for each in app.selectbox] == ["Person", "Manager", "Status"]
    app.selectbox(key="list_person").set_value("Ada").run()
    assert "This period (1)" in read(app)
    app.selectbox(key="list_manager").set_value("Cleo").run()
    assert "No scorecard is like that" in read(app)


def test_of_very_many_fifty_are_shown_and_more_when_asked(visit, keep):
    keep(*(own(f"c{number:03}") for number in range(62)))
    app = visit("all_scorecards")
    assert len([each for each in app.markdown if "Mara ·" in each.value]) == 50
    assert app.button(key="list_more").label == "Show 12 more of 12"
    app.button(key="list_more").click().run()
    assert len([each for each in app.markdown if "Mara ·" in each.value]) == 62
    assert "list_more" not in [each.key for each in app.button]


def test_home_offers_the_made_up_company_where_nothing_is_kept(visit, read, desk):
    app = visit()
    assert "New here?" in read(app)
    app.button(key="sample_open").click().run()
    assert len(desk.cards()) == 8


def test_every_status_can_be_chosen():
    assert set(STATUS_NAME) == set(STATUS)


def late(id, days, **fields):
    today = datetime.datetime.now(datetime.UTC).date()
    return own(id, id.title(), review_on=today - datetime.timedelta(days=days), **fields)


def links(app):
    """Label and address of every link to a page of ours."""
    found = app.get("page_link")
    return {each.proto.label: (each.proto.page, each.proto.query_string) for each in found}


@pytest.mark.seed("S068")
def test_overdue_reviews_stand_apart_the_longest_first(visit, read, keep):
    keep(own("fine", "Fine"), late("short", 1, manager="Mara"), late("long", 9, person="Ada"))
    app = visit("all_scorecards")
    segments = app.button_group(key="list_which")
    assert [each.content for each in segments.proto.options] == ["All (3)", "Review overdue (2)"]
    segments.set_value("overdue").run()
    shown = [label.strip("*") for label in links(app)]
    assert shown.index("Long") < shown.index("Short")
    assert "Fine" not in shown
    assert "Review overdue by 9 days." in read(app)


def test_the_list_says_how_much_waits_and_leads_there(visit, keep):
    keep(own("fine"))
    app = visit("all_scorecards")
    assert not app.get("button_group")
    keep(late("short", 1))
    found = links(visit("all_scorecards"))
    assert any("waits for you" in label or "wait for you" in label for label in found)


def moves_a_target(desk, end):
    """Change a target of a scorecard of the sample, the id of which ends so."""
    opened = desk.open(next(each.id for each in desk.cards() if each.id.endswith(end)))
    kpi = next(each for each in opened.card.kpis if each.target and each.target.amount)
    target = kpi.target.model_copy(update={"amount": kpi.target.amount + 1, "why": "In between."})
    changed = opened.card.with_kpi(kpi.model_copy(update={"target": target}))
    desk.save(changed, opened.latest, why="In between.")


def test_home_names_what_waits_most_urgent_first_each_with_the_way_to_it(visit, read, desk):
    open_sample(desk)
    moves_a_target(desk, "chidi-running")
    app = visit()
    assert "What waits for you" in read(app)
    assert all("made up" in each.value for each in app.caption[:6])
    assert "New here?" not in read(app)
    app.button(key="notices_more").click().run()
    labels = [label.split(" ", 1)[1] for label in links(app)]
    first = next(n for n, each in enumerate(labels) if each.startswith("Review overdue"))
    then = next(n for n, each in enumerate(labels) if "launch windows close soon" in each)
    changed = next(n for n, each in enumerate(labels) if "was changed after the period" in each)
    assert first < then < changed
    parts = {label.split(" ", 1)[1]: query for label, (_, query) in links(app).items()}
    assert parts[labels[first]].endswith("part=review")
    assert parts[labels[then]].endswith("part=readings")
    assert parts[labels[changed]].endswith("part=versions")


def test_home_shows_six_until_all_are_asked_for(visit, keep):
    keep(*(late(f"c{number}", number + 1, basis=BASIS) for number in range(8)))

    def shown(app):
        return sum("Review overdue" in label for label in links(app))

    app = visit()
    assert shown(app) == 6
    app.button(key="notices_more").click().run()
    assert shown(app) == 8
    app.button(key="notices_more").click().run()
    assert shown(app) == 6


def test_home_says_in_one_line_when_nothing_waits(visit, read, keep, adviser):
    versions = {"knowledge": adviser.knowledge.version, "rules": adviser.rules.version}
    keep(own("mine", basis=BASIS | versions))
    app = visit()
    assert "Nothing waits for you." in read(app)
    assert "What waits for you" not in read(app)
    assert "See the scorecards" in links(app)


def test_every_notice_leads_to_a_part_that_there_is():
    assert {about.part for about in KINDS.values()} - {None} <= set(PARTS)
    assert set(ICON) == set(KINDS)
    assert set(GROUPS) == {about.group for about in KINDS.values()}


def test_home_opens_where_the_database_does_not(visit, read, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", "mysql://host/remit")
    said = read(visit())
    assert "How a choice is proved" in said
    assert "waits for you" not in said
