"""What would change it: every stated change is true, none is smaller, and none is left out."""

from itertools import combinations

import pytest

from engine import Policy, read_profile
from engine.explain.answers import Answers
from engine.explain.change import changes, reached
from engine.explain.places import Neighbourhood, Places
from engine.explain.run import Run
from engine.explain.words import Words

SALES = {"objectives": ["increase-win-rate"], "alignment": "sales", "stage": "growth"}
LAUNCH = {"focus": "launch", "motion": "product-led", "launch": {"tier": 1, "name": "Two"}}


@pytest.fixture(scope="module")
def house(knowledge, catalogue, graph, adviser):
    answers, places = Answers(catalogue, knowledge), Places(graph, catalogue)
    words = Words(knowledge, catalogue)

    class House:
        def find(self, raw, metric, policy=None, answers=answers, **asked):
            policy = policy or Policy()
            profile = read_profile(raw, knowledge)
            near = Neighbourhood(places, profile, policy)
            return changes(
                profile, metric, near, answers,
                lambda other: self.place(other, metric, policy), words, **asked,
            )  # fmt: skip

        def place(self, profile, metric, policy=None):
            return Run(adviser.reason(profile, policy or Policy())).place(metric)

        def apply(self, raw, change):
            data = {**read_profile(raw, knowledge).model_dump(mode="json"), **change.set}
            return read_profile(data, knowledge)

    return House()


@pytest.mark.parametrize(
    ("raw", "metric"),
    [
        (SALES, "metric.activation-rate"),
        (SALES, "metric.win-rate"),
        (SALES, "metric.nps"),
        (LAUNCH, "metric.win-rate"),
        (LAUNCH, "metric.activation-rate"),
        ({"objectives": ["reduce-churn"], "excluded": ["churn-rate"]}, "metric.churn-rate"),
    ],
)
def test_a_stated_change_is_true(house, raw, metric):
    found = house.find(raw, metric, up_to=1)
    assert found.changes
    for change in found.changes:
        place = house.place(house.apply(raw, change), metric)
        assert place == change.then
        assert reached(change.goal, place)
        assert not reached(change.goal, found.now)


@pytest.mark.parametrize(
    ("raw", "metric"),
    [
        (SALES, "metric.gross-margin"),
        (SALES, "metric.no-decision-rate"),
        (SALES, "metric.analyst-sentiment"),
        (LAUNCH, "metric.pipeline-generated"),
        (LAUNCH, "metric.seo-ranking"),
    ],
)
def test_no_smaller_change_does_and_none_of_the_same_size_is_left_out(
    house, knowledge, catalogue, raw, metric
):
    class Few(Answers):
        def other(self, profile, only=None):
            few = ("authority", "focus", "segment", "motion", "launch_tier", "months_in_role")
            return tuple(each for each in super().other(profile, only) if each.name in few)

    answers = Few(catalogue, knowledge)
    profile = read_profile(raw, knowledge)
    found = house.find(raw, metric, answers=answers, goals=("in",), up_to=2)
    stated = {str(sorted(change.set.items())) for change in found.changes}
    for size in (1, 2):
        does = set()
        for change in combinations(answers.other(profile), size):
            other = answers.apply(profile, change)
            distinct = len({answer.field for answer in change}) == size
            if distinct and other and house.place(other, metric) in ("headline", "supporting"):
                does.add(str(sorted((answer.field, answer.value) for answer in change)))
        if does or size == 2:
            assert stated == does
            return


def test_that_there_is_no_change_is_said(house):
    found = house.find(LAUNCH, "metric.seo-ranking", up_to=2)
    assert found.changes == ()
    assert found.complete
    assert "No change of up to two answers makes it a KPI." in found.says
    assert (
        "No other answer makes it a KPI." in house.find(LAUNCH, "metric.seo-ranking", up_to=1).says
    )


def test_a_metric_that_nothing_can_bring_needs_no_long_search(house, knowledge):
    found = house.find(LAUNCH, "metric.seo-ranking", up_to=3)
    assert found.complete
    assert found.searched < 1000
    assert "No change of up to three answers makes it a KPI." in found.says
    assert any("By design" in sentence for sentence in found.says)
    near = house.find(SALES, "metric.gross-margin", up_to=1)
    assert not any("By design" in sentence for sentence in near.says)


def test_a_search_that_ends_early_says_so(house):
    found = house.find(SALES, "metric.nps", goals=("in",), up_to=2, limit=0)
    assert not found.complete
    assert any("has not seen every change" in sentence for sentence in found.says)


def test_a_change_that_is_not_confirmed_is_no_answer(house, knowledge, catalogue, graph):
    profile = read_profile(SALES, knowledge)
    near = Neighbourhood(Places(graph, catalogue), profile, Policy())
    with pytest.raises(RuntimeError, match="not confirmed"):
        changes(
            profile, "metric.win-rate", near, Answers(catalogue, knowledge),
            lambda _: "headline", Words(knowledge, catalogue), up_to=1,
        )  # fmt: skip


def test_each_change_is_told_as_soon_as_it_is_found(house):
    told = []
    found = house.find(SALES, "metric.activation-rate", up_to=1, found=told.append)
    assert sorted(map(str, told)) == sorted(map(str, found.changes))


def test_what_one_can_change_comes_before_what_one_cannot(house):
    found = house.find(LAUNCH, "metric.activation-rate", up_to=1)
    efforts = [change.effort for change in found.changes if None not in change.set.values()]
    first = found.changes[0].goal
    of_first = [
        change.effort for change in found.changes
        if change.goal == first and None not in change.set.values()
    ]  # fmt: skip
    assert efforts
    assert of_first == sorted(of_first, key=("yours", "negotiable", "given").index)


def test_an_instruction_can_be_taken_back_but_is_not_made_up(house):
    raw = {"objectives": ["reduce-churn"], "excluded": ["churn-rate"]}
    taken = house.find(raw, "metric.churn-rate", up_to=1)
    assert {"excluded": None} in [change.set for change in taken.changes]
    assert not any("excluded" in c.set for c in house.find(SALES, "metric.nps", up_to=1).changes)


def test_the_same_question_gets_the_same_bytes(house):
    one = house.find(LAUNCH, "metric.win-rate", up_to=1).model_dump_json()
    assert house.find(LAUNCH, "metric.win-rate", up_to=1).model_dump_json() == one


def test_part_of_what_stands_beside_an_answer_is_kept(house):
    found = house.find(LAUNCH, "metric.feature-adoption", up_to=1)
    tiers = [change.set["launch"] for change in found.changes if "launch" in change.set]
    assert tiers
    assert all(launch["name"] == "Two" for launch in tiers)
