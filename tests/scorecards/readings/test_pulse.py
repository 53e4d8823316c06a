import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.records import Metric
from scorecards.document import Reading, Target
from scorecards.making.adopt import add
from scorecards.part import Refused
from scorecards.readings import pulse as pulses
from scorecards.readings.pulse import QUESTIONS, fitting, misfit, read_answers, reading, readings_of
from scorecards.readings.standing import accept
from scorecards.together import Pulse

FEEDBACK = "metric.collaboration-feedback"
OPENS, CLOSES = datetime.date(2027, 2, 1), datetime.date(2027, 2, 14)
AFTER = datetime.datetime(2027, 2, 20, 9, tzinfo=datetime.UTC)
HEAD = "respondent,team,q1,q2,q3,q4,q5"


@pytest.fixture(scope="module")
def pulse():
    return Pulse(
        id="spring", title="Spring pulse", metric=FEEDBACK, questions=QUESTIONS,
        teams=("team.sales", "team.product"), opens_on=OPENS, closes_on=CLOSES, invited=4,
    )  # fmt: skip


@pytest.fixture(scope="module")
def asked(card, graph):
    return add(card, FEEDBACK, "supporting", "", graph)


@pytest.fixture
def answers(pulse, knowledge):
    def answers(*rows, head=HEAD, of=pulse):
        content = "\n".join([head, *rows]) + "\n"
        return read_answers(of, content.encode(), knowledge.label)

    return answers


@pytest.fixture
def refused(answers):
    def refused(*rows, **more):
        with pytest.raises(Refused) as caught:
            answers(*rows, **more)
        return [str(each) for each in caught.value.refusals]

    return refused


@pytest.mark.seed("S064")
def test_answers_become_one_reading_with_n_and_period(answers, pulse, asked, knowledge, graph):
    assert knowledge.get(Metric, FEEDBACK).nature == "qualitative"
    result = answers("Ben,Sales,4,5,3,4,4", "Eva,team.sales,2,,3,4,1", "Kim,PRODUCT,5,5,5,5,5")
    assert (result.people, result.answers) == (3, 14)
    assert result.mean == Decimal("3.93")
    assert result.by_team == {"team.sales": 2, "team.product": 1}
    made = reading(asked, pulse, result, (), by="Mara", at=AFTER, label=knowledge.label)
    assert accept(asked, made, (), knowledge, AFTER.date()) == made
    assert (made.metric, made.value, made.n, made.taken_on) == (
        FEEDBACK,
        Decimal("3.93"),
        3,
        CLOSES,
    )
    assert made.evidence == (
        "Spring pulse, 2027-02-01 to 2027-02-14: mean of 14 answers, each from 1 to 5, to 5 "
        "questions. Answered, of 4 asked: 3 people; Sales 2, Product 1."
    )
    assert readings_of(pulse, [made]) == (made,)


def test_who_said_nothing_is_named(answers, pulse, knowledge):
    result = answers("Ben,Sales,4,4,4,4,4")
    assert result.silent == ("team.product",)
    assert pulses.evidence(pulse, result, knowledge.label).endswith("Nobody from Product answered.")


def test_no_more_than_five_questions(pulse):
    with pytest.raises(ValueError, match="at most 5"):
        Pulse.model_validate(pulse.model_dump() | {"questions": [*QUESTIONS, "One more?"]})


def test_each_question_has_its_own_mean(answers):
    result = answers("Ben,Sales,4,,3,4,4", "Eva,Sales,2,,3,4,1")
    assert [(each.n, each.mean) for each in result.questions[:3]] == [
        (2, Decimal("3.00")),
        (0, None),
        (2, Decimal("3.00")),
    ]


def test_the_template_is_read_once_it_is_filled(pulse, knowledge, refused):
    made = pulses.template(pulse, knowledge.label)
    assert made.splitlines() == [HEAD, ",Sales,,,,,", ",Product,,,,,"]
    assert refused(*made.splitlines()[1:]) == [
        "file: it holds no answers; fill in a row for each person who answered"
    ]
    filled = made.replace(",Sales,,,,,", "Ben,Sales,5,5,5,5,5")
    assert read_answers(pulse, filled.encode(), knowledge.label).mean == 5


def test_the_text_asks_every_question_and_promises_what_is_kept(pulse):
    said = pulses.text(pulse, "Mara")
    assert all(f"{number}. [   ] {each}" in said for number, each in enumerate(QUESTIONS, 1))
    assert "until 2027-02-14" in said
    assert "1 = do not agree at all, 5 = agree fully" in said


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("respondent,team,q1,q2", "row 1: missing: q3, q4, q5; the first row is " + HEAD),
        (HEAD + ",q6", "row 1: not of this pulse: q6; the first row is " + HEAD),
        (HEAD + ",q5", "row 1: there twice: q5; the first row is " + HEAD),
    ],
)
def test_columns_are_those_of_the_template(refused, head, told):
    assert refused("Ben,Sales,1,1,1,1,1", head=head) == [told]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Ben,Sales,7,1,1,1,1", "row 3, q1: 7 is no answer; write a whole number from 1 to 5"),
        ("Ben,Sales,1,1,0,1,1", "row 3, q3: 0 is no answer"),
        ("Ben,Sales,3.5,1,1,1,1", "row 3, q1: 3.5 is no answer"),
        ("Ben,Sales,yes,1,1,1,1", "row 3, q1: yes is no answer"),
        ("Ben,Finance,1,1,1,1,1", "row 3, team: Finance was not asked; write Sales or Product"),
        ("Ben,,1,1,1,1,1", "row 3, team: it is empty"),
        (",Sales,1,1,1,1,1", "row 3, respondent: it is empty"),
        ("ada,sales,1,1,1,1,1", "row 3, respondent: ada answers a second time; keep one; row 2"),
        ("Ben,Sales,,,,,", "row 3: it has no answer"),
        ("Ben,Sales,1,1,1,1,1,1", "row 3: it has more cells than the first row"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(refused, row, told):
    (only,) = refused("Ada,Sales,1,1,1,1,1", row)
    assert only.startswith(told)


def test_the_first_mistakes_are_told_and_the_rest_counted(refused):
    told = refused(*(f"P{number},Sales,9,1,1,1,1" for number in range(30)))
    assert len(told) == 21
    assert told[-1] == "file: 10 more mistakes; mend the first ones"


def test_more_answers_than_people_asked(refused):
    (told,) = refused(*(f"P{number},Sales,1,1,1,1,1" for number in range(5)))
    assert told.startswith("file: 5 people answered and 4 were asked")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a" * (pulses.LARGEST + 1), b'"', b"\x00,\x00"]
)
def test_what_is_no_table_of_answers(pulse, knowledge, content):
    with pytest.raises(Refused):
        read_answers(pulse, content, knowledge.label)


@given(content=st.binary(max_size=200))
def test_any_file_is_read_or_refused(pulse, knowledge, content):
    try:
        result = read_answers(pulse, HEAD.encode() + b"\n" + content, knowledge.label)
    except Refused:
        return
    assert 1 <= result.mean <= 5


def test_semicolons_and_a_byte_order_mark_do_no_harm(pulse, knowledge):
    content = f"\ufeff{HEAD}\nBen,Sales,1,2,3,4,5\n".replace(",", ";")
    assert read_answers(pulse, content.encode(), knowledge.label).mean == 3


def test_the_same_file_is_refused_and_another_corrects(answers, pulse, asked, knowledge):
    def made(result, readings):
        return reading(asked, pulse, result, readings, by="Mara", at=AFTER, label=knowledge.label)

    one = answers("Ben,Sales,4,4,4,4,4")
    first = made(one, ())
    with pytest.raises(Refused, match="it was read before"):
        made(one, (first,))
    later = made(answers("Ben,Sales,4,4,4,4,4", "Eva,Sales,2,2,2,2,2"), (first,))
    assert (later.replaces, later.value) == (first.id, 3)
    assert accept(asked, later, (first,), knowledge, AFTER.date()) == later
    assert readings_of(pulse, (first, later)) == (later,)
    by_hand = later.model_copy(update={"id": "by-hand", "replaces": later.id})
    kept = (first, later, by_hand)
    assert readings_of(pulse, kept) == (by_hand,)
    assert made(answers("Ben,Sales,1,1,1,1,1"), kept).replaces == "by-hand"


def test_a_pulse_is_not_read_before_it_opens_and_read_today_while_it_is_open(
    answers, pulse, asked, knowledge
):
    result = answers("Ben,Sales,4,4,4,4,4")
    early = datetime.datetime(2027, 1, 31, tzinfo=datetime.UTC)
    with pytest.raises(Refused, match="opens on 2027-02-01"):
        reading(asked, pulse, result, (), by="Mara", at=early, label=knowledge.label)
    open_ = datetime.datetime(2027, 2, 3, tzinfo=datetime.UTC)
    made = reading(asked, pulse, result, (), by="Mara", at=open_, label=knowledge.label)
    assert made.taken_on == open_.date()


@pytest.mark.parametrize(
    ("metric", "told"),
    [
        ("metric.win-rate", "Win rate is counted in percent"),
        ("metric.message-quality", "Message quality is not found out by asking other teams."),
        ("metric.shared-kpis", "Shared KPI attainment is counted in percent"),
        (FEEDBACK, ""),
    ],
)
def test_only_a_score_that_other_teams_give_is_fed(asked, graph, metric, told):
    card = asked if asked.holds(metric) else add(asked, metric, "supporting", "", graph)
    found = misfit(card.kpi(metric), graph)
    assert found.startswith(told)
    assert (found == "") == (told == "")


def test_another_scale_or_definition_is_told(asked, graph):
    kpi = asked.kpi(FEEDBACK)
    by_team = kpi.model_copy(update={"variant": "by-team"})
    assert "defined here as by-team" in misfit(by_team, graph)
    target = Target(baseline=72, change="to-level", amount=80, deadline=CLOSES, set_on=OPENS)
    assert "72 stands there" in misfit(kpi.model_copy(update={"target": target}), graph)
    old = Reading(
        id="r1", scorecard=asked.id, metric=FEEDBACK, taken_on=OPENS, value=8, by="x", at=AFTER
    )
    assert "8 stands there" in misfit(kpi, graph, [old])
    assert fitting(asked, graph) == (FEEDBACK,)
    assert fitting(asked, graph, [old]) == ()
