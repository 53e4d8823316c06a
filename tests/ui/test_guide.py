"""The first 90 days of a scorecard: ticked, noted, left out, read only, in another phase."""

import datetime

import pytest

from scorecards.desk import Desk
from scorecards.making.next_cycle import following_id, next_cycle
from scorecards.rights import Member
from ui import door

MEAN = "<i>x</i> ![x](//e) [x](javascript:1) :red[x] $x$ **b** `c`"
ACTIVE = ("<i>", "![x](", "](javascript", ":red[", "$x$", "**b**", "`c`")


@pytest.fixture
def show(visit, adopted):
    def open_it(**params):
        return visit("scorecard", id=adopted.id, part="guide", **params)

    return open_it


@pytest.fixture
def line(desk, adopted):
    def of(item="task.scope"):
        return desk.guide(desk.open(adopted.id)).line(item)

    return of


def box(app, label):
    (found,) = [each for each in app.checkbox if each.label.replace("\\", "") == label]
    return found


SCOPE = "Write down what you own and what you support"


def unfold(app, adopted, item="scope"):
    """Open the details of an item."""
    key = f"more_{adopted.id}_{item}".replace("-", "_")
    app.session_state[key] = True
    return app.run()


def test_the_plan_stands_in_three_stretches_with_its_days(show, read):
    said = read(show())
    for title in ("By day 30: take stock", "By day 60: learn", "By day 90: set targets"):
        assert title in said
    assert "Until 30 Jan 2027" in said
    assert "0 of " in said


@pytest.mark.seed("S084")
def test_a_reading_of_brand_awareness_is_asked_for_in_the_first_thirty_days(show):
    app = show()
    labels = [each.label for each in app.container(key="guide_30").checkbox]
    assert "Take a reading of brand awareness" in labels


def test_what_is_ticked_off_is_kept_and_stands_there_when_the_page_is_opened_again(
    show, line, read
):
    app = show()
    box(app, SCOPE).check().run()
    assert line().state == "done"
    assert "1 of " in read(show())
    again = show()
    assert box(again, SCOPE).value is True
    box(again, SCOPE).uncheck().run()
    assert line().state == "open"
    assert box(show(), SCOPE).value is False


def test_an_item_unfolded_says_why_how_with_what_and_from_where(show, read, adopted):
    said = read(unfold(show(), adopted, "awareness_baseline"))
    assert "**How:** Gauge how well the brand is known" in said
    assert "Unaided and Aided; their figures cannot be compared" in said
    assert "Asks for a reading of awareness when a PMM takes up the role" in said
    assert "catalogue?id=task.awareness-baseline" in said
    assert "Marketing" in said


def test_an_instrument_with_a_form_leads_to_it_beside_this_scorecard(show, adopted):
    app = show()
    way = f"measure?instrument=nps&scorecard={adopted.id}"
    assert any(way in each.value for each in app.caption)
    unfolded = unfold(app, adopted, "nps_baseline")
    assert any(way in each.value for each in unfolded.markdown)


def test_rules_behind_a_kpi_are_one_click_away(show, read, adopted, recommended):
    said = read(unfold(show(), adopted, "kpi_target_metric_win_rate"))
    assert any(f"rules?id={rule}" in said for rule in recommended)


@pytest.fixture
def recommended(desk, adopted):
    found = desk._store.recommendation(adopted.basis.recommendation)
    return [rule for rule in desk.adviser._by_id if f'"{rule}"' in found.document]


def test_a_note_is_kept_as_it_was_typed_and_does_nothing(show, line, read, adopted):
    app = unfold(show(), adopted)
    app.text_input(key=f"note_text_{adopted.id}_scope").set_value(MEAN)
    app.button(key=f"note_save_{adopted.id}_scope").click().run()
    assert line().note == MEAN
    said = "\n".join(each.value for each in (*app.caption, *app.markdown))
    assert "sticky_note_2" in said
    for active in ACTIVE:
        assert active not in said


def test_an_item_is_left_out_with_a_reason_and_taken_up_again(show, line, read, adopted):
    app = unfold(show(), adopted)
    app.button(key=f"leave_{adopted.id}_scope").click().run()
    assert line().state == "open"
    assert "say why it is left out" in read(app)
    app.text_input(key=f"note_text_{adopted.id}_scope").set_value("There is one.")
    app.button(key=f"leave_{adopted.id}_scope").click().run()
    assert (line().state, line().because) == ("left-out", "There is one.")
    app = unfold(show(), adopted)
    assert "Left out" in read(app)
    app.button(key=f"again_{adopted.id}_scope").click().run()
    assert line().state == "open"


def test_the_first_day_moves_every_day_of_the_guide(show, desk, adopted, read):
    app = show()
    (start,) = [each for each in app.date_input if each.label == "Your first day in the role"]
    start.set_value(datetime.date(2027, 2, 1))
    app.button(key=f"{start.key}_save").click().run()
    assert desk.guide(desk.open(adopted.id)).start == datetime.date(2027, 2, 1)
    assert "Until 2 Mar 2027" in read(app)


@pytest.mark.seed("S001")
def test_the_cycle_says_where_it_is_and_another_phase_changes_the_list(show, desk, adopted, read):
    desk.step(desk.open(adopted.id), "phase", phase="define")
    app = show()
    said = read(app)
    assert "Define: you are here" in said
    assert said.index("Discover →") < said.index("Get set") < said.index("Grow")
    assert "Discover again" in said
    app.session_state["guide_move"] = True
    app.run()
    assert app.selectbox(key=f"guide_phase_{adopted.id}_define").value == "get-set"
    assert "items come" in read(app)
    app.button(key=f"guide_go_{adopted.id}_get-set").click().run()
    assert desk.guide(desk.open(adopted.id)).phase == "get-set"
    assert "Get set: you are here" in read(app)


def test_each_phase_says_what_it_measures_with_what_and_with_whom(show, read):
    app = show()
    app.session_state["guide_phases"] = True
    said = read(app.run())
    assert "catalogue?id=instrument.van-westendorp-survey" in said
    assert "Held with: " in said


def test_the_next_cycle_carries_over_what_was_open(visit, desk, adopted, read):
    later = Desk(
        desk._store,
        desk.adviser,
        "Mara",
        lambda: datetime.datetime(2027, 4, 2, tzinfo=datetime.UTC),
    )
    opened = later.open(adopted.id)
    later.step(opened, "note", "task.scope", text="Cleo is on leave.")
    id = following_id(adopted)
    new = next_cycle(
        adopted, (), desk.adviser.knowledge, id=id, title="Anna again", today=later.today
    )
    later.create(new, why="Follows.")
    said = read(visit("scorecard", id=id, part="guide"))
    assert "Cycle 2" in said
    assert "Carried over" in said
    assert "Cleo is on leave" in said


@pytest.fixture
def sit(monkeypatch):
    def down(role, name="Xu"):
        member = Member(email="xu@example.org", name=name, role=role)
        monkeypatch.setattr(door, "member", lambda store: member)

    return down


def test_a_viewer_reads_the_guide_and_ticks_nothing(visit, desk, adopted, sit, read):
    template = adopted.model_copy(update={"id": "a-template", "person": None})
    desk.create(template, why="For all.")
    sit("viewer")
    app = visit("scorecard", id="a-template", part="guide")
    assert "By day 30" in read(app)
    assert app.checkbox
    assert all(each.disabled for each in app.checkbox)
    labels = {each.label for each in app.button}
    assert not labels & {"Save", "Save the note", "Leave it out, for this reason"}


def test_an_old_version_is_read_only(show, desk, adopted):
    desk.save(adopted.model_copy(update={"title": "Anna, spring"}), 1, why="Named.")
    app = show(version="1")
    assert app.checkbox
    assert all(each.disabled for each in app.checkbox)


def test_words_of_the_glossary_are_explained_on_the_page(show, read, adopted):
    app = unfold(show(), adopted, "kpi_target_metric_win_rate")
    words = [each.label for each in app.expander if each.label.startswith("Words on this page")]
    assert words
    app.session_state["guide_words"] = True
    assert "The value before you started" in read(app.run())


# Learn


def test_learn_shows_the_plan_of_the_role_and_starts_it(visit, desk, read):
    app = visit("learn", objectives="increase-win-rate", phase="get-set")
    labels = [each.label for each in app.expander]
    assert any(each.startswith("By day 30: take stock") for each in labels)
    app.text_input(key="start_name").set_value("Nia")
    app.date_input(key="start_day").set_value(datetime.date(2027, 1, 11))
    app.button(key="start_go").click().run()
    assert not app.exception
    (card,) = desk.cards()
    assert (card.person, card.title) == ("Nia", "Nia, first 90 days")
    guide = desk.guide(desk.open(card.id))
    assert guide.start == datetime.date(2027, 1, 11)
    assert guide.phase == "get-set"
    said = read(app)
    assert "By day 30: take stock" in said
    assert "Your plan is started" in "".join(each.value for each in app.success)


def test_learn_says_what_to_do_where_no_kpi_follows(visit, read, knowledge):
    excluded = ",".join(
        each.removeprefix("metric.") for each in knowledge.records if each.startswith("metric.")
    )
    app = visit("learn", excluded=excluded)
    assert "nothing is recommended yet" in read(app)
    assert "Answer more questions" in [each.proto.label for each in app.get("page_link")]
    assert "start_go" not in {each.key for each in app.button}


def test_what_the_business_wants_can_be_said_on_learn(visit, read):
    app = visit("learn")
    assert "What the business wants is not said yet" in read(app)
    app.multiselect(key="l_objectives").set_value(["objective.reduce-churn"]).run()
    assert app.query_params["objectives"] == "reduce-churn"
    assert any(each.key == "start_go" for each in app.button)


def test_who_may_not_make_a_scorecard_is_told_so(visit, sit, read):
    sit("viewer")
    assert "may not make this scorecard" in read(visit("learn", objectives="reduce-churn"))


def test_an_item_of_the_plan_on_learn_says_what_it_rests_on(visit, read):
    app = visit("learn", objectives="increase-win-rate")
    app.session_state["days_30"] = True
    said = read(app.run())
    assert "Asks for a reading of awareness when a PMM takes up the role" in said
