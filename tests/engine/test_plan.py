"""Several scorecards side by side: what is covered, what collides, who carries how much."""

import pytest

from engine import Profile, read_profile
from engine.plan import review_plan
from knowledge_graph.records import Objective


@pytest.fixture(scope="module")
def asked(adviser):
    def ask(**raw):
        return adviser.recommend(read_profile(raw, adviser.knowledge))

    return ask


def test_an_objective_is_covered_by_whoever_has_it_with_the_kpis_that_serve_it(asked, graph):
    people = [
        ("Ada", asked(objectives=["increase-win-rate", "enable-sales"])),
        ("Ben", asked(objectives=["increase-win-rate"])),
    ]
    review = review_plan(people, graph)
    covered = {each.objective: each for each in review.coverage}
    assert covered["objective.increase-win-rate"].people == ("Ada", "Ben")
    assert covered["objective.enable-sales"].people == ("Ada",)
    assert "Win rate" in covered["objective.increase-win-rate"].kpis
    assert "Win rate" not in covered["objective.enable-sales"].kpis
    for each in review.coverage:
        assert len(set(each.kpis)) == len(each.kpis)


def test_objectives_that_nobody_has_are_named(asked, graph, knowledge):
    review = review_plan([("Ada", asked(objectives=["reduce-churn"]))], graph)
    every = {objective.id for objective in knowledge.every(Objective)}
    assert set(review.uncovered) == every - {"objective.reduce-churn"}


def test_a_plan_without_objectives_covers_none(adviser, graph, knowledge):
    review = review_plan([("Ada", adviser.recommend(Profile()))], graph)
    assert review.coverage == ()
    assert len(review.uncovered) == len(knowledge.every(Objective))
    assert review.loads[0].headline is None
    assert review.loads[0].kpis == 0
    assert review.loads[0].monitored > 0


def test_an_empty_plan_is_answered(graph, knowledge):
    review = review_plan([], graph)
    assert review.coverage == review.overlaps == review.shared == review.loads == ()
    assert len(review.uncovered) == len(knowledge.every(Objective))


def test_two_people_who_hold_one_kpi_directly_collide(asked, graph):
    people = [(name, asked(objectives=["improve-messaging"])) for name in ("Ada", "Ben", "Cleo")]
    overlaps = {each.metric: each for each in review_plan(people, graph).overlaps}
    assert overlaps["metric.message-quality"].people == ("Ada", "Ben", "Cleo")
    assert overlaps["metric.message-quality"].label == "Message quality"


def test_a_kpi_that_is_shared_twice_is_no_collision_but_is_told(asked, graph):
    people = [(name, asked(objectives=["increase-win-rate"])) for name in ("Ada", "Ben")]
    review = review_plan(people, graph)
    assert review.overlaps == ()
    assert "metric.win-rate" in {each.metric for each in review.shared}


def test_held_directly_by_one_and_shared_by_another_is_told_once(asked, graph):
    people = [
        ("Ada", asked(objectives=["enable-sales"])),
        ("Ben", asked(objectives=["increase-win-rate"])),
    ]
    held = [
        {kpi.metric: kpi.accountability.kind for kpi in one.kpis}["metric.sales-confidence"]
        for _, one in people
    ]
    assert held == ["direct", "shared"]
    review = review_plan(people, graph)
    told = {each.metric: each.people for each in review.shared}
    assert told["metric.sales-confidence"] == ("Ada", "Ben")
    assert "metric.sales-confidence" not in {each.metric for each in review.overlaps}


def test_a_collision_is_not_told_again_among_the_shared(asked, graph):
    people = [(name, asked(objectives=["improve-messaging"])) for name in ("Ada", "Ben")]
    review = review_plan(people, graph)
    collide = {each.metric for each in review.overlaps}
    assert collide
    assert not collide & {each.metric for each in review.shared}


def test_one_persons_kpis_collide_with_nothing(asked, graph):
    review = review_plan([("Ada", asked(objectives=["improve-messaging"]))], graph)
    assert review.overlaps == review.shared == ()


def test_a_load_counts_every_kpi_once_by_how_it_is_held(asked, graph):
    answer = asked(objectives=["improve-time-to-close"])
    load = review_plan([("Ada", answer)], graph).loads[0]
    assert (load.person, load.headline) == ("Ada", answer.headline)
    assert load.kpis == len(answer.kpis)
    assert load.direct + load.shared + load.contributing + load.unstated == load.kpis
    kinds = [kpi.accountability.kind for kpi in answer.kpis]
    assert load.direct == kinds.count("direct") > 0
    assert load.shared == kinds.count("shared") > 0
    assert load.contributing == kinds.count("contributing") > 0
    assert load.guardrails == len(answer.guardrails)
    assert load.monitored == len(answer.monitor)


def test_loads_and_people_keep_the_order_in_which_they_were_given(asked, graph):
    people = [(name, asked(objectives=["reduce-churn"])) for name in ("Zoe", "Ada", "Mo")]
    review = review_plan(people, graph)
    assert [each.person for each in review.loads] == ["Zoe", "Ada", "Mo"]
    assert review.coverage[0].people == ("Zoe", "Ada", "Mo")
