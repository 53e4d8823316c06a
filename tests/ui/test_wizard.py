"""The six steps to accountability, walked on the page."""

from datetime import date

import pytest

from engine.profile import read_profile
from knowledge_graph.records import Metric, Step
from scorecards.accountability.steps import to_mend
from scorecards.document import Period, Target
from scorecards.making.adopt import drop
from scorecards.together import Signature
from scorecards.units import is_money

PERIOD = Period(start=date(2190, 1, 1), end=date(2190, 3, 31))
"""Far enough ahead that no day on which this is tried lies in it."""


@pytest.fixture
def card(desk, knowledge):
    """Adopted with all the data that its KPIs need, and nothing agreed yet: version 1."""
    answers = {
        "objectives": ["objective.increase-win-rate"],
        "alignment": "sales",
        "data_sources": ["crm", "survey-tool", "enablement-platform", "finance"],
        "team_size": 4,
    }
    version = desk.adopt(
        desk.adviser.recommend(read_profile(answers, knowledge)),
        title="Anna, first quarter",
        period=PERIOD,
        person="Anna",
        manager="Cleo",
        token="walk",
    )
    return version.document


@pytest.fixture
def page(visit, card):
    def page(**more):
        return visit("scorecard", id=card.id, part="steps", **more)

    return page


def press(app, label):
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, app.exception
    return app


def step(app):
    (said,) = (each.value for each in app.caption if each.value.startswith("Step "))
    return said


def standing(app):
    """The words of the progress line, by the number of the step."""
    found = (each.label for each in app.button if each.label.startswith("**"))
    return {int(label[2]): label.rpartition(": ")[2].removesuffix("]") for label in found}


def change(desk, id, doing, why):
    """Save a change as another part of the page does."""
    opened = desk.open(id)
    desk.save(doing(opened.card), opened.latest, why=why)


def signed(card):
    joint = tuple(
        each.model_copy(
            update={
                "signed": tuple(
                    Signature(team=team, by="Ben", on=PERIOD.start) for team in each.teams
                )
            }
        )
        for each in card.joint
    )
    return card.model_copy(update={"joint": joint})


def aimed(card, knowledge):
    """Every KPI with a target, and the one that counts output left out."""
    card = drop(card, "metric.deals-closed", "Win rate says it.")
    for kpi in card.kpis:
        metric = knowledge.get(Metric, kpi.metric)
        target = Target(
            baseline=20,
            change="by-relative-percent",
            amount=-5 if metric.direction == "lower-is-better" else 5,
            currency="EUR" if is_money(metric.unit) else None,
            deadline=PERIOD.end,
            set_on=PERIOD.start,
        )
        card = card.with_kpi(kpi.model_copy(update={"target": target}))
    return card


@pytest.mark.seed("S007")
def test_all_six_steps_lead_to_a_scorecard_that_passes_the_linter(
    page, read, desk, card, knowledge
):
    app = page()
    assert step(app) == "Step 1 of 6"
    press(press(app, "Mend it"), "Next")
    assert standing(app)[1] == "In order"
    assert step(app) == "Step 2 of 6"
    press(next_mended(app), "Next")
    assert standing(app)[2] == "In order"
    assert step(app) == "Step 3 of 6"
    assert standing(app)[3] == "1 open"
    change(desk, card.id, signed, "Both teams signed.")
    press(app.run(), "Next")
    assert standing(app)[3] == "In order"
    assert "Numbers" in read(app)
    press(app, "Next")
    assert "Declare a factor" in read(app)
    press(app, "Next")
    assert step(app) == "Step 6 of 6"
    press(app, "Save the review")
    assert desk.open(card.id).card.review_on == PERIOD.end
    assert "About the KPIs and their targets" in read(app)
    change(desk, card.id, lambda card: aimed(card, knowledge), "Set the targets.")
    app.run()
    assert "Nothing is left to mend" in app.success[-1].value
    assert set(standing(app).values()) == {"In order"}
    assert to_mend(desk.findings(desk.open(card.id))) == ()


def next_mended(app):
    label = next(each.label for each in app.button if each.label.startswith("Mend these"))
    return press(app, label)


@pytest.mark.seed("S007")
@pytest.mark.parametrize("number", range(1, 7))
def test_each_step_says_what_it_rests_on_and_what_to_do(number, page, read, knowledge):
    said = read(page(step=str(number))).replace("\\", "")
    record = next(each for each in knowledge.every(Step) if each.order == number)
    assert record.label in said
    assert record.definition in said
    for citation in record.citations:
        assert citation.claim in said
        assert citation.locator in said
    assert "What to do here." in said


def test_partial_work_is_a_version_and_one_goes_on_where_one_left(page, desk, card):
    press(page(), "Mend it")
    assert desk.open(card.id).latest == 2
    later = page()
    assert step(later) == "Step 2 of 6"
    assert standing(later)[1] == "In order"


def test_mending_does_not_lead_on_by_itself(page):
    assert step(press(page(), "Mend it")) == "Step 1 of 6"


@pytest.mark.parametrize("wrong", ["0", "7", "-1", "two", "1.5", "²", "9" * 40, "`x`"])
def test_a_wrong_number_goes_to_the_step_to_go_on_with(wrong, page, read):
    app = page(step=wrong)
    assert "The steps are 1 to 6" in read(app)
    assert step(app) == "Step 1 of 6"


def test_the_way_leads_to_any_step_and_back(page):
    app = page(step="2")
    app = press(app, "Back")
    assert step(app) == "Step 1 of 6"
    assert next(each for each in app.button if each.label == "Back").disabled
    last = next(each for each in app.button if each.label.startswith("**6. Review"))
    last.click().run()
    assert step(app) == "Step 6 of 6"
    assert next(each for each in app.button if each.label == "Next").disabled


def test_a_kpi_can_be_added_for_balance(page, desk, card):
    app = page(step="4")
    offered = next(each for each in app.button if each.label.startswith("Add "))
    offered.click().run()
    assert len(desk.open(card.id).card.proper) == len(card.proper) + 1
    assert step(app) == "Step 4 of 6"


def test_a_scorecard_without_a_judgement_is_flagged_and_offered_one(page, read, desk, card):
    def numbers_only(card):
        return drop(card, "metric.sales-confidence", "Not now.")

    change(desk, card.id, numbers_only, "Numbers only.")
    app = page(step="4")
    said = read(app)
    assert "No KPI here is a judgement." in said
    assert "**Add a judgement**" in said
    press(app, "Add sales confidence")
    assert standing(app)[4] == "In order"


def test_two_findings_of_one_kpi_and_one_kind_are_both_shown(page, desk, card):
    """Two other scorecards define the same metric in one other way."""
    for number in range(2):
        other = card.with_kpi(
            card.kpi("metric.win-rate").model_copy(update={"formula": "won / all"})
        )
        desk.create(other.model_copy(update={"id": f"other-{number}"}), why="Another.")
    app = page(step="6")
    assert [each.label for each in app.button].count("Mend these 2 at once") == 1
    press(app, "Mend these 2 at once")
    assert desk.open(card.id).card.kpi("metric.win-rate").formula == "won / all"


def test_cadence_and_names_are_kept(page, desk, card):
    app = page(step="6")
    next(each for each in app.selectbox if each.label == "Win rate is read").select("weekly")
    next(each for each in app.text_input if each.label == "Manager").input("Dora")
    app.date_input[0].set_value(date(2190, 2, 15))
    press(app, "Save the review")
    kept = desk.open(card.id).card
    assert kept.kpi("metric.win-rate").cadence == "weekly"
    assert (kept.manager, kept.review_on) == ("Dora", date(2190, 2, 15))


@pytest.mark.parametrize("number", range(1, 7))
def test_an_old_version_is_only_read(number, page, desk, card):
    change(desk, card.id, signed, "Signed.")
    app = page(step=str(number), version="1")
    does = {"Mend it", "Save the review", "Declare", "Put another KPI beside them"}
    assert not does & {each.label for each in (*app.button, *app.expander)}
    assert not [each for each in app.button if each.label.startswith("Mend these")]
