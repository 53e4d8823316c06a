"""The reminder of ``remit check``: what is past its review date on a given day."""

import re

import pytest

from knowledge_graph.dates import overdue
from ui.commands import upkeep


def test_before_the_first_date_nothing_is_past_it(remit):
    done = remit("check", "--on", "2027-05-31")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"\d+ records and \d+ rules, nothing to mend\n", done.out)


def test_after_it_every_such_record_is_listed_with_its_date_and_nothing_fails(remit, knowledge):
    done = remit("check", "--on", "2027-06-01")
    assert (done.code, done.err) == (0, "")
    late = overdue(knowledge, "2027-06-01")
    _, head, *lines = done.out.splitlines()
    assert head == f"{len(late)} records are past their review date:"
    assert lines == [f"  {each.id}: 2027-05-31" for each in late]
    assert "  benchmark.nrr-benchmarkit: 2027-05-31" in lines


def test_one_record_is_spoken_of_as_one(remit, knowledge, monkeypatch):
    late = (knowledge.records["metric.nps"],)
    monkeypatch.setattr(upkeep, "overdue", lambda *_: late)
    assert remit("check").out.splitlines()[1:] == [
        "1 record is past its review date:",
        "  metric.nps: 2027-11-30",
    ]


@pytest.mark.parametrize("day", ["soon", "2027-02-30", "31.5.2027", ""])
def test_a_day_that_is_none_is_refused_in_one_line(fault, day):
    assert "'%Y-%m-%d'" in fault("check", "--on", day)
