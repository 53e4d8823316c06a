import datetime

import pytest

from scorecards.accountability.ventures import (
    add_initiative,
    add_pulse,
    drop_initiative,
    drop_pulse,
    free_id,
    give_verdict,
    is_over,
    withdraw_verdict,
)
from scorecards.making.adopt import add
from scorecards.part import Refused
from scorecards.together import Initiative, Pulse, Verdict

PMM, SALES, PRODUCT = "team.product-marketing", "team.sales", "team.product"
FEEDBACK = "metric.collaboration-feedback"


def day(month, number):
    return datetime.date(2027, month, number)


def initiative(**update):
    each = {
        "id": "new-deck",
        "title": "New deck",
        "teams": (PMM, SALES),
        "criteria": ("30 sellers have used it.",),
        "set_on": day(1, 4),
        "begins_on": day(1, 10),
        "ends_on": day(2, 28),
    }
    return Initiative(**each | update)


def verdict(team=SALES, result="met", on=None):
    return Verdict(team=team, by="Ben", on=on or day(3, 1), result=result)


@pytest.fixture
def agreed(card):
    return add_initiative(card, initiative())


def refused(doing, *args):
    with pytest.raises(Refused) as caught:
        doing(*args)
    return "\n".join(map(str, caught.value.refusals))


@pytest.mark.seed("S065")
@pytest.mark.parametrize("result", ["met", "partly", "not-met"])
def test_the_result_is_there_when_all_have_given_the_same_verdict(agreed, result):
    one = give_verdict(agreed, "new-deck", verdict(SALES, result))
    assert one.initiatives[0].result is None
    assert one.initiatives[0].unsigned == (PMM,)
    both = give_verdict(one, "new-deck", verdict(PMM, result))
    assert both.initiatives[0].result == result


@pytest.mark.seed("S065")
def test_teams_that_differ_are_told_apart_and_no_mean_is_made(agreed):
    one = give_verdict(agreed, "new-deck", verdict(SALES, "partly"))
    both = give_verdict(one, "new-deck", verdict(PMM, "met"))
    assert both.initiatives[0].result == "differs"
    assert withdraw_verdict(both, "new-deck", PMM) == one


@pytest.mark.seed("S065")
def test_criteria_are_stated_before_it_is_over_and_marked_when_it_had_begun(card):
    told = refused(add_initiative, card, initiative(set_on=day(3, 1)))
    assert "its criteria would be stated on 2027-03-01, when it was over on 2027-02-28" in told
    assert add_initiative(card, initiative(set_on=day(1, 11))).initiatives[0].stated_late
    assert not add_initiative(card, initiative(set_on=day(1, 10))).initiatives[0].stated_late
    assert not initiative(begins_on=None).stated_late


def test_an_initiative_that_cannot_stand(agreed):
    bad = initiative(
        begins_on=day(3, 5), teams=(PMM, PMM), verdicts=(verdict(),), criteria=("a", "b")
    )
    told = refused(add_initiative, agreed, bad)
    for each in ("before it begins", "fewer than two teams", "with verdicts", "new-deck is taken"):
        assert each in told


def test_a_verdict_that_cannot_stand(agreed):
    given = give_verdict(agreed, "new-deck", verdict())
    assert "judge it from 2027-02-28 on" in refused(
        give_verdict, agreed, "new-deck", verdict(on=day(2, 27))
    )
    assert "takes no part in it" in refused(give_verdict, agreed, "new-deck", verdict(PRODUCT))
    assert "withdraw that one first" in refused(give_verdict, given, "new-deck", verdict())
    assert "has given no verdict" in refused(withdraw_verdict, agreed, "new-deck", SALES)
    assert "no initiative other" in refused(give_verdict, agreed, "other", verdict())


def test_it_can_be_judged_from_its_last_day_on():
    assert [is_over(initiative(), day(2, number)) for number in (27, 28)] == [False, True]


def test_what_was_added_can_be_taken_away(card, agreed, graph):
    assert drop_initiative(agreed, "new-deck") == card
    assert "no initiative other" in refused(drop_initiative, agreed, "other")
    pulse = Pulse(
        id="spring", title="Spring", metric=FEEDBACK, questions=("It helped.",), teams=(SALES,),
        opens_on=day(3, 1), closes_on=day(3, 15),
    )  # fmt: skip
    assert "add it as a KPI first" in refused(add_pulse, card, pulse)
    with_kpi = add(card, FEEDBACK, "supporting", "", graph)
    asked = add_pulse(with_kpi, pulse)
    assert asked.pulses == (pulse,)
    assert "spring is taken" in refused(add_pulse, asked, pulse)
    assert drop_pulse(asked, "spring") == with_kpi
    assert "no pulse other" in refused(drop_pulse, asked, "other")


@pytest.mark.parametrize(
    ("title", "taken", "id"),
    [
        ("New deck!", (), "new-deck"),
        ("New deck", ("new-deck", "new-deck-2"), "new-deck-3"),
        ("…", (), "untitled"),
        ("x" * 60, (), "x" * 40),
    ],
)
def test_an_id_is_made_of_the_title(title, taken, id):
    assert free_id(title, taken) == id
