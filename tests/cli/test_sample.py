"""The made-up company on the command line."""

import pytest

from scorecards.store import open_store


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    path = tmp_path / "remit.db"
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{path}")
    return path


def kept():
    with open_store() as store:
        return store.list()


def test_it_is_opened_once_and_closed_whole(remit):
    for _ in range(2):
        done = remit("sample", "open")
        assert done.code == 0
        assert done.out == (
            "8 scorecards of made-up people are there; `remit sample close` removes them\n"
        )
    assert {each.person for each in kept()} == {"Ana", "Ben", "Chidi", "Dalia"}
    assert all(each.sample for each in kept())
    assert remit("sample", "close").out == "8 scorecards of made-up people are gone\n"
    assert kept() == ()
    assert remit("sample", "close").out == "0 scorecards of made-up people are gone\n"


@pytest.mark.parametrize("command", ["open", "close"])
def test_a_database_that_cannot_be_used_is_one_line(fault, monkeypatch, command):
    monkeypatch.setenv("REMIT_DATABASE_URL", "mysql://host/remit")
    assert "asks for `mysql`" in fault("sample", command)
