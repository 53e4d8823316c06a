"""Search interest from an export of Google Trends."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.instruments import find, read, settings_of, template, work_out
from scorecards.part import Refused
from tests.scorecards.instruments.results import table

EXPORT = """Category: All categories

Week,Alder: (Germany),Birch: (Germany),Cedar: (Germany)
2027-01-03,40,100,<1
2027-01-10,20,60,10
2027-01-17,60,80,5
"""
COLUMNS = ("day", "term", "interest")


@pytest.fixture(scope="module")
def worked_out(knowledge):
    """The result of an export, given as text."""
    instrument = find("google-trends", knowledge)

    def done(text, **said):
        answers = read("export.csv", text.encode(), instrument.measure)
        return work_out(instrument, answers, settings_of(instrument.measure, said))

    return done


@pytest.mark.seed("S083")
def test_the_company_is_set_beside_its_competitors_with_place_and_period(worked_out, knowledge):
    """By hand: the means are 40, 80 and 5, together 125."""
    found = worked_out(EXPORT, own="alder")
    assert found.value("interest") == pytest.approx(40)
    assert found.value("share") == pytest.approx(32)
    assert table(found, "comparison") == [
        {
            "own": "Alder",
            "competitors": "Birch and Cedar",
            "geography": "Germany",
            "period": "2027-01-03 to 2027-01-17",
        }
    ]
    assert [each["term"] for each in table(found, "terms")] == ["Birch", "Alder", "Cedar"]
    assert table(found, "terms")[1]["highest_on"] == "2027-01-17"
    assert "never numbers of searches" in found.warnings[0].text
    feeds = find("google-trends", knowledge).measure.figure("interest")
    assert (feeds.feeds, feeds.unit) == ("metric.google-trends", "index")


def test_place_and_period_are_kept_as_they_were_said(worked_out):
    found = worked_out(EXPORT, own="Birch", geography="DACH", period="first quarter")
    assert table(found, "comparison")[0]["geography"] == "DACH"
    assert table(found, "comparison")[0]["period"] == "first quarter"


@pytest.mark.seed("S153")
def test_the_export_is_drawn_by_day_with_the_index_beside_it(worked_out):
    chart = worked_out(EXPORT, own="Alder").findings.charts[0]
    assert chart.kind == "lines"
    assert [each.name for each in chart.series] == ["Birch", "Alder", "Cedar"]
    assert chart.series[2].points == (("2027-01-03", 0), ("2027-01-10", 10), ("2027-01-17", 5))
    assert "100 is the busiest time" in chart.up
    assert "Alder goes from 40 on 2027-01-03 to 60 on 2027-01-17" in chart.says


def test_months_are_read_as_their_first_day(worked_out):
    found = worked_out("Month,Alder\n2027-01,40\n2027-02,80\n", geography="Germany")
    assert found.value("interest") == 60
    assert found.value("share") is None
    assert table(found, "comparison")[0]["period"] == "2027-01-01 to 2027-02-01"
    assert [each.code for each in found.warnings] == ["relative", "alone", "few"]


def test_the_template_is_a_small_export(knowledge, worked_out):
    text = template(find("google-trends", knowledge).measure)
    assert text == "Day,Our brand\n2027-03-31,80\n"
    assert worked_out(text).value("interest") == 80


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        (EXPORT, {}, "own: it is not said which term is ours; take one of “Alder”, “Birch” and"),
        ("Week,None,Birch\n2027-01-03,1,2\n", {}, "own: it is not said which term is ours"),
        (EXPORT, {"own": "Dogwood"}, "own: the export has no term “Dogwood”; take one of “Alder”"),
        ("day,term,interest\n2027-01-03,A,4\n", {}, "row 2, interest: `A` is no number"),
        ("deal,outcome\nd1,won\n", {}, "export.csv: it is no export of Google Trends; take the"),
        ("Week,Alder\n", {}, "export.csv: it is no export of Google Trends"),
        ("Week,Alder\n2027-01-03,101\n", {}, "row 2, interest: 101 is above 100"),
        ("Week,Alder\n2027-01-03T05,10\n", {}, "row 2, day: `2027-01-03T05` is no day"),
        ("Week,Alder\n2027-01-03,1\n2027-01-03,2\n", {}, "row 3, day: 2027-01-03, Alder is there"),
    ],
)
def test_what_cannot_be_read_is_said(worked_out, text, said, why):
    with pytest.raises(Refused, match=why):
        worked_out(text, **said)


def test_a_term_that_is_hardly_there_is_told(worked_out):
    found = worked_out(EXPORT.replace("10\n", "0\n"), own="Cedar")
    assert "at 0 in 2 of 3" in found.warnings[1].text


@given(st.lists(st.lists(st.integers(0, 100), min_size=4, max_size=4), min_size=2, max_size=5))
def test_shares_add_up_whatever_the_order(measure, values):
    terms = [f"term {number}" for number in range(len(values))]
    rows = [
        (f"2027-01-0{day + 1}", term, value[day])
        for (term, value), day in itertools.product(zip(terms, values, strict=True), range(4))
    ]
    found = measure("google-trends", COLUMNS, rows, own="term 0")
    again = measure("google-trends", COLUMNS, rows[::-1], own="term 0")
    assert found.findings == again.findings
    assert 0 <= found.value("interest") <= found.value("highest") <= 100
    shares = [each["share"] for each in table(found, "terms")]
    if any(map(any, values)):
        assert sum(shares) == pytest.approx(100, abs=0.001)
    else:
        assert shares == [None] * len(shares)
        assert "no-share" in {each.code for each in found.warnings}
