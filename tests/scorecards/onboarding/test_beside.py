"""The guide beside a scorecard: done by itself, ticked off, carried over, in another phase."""

import datetime
from decimal import Decimal

import pytest

from scorecards.document import Reading
from scorecards.making.adopt import drop
from scorecards.making.next_cycle import next_cycle
from scorecards.onboarding.phases import change
from tests.scorecards.onboarding.at_noon import NOON, step

WIN = "metric.win-rate"
TODAY = NOON.date()
AFTER = datetime.date(2027, 4, 2)


def read(metric=WIN, value="24", day=TODAY, **fields):
    return Reading.model_validate(
        {
            "id": f"r-{value}-{day.day}",
            "scorecard": "q1-anna",
            "metric": metric,
            "taken_on": day,
            "value": Decimal(value),
            "by": "Anna",
            "at": NOON,
            **fields,
        }
    )


def test_the_guide_is_of_the_kpis_and_contracts_that_stand_there_now(guided, card):
    guide = guided()
    targets = {line.item.id for line in guide.lines if line.item.task == "task.kpi-target"}
    assert targets == {f"task.kpi-target/{kpi.metric}" for kpi in card.proper}
    gone = card.proper[-1].metric
    without = guided(of=drop(card, gone, "Not now."))
    assert without.line(f"task.kpi-target/{gone}") is None


def test_every_item_names_what_it_comes_from_and_it_exists(guided, knowledge, catalogue):
    rules = {rule.id for rule in catalogue.stable}
    lines = guided().lines
    for line in lines:
        assert set(line.item.comes_from) <= rules | set(knowledge.records)
    assert any(set(line.item.comes_from) & rules for line in lines)


def test_without_the_recommendation_it_names_no_rule(guided, knowledge):
    for line in guided(recommendation=None).lines:
        assert set(line.item.comes_from) <= set(knowledge.records)


def test_the_days_count_from_the_period_until_another_first_day_is_said(guided, card):
    assert guided().start == card.period.start
    first = datetime.date(2027, 2, 1)
    guide = guided(step("begin", on=first))
    assert guide.start == first
    assert guide.by_day(30)[0].item.last_day == datetime.date(2027, 3, 2)


def test_a_baseline_is_done_by_itself_once_it_is_read_and_that_is_said(guided):
    assert guided().line("task.win-rate-baseline").state == "open"
    line = guided(readings=[read()]).line("task.win-rate-baseline")
    assert (line.state, line.of_itself) == ("done", True)
    assert line.because == "A reading is kept: 24 percent on 12 Jan 2027."


def test_a_reading_of_another_metric_shows_nothing(guided):
    guide = guided(readings=[read("metric.nps")])
    assert guide.line("task.win-rate-baseline").state == "open"


def test_a_target_is_set_when_it_stands_there(guided, aimed, card):
    line = guided(of=aimed).line(f"task.kpi-target/{WIN}")
    assert (line.state, line.because) == ("done", "A target is set for 31 Mar 2027.")
    assert guided().line(f"task.kpi-target/{WIN}").state == "open"


def test_what_a_person_says_goes_before_what_shows_itself(guided):
    left = step("left-out", "task.win-rate-baseline", text="The log is wrong.")
    line = guided(left, readings=[read()]).line("task.win-rate-baseline")
    assert (line.state, line.because, line.of_itself) == ("left-out", "The log is wrong.", False)


def test_ticked_off_and_noted(guided):
    guide = guided(step("note", "task.scope", text="Ask Cleo."), step("done", "task.scope"))
    line = guide.line("task.scope")
    assert (line.state, line.note, line.by, line.at) == ("done", "Ask Cleo.", "Anna", NOON)
    assert guide.settled == 1


def test_what_is_open_after_its_last_day_is_late(guided):
    on_day = guided(today=datetime.date(2027, 1, 30))
    after = guided(step("done", "task.scope"), today=datetime.date(2027, 1, 31))
    assert not any(line.late for line in on_day.lines)
    assert all(line.late for line in after.by_day(30) if line.state == "open")
    assert not after.line("task.scope").late
    assert not any(line.late for line in after.by_day(60))


# The next cycle


@pytest.fixture
def following(aimed, knowledge):
    """The scorecard of the cycle after, begun with a win rate of 24 percent."""
    return next_cycle(
        aimed, [read()], knowledge, id="q2-anna", title="Anna, second quarter", today=AFTER
    )


@pytest.mark.seed("S001")
def test_the_next_cycle_begins_in_discover_with_the_last_value_as_baseline(guided, following):
    guide = guided(of=following, before=guided(readings=[read()]), today=AFTER)
    assert (guide.phase, guide.cycle) == ("discover", 2)
    line = guide.line("task.win-rate-baseline")
    assert (line.state, line.of_itself) == ("done", True)
    assert line.because == "The last value of the cycle before is the baseline: 24 percent."


def test_what_was_open_is_carried_over_with_its_note(guided, following):
    before = guided(step("note", "task.scope", text="Cleo is on leave."))
    line = guided(of=following, before=before, today=AFTER).line("task.scope")
    assert (line.carried, line.state, line.note) == (True, "open", "Cleo is on leave.")


def test_a_note_of_this_cycle_goes_before_the_one_carried_over(guided, following):
    before = guided(step("note", "task.scope", text="Cleo is on leave."))
    new = step("note", "task.scope", text="Cleo is back.")
    assert guided(new, of=following, before=before).line("task.scope").note == "Cleo is back."


def test_what_is_done_once_in_a_role_stays_done(guided, following):
    before = guided(step("done", "task.scope"))
    line = guided(of=following, before=before, today=AFTER).line("task.scope")
    assert (line.state, line.carried) == ("done", False)
    assert line.because == "Done in the cycle before."
    reopened = guided(step("open", "task.scope"), of=following, before=before, today=AFTER)
    assert reopened.line("task.scope").state == "open"


def test_what_was_left_out_stays_so_with_its_reason(guided, following):
    before = guided(step("left-out", "task.scope", text="There is one."))
    line = guided(of=following, before=before, today=AFTER).line("task.scope")
    assert (line.state, line.because) == (
        "left-out", "Left out in the cycle before. There is one."
    )  # fmt: skip


def test_what_comes_in_each_cycle_is_asked_anew(guided, following):
    before = guided(step("done", "task.nps-baseline"))
    line = guided(of=following, before=before, today=AFTER).line("task.nps-baseline")
    assert (line.state, line.carried) == ("open", False)


def test_a_target_that_is_to_be_set_anew_is_not_set(guided, following):
    line = guided(of=following, before=guided(), today=AFTER).line(f"task.kpi-target/{WIN}")
    assert line.state == "open"


def test_what_was_open_of_an_earlier_phase_comes_along_into_the_first_thirty_days(
    guided, following
):
    before = guided(step("phase", phase="grow"))
    id = "task.phase-reading/metric.cost-to-serve"
    assert before.line(id).state == "open"
    line = guided(of=following, before=before, today=AFTER).line(id)
    assert (line.carried, line.item.by_day) == (True, 30)


def test_what_was_open_for_a_kpi_that_is_gone_is_not_carried_over(guided, following):
    gone = following.proper[-1].metric
    assert guided().line(f"task.kpi-target/{gone}").state == "open"
    guide = guided(of=drop(following, gone, "Over."), before=guided(), today=AFTER)
    assert guide.line(f"task.kpi-target/{gone}") is None


# Another phase


def test_another_phase_changes_what_is_read_and_keeps_the_rest(guided, knowledge):
    now = guided(step("phase", phase="strategize"), step("done", "task.scope"))
    then = guided(step("phase", phase="grow"), step("done", "task.scope"))
    found = change(now, then)
    assert found.came
    assert {line.item.task for line in (*found.came, *found.went)} == {"task.phase-reading"}
    grid = {row.to for row in knowledge.records["phase.grow"].grid}
    assert {line.item.metrics[0] for line in found.came} <= grid
    assert found.stays == len(then.lines) - len(found.came)
    assert then.line("task.scope").state == "done"
    assert then.moved


def test_the_same_phase_changes_nothing(guided):
    assert change(guided(), guided()).says == "Nothing in the list changes."


def test_how_much_a_phase_changes_is_said(guided):
    then = guided(step("phase", phase="define"))
    stay = len(then.lines) - 3
    says = f"3 items come, 0 items go, {stay} stay with all that was noted."
    assert change(guided(), then).says == says
