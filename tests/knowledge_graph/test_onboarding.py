"""The tasks of the first ninety days as records."""

import pytest
from pydantic import ValidationError

from knowledge_graph.onboarding import BY_DAYS, Task
from knowledge_graph.records import Phase, Source

FIELDS = {
    "id": "task.try",
    "label": "Try it",
    "definition": "Do it once.",
    "kind": "learn",
    "order": 1,
    "why": "To see.",
    "due": {"by_day": 30, "why": "Any day would do."},
}


def refused(**fields):
    with pytest.raises(ValidationError) as caught:
        Task.model_validate(FIELDS | fields)
    (error,) = caught.value.errors()
    return error["msg"]


def test_a_task_says_nothing_in_braces_that_its_items_do_not_have():
    assert "`{teams}` is not known" in refused(each="kpi", do="Read {of}", how="With {teams}.")
    assert Task.model_validate(FIELDS | {"each": "shared-kpi", "do": "{of}", "how": "{teams}"})


def test_of_several_items_each_has_a_name_of_its_own():
    assert "`do` names `{of}`" in refused(each="kpi", do="Read it")
    assert "`do` names `{of}`" in refused(each="kpi")


def test_only_three_days_are_last_days():
    assert "30, 60 or 90" in refused(due={"by_day": 45, "why": "Half way."})


def test_a_day_that_a_source_is_said_to_name_is_cited():
    assert "needs at least one citation" in refused(
        due={"by_day": 30, "why": "They say so.", "basis": "practice"}
    )


@pytest.mark.seed("S084")
def test_the_seed_asks_for_brand_awareness_on_arrival_and_its_day_is_sourced(knowledge):
    task = knowledge.get(Task, "task.awareness-baseline")
    assert [link.to for link in task.metrics] == ["metric.brand-awareness"]
    assert (task.basis, task.due.basis, task.due.by_day) == ("sourced", "sourced", 30)
    for citation in (*task.citations, *task.due.citations):
        assert (citation.source, citation.locator) == (
            "source.metrics-framework",
            "Discover grid, row 4",
        )


@pytest.mark.seed("S002")
def test_a_task_that_rests_on_a_phase_cites_a_row_of_its_grid(knowledge):
    for task in knowledge.every(Task):
        phases = [link.to for link in task.names if link.to.startswith("phase.")]
        for phase in phases:
            grid = knowledge.records[phase].grid
            assert {link.to for link in task.metrics} <= {row.to for row in grid}
            places = {citation.locator for citation in task.citations}
            assert places & {f"{knowledge.label(phase)} grid, row {row.row}" for row in grid}


def test_no_task_says_that_a_day_is_sourced_but_that_of_brand_awareness(knowledge):
    found = [task.id for task in knowledge.every(Task) if task.due.basis == "sourced"]
    assert found == ["task.awareness-baseline"]


def test_a_task_of_practice_cites_somebody_who_practises(knowledge):
    for task in knowledge.every(Task):
        for backed in (task, task.due):
            kinds = {knowledge.get(Source, each.source).kind for each in backed.citations}
            if backed.basis == "practice":
                assert kinds - {"seed"}


def test_no_two_tasks_of_a_day_have_one_place(knowledge):
    places = [(task.due.by_day, task.order) for task in knowledge.every(Task)]
    assert len(places) == len(set(places))
    assert {by_day for by_day, _ in places} == set(BY_DAYS)


@pytest.mark.seed("S003")
def test_a_task_does_not_put_a_metric_into_a_phase(graph, knowledge):
    """What a task reads stays in the phases whose grid has it, and in no other."""
    read = {link.to for task in knowledge.every(Task) for link in task.metrics}
    assert read
    for metric in read:
        grids = {p.id for p in knowledge.every(Phase) if metric in {row.to for row in p.grid}}
        assert {edge.source for edge in graph.into(metric, "tracks")} == grids
