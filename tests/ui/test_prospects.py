"""What other answers would do: changes to try, the next question, a second scorecard."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from engine.explain import Explainer
from engine.explain.prospects import Change
from ui.explained.alike import alike
from ui.explained.case import Case
from ui.parts.links import read_link, with_answers, write_link

SAMPLE = {"objectives": "increase-win-rate", "motion": "sales-led", "phase": "get-set"}


@pytest.fixture(scope="session")
def explainer(adviser):
    return Explainer(adviser)


def _change(value, **more):
    then = {"then": "supporting", "then_says": "Then it is a supporting KPI."}
    field = {"set": {"objectives": value, **more}, "effort": "negotiable", **then}
    return Change(says=f"Answer {value}.", goal="in", **field)


def test_changes_alike_are_told_as_one():
    changes = [_change(["c"]), _change(["a", "b"]), _change(["d"]), _change(None)]
    groups = alike(changes, {"objectives": ["a"]}, {"objectives": "objectives"})
    assert [(each.says, len(each.changes)) for each in groups] == [
        ("Answer objectives with one of 2 others alone.", 2),
        (changes[1].says, 1),
        (changes[3].says, 1),
    ]


def test_changes_of_two_answers_are_kept_apart_from_changes_of_one():
    changes = [_change(["c"]), _change(["c"], stage="early"), _change(["d"], stage="early")]
    groups = alike(changes, {"objectives": ["a"]}, {"objectives": "objectives"})
    assert len(groups) == 2
    assert (
        groups[1].says
        == "Answer objectives with one of 2 others alone and answer stage with another one."
    )


def test_every_change_that_is_offered_does_what_it_promises(explainer):
    knowledge = explainer.adviser.knowledge
    case = Case(read_link(SAMPLE, knowledge), explainer)
    found = case.change("metric.nps", 2)
    assert found.changes
    for each in found.changes:
        other = with_answers(case.asked, each.set, knowledge)
        again = read_link(write_link(other, knowledge), knowledge)
        assert not again.problems
        assert Case(again, explainer).place("metric.nps") == each.then


def test_a_search_is_made_once(explainer):
    case = Case(read_link(SAMPLE, explainer.adviser.knowledge), explainer)
    assert case.searched("metric.nps", 2) is None
    found = case.change("metric.nps", 2)
    assert case.searched("metric.nps", 2) is found


def test_looking_further_shows_what_is_found(visit, monkeypatch):
    monkeypatch.setattr("ui.explained.case.FURTHER", 40)
    app = visit("design", of="nps", explain="change", **SAMPLE)
    app.button(key="look_further").click().run()
    assert not app.exception
    assert "Looked at" in app.status[0].label
    assert not [each for each in app.run().button if each.key == "look_further"]


def test_a_tried_change_says_what_became_of_the_metric(visit, read):
    app = visit("design", tried="nps", objectives="reduce-churn", motion="sales-led")
    said = read(app)
    assert "You are trying other answers. Net Promoter Score is a supporting KPI now." in said
    app.button(key="tried_keep").click().run()
    assert "tried" not in app.query_params
    assert "You are trying other answers" not in read(app)


def test_trying_for_something_that_is_no_metric_is_told_so(visit):
    app = visit("design", tried="nonsense", **SAMPLE)
    assert any("no such metric" in each.value for each in app.warning)


def test_trying_tells_the_difference_from_the_answers_before(visit, read):
    app = visit("design", **SAMPLE)
    app.query_params["objectives"] = "reduce-churn"
    app.query_params["tried"] = "nps"
    app.run()
    said = read(app)
    assert "It was a monitor." in said
    assert "What your last change did" in said


def test_the_question_asked_next_is_the_one_found_by_running_again(visit, read, explainer):
    asked = read_link(SAMPLE, explainer.adviser.knowledge)
    first = explainer.next_answers(asked.profile, asked.policy).missing[0]
    app = visit("design", **SAMPLE)
    said = read(app).replace("\\", "")
    assert f"Answer this next: {first.question}" in said
    assert first.says in said
    for each in first.between:
        assert each.says in said


def test_the_next_question_is_answered_where_it_is_asked(visit):
    app = visit("design", **SAMPLE)
    app.selectbox(key="next_focus").set_value("enablement").run()
    assert not app.exception
    assert app.query_params["focus"] == "enablement"
    assert app.selectbox(key="f_focus").value == "enablement"


def test_a_field_says_what_it_decides_with_these_answers(visit, explainer):
    asked = read_link(SAMPLE, explainer.adviser.knowledge)
    first = explainer.next_answers(asked.profile, asked.policy).missing[0]
    app = visit("design", **SAMPLE)
    assert "**With your answers:** " + first.says in app.selectbox(key="f_focus").help
    assert "**It decides:**" in app.pills(key="f_motion").help


def test_what_if_lays_a_second_scorecard_beside_the_form(visit, read):
    app = visit("design", **SAMPLE)
    next(each for each in app.button if each.label == "What if…").click().run()
    assert app.query_params["other"] == (
        "objectives=increase-win-rate&phase=get-set&motion=sales-led"
    )
    app.selectbox(key="compare_field").set_value("objectives").run()
    app.multiselect(key="compare_to_objectives").set_value(["objective.reduce-churn"]).run()
    app.button(key="compare_set").click().run()
    assert "objectives=reduce-churn" in app.query_params["other"]
    said = read(app)
    assert "The headline was win rate; it is churn rate now." in said
    assert "Gone: Win rate" in said
    assert "](rules?id=" in said
    left, right = (app.container(key=f"compare_{side}") for side in ("left", "right"))
    assert "Win rate" in left.markdown[1].value
    assert "Churn rate" in right.markdown[1].value
    app.button(key="compare_close").click().run()
    assert "other" not in app.query_params


def test_what_if_holds_while_the_form_changes(visit, read):
    app = visit("design", other="objectives=increase-win-rate", objectives="increase-win-rate")
    app.pills(key="f_stage").set_value("early").run()
    assert app.query_params["other"] == "objectives=increase-win-rate"
    assert app.query_params["stage"] == "early"
    assert "Company stage" in str(app.table[0].value)


def test_what_if_takes_a_sample_or_a_pasted_link(visit):
    app = visit("design", other="objectives=reduce-churn", **SAMPLE)
    app.segmented_control(key="compare_way").set_value("A sample role").run()
    app.selectbox(key="compare_sample").set_value("ben").run()
    app.button(key="compare_take_sample").click().run()
    assert "objectives=" in app.query_params["other"]
    assert app.query_params["other"] != "objectives=reduce-churn"
    app.segmented_control(key="compare_way").set_value("A pasted link").run()
    app.text_input(key="compare_link").set_value("nonsense").run()
    assert app.error
    app.text_input(key="compare_link").set_value("https://x.org/design?stage=early").run()
    app.button(key="compare_take_link").click().run()
    assert app.query_params["other"] == "stage=early"


def test_what_cannot_be_read_of_the_other_profile_is_said(visit):
    app = visit("design", other="objectives=nope&stage=early", **SAMPLE)
    assert any("objectives" in each.value for each in app.warning)
    assert not app.exception


def test_learn_explains_each_kpi_in_plain_words(visit, read):
    app = visit("learn", **SAMPLE)
    assert "Your KPIs, in plain words" in read(app)
    app.session_state["plain_metric.win-rate"] = True
    said = read(app.run()).replace("\\", "")
    assert "Whose parts" in said
    assert "Win rate is shared: sales leads." in said


def test_a_role_without_kpis_is_told_what_to_say_first():
    def page():
        from ui.explained.case import Case
        from ui.explained.plain import plain_words
        from ui.parts.links import read_link
        from ui.session import explainer, knowledge

        plain_words(Case(read_link({}, knowledge()), explainer()))

    app = AppTest.from_function(page, default_timeout=30).run()
    assert "No KPI follows" in app.info[0].value
    assert not app.expander


def test_review_links_each_kpi_to_its_explanations(visit):
    app = visit("review", samples="ana")
    links = app.container(key="person_0").get("page_link")
    assert any("explain=why" in str(each.proto) for each in links)


def test_what_if_opens_with_an_empty_form_too(visit, read):
    app = visit("design")
    next(each for each in app.button if each.label == "What if…").click().run()
    assert "From the form to the other" in read(app)


def test_alignment_is_taken_over_into_the_slider():
    def page():
        import streamlit as st

        from ui.parts.form import take_over
        from ui.session import knowledge

        spec = next(each for each in knowledge().fields.profile if each.name == "alignment")
        st.session_state["next_alignment"] = "sales"
        take_over(spec, "next_alignment")

    app = AppTest.from_function(page, default_timeout=30).run()
    assert app.session_state["f_alignment"] == "sales"
    assert app.session_state["f_alignment_open"] is False
