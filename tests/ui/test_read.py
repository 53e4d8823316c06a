"""Entering readings, correcting them, and uploading a file of them."""

import datetime
from decimal import Decimal

import pytest

from scorecards.making.adopt import add

WIN = "metric.win-rate"


def days_ago(days):
    return datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=days)


@pytest.fixture
def page(visit, adopted):
    return lambda: visit("scorecard", id=adopted.id, part="readings")


@pytest.fixture
def reads(desk, adopted):
    """Keep readings of win rate, days ago -> value."""

    def read(**values):
        opened = desk.open(adopted.id)
        said = [
            desk.reading(opened, WIN, days_ago(int(ago[1:])), Decimal(value))
            for ago, value in values.items()
        ]
        return desk.record(opened, said)

    return read


def field(kind, label):
    return next(each for each in kind if each.label.startswith(label))


def test_without_a_reading_the_page_says_what_to_do(page, read):
    said = read(page())
    assert "Nothing has been read yet. Enter a reading, or upload a file" in said
    assert "There is no reading to correct yet" in said
    assert "No file is attached" in said


def test_a_reading_is_entered_with_its_unit_beside_it(page, read, desk, adopted):
    app = page()
    assert "In percent, higher is better." in read(app)
    field(app.text_input, "Value").set_value("31,5")
    field(app.text_input, "Observations").set_value("40")
    field(app.text_area, "What shows it").set_value("The *log*")
    field(app.file_uploader, "Attach").upload("log.txt", b"won: 13")
    field(app.button, "Keep this").click().run()
    assert "Kept: Win rate, 31.5 percent" in app.success[0].value
    (kept,) = desk._store.readings(adopted.id)
    assert (kept.value, kept.n) == (Decimal("31.5"), 40)
    assert kept.evidence == "The *log* (file log.txt)"
    said = read(app)
    assert "Not yet interpretable, 1 of 3 readings." in said
    assert "badge" not in "".join(
        each.value for each in app.container(key="read_metric_win_rate").markdown
    )
    assert "The \\*log\\*" in said
    assert "**log.txt**" in said
    assert field(app.text_input, "Value").value == ""


def test_the_same_reading_twice_is_kept_once_and_said_so(page, reads, desk, adopted):
    reads(d0="31.5")
    app = page()
    field(app.text_input, "Value").set_value("31.50")
    field(app.button, "Keep this").click().run()
    assert "it is already there" in app.success[0].value
    assert len(desk._store.readings(adopted.id)) == 1


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "value: it is empty"),
        ("1,234", "can mean 1234 or 1.234"),
        ("101", "value: 101 is too high"),
    ],
)
def test_what_cannot_stand_is_refused_and_what_was_typed_stays(
    page, read, desk, adopted, value, says
):
    app = page()
    field(app.text_input, "Value").set_value(value)
    field(app.button, "Keep this").click().run()
    assert says in read(app).replace("\\", "")
    assert field(app.text_input, "Value").value == value
    assert desk._store.readings(adopted.id) == ()


def test_the_day_of_a_closed_window_is_told_and_it_is_locked(page, read, desk, adopted):
    kpi = adopted.kpi(WIN).model_copy(update={"windows": (30,)})
    card = adopted.with_kpi(kpi).model_copy(update={"launched_on": days_ago(60)})
    desk.save(card, 1, why="A launch.")
    app = page()
    assert "closed on" in read(app)
    field(app.text_input, "Value").set_value("31.5")
    field(app.selectbox, "Launch window").set_value(30)
    field(app.button, "Keep this").click().run()
    assert "the window of 30 days closed on" in read(app).replace("\\", "")
    assert desk._store.readings(adopted.id) == ()


def test_a_correction_leaves_the_old_value_readable(page, read, reads, desk, adopted):
    reads(d0="20")
    app = page()
    field(app.text_input, "Right value").set_value("21")
    field(app.button, "Correct it").click().run()
    assert "why: it is missing" in read(app).replace("\\", "")
    field(app.text_area, "Why it is another").set_value("Two deals were missing.")
    field(app.button, "Correct it").click().run()
    assert "Corrected: Win rate, 20 percent to 21 percent" in app.success[0].value
    assert "was ~~20 percent~~, corrected to 21 percent by" in read(app)
    (now,) = desk._store.readings(adopted.id)
    assert (now.value, now.evidence) == (21, "Two deals were missing.")


def test_a_file_is_shown_before_it_is_kept_and_kept_once(page, read, desk, adopted):
    content = f"metric,day,value\nWin rate,{days_ago(30)},30\nWin rate,{days_ago(1)},31\n".encode()
    app = page()
    field(app.file_uploader, "File with").upload("q1.csv", content).run()
    assert "New: **2**" in read(app)
    assert desk._store.readings(adopted.id) == ()
    field(app.button, "Keep 2").click().run()
    assert "Kept 2 readings from q1.csv" in app.success[0].value
    assert len(desk._store.readings(adopted.id)) == 2
    field(app.file_uploader, "File with").upload("q1.csv", content).run()
    assert "Already there: **2**" in read(app)
    assert field(app.button, "Keep 0").disabled


def test_one_wrong_row_keeps_all_of_a_file_out(page, read, adopted):
    content = f"metric,day,value\nWin rate,{days_ago(30)},30\nWin rat,{days_ago(1)},31\n".encode()
    app = page()
    field(app.file_uploader, "File with").upload("q1.csv", content).run()
    assert "Nothing can be kept before every row is right" in read(app)
    assert field(app.button, "Keep 0").disabled
    becomes = list(app.table[0].value.iloc[:, 1])
    assert becomes == ["Mend this", "New"]


def test_a_file_that_cannot_be_read_is_one_sentence(page, read):
    app = page()
    field(app.file_uploader, "File with").upload("q1.csv", b"metric,day\n").run()
    assert "the column value is missing" in read(app)


def test_of_a_trends_export_a_term_is_chosen(page, read, desk, adopted, adviser):
    desk.save(add(adopted, "metric.google-trends", "monitor", "Seen.", adviser.graph), 1, why="x")
    content = f"Category: All\n\nDay,a: (DE),b: (DE)\n{days_ago(2)},3,4\n".encode()
    app = page()
    field(app.file_uploader, "File with").upload("multiTimeline.csv", content).run()
    assert "a relative index, not a volume" in read(app)
    field(app.selectbox, "Which term").set_value("b: (DE)").run()
    field(app.button, "Keep 1").click().run()
    assert [each.value for each in desk._store.readings(adopted.id)] == [4]


def test_of_money_the_currency_is_asked_and_kept_with_the_next(page, desk, adopted):
    app = page()
    field(app.selectbox, "KPI").set_value("metric.average-deal-size").run()
    field(app.text_input, "Value").set_value("1,234.50")
    field(app.button, "Keep this").click().run()
    assert "the currency is missing" in app.error[0].value
    field(app.text_input, "Currency").set_value("eur")
    field(app.button, "Keep this").click().run()
    (kept,) = desk._store.readings(adopted.id)
    assert (kept.value, kept.currency) == (Decimal("1234.5"), "EUR")
    assert field(app.text_input, "Currency").value == "EUR"


def test_many_readings_are_cut_short_and_the_rest_is_counted(page, read, reads):
    reads(**{f"d{ago}": "20" for ago in range(103)})
    said = read(page())
    assert "94 earlier readings" in said
    assert "3 before these are kept and not shown here" in said


def test_an_old_version_is_for_reading_alone(visit, reads, desk, adopted):
    reads(d0="20")
    desk.save(adopted.model_copy(update={"title": "Anna, spring"}), 1, why="A better title.")
    app = visit("scorecard", id=adopted.id, part="readings", version="1")
    assert not app.text_input
    assert not app.file_uploader
