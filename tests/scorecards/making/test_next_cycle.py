import datetime

import pytest

from scorecards.document import Reading, Target
from scorecards.making.next_cycle import SET_ANEW, following_id, next_cycle
from scorecards.part import Refused
from scorecards.story.tell import tell
from scorecards.targets import check_scorecard

WIN, CONFIDENCE = "metric.win-rate", "metric.sales-confidence"
OVER = datetime.date(2027, 4, 1)


def read(id, metric, value, on, **more):
    fields = {"id": id, "scorecard": "q1-anna", "metric": metric, "taken_on": on, "value": value}
    return Reading(**fields, by="Anna", at="2027-03-31T12:00:00Z", **more)


READINGS = (
    read("a", WIN, 21, "2027-01-31"),
    read("b", WIN, 22, "2027-03-30"),
    read("c", WIN, 23, "2027-03-30", replaces="b"),
    read("d", CONFIDENCE, 4, "2027-02-28"),
)


@pytest.fixture(scope="module")
def begun(aimed, knowledge):
    def begun(card=aimed, today=OVER):
        return next_cycle(card, READINGS, knowledge, id="q2", title="Anna, next", today=today)

    return begun


@pytest.mark.seed("S001")
def test_the_next_cycle_opens_discover_with_the_last_values_as_baselines(begun):
    new = begun()
    assert new.basis.profile["phase"] == "discover"
    assert (new.status, new.id, new.title) == ("draft", "q2", "Anna, next")
    assert (new.period.start, new.period.end) == (OVER, datetime.date(2027, 6, 30))
    target = new.kpi(WIN).target
    assert target.baseline == 23
    assert target.deadline == datetime.date(2027, 6, 30)
    assert target.why == SET_ANEW
    assert new.kpi(CONFIDENCE).last_value == 4


def test_a_target_that_was_reached_is_left_out_and_its_last_value_stays(aimed, begun, knowledge):
    level = Target(
        baseline=20, change="to-level", amount=22, deadline="2027-03-31", set_on="2027-01-01"
    )
    new = begun(aimed.with_kpi(aimed.kpi(WIN).model_copy(update={"target": level})))
    assert new.kpi(WIN).target is None
    assert new.kpi(WIN).last_value == 23
    assert check_scorecard(new, knowledge) == ()


def test_the_new_story_says_where_the_cycle_before_ended(begun, graph):
    lines = [e for c in tell(begun(), (), graph, OVER).chapters for e in c.lines]
    confidence = next(each for each in lines if each.metric == CONFIDENCE)
    assert confidence.target == "No target yet; the cycle before ended at 4."


def test_what_belongs_to_one_cycle_stays_behind(begun, sound):
    new = begun(sound.model_copy(update={"status": "approved", "review_on": OVER}))
    assert all(not each.signed for each in new.joint)
    assert (new.factors, new.review_on, new.launched_on) == ((), None, None)


def test_a_cycle_begins_when_the_one_before_is_over(aimed, begun):
    with pytest.raises(Refused, match="close the scorecard first"):
        begun(today=datetime.date(2027, 3, 31))
    closed = aimed.model_copy(update={"status": "closed"})
    assert begun(closed, datetime.date(2027, 3, 1)).period.start == OVER


def test_begun_twice_it_is_one_scorecard(aimed, begun):
    assert following_id(aimed) == following_id(aimed)
    assert following_id(aimed) != following_id(begun())
