"""The panel that explains a metric, and the ways into it."""

from __future__ import annotations

import pytest

from engine.explain import Explainer
from ui.explained.case import Case
from ui.parts.links import read_link

SAMPLE = {"objectives": "increase-win-rate", "motion": "sales-led", "phase": "get-set"}
HEADINGS = {
    "why": "Why it makes sense for you",
    "how": "What was concluded",
    "change": "What takes it off the KPIs",
    "firm": "Questions that can drop it",
    "dissent": "What the sides say",
    "contract": "Your own part",
}


@pytest.fixture(scope="session")
def explainer(adviser):
    return Explainer(adviser)


@pytest.fixture
def case(explainer):
    return Case(read_link(SAMPLE, explainer.adviser.knowledge), explainer)


def panel(app):
    """What the panel says, if it is open."""
    inside = app.container(key="panel")
    kinds = (inside.markdown, inside.caption, inside.info, inside.expander)
    return "\n".join(str(getattr(e, "value", None) or e.label) for kind in kinds for e in kind)


def opened(visit, metric, about, **more):
    return visit("design", of=metric, explain=about, **SAMPLE, **more)


@pytest.mark.parametrize("about", HEADINGS)
def test_each_explanation_of_a_kpi_has_an_address(visit, about):
    assert HEADINGS[about] in panel(opened(visit, "win-rate", about))


def test_a_click_on_a_card_opens_the_panel_and_writes_the_address(visit):
    app = visit("design", **SAMPLE)
    assert "panel" not in str(app.query_params)
    app.pills(key="ways_metric.win-rate").set_value("contract").run()
    assert app.query_params["of"] == "win-rate"
    assert app.query_params["explain"] == "contract"
    assert app.query_params["objectives"] == "increase-win-rate"
    assert "Your own part" in panel(app)
    app.pills(key="panel_about").set_value("follows").run()
    assert app.query_params["explain"] == "follows"
    assert "It is computed as" in panel(app)


def test_why_says_the_reason_then_the_rules_ticked_then_the_sum(visit, case):
    said = panel(opened(visit, "win-rate", "why"))
    found = case.why("metric.win-rate")
    reason, rules, decided = (
        said.index(heading)
        for heading in (
            "Why it makes sense for you",
            "What rules said of it",
            "What was decided",
        )
    )
    assert reason < rules < decided
    assert f"Score: {found.sum.replace('+', chr(92) + '+')}" in said
    assert ":material/check: " in said
    assert ": yes " in said
    assert ":material/close: " in said
    for each in (*found.spoke, *found.held, *found.remarked):
        assert f"**{each.rule.replace('-', chr(92) + '-')}**" in said


def test_what_follows_says_all_that_its_record_says(visit, case):
    said = panel(opened(visit, "win-rate", "follows"))
    assert "3 readings are needed before a change means anything" in said
    assert "You did not say which data you have" in said
    assert len(case.follows("metric.win-rate").says) <= said.count("\n- ") + 1


def test_dissent_says_what_would_move_under_the_other_policy(visit):
    said = panel(opened(visit, "win-rate", "dissent"))
    assert "How many KPIs?" in said
    assert "Under another policy: **one**" in said
    assert "What would move" in said


def test_a_metric_that_is_no_kpi_is_told_why_not(visit, case):
    app = opened(visit, "nps", "why")
    said = panel(app)
    assert "on the scorecard, but not as a KPI" in said
    assert "Rules that came nearest to speaking for it" in said
    assert "What keeps it quiet" in said
    assert "firm" not in app.pills(key="panel_about").options
    assert len(case.why_not("metric.nps").nearest) == said.count("away: ")


def test_any_metric_is_found_by_an_alias(visit, adviser):
    app = visit("design", **SAMPLE)
    box = app.selectbox(key="any_metric")
    alias = next(each for each in box.options if each.endswith("(Net Promoter Score)"))
    box.set_value(alias).run()
    assert app.query_params["of"] == "nps"
    assert "Net Promoter Score" in panel(app)
    assert app.selectbox(key="any_metric").value is None


@pytest.mark.parametrize("where", ["monitor", "guardrails", "considered"])
def test_each_list_leads_to_why_its_metrics_are_no_kpis(visit, where):
    app = visit("design", **SAMPLE)
    button = next(
        each
        for each in app.button
        if str(each.key).startswith(f"why_not_{where}") and each.label == "Why not a KPI?"
    )
    button.click().run()
    assert app.query_params["explain"] == "why"
    assert "Why not" in app.pills(key="panel_about").options


def test_a_barred_metric_is_told_which_rule_forbids_it(visit, read):
    app = visit("design", excluded="win-rate", **SAMPLE)
    next(each for each in app.button if "barred" in str(each.key)).click().run()
    said = panel(app)
    assert "Rules that forbid it" in said
    assert "is forbidden by" in said


def test_an_address_that_names_no_metric_is_told_so(visit):
    app = visit("design", of="nonsense", explain="why", **SAMPLE)
    assert any("no such metric" in each.value for each in app.warning)
    assert not app.exception


def test_an_address_that_asks_for_something_unknown_shows_the_reason(visit):
    assert "Why it makes sense for you" in panel(opened(visit, "win-rate", "gossip"))


def test_a_wide_picture_is_given_as_text_to_copy(visit):
    app = opened(visit, "win-rate", "how")
    app.session_state["picture"] = True
    app.run()
    assert any(each.value.startswith("flowchart") for each in app.container(key="panel").code)


def test_a_kpi_says_how_firm_it_is_in_a_word_and_on_demand_in_numbers(visit, case):
    app = visit("design", **SAMPLE)
    found = case.explainer.firmness(case.asked.profile, case.asked.policy)[0]
    badge = next(
        each
        for each in app.container(key="headline_body").markdown
        if ":material/anchor:" in each.value
    )
    assert "Robust" in badge.value
    assert found.firm == "robust"
    assert found.says.split(".")[0] in panel(opened(visit, "win-rate", "firm"))
