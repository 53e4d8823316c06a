"""Which records are past their review date, and which must have one."""

import dataclasses
from types import MappingProxyType

import pytest

from knowledge_graph.dates import AGEING, overdue, undated
from knowledge_graph.records import Term


@pytest.fixture
def dated(knowledge):
    """A few words, each with its review date or none."""

    def make(**days):
        records = {
            f"term.{name}": Term(id=f"term.{name}", label=name, definition=name, review_by=day)
            for name, day in days.items()
        }
        return dataclasses.replace(knowledge, records=MappingProxyType(records))

    return make


@pytest.mark.parametrize(
    ("day", "late"),
    [
        ("2027-05-30", []),
        ("2027-05-31", []),
        ("2027-06-01", ["term.elm", "term.fir"]),
        ("2027-11-30", ["term.elm", "term.fir"]),
        ("2028-01-01", ["term.elm", "term.fir", "term.ash"]),
    ],
)
def test_a_record_is_overdue_from_the_day_after_and_the_oldest_comes_first(dated, day, late):
    knowledge = dated(ash="2027-11-30", elm="2027-05-31", fir="2027-05-31", oak=None)
    assert [each.id for each in overdue(knowledge, day)] == late


def test_only_kinds_that_age_must_say_when(dated, knowledge):
    assert list(undated(dated(ash=None))) == []
    metric = knowledge.records["metric.nps"].model_copy(update={"review_by": None})
    bare = dataclasses.replace(knowledge, records=MappingProxyType({metric.id: metric}))
    assert list(undated(bare)) == [metric]


def test_benchmarks_are_looked_at_before_what_changes_slower(knowledge):
    days = {kind.__name__: {each.review_by for each in knowledge.every(kind)} for kind in AGEING}
    assert days == {
        "Metric": {"2027-11-30"},
        "Objective": {"2027-11-30"},
        "Dispute": {"2027-11-30"},
        "Benchmark": {"2027-05-31"},
    }
