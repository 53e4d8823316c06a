"""The page on which a scorecard is designed."""

from __future__ import annotations

import pytest

SAMPLE = {"objectives": "increase-win-rate", "motion": "sales-led", "phase": "get-set"}


def test_an_empty_profile_is_asked_for_its_objectives(visit, read):
    app = visit("design")
    assert "Answer this next: What does the business want" in read(app)
    assert not app.exception


def test_one_objective_gives_outcome_headline_and_reasons(visit, read):
    said = read(visit("design", **SAMPLE))
    assert "This role serves: **Win rate**" in said
    assert "Headline KPI" in said
    assert "Why it makes sense for you" in said
    assert 'Your objective is "Increase the win rate"' in said
    assert "The ultimate metrics framework" in said


@pytest.mark.seed("S013")
def test_each_kpi_says_how_much_of_it_is_controlled_and_the_counts_stand_above(visit, read):
    app = visit("design", **SAMPLE)
    said = read(app)
    assert "control of the outcome:" in said
    cards = said.count("Control of the outcome: **")
    assert cards >= 4


@pytest.mark.seed("S005")
def test_an_answer_that_no_rule_reads_is_shown_as_recorded(visit, read):
    said = read(visit("design", industry="Beekeeping", **SAMPLE))
    assert "Industry: Beekeeping — recorded, used by no rule" in said


@pytest.mark.seed("S010")
def test_the_exact_middle_asks_for_its_reason_and_cites_the_source(visit, read):
    app = visit("design", alignment="balanced", **SAMPLE)
    assert app.text_input(key="f_alignment_reason").label
    assert "rarely perfectly in the middle" in read(app).lower()


def test_moving_the_slider_answers_the_question_and_writes_the_link(visit):
    app = visit("design", **SAMPLE)
    assert app.checkbox(key="f_alignment_open").value
    app.select_slider(key="f_alignment").set_value("product").run()
    assert not app.checkbox(key="f_alignment_open").value
    assert app.query_params["alignment"] == "product"


@pytest.mark.seed("S131")
def test_another_policy_runs_again_and_marks_what_changed(visit, read):
    app = visit("design", **SAMPLE)
    app.selectbox(key="p_kpi-limit").set_value("one").run()
    said = read(app)
    assert "What your last change did" in said
    assert "**Gone:" in said
    assert app.query_params["policy-kpi-limit"] == "one"


@pytest.mark.seed("S011")
def test_another_stage_marks_what_changed_with_the_rule_that_did_it(visit, read):
    app = visit("design", objectives="meet-sales-target", stage="growth")
    app.pills(key="f_stage").set_value("pre-fit").run()
    said = read(app)
    assert "What your last change did" in said
    assert "ow speaking" in said


@pytest.mark.seed("S178")
def test_sourced_rules_only_still_gives_a_scorecard(visit, read):
    app = visit("design", sourced__only="yes", stage="growth", **SAMPLE)
    said = read(app)
    assert "Headline KPI" in said
    assert app.toggle(key="p_sourced_only").value


@pytest.mark.seed("S177")
def test_a_percentage_asks_what_it_means(visit, read):
    app = visit("design", **SAMPLE)
    key = "objective_increase_win_rate"
    assert "Say what % means" in read(app)
    app.selectbox(key=f"unit_{key}").set_value("points").run()
    assert "Increase win rate by 5 percentage points, by the quarter's end." in read(app)
    assert "Increase win rate by 5 percentage points" in app.code[0].value


@pytest.mark.seed("S129")
def test_the_source_s_example_stands_beside_an_edited_target(visit, read):
    app = visit("design", **SAMPLE)
    key = "objective_increase_win_rate"
    app.number_input(key=f"amount_{key}").set_value(8.0)
    app.selectbox(key=f"unit_{key}").set_value("relative-percent").run()
    said = read(app)
    assert "win rate by 8 % of what it is now" in said
    assert "The source's example: Increase win rate by 5%" in said


def test_a_bad_link_gives_a_message_and_keeps_the_rest(visit, read):
    app = visit("design", objectives="nope,increase-win-rate", stage="growth", colour="blue")
    problems = "\n".join(each.value for each in app.warning)
    assert "objectives" in problems
    assert "colour" in problems
    assert app.pills(key="f_stage").value == "growth"
    assert not app.exception


def test_what_people_write_formats_nothing(visit, read):
    evil = "<img src=x onerror=alert(1)> **bold** $x$ :red[y] [z](https://example.org)"
    app = visit("design", industry=evil, **SAMPLE)
    shown = next(each.value for each in app.caption if "used by no rule" in each.value)
    assert "\\<img" in shown
    assert "\\*\\*bold" in shown
    assert "\\[z\\]" in shown
    assert "<img" not in "".join(str(each.value) for each in app.html)


def test_at_most_four_chips_stand_on_a_card(visit):
    app = visit("design", **SAMPLE)
    card = app.container(key="headline_body")
    badges = [each for each in card.markdown if "-badge[" in each.value]
    assert 1 <= len(badges) <= 4


@pytest.mark.seed("S115")
def test_the_monthly_list_stands_even_with_one_kpi(visit, read):
    said = read(visit("design", policy__kpi__limit="one", **SAMPLE))
    assert "Watched all along" in said
    for slug, name in (
        ("arr", "Annual recurring revenue"),
        ("mrr", "Monthly recurring revenue"),
        ("churn-rate", "Churn rate"),
    ):
        assert f"**[{name}](catalogue?id=metric.{slug})** · monthly" in said


@pytest.mark.seed("S171")
def test_revenue_shows_its_dispute_and_the_policy_in_force(visit, read):
    said = read(visit("design", objectives="meet-sales-target", alignment="sales"))
    assert "May product marketing own revenue?" in said
    assert "in force: **shared**" in said


def test_what_was_considered_says_what_cut_it(visit, read):
    said = read(visit("design", **SAMPLE))
    assert "Also considered" in said
    assert ":material/content_cut:" in said


@pytest.mark.seed("S006")
def test_an_objective_shows_its_lead_in_and_a_target_template(visit, read, knowledge):
    said = read(visit("design", **SAMPLE))
    assert "What the source says of it: It takes close work with sales" in said
    assert "The source's example:" in said


@pytest.mark.seed("S012")
def test_the_metric_of_a_critical_initiative_is_labelled_as_yours(visit, read):
    app = visit(
        "design",
        critical_initiative_metric="nrr",
        critical_initiative_name="Keep the *big* ones",
        **SAMPLE,
    )
    said = read(app)
    assert "critical initiative" in said
    assert "Keep the \\*big\\* ones" in said


def test_starting_over_empties_form_and_address(visit, read):
    app = visit("design", **SAMPLE)
    next(each for each in app.button if each.label == "Start over").click().run()
    assert not app.exception
    assert app.multiselect(key="f_objectives").value == []
    assert "objectives" not in app.query_params
    assert "Choose what the business wants first" in read(app)


def test_another_link_is_not_told_as_a_change_of_the_former(visit, read):
    app = visit("design", **SAMPLE)
    for key in SAMPLE:
        app.query_params.pop(key, None)
    app.query_params["objectives"] = "reduce-churn"
    app.run()
    assert "What your last change did" not in read(app)
    assert app.multiselect(key="f_objectives").value == ["objective.reduce-churn"]


@pytest.mark.parametrize(
    "objective", ["connect-stakeholders", "become-market-and-persona-led", "increase-win-rate"]
)
def test_each_objective_has_a_target_to_fill_in(visit, objective):
    app = visit("design", objectives=objective)
    key = f"objective_{objective}".replace("-", "_")
    app.number_input(key=f"amount_{key}").set_value(7.0)
    units = [each for each in app.selectbox if each.key == f"unit_{key}"]
    for unit in units:
        unit.set_value("points")
    app.run()
    assert "by 7" in "".join(each.value for each in app.text)


def test_findings_lists_and_the_trace_link_to_what_they_speak_of(visit, read, adviser):
    app = visit("design", **SAMPLE)
    said = read(app)
    assert "](rules?id=CRI" in said
    assert "](catalogue?id=metric." in said
    assert "reference?id=" not in said
    app.session_state["trace"] = True
    table = app.run().table[-1].value
    linked = {each.partition("rules?id=")[2].rstrip(")") for each in table["Rule"] if "](" in each}
    assert linked
    assert linked <= {rule.id for rule in adviser.rules.stable}
