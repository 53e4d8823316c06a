"""The story of a scorecard, its monthly check-in, its launch windows, dates and next cycle."""

import datetime
from decimal import Decimal

import pytest

from scorecards.document import Period, Reading, Target
from scorecards.making.adopt import add
from scorecards.making.next_cycle import following_id
from scorecards.review import Done
from scorecards.review.acts import Close

WIN = "metric.win-rate"
TODAY = datetime.datetime.now(datetime.UTC).date()
MONTHLY = ("metric.arr", "metric.mrr", "metric.churn-rate", "metric.trial-to-paid-conversion")
CHURN = (
    "cohort,month,customers_start,customers_lost,revenue_start,revenue_lost\n"
    "Spring,2025-01,100,4,20000,900\nSummer,2025-01,100,2,5000,100\n"
)


def before(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def keep(desk, adopted):
    """Change the scorecard, as its next version."""

    def keep(change):
        opened = desk.open(adopted.id)
        return desk.save(change(opened.card), opened.latest, why="For the test.").document

    return keep


@pytest.fixture
def enter(desk, adopted):
    """Enter readings of one metric, the last one yesterday."""

    def enter(metric, *values, **more):
        for number, value in enumerate(values):
            reading = Reading(
                id=f"{metric[7:]}-{number}",
                scorecard=adopted.id,
                metric=metric,
                taken_on=before(len(values) - number),
                value=value,
                by="Mara",
                at=datetime.datetime.now(datetime.UTC),
                **more,
            )
            desk._store.add_reading(reading)

    return enter


@pytest.fixture
def show(visit, adopted):
    return lambda part="story", id="": visit("scorecard", id=id or adopted.id, part=part)


def watched(desk, *metrics):
    def change(card):
        for metric in metrics:
            card = add(card, metric, "monitor", "Looked at every month.", desk.adviser.graph)
        return card

    return change


def button(app, label):
    return next(each for each in app.button if each.label == label)


def test_without_readings_the_story_says_what_to_do(show, read):
    said = read(show())
    assert "Win rate has no reading yet" in said
    assert "There is no reading yet. Enter one" in said


@pytest.mark.seed("S135")
def test_the_page_tells_objective_value_part_and_bottom_line(show, read, keep, enter):
    points = Target(
        baseline=20, change="by-points", amount=5, deadline="2030-12-31", set_on="2026-01-01"
    )
    keep(lambda c: c.with_kpi(c.kpi(WIN).model_copy(update={"target": points})))
    enter(WIN, 20, 21, 25)
    said = read(show())
    assert "Increase the win rate" in said
    assert "Win rate is at 25 percent; the target is 25 percent by 31 Dec 2030" in said
    assert "**Product marketing’s part.** Sales leads; product marketing shares it" in said
    assert "**Bottom line.** Win rate → Revenue → Revenue growth" in said
    assert "The figures as a table" in said


def test_few_readings_have_no_status(show, read, enter):
    enter(WIN, 25)
    said = read(show())
    assert "Not yet interpretable, 1 of 3" in said
    assert ":green-badge" not in said.replace("Draft", "")


@pytest.mark.seed("S138")
def test_what_is_read_together_is_in_sight_and_can_be_watched_with_one_click(show, read, desk):
    app = show()
    assert "**Customer lifetime value**: not on this scorecard" in read(app)
    key = "beside_metric_win_rate_metric_customer_lifetime_value"
    next(each for each in app.button if each.key.startswith(key)).click().run()
    assert not app.exception
    assert ["watched here now" in each.value for each in app.success] == [True]
    assert "**Customer lifetime value**: Not yet interpretable" in read(app)
    card = desk.cards()[0]
    assert desk.open(card.id).card.kpi("metric.customer-lifetime-value").role == "monitor"


def test_an_old_version_offers_nothing_to_change(visit, keep, adopted):
    keep(lambda card: card.model_copy(update={"title": "Anna, spring"}))
    for part in ("story", "monthly", "dates"):
        app = visit("scorecard", id=adopted.id, part=part, version="1")
        assert not [each.label for each in app.button]


def test_markdown_in_what_people_entered_stays_text(show, read, keep):
    keep(lambda card: card.model_copy(update={"spending": "**bold** <script>"}))
    app = show("monthly")
    assert not app.exception
    assert app.text_area[0].value == "**bold** <script>"


@pytest.mark.seed("S115")
def test_the_monthly_figures_can_all_be_watched_with_one_click(show, read, desk, adopted):
    app = show("monthly")
    assert "Not on this scorecard yet: Annual recurring revenue" in read(app)
    button(app, "Watch them here").click().run()
    assert not app.exception
    card = desk.open(adopted.id).card
    assert all(card.kpi(metric).role == "monitor" for metric in MONTHLY)
    assert "Not on this scorecard yet" not in read(app)


@pytest.mark.seed("S116")
@pytest.mark.seed("S137")
@pytest.mark.parametrize("opened", ["metric.arr", "metric.mrr"])
def test_from_either_metric_the_year_end_question_is_answered(opened, show, read, keep, desk):
    keep(watched(desk, opened))
    assert r"On track for the revenue target of the year? Unknown\: no target" in read(show())


@pytest.mark.seed("S117")
def test_the_effect_on_planned_spending_is_noted(show, keep, desk, adopted, enter, read):
    keep(watched(desk, "metric.mrr"))
    enter("metric.mrr", 100, 110, currency="EUR")
    app = show("monthly")
    app.text_area[0].set_value("The second campaign waits.").run()
    button(app, "Keep the note").click().run()
    assert not app.exception
    assert desk.open(adopted.id).card.spending == "The second campaign waits."
    assert "Monthly recurring revenue" in read(app)


@pytest.mark.seed("S118")
def test_a_churn_file_is_previewed_and_then_kept_with_its_readings(show, read, keep, desk, adopted):
    keep(watched(desk, "metric.churn-rate"))
    app = show("monthly")
    area = next(each for each in app.text_area if each.label == "Or paste the rows")
    area.set_value(CHURN).run()
    assert desk.open(adopted.id).readings == ()
    button(app, "Keep these readings").click().run()
    assert not app.exception
    (reading,) = desk.open(adopted.id).in_force("metric.churn-rate")
    assert (reading.value, reading.n) == (3, 200)
    assert reading.taken_on == datetime.date(2025, 1, 31)
    rows = app.table[1].value
    assert list(rows["Customers lost"]) == ["4 of 100", "2 of 100"]
    assert list(rows["Share of revenue"]) == ["4.50%", "2.00%"]


@pytest.mark.seed("S119")
def test_a_conversion_file_names_the_best_cohort(show, read, keep, desk, adopted):
    keep(watched(desk, "metric.trial-to-paid-conversion"))
    app = show("monthly")
    area = next(each for each in app.text_area if each.label == "Or paste the rows")
    area.set_value("cohort,signups,subscribers\nJan,400,30\nFeb,300,27\n").run()
    button(app, "Keep these readings").click().run()
    assert not app.exception
    assert r"Best\-converting cohort\: Feb \(27 of 300, 9.00 percent\)." in read(app)
    (reading,) = desk.open(adopted.id).in_force("metric.trial-to-paid-conversion")
    assert (str(reading.value), reading.n) == ("8.14", 700)


def test_a_faulty_file_names_its_line_and_nothing_can_be_kept(show, read, keep, desk):
    keep(watched(desk, "metric.churn-rate"))
    app = show("monthly")
    area = next(each for each in app.text_area if each.label == "Or paste the rows")
    area.set_value(CHURN.replace("2025-01", "soon")).run()
    assert "line 2, month" in read(app)
    assert not [each for each in app.button if each.label == "Keep these readings"]


@pytest.fixture
def launched(keep):
    """A launch nine days ago, with windows of 5, 10 and 30 days."""

    def change(card):
        kpi = card.kpi(WIN).model_copy(update={"windows": (5, 10, 30)})
        return card.with_kpi(kpi).model_copy(update={"launched_on": before(9)})

    return keep(change)


@pytest.mark.seed("S025")
@pytest.mark.seed("S026")
def test_windows_stand_side_by_side_and_one_is_counted_from_people(
    launched, show, read, desk, adopted
):
    app = show("dates")
    said = read(app)
    assert said.count("After 5 days") == said.count("After 30 days") == 1
    assert "Missed" in said
    assert said.count("schedule: Open") == 2
    rows = f"a,{before(8)},{before(7)}\nb,{before(8)},\nc,{before(20)},{before(7)}\n"
    area = next(each for each in app.text_area if each.label == "Or paste the rows")
    area.set_value(f"user,exposed_on,acted_on\n{rows}").run()
    assert r"1 of 2 people exposed from" in read(app)
    button(app, "Keep this reading").click().run()
    assert not app.exception
    (reading,) = desk.open(adopted.id).in_force(WIN)
    assert (reading.value, reading.n, reading.window) == (50, 2, 10)
    assert "### 50%" in read(app)


@pytest.mark.seed("S027")
def test_the_dates_are_listed_for_a_calendar(launched, show):
    listed = show("dates").table[0].value
    closing = [what for what in listed["What"] if what.startswith("Read-out after")]
    assert len(closing) == 3


@pytest.mark.seed("S001")
def test_the_next_cycle_starts_once_and_can_be_opened(show, read, keep, enter, desk, adopted):
    assert "It can begin when this one is closed" in read(show("dates"))
    enter(WIN, 24)
    opened = desk.open(adopted.id)
    done = Done(
        act=Close(words="It is over."),
        by="Mara",
        at=desk.now(),
        version=opened.latest,
        content=opened.content,
    )
    closed = opened.card.model_copy(update={"status": "closed"})
    desk._store.do(adopted.id, done, 0, closed, "Closed.")
    app = show("dates")
    button(app, "Start the next cycle").click().run()
    assert not app.exception
    assert ["The next cycle is a draft now" in each.value for each in app.success] == [True]
    assert not [each for each in app.button if each.label == "Start the next cycle"]
    new = desk.open(following_id(adopted)).card
    assert new.basis.profile["phase"] == "discover"
    assert new.kpi(WIN).last_value == 24
    assert new.period == Period(start="2027-04-01", end="2027-06-30")


@pytest.mark.seed("S101")
@pytest.mark.seed("S102")
def test_around_a_launch_what_it_moves_is_flagged_and_set_beside_what_was_before(
    launched, keep, desk, show, read, enter
):
    keep(watched(desk, "metric.cac", "metric.arr"))
    enter("metric.arr", *[1000] * 12, currency="EUR")
    said = read(show("dates")).replace("\\", "")
    assert said.count("visibility: Watch it now") == 2
    assert "Before the launch: 1,000 EUR on" in said
    assert "Nothing was read before the launch" in said


@pytest.mark.seed("S105")
@pytest.mark.seed("S106")
def test_the_cost_of_a_customer_is_shown_with_the_two_it_is_read_with(
    keep, desk, show, read, enter
):
    others = ("metric.customer-lifetime-value", "metric.cost-to-serve")
    keep(watched(desk, "metric.cac", *others))
    for metric, value in zip(("metric.cac", *others), (900, 5400, 300), strict=True):
        enter(metric, value, currency="EUR")
    said = read(show())
    for label, value in (("Customer lifetime value", "5,400"), ("Cost to serve", "300")):
        assert f"**{label}**: {value} EUR per customer." in said


@pytest.mark.seed("S107")
def test_each_new_reading_of_nps_stands_in_its_trend(keep, desk, show, enter):
    keep(watched(desk, "metric.nps"))
    enter("metric.nps", 31, 35, 42)
    tables = [each.value for each in show().table]
    (trend,) = (each for each in tables if "Net Promoter Score" in each)
    assert [str(each) for each in trend["Net Promoter Score"]] == [
        "31 points",
        "35 points",
        "42 points",
    ]


@pytest.mark.seed("S132")
def test_a_moved_target_is_marked_and_the_one_before_still_scores(desk, adopted, show, read, enter):
    period = Period(start=before(60), end=before(-60))
    kpi = adopted.kpi(WIN)
    given = {"change": "by-points", "amount": 5, "baseline": 20, "deadline": period.end}
    target = Target.model_validate(given | {"set_on": before(70)})
    aimed = adopted.with_kpi(kpi.model_copy(update={"target": target}))
    aimed = aimed.model_copy(update={"period": period, "id": "agreed"})
    then = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=65)
    desk.at("Mara", lambda: then).create(aimed, why="Agreed before the period.")
    moved = target.model_copy(
        update={"amount": Decimal(2), "set_on": TODAY, "why": "The market fell."}
    )
    opened = desk.open("agreed")
    card = opened.card.with_kpi(opened.card.kpi(WIN).model_copy(update={"target": moved}))
    version = desk.save(card, opened.latest, why="A lower target.")
    assert version.number == 2
    said = read(show(id="agreed")).replace("\\", "")
    assert "Target moved] Its target moved after the period began, and the one before" in said
    assert "25 percent by" in said
