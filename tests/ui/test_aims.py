"""The KPIs of a scorecard: their targets, and which of them stand there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scorecards.document import Period, Reading
from scorecards.making.entered import as_entered
from ui.kept import here

WIN, CLOSED, BRAND = "metric.win-rate", "metric.deals-closed", "metric.brand-awareness"


class Page:
    """The part *KPIs and targets* of one scorecard, and the form that is open over it."""

    def __init__(self, app, desk, id):
        self.app, self.desk, self.id = app, desk, id

    @property
    def card(self):
        return self.desk.open(self.id).card

    @property
    def number(self):
        return self.desk.open(self.id).latest

    def open(self, what, metric=""):
        self.at = self.number
        slug = metric.replace(".", "_").replace("-", "_")
        self.slug = slug
        self.app.button(key=f"do_{what}_{slug}_{self.id}_{self.at}").click().run()
        return self

    def key(self, name, slug=None):
        slug = self.slug if slug is None else slug
        return f"asked_{slug}_{name}_{self.id}_{self.at}"

    def text(self, **fields):
        for name, value in fields.items():
            self.app.text_input(key=self.key(name)).set_value(value)
        return self

    def change(self, kind):
        self.app.radio(key=self.key("change")).set_value(kind).run()
        return self

    def keep(self):
        self.app.button(key=self.key("keep", "")).click().run()
        assert not self.app.exception
        return self

    @property
    def wrong(self):
        return "\n".join(each.value for each in self.app.error)

    @property
    def is_open(self):
        return any(each.key == self.key("keep", "") for each in self.app.button)


@pytest.fixture
def page(visit, desk, adopted):
    return Page(visit("scorecard", id=adopted.id, part="kpis"), desk, adopted.id)


@pytest.fixture
def begun(visit, desk, adopted):
    """The same scorecard in a period that began long ago, with a target set before it."""
    period = Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
    entered = as_entered(None, period)
    kpi = adopted.kpi(WIN)
    target = {"change": "by-points", "amount": 5, "deadline": entered.deadline}
    target |= {"set_on": date(2019, 12, 1), "baseline": 20}
    aimed = type(kpi).model_validate({**kpi.model_dump(), "target": target})
    card = adopted.with_kpi(aimed).model_copy(update={"period": period})
    desk.save(card, 1, why="An earlier period.")
    return Page(visit("scorecard", id=adopted.id, part="kpis"), desk, adopted.id)


def test_each_kpi_is_shown_with_what_is_known_of_it(page, read):
    said = read(page.app)
    assert "0 of 5** KPIs have a target" in said
    assert said.count("No target yet") == len(page.card.kpis)
    assert "Serves Increase the win rate" in said
    assert "CRM · Monthly" in said


@pytest.mark.parametrize(
    ("metric", "kind", "fields", "says"),
    [
        (WIN, "to-level", {"baseline": "20", "amount": "25"}, "a level of 25 percent"),
        (WIN, "by-points", {"baseline": "20", "amount": "5"}, "+5 points**, from 20 percent to 25"),
        (WIN, "by-relative-percent", {"amount": "10"}, r"\+10 percent of the baseline"),
        (WIN, "within-range", {"low": "20", "high": "30"}, "between 20 percent and 30 percent"),
        (CLOSED, "by-amount", {"baseline": "10", "amount": "2.5"}, "+2.5**, from 10 to 12.5"),
    ],
)
def test_every_kind_of_target_is_kept_and_said(page, read, metric, kind, fields, says):
    page.open("target", metric).change(kind).text(**fields).keep()
    target = page.card.kpi(metric).target
    assert target.change == kind
    assert target.deadline == page.card.period.end
    assert not page.is_open
    assert says.replace("\\", "") in read(page.app).replace("\\", "")
    assert ("Baseline unknown" in read(page.app)) == ("baseline" not in fields)


def test_money_has_a_currency_and_the_others_suggest_it(page):
    price = next(kpi.metric for kpi in page.card.kpis if "deal-size" in kpi.metric)
    page.open("target", price).change("to-level").text(amount="1000.55").keep()
    assert "Currency" in page.wrong
    page.text(currency="eur").keep()
    assert page.card.kpi(price).target.currency == "EUR"
    assert page.card.kpi(price).target.amount == Decimal("1000.55")


def test_nothing_is_chosen_for_a_percentage_and_all_reasons_are_told(page):
    page.open("target", WIN).text(baseline="twenty").keep()
    assert "**Baseline**" in page.wrong
    assert "**Kind of change**" in page.wrong
    assert "points or percent of it" in page.wrong
    assert page.number == 1


def test_what_was_typed_stays_where_it_is_refused(page):
    page.open("target", WIN).change("by-points").text(baseline="20", amount="-5", warn="22").keep()
    assert page.is_open
    assert "**At risk from**" in page.wrong
    page.text(warn="").keep()
    assert "aim for more" in page.wrong.lower()
    assert page.app.text_input(key=page.key("amount")).value == "-5"
    page.text(amount="5").keep()
    assert page.card.kpi(WIN).target.amount == 5


def test_what_it_comes_to_is_said_before_it_is_kept(page):
    page.open("target", WIN).change("by-points").text(baseline="20", amount="5")
    page.app.date_input(key=page.key("deadline")).set_value(date(2027, 6, 30)).run()
    said = page.app.info[0].value
    assert "from 20 percent to 25 percent, by 30 Jun 2027" in said
    assert "On the way: 22.47 percent on 31 Mar 2027" in said


def test_the_last_reading_can_be_the_baseline(page, visit, desk):
    now = desk.now()
    desk._store.add_reading(
        Reading(id="one", scorecard=page.id, metric=WIN, taken_on=date(2026, 11, 1),
                value="21.5", by="Mara", at=now)
    )  # fmt: skip
    page = Page(visit("scorecard", id=page.id, part="kpis"), desk, page.id)
    page.open("target", WIN).app.button(key=page.key("last")).click().run()
    assert page.app.text_input(key=page.key("baseline")).value == "21.5"


def test_how_it_is_read_is_kept_without_a_target_too(page, desk):
    page.open("target", WIN).text(windows="60, 30")
    page.app.selectbox(key=page.key("variant")).set_value("by-value")
    page.app.selectbox(key=page.key("cadence")).set_value("weekly")
    page.app.button(key=page.key("only")).click().run()
    kpi = page.card.kpi(WIN)
    assert (kpi.windows, kpi.variant, kpi.cadence, kpi.target) == (
        (30, 60),
        "by-value",
        "weekly",
        None,
    )
    assert "read-out days" in desk._store.history(page.id)[-1].why


def test_a_change_after_the_period_began_gives_its_reason_and_is_marked(begun, read):
    assert "after the period began" not in read(begun.app)
    begun.open("target", WIN).text(amount="6").keep()
    assert "**Why it changes**" in begun.wrong
    begun.text(why="A rival left.").keep()
    said = read(begun.app)
    assert f"Set on {here.day(begun.card.kpi(WIN).target.set_on)}, after the period began" in said
    assert "Why it was changed: A rival left" in said


def test_what_stands_beside_a_first_target_is_a_remark(begun, visit, desk, read):
    kpi = begun.card.kpi(WIN)
    target = kpi.target.model_copy(update={"why": "A guess"})
    desk.save(begun.card.with_kpi(kpi.model_copy(update={"target": target})), 2, why="A remark.")
    said = read(visit("scorecard", id=begun.id, part="kpis"))
    assert "Remark: A guess" in said
    assert "Why it was changed" not in said


def test_a_target_can_be_taken_away(begun):
    begun.open("target", WIN).app.button(key=begun.key("away")).click().run()
    assert begun.card.kpi(WIN).target is None


def test_a_dropped_kpi_needs_a_reason_and_comes_back_as_it_stood(begun, read):
    before = begun.card.kpi(WIN)
    begun.open("drop", WIN).keep()
    assert "**Reason**" in begun.wrong
    begun.app.text_area(key=begun.key("reason")).set_value("Nobody counts it.")
    begun.keep()
    assert not begun.card.holds(WIN)
    assert "**Win rate** (headline): Nobody counts it" in read(begun.app)
    begun.open("back", WIN)
    assert begun.card.kpi(WIN) == before
    assert begun.card.dropped == ()


def test_a_swap_is_marked_and_can_be_swapped_back(page, read):
    page.open("swap", CLOSED)
    offered = page.app.selectbox(key=page.key("metric")).options
    assert "(recommended as " in offered[0]
    assert offered[-1].endswith("(not recommended)")
    page.app.selectbox(key=page.key("metric")).set_value(BRAND).run()
    page.app.text_area(key=page.key("reason")).set_value("They must know us.")
    page.keep()
    assert "In place of Deals closed" in read(page.app)
    page.open("swap", BRAND).app.selectbox(key=page.key("metric")).set_value(CLOSED).run()
    page.keep()
    assert page.card.kpi(CLOSED).origin == "recommended"


def test_what_nothing_recommends_is_added_with_a_reason_and_marked(page, read):
    page.open("add").app.selectbox(key=page.key("metric")).set_value(BRAND).run()
    page.keep()
    assert "nothing recommends this metric" in page.wrong
    page.app.text_area(key=page.key("reason")).set_value("The board asks for it.")
    page.keep()
    said = read(page.app)
    assert "Not recommended" in said
    assert "Reason: The board asks for it" in said


def test_another_role_and_a_second_headline(page):
    page.open("role", CLOSED).app.segmented_control(key=page.key("role")).set_value("headline")
    page.keep()
    assert "second headline has no reason" in page.wrong
    page.app.segmented_control(key=page.key("role")).set_value("monitor")
    page.keep()
    assert page.card.kpi(CLOSED).role == "monitor"


def test_weights_make_a_hundred_or_are_refused(page):
    page.open("weights")
    kpis = [kpi.metric for kpi in page.card.proper]
    for metric, weight in zip(kpis, ("40", "15", "15", "15", "10"), strict=True):
        slug = metric.replace(".", "_").replace("-", "_")
        page.app.text_input(key=page.key("weight", slug)).set_value(weight)
    page.keep()
    assert "the weights add up to 95" in page.wrong
    page.app.text_input(key=page.key("weight", slug)).set_value("15")
    page.keep()
    assert sum(kpi.weight for kpi in page.card.proper) == 100


def test_a_form_is_closed_without_a_trace(page):
    page.open("drop", WIN)
    page.app.button(key=page.key("cancel", "")).click().run()
    assert not page.is_open
    assert page.number == 1


def test_what_somebody_else_saved_in_between_is_not_lost(page, desk, adopted):
    page.open("role", CLOSED).app.segmented_control(key=page.key("role")).set_value("monitor")
    desk.save(adopted.model_copy(update={"title": "Another"}), 1, why="In between.")
    page.keep()
    assert page.card.title == "Another"
    assert not page.is_open


def test_settings_are_kept(page, read):
    app, at = page.app, f"{page.id}_1"
    app.text_input(key=f"set_title_{at}").set_value("Anna, *spring*")
    app.date_input(key=f"set_review_on_{at}").set_value(date(2027, 2, 15))
    app.button(key=f"settings_keep_{at}").click().run()
    assert (page.card.title, page.card.review_on) == ("Anna, *spring*", date(2027, 2, 15))
    assert "Anna, \\*spring\\*" in read(app)


def test_settings_that_cannot_be_are_refused(page):
    app, at = page.app, f"{page.id}_1"
    app.date_input(key=f"set_end_{at}").set_value(date(2026, 12, 1))
    app.button(key=f"settings_keep_{at}").click().run()
    assert "before it starts" in app.error[0].value
    assert app.date_input(key=f"set_end_{at}").value == date(2026, 12, 1)
    assert page.number == 1


def test_a_person_gets_a_scorecard_from_a_template_and_drifts(visit, read, desk, adopted):
    template = adopted.model_copy(update={"person": None})
    desk.save(template, 1, why="A template.")
    app = visit("scorecard", id=adopted.id, part="kpis")
    token = app.session_state[f"template_token_{adopted.id}"]
    app.button(key=f"staff_{token}_make").click().run()
    assert "say whose scorecard it is" in app.error[0].value
    app.text_input(key=f"staff_{token}_person").set_value("Ben")
    app.button(key=f"staff_{token}_make").click().run()
    assert app.query_params["id"] == token
    assert "Nothing differs from the template" in read(app)
    made = Page(app, desk, token)
    assert (made.card.person, made.card.template) == ("Ben", adopted.id)
    made.open("role", CLOSED).app.segmented_control(key=made.key("role")).set_value("monitor")
    made.keep()
    assert "Deals closed became only watched and was a supporting KPI" in read(app)


def test_an_old_version_can_only_be_read(visit, read, desk, adopted):
    desk.save(adopted.model_copy(update={"title": "Anna, spring"}), 1, why="A better title.")
    app = visit("scorecard", id=adopted.id, part="kpis", version="1")
    assert "Win rate" in read(app)
    assert not app.button
    assert not app.text_input
