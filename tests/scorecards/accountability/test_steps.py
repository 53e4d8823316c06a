import datetime
from itertools import chain

import pytest

from knowledge_graph.records import Step
from rules.records import Find
from scorecards.accountability.steps import CODES, GENERAL, LAST, left_at, places, to_mend
from scorecards.lint import CHECKS, Finding
from scorecards.lint.critique import HEARD
from tests.scorecards.lint.broken import BROKEN

ORDER = ["direct", "shared", "collaboration", "balance", "external-factors", "review"]


@pytest.fixture
def placed(linter, knowledge):
    def placed(card, today=None):
        return places(linter.lint(card, today or card.period.start), knowledge)

    return placed


def found(code, severity="warning"):
    return Finding(
        code=code,
        severity=severity,
        metric=None,
        text="Something is wrong.",
        mend="Mend it.",
        effort="low",
        basis="editorial",
    )


def test_each_code_belongs_to_one_step_or_is_general(catalogue):
    heard = (catalogue.get(rule).rule.then for rule in HEARD)
    said = {each.find for then in heard for each in then if isinstance(each, Find)}
    said |= {check.code for check in CHECKS}
    placed = [*chain.from_iterable(CODES.values()), *GENERAL]
    assert sorted(placed) == sorted(said)


@pytest.mark.seed("S007")
def test_the_steps_are_those_of_the_source_in_its_order(knowledge, placed, card):
    assert [place.step.id for place in placed(card)] == [f"step.{name}" for name in ORDER]
    assert [place.step.order for place in placed(card)] == [1, 2, 3, 4, 5, 6]
    assert set(CODES) == {step.id for step in knowledge.every(Step)}


def test_each_step_says_in_our_own_words_where_it_comes_from(knowledge):
    for step in knowledge.every(Step):
        assert step.citations
        assert step.definition not in {each.claim for each in step.citations}


@pytest.mark.parametrize("code", BROKEN)
def test_each_finding_stands_in_one_step(code, sound, graph, placed, linter):
    twin = BROKEN[code](sound, graph)
    findings = linter.lint(twin, twin.period.start)
    steps = placed(twin)
    assert sorted(each.text for place in steps for each in place.open) == sorted(
        each.text for each in findings
    )


def test_a_finding_that_no_step_knows_waits_for_the_last(knowledge):
    steps = places([found("never-heard-of"), found("no-target")], knowledge)
    assert [each.code for each in steps[-1].open] == ["never-heard-of", "no-target"]
    assert steps[-1].step.id == LAST


def test_notes_leave_a_step_in_order(knowledge):
    steps = places([found("nothing-shared", "info"), found("joint-unsigned")], knowledge)
    assert (steps[1].to_mend, len(steps[1].open)) == ((), 1)
    assert left_at(steps) == 3


def test_one_goes_on_with_the_first_step_that_is_open(placed, sound, card):
    assert left_at(placed(card)) == 1
    assert left_at(placed(sound)) == 6
    unreviewed = sound.model_copy(update={"review_on": None})
    assert left_at(placed(unreviewed)) == 6


@pytest.mark.seed("S007")
def test_a_scorecard_in_which_every_step_is_in_order_passes_the_linter(sound, placed, linter):
    steps = placed(sound)
    assert not any(place.to_mend for place in steps)
    assert to_mend(linter.lint(sound, sound.period.start)) == ()
    over = sound.period.end + datetime.timedelta(days=1)
    assert [place.step.id for place in placed(sound, over) if place.to_mend] == [LAST]
