"""The command that takes a file of readings in."""

import json

import pytest

from scorecards.store import open_store

GOOD = "metric,day,value\nWin rate,2026-01-31,31.5\nWin rate,2026-02-28,32\n"


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")


@pytest.fixture
def made(remit, profile):
    path = profile("objectives: [increase-win-rate]\nalignment: sales\n")
    days = ("--start", "2026-01-01", "--end", "2026-03-31")
    return remit("scorecard", "new", path, "--title", "Win more", *days).out.strip()


def values(id):
    with open_store() as store:
        return [str(each.value) for each in store.readings(id)]


def test_a_file_is_taken_in_once(remit, made, profile):
    file = profile(GOOD, "q1.csv")
    done = remit("scorecard", "read", made, file)
    assert (done.code, done.err) == (0, "")
    assert "2 kept, 0 were there already" in done.out
    assert "Read as UTF-8" in done.out
    assert values(made) == ["31.5", "32"]
    assert "0 kept, 2 were there already" in remit("scorecard", "read", made, file).out
    assert values(made) == ["31.5", "32"]


def test_a_dry_run_says_what_each_row_becomes_and_keeps_nothing(remit, made, profile):
    done = remit("scorecard", "read", made, profile(GOOD, "q1.csv"), "--dry-run")
    assert "Win rate on 2026-01-31: 31.5 percent." in " ".join(done.out.split())
    assert "2 would be kept, 0 are there already" in done.out
    assert values(made) == []


def test_a_mistake_keeps_all_of_it_out(remit, made, profile):
    file = profile(GOOD + "Win rat,2026-03-31,33\n", "q1.csv")
    done = remit("scorecard", "read", made, file)
    assert (done.code, done.err) == (1, "1 to mend; nothing was kept\n")
    assert "`Win rat` is no KPI of this scorecard" in " ".join(done.out.split())
    found = json.loads(remit("scorecard", "read", made, file, "--format", "json").out)
    assert (found["kept"], [row["state"] for row in found["rows"]]) == (0, ["new", "new", "error"])
    assert values(made) == []


def test_json_says_what_was_kept(remit, made, profile):
    done = remit("scorecard", "read", made, profile(GOOD, "q1.csv"), "--format", "json")
    found = json.loads(done.out)
    assert found["kept"] == 2
    assert found["rows"][0]["reading"]["value"] == "31.5"


def test_what_cannot_be_read_is_one_line(fault, made, profile, tmp_path):
    says = fault("scorecard", "read", made, profile("metric,day\n", "q1.csv"))
    assert "row 1: the column value is missing; name the columns in the first row" in says
    assert "No such file" in fault("scorecard", "read", made, tmp_path / "gone.csv")
    assert "cannot read" in fault("scorecard", "read", made, tmp_path)
    assert "no scorecard gone" in fault("scorecard", "read", "gone", profile(GOOD, "q1.csv"))
