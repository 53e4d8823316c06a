import datetime
from decimal import Decimal

import pytest

from scorecards.readings.uploads import UploadError, read, template
from tests.scorecards.readings.uploads.made import csv_of, kept_reading

WIN, DEAL = "Win rate", "Average deal size"


def row(metric=WIN, day="2027-01-31", value="31.5", **more):
    columns = {"unit": "", "n": "", "currency": "", "evidence": "", "window": ""} | more
    return (metric, day, value, *columns.values())


def states(found):
    return [each.state for each in found.rows]


def test_a_row_becomes_a_reading_with_all_it_says(looked_at):
    content = csv_of(row(n="40", unit="Percent", evidence="Log, June".replace(",", ";")))
    (found,) = looked_at(content).readings
    assert (found.metric, found.value, found.n) == ("metric.win-rate", Decimal("31.5"), 40)
    assert (found.taken_on, found.evidence) == (datetime.date(2027, 1, 31), "Log; June")
    assert (found.by, found.scorecard) == ("Mara", "q1-anna")


@pytest.mark.parametrize("name", ["metric.win-rate", "win-rate", "WIN  RATE", "closed/won rate"])
def test_any_name_of_a_kpi_will_do(looked_at, knowledge, name):
    aliases = knowledge.records["metric.win-rate"].aliases
    if name == "closed/won rate":
        name = aliases[0]
    assert [each.metric for each in looked_at(csv_of(row(name))).readings] == ["metric.win-rate"]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (row("Win rat"), "column metric: `Win rat` is no KPI of this scorecard; write Win rate"),
        (row("CAC payback period"), "is not on this scorecard; add it there first"),
        (row(day="2027-04-03"), "column day: 2027-04-03 is yet to come; take a day until"),
        (row(day="03/04/2027"), "column day: `03/04/2027` can mean two days"),
        (row(day="1999-12-31"), "column day: "),
        (row(value="many"), "column value: `many` is no number"),
        (row(value="101"), "column value: 101 is too high"),
        (row(value=""), "column value: it is empty"),
        (row(n="-1"), "column n: -1 does not fit"),
        (row(unit="days"), "column unit: `days` is another unit; give it in percent"),
        (row(currency="EUR"), "column currency: EUR is given for what is counted in percent"),
        (row(currency="Euro"), "column currency: `EURO` is no code of a currency"),
        (row(DEAL), "column currency: the currency is missing"),
        (row(window="30"), "column window: there is no window of 30 days"),
    ],
)
def test_a_mistake_is_told_by_row_and_column_and_nothing_is_kept(looked_at, bad, says):
    found = looked_at(csv_of(row(day="2027-02-28"), bad))
    assert states(found) == ["new", "error"]
    assert found.rows[1].number == 3
    assert says in str(found.rows[1])
    assert found.readings == ()


def test_every_mistake_of_a_row_is_told(looked_at):
    (found,) = looked_at(csv_of(row("Win rat", "soon", "many"))).rows
    assert len(found.problems) == 3


def test_two_rows_must_not_say_the_same_nor_disagree(looked_at):
    found = looked_at(csv_of(row(), row(value="31,50".replace(",", ".")), row(value="32")))
    assert states(found) == ["new", "error", "error"]
    assert "says the same as row 2" in str(found.rows[1])
    assert "row 2 gives another figure for that day" in str(found.rows[2])


def test_two_currencies_of_one_kpi_are_a_mistake(looked_at):
    rows = (row(DEAL, currency="EUR"), row(DEAL, day="2027-02-28", currency="USD"))
    assert "USD is another currency" in str(looked_at(csv_of(*rows)).rows[1])


def test_what_is_kept_already_is_said_and_not_kept_again(looked_at):
    kept = [kept_reading(value="31.50")]
    found = looked_at(csv_of(row(), row(day="2027-02-28")), kept)
    assert states(found) == ["there", "new"]
    assert len(found.readings) == 1


def test_what_was_corrected_does_not_come_back_with_the_old_file(looked_at):
    kept = [kept_reading(value="31.5"), kept_reading("new", "30", replaces="old")]
    (found,) = looked_at(csv_of(row()), kept).rows
    assert (found.state, "was corrected since" in found.says) == ("there", True)


def test_another_figure_for_a_day_that_was_read_is_to_be_corrected(looked_at):
    (found,) = looked_at(csv_of(row()), [kept_reading(value="30")]).rows
    assert "30 is kept for that day; correct that reading" in str(found)


def test_a_window_that_closed_is_refused_with_the_reason(looked_at, wide):
    kpi = wide.kpi("metric.win-rate").model_copy(update={"windows": (30,)})
    card = wide.with_kpi(kpi).model_copy(update={"launched_on": datetime.date(2027, 1, 1)})
    (found,) = looked_at(csv_of(row(window="30")), card=card).rows
    assert "the window of 30 days closed on 2027-01-31; enter it as a reading" in str(found)


def test_the_template_names_every_kpi_and_does_nothing_until_it_is_filled_in(
    looked_at, wide, knowledge
):
    blank = template(wide, knowledge)
    found = looked_at(blank)
    assert set(states(found)) == {"left-out"}
    assert len(found.rows) >= len(wide.kpis)
    filled = blank.replace(b"Win rate,,,percent", b"Win rate,2027-01-31,31.5,percent")
    assert states(looked_at(filled)).count("new") == 1
    assert looked_at(filled).count("error") == 0


TRENDS = """Category: All categories

Week,remit: (Worldwide)
2027-01-03,<1
2027-01-10,45
2027-03-28,100
"""


def test_an_export_of_google_trends_is_said_to_be_relative(looked_at):
    found = looked_at(TRENDS.encode())
    assert states(found) == ["new", "new", "left-out"]
    first, second = found.readings
    assert (first.metric, first.value) == ("metric.google-trends", 0)
    assert "Given as <1, kept as 0" in first.evidence
    assert (second.value, second.taken_on) == (45, datetime.date(2027, 1, 10))
    assert any("a relative index, not a volume" in note for note in found.notes)
    assert "The week of 2027-03-28 is not over" in found.rows[2].says


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ('"Time","remit"\n"2027-01-03","1"\n"2027-01-10","2"\n', ["2027-01-03", "2027-01-10"]),
        ("Category: All\n\nMonth,a: (DE)\n2027-01,3\n2027-02,4\n", ["2027-01-01", "2027-02-01"]),
        ("Category: All\n\nDay,a: (DE)\n2027-03-30,3\n2027-04-02,4\n", ["2027-03-30"]),
    ],
)
def test_other_shapes_of_the_export(looked_at, text, days):
    assert [str(each.taken_on) for each in looked_at(text.encode()).readings] == days


def test_of_several_terms_one_is_chosen(looked_at):
    content = b"Category: All\n\nWeek,a: (DE),b: (DE)\n2027-01-03,3,4\n"
    assert read("a.csv", content).terms == ("a: (DE)", "b: (DE)")
    with pytest.raises(UploadError, match="choose one of “a: \\(DE\\)”, “b: \\(DE\\)”"):
        looked_at(content)
    assert [each.value for each in looked_at(content, term="b: (DE)").readings] == [4]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2027-01-03,101", "101 is no relative index"),
        ("2027-01-03,many", "`many` is no number"),
        ("2027-01-03T05,3", "it counts by the hour"),
        ("soon,3", "`soon` is no day"),
    ],
)
def test_a_row_of_the_export_that_is_wrong(looked_at, line, says):
    (found,) = looked_at(f"Category: All\n\nWeek,a\n{line}\n".encode()).rows
    assert says in str(found)


def test_without_such_an_index_on_the_scorecard_the_export_is_refused(looked_at, card):
    with pytest.raises(UploadError, match="add Google Trends interest to the scorecard first"):
        looked_at(TRENDS.encode(), card=card)
