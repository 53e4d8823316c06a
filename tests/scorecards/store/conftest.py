"""What the tests of the store write, and when."""

import datetime
import json
import os
import zipfile

import pytest

from scorecards.document import Reading, Scorecard
from scorecards.store import database

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def environment(url):
    """What another process needs to open the same database."""
    return {**os.environ, database.SETTING: url.render_as_string(hide_password=False)}


def scorecard(id="q1", title="First quarter", **fields):
    """A scorecard with what it has to have."""
    return Scorecard.model_validate(
        {
            "id": id,
            "title": title,
            "period": {"start": "2026-01-01", "end": "2026-03-31"},
            "basis": {"profile": {}, "knowledge": "k", "rules": "r", "recommended": {}},
            **fields,
        }
    )


def reading(id="r1", scorecard="q1", metric="metric.win-rate", value="31.5", **fields):
    """A reading with what it has to have."""
    return Reading.model_validate(
        {
            "id": id,
            "scorecard": scorecard,
            "metric": metric,
            "taken_on": "2026-02-28",
            "value": value,
            "by": "Ada",
            "at": NOON,
            **fields,
        }
    )


def but_for_restores(file):
    """The rows of a backup by table, but for where the log ends and what a restore entered."""
    with zipfile.ZipFile(file) as held:
        tables = {name: held.read(name).splitlines() for name in held.namelist()}
    entered = tables["log.jsonl"]
    tables["log.jsonl"] = [row for row in entered if json.loads(row)["kind"] != "restored"]
    return {name: rows for name, rows in tables.items() if name not in _OF_THE_END}


_OF_THE_END = ("manifest.json", "log_end.jsonl")


@pytest.fixture(name="but_for_restores")
def _but_for_restores():
    return but_for_restores


@pytest.fixture(name="scorecard")
def _scorecard():
    return scorecard


@pytest.fixture(name="reading")
def _reading():
    return reading


@pytest.fixture
def signed():
    """Who writes, and when, where a test does not mind."""
    return {"by": "Ada", "at": NOON}


@pytest.fixture(name="environment")
def _environment():
    return environment
