"""The commands for who may log in."""

import json

import pytest


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")


def listed(remit):
    return json.loads(remit("member", "list", "--format", "json").out)


def test_a_member_is_added_listed_changed_and_revoked(remit):
    assert listed(remit) == []
    given = ("member", "add", " Ada@Example.org ", "--name", "Ada", "--role")
    assert remit(*given, "pmm").out == "Ada <ada@example.org> is pmm\n"
    done = remit(*given, "reviewer", "--team", "sales")
    assert (done.code, done.out) == (0, "Ada <ada@example.org> is reviewer of team.sales\n")
    ada = {"email": "ada@example.org", "name": "Ada", "role": "reviewer", "team": "team.sales"}
    assert listed(remit) == [ada | {"active": True}]
    assert remit("member", "revoke", "ADA@example.org").code == 0
    assert listed(remit) == [ada | {"active": False}]
    assert "Ada" in remit("member", "list").out


def test_every_change_of_a_member_is_in_the_log(remit):
    remit("member", "add", "ada@example.org", "--name", "Ada", "--role", "pmm")
    remit("member", "revoke", "ada@example.org")
    found = json.loads(remit("audit", "show", "--format", "json").out)
    assert [(each["kind"], each["document"]["active"]) for each in found] == [
        ("member", False),
        ("member", True),
    ]
    assert remit("audit", "verify").code == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("add", "ada", "--name", "Ada", "--role", "pmm"), "write it as ada@example.org"),
        (("add", "a@b", "--name", " ", "--role", "pmm"), "name"),
        (("add", "a@b", "--name", "Ada", "--role", "boss"), "boss"),
        (("add", "a@b", "--name", "Ada", "--role", "pmm", "--team", "x"), "`x` is not a team"),
        (("revoke", "a@b"), "there is no member a@b"),
    ],
)
def test_what_cannot_be_is_one_line(remit, fault, args, says):
    assert says in fault("member", *args)
    assert listed(remit) == []


def test_a_name_is_one_member_s(remit, fault):
    remit("member", "add", "ada@example.org", "--name", "Ada", "--role", "pmm")
    said = fault("member", "add", "other@example.org", "--name", "Ada", "--role", "pmm")
    assert "Ada is the name of ada@example.org" in said
