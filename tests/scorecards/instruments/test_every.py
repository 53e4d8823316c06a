"""What holds of every instrument."""

import pytest

from knowledge_graph.load import load
from scorecards.instruments import measured, read, template, work_out
from scorecards.instruments.calculations import CALCULATIONS

EVERY = {each.measure.short: each for each in measured(load()) if not each.measure.export}


@pytest.mark.parametrize("short", EVERY)
def test_the_template_is_read_and_worked_out(short):
    measure = EVERY[short].measure
    answers = read("template.csv", template(measure).encode(), measure)
    result = work_out(EVERY[short], answers)
    assert set(result.findings.figures) == {each.name for each in measure.figures}
    assert result.as_data()["instrument"] == short


def test_every_calculation_is_some_instruments_and_is_there():
    assert {each.measure.calculation for each in measured(load())} == set(CALCULATIONS)


def test_short_names_are_unique():
    shorts = [each.measure.short for each in measured(load())]
    assert len(shorts) == len(set(shorts))
