"""The page of exercises: every kind answered right and wrong, and what is remembered."""

import pytest

from engine.exercises import KINDS, TITLES, right_answer
from scorecards.learning.progress import MASTERED
from ui.parts.links import read_link, write_link
from ui.practising.lesson import lab

SELF_SERVE = {
    "objectives": "increase-product-adoption,retain-customers",
    "alignment": "product",
    "motion": "product-led",
}


def shown(app):
    return app.session_state["lesson"].shown


def choose(app, keys):
    """Tick these options, answer, and run the page."""
    labels = {each.key: each.label for each in shown(app).options}
    if shown(app).many:
        for box in app.checkbox:
            key = box.key.rpartition("_")[2]
            if key in labels and key in keys:
                box.check()
    elif keys:
        (radio,) = app.radio
        radio.set_value(next(iter(keys)))
    press(app, "Answer")


def press(app, label):
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception, app.exception


def right_of(app):
    return set(right_answer(shown(app), lab()))


def wrong_of(app):
    return {next(each.key for each in shown(app).options if each.key not in right_of(app))}


@pytest.mark.parametrize("right", [True, False])
def test_every_kind_is_judged_and_explained(right, visit, read):
    app = visit("practise", **SELF_SERVE)
    seen = set()
    for _ in range(40):
        exercise = shown(app)
        assert TITLES[exercise.kind] in read(app)
        wrong = not right and exercise.kind not in seen
        seen.add(exercise.kind)
        choose(app, wrong_of(app) if wrong else right_of(app))
        assert [each.title for each in app.success] == ([] if wrong else ["Right"])
        assert [each.title for each in app.warning] == (["Not right"] if wrong else [])
        assert "You chose it" in read(app)
        explained = [each for each in app.get("page_link") if "whole" in each.proto.label]
        assert all(each.proto.page == "design" for each in explained)
        assert explained
        press(app, "Next")
        if seen == set(KINDS):
            break
    assert seen == set(KINDS)


def test_what_was_answered_is_remembered_in_a_new_session(visit, read, desk):
    app = visit("practise", **SELF_SERVE)
    first = shown(app).id
    choose(app, wrong_of(app))
    press(app, "Next")
    choose(app, right_of(app))
    assert "2 answers, 1 right" in read(app)
    again = visit("practise", **SELF_SERVE)
    assert "2 answers, 1 right" in read(again)
    assert shown(again).id != first


def test_a_missed_exercise_comes_again(visit):
    app = visit("practise", **SELF_SERVE)
    first = shown(app).id
    choose(app, wrong_of(app))
    for _ in range(3):
        press(app, "Next")
        assert shown(app).id != first
        choose(app, right_of(app))
    press(app, "Next")
    assert shown(app).id == first


def test_nothing_chosen_is_said_and_not_counted(visit, read):
    app = visit("practise", **SELF_SERVE)
    choose(app, set())
    assert "nothing is chosen" in read(app)
    assert "Nothing is answered yet" in read(app)


def test_starting_over_forgets_what_was_answered(visit, read):
    app = visit("practise", **SELF_SERVE)
    choose(app, right_of(app))
    press(app, "Yes, start over")
    assert "Nothing is answered yet" in read(app)
    assert "Everything begins anew" in " ".join(each.value for each in app.success)


def test_an_empty_role_takes_an_objective_of_the_documents_and_says_so(visit, read):
    app = visit("practise")
    assert "No objective is known of the role yet" in read(app)
    assert shown(app) is not None


def test_a_role_without_any_kpi_is_told_what_to_do(visit, read, adviser):
    metrics = [each for each in adviser.knowledge.records if each.startswith("metric.")]
    excluded = ",".join(each.removeprefix("metric.") for each in metrics)
    app = visit("practise", objectives="increase-win-rate", excluded=excluded)
    assert "No exercise can be made of this role" in read(app)


def test_a_mastered_kind_is_said_in_words(visit, read):
    app = visit("practise", **SELF_SERVE)
    for _ in range(MASTERED * len(KINDS)):
        if shown(app) is None or "mastered" in read(app):
            break
        choose(app, right_of(app))
        press(app, "Next")
    assert "mastered, 3 of 3" in read(app)


def test_what_was_typed_is_shown_as_it_is_and_does_nothing(visit, read):
    name = "<i>x ![x](//e) [x](javascript:1) :material/home: $x$ **b**"
    app = visit("practise", objectives="increase-win-rate", launch_name=name, nonsense="<i>y")
    said = read(app)
    assert "**Launch name:**" in said
    assert "javascript" in said
    for active in ("<i>", "![x](", "](javascript", ":material/home:", "$x$", "**b**"):
        assert active not in said.replace("**Launch name:**", "")
    assert "no answer has this name" in said


def test_learn_leads_to_the_exercises_for_the_same_role(visit, knowledge):
    app = visit("learn", objectives="increase-win-rate", phase="grow")
    links = [each for each in app.get("page_link") if each.proto.label == "Start the exercises"]
    (link,) = links
    assert link.proto.page == "practise"
    wanted = read_link({"objectives": "increase-win-rate", "phase": "grow"}, knowledge)
    for value in write_link(wanted, knowledge).values():
        assert value in link.proto.query_string
