"""Instruments by their short names, and rows as people would enter them."""

import pytest

from scorecards.instruments import answers_of, find, settings_of, work_out


@pytest.fixture(scope="session")
def measure(knowledge):
    """Work an instrument out: its short name, rows as lists of cells, columns, settings."""

    def done(short, columns, rows, **settings):
        instrument = find(short, knowledge)
        cells = [
            (number, dict(zip(columns, map(str, row), strict=True)))
            for number, row in enumerate(rows, 2)
        ]
        answers = answers_of(instrument.measure, cells)
        return work_out(instrument, answers, settings_of(instrument.measure, settings))

    return done


@pytest.fixture(scope="session")
def table():
    """The rows of a table of a result, by name of the table: column -> cell."""

    def found(result, name):
        (wanted,) = (each for each in result.findings.tables if each.name == name)
        return [dict(zip(wanted.columns, row, strict=True)) for row in wanted.rows]

    return found


@pytest.fixture(scope="session")
def told():
    """The warnings beside a result: code -> text."""

    def found(result):
        return {each.code: each.text for each in result.warnings}

    return found
