"""The stakeholder pulse as a file of its own."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.instruments import find, read
from scorecards.part import Refused
from scorecards.readings.pulse import QUESTIONS, read_answers
from scorecards.together import Pulse

COLUMNS = ("respondent", "team", "q1", "q2", "q3", "q4", "q5")
PULSE = Pulse(
    id="p1",
    title="Pulse",
    metric="metric.collaboration-feedback",
    questions=QUESTIONS,
    teams=("team.sales", "team.product"),
    opens_on=datetime.date(2027, 1, 4),
    closes_on=datetime.date(2027, 1, 15),
)
TWO = [
    ("a", "Sales", 5, 4, "", 3, 4),
    ("b", "Sales", 2, 2, 2, 2, 2),
    ("c", "Product", 5, "", "", "", ""),
]


@pytest.mark.seed("S161")
def test_means_by_team_and_by_question_by_hand(measure):
    """Sales 16 + 10 over 9 answers, product 5 over 1; altogether 31 over 10."""
    found = measure("stakeholder-pulse", COLUMNS, TWO, invited="4")
    assert found.value("mean") == pytest.approx(3.1)
    data = found.as_data()["result"]
    assert [(row["team"], row["n"], row["mean"]) for row in data["by_team"]] == [
        ("Product", 1, 5),
        ("Sales", 2, round(26 / 9, 4)),
    ]
    assert [(row["question"], row["n"], row["mean"]) for row in data["by_question"]] == [
        ("Q1", 3, 4),
        ("Q2", 2, 3),
        ("Q3", 1, 2),
        ("Q4", 2, 2.5),
        ("Q5", 2, 3),
    ]
    assert found.value("response_rate") == 75
    assert [each.code for each in found.warnings] == ["few", "one-of-a-team"]


person = st.tuples(
    st.sampled_from(["sales", "product"]),
    st.lists(st.sampled_from(["", "1", "2", "3", "4", "5"]), min_size=5, max_size=5).filter(any),
)


@given(st.lists(person, min_size=1, max_size=15))
def test_it_agrees_with_the_pulse_of_a_scorecard(measure, people):
    rows = [(f"r{who}", team, *given_) for who, (team, given_) in enumerate(people)]
    found = measure("stakeholder-pulse", COLUMNS, rows)
    lines = [",".join(COLUMNS), *(",".join(row) for row in rows)]
    kept = read_answers(PULSE, "\n".join(lines).encode(), lambda team: team)
    mean = Decimal(str(round(found.value("mean"), 9)))
    assert mean.quantize(Decimal("0.01"), ROUND_HALF_UP) == kept.mean
    assert (found.value("people"), found.value("answers")) == (kept.people, kept.answers)
    again = measure("stakeholder-pulse", COLUMNS, rows[::-1])
    assert again.findings == found.findings


def test_it_asks_five_questions_at_most_and_feeds_what_partners_say(knowledge):
    asked = knowledge.get(Instrument, "instrument.stakeholder-pulse").measure
    assert [each.name for each in asked.columns if each.kind == "scale"] == list(COLUMNS[2:])
    assert asked.figure("mean").feeds == "metric.collaboration-feedback"


def test_a_row_without_an_answer_is_refused(measure):
    with pytest.raises(Refused, match="row 2: it has no answer"):
        measure("stakeholder-pulse", COLUMNS, [("a", "Sales", "", "", "", "", "")])


@pytest.mark.parametrize("cell", ["0", "6", "3.5", "good"])
def test_what_is_no_answer_is_refused_by_row_and_column(measure, cell):
    with pytest.raises(Refused, match="row 2, q2"):
        measure("stakeholder-pulse", COLUMNS[:4], [("a", "Sales", 3, cell)])


def test_somebody_of_one_team_who_answers_twice_is_refused(measure):
    rows = [("a", "Sales", 3, 3), ("a", "Product", 3, 3), ("A", "sales", 4, 4)]
    with pytest.raises(Refused, match="row 4, .* a second time"):
        measure("stakeholder-pulse", COLUMNS[:4], rows)


def test_a_missing_column_is_named(knowledge):
    instrument = find("stakeholder-pulse", knowledge)
    with pytest.raises(ValueError, match="the column team is missing"):
        read("a.csv", b"respondent,q1\na,4\n", instrument.measure)
