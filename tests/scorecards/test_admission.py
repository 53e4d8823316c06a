"""Who is let in after a login, and who becomes the first admin."""

import datetime

import pytest

from scorecards.desk.admission import admit
from scorecards.part import Refused
from scorecards.rights import Member
from scorecards.store import open_store

NOW = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
ADMIN = "ada@example.org"
RUTH = Member(email="ruth@example.org", name="Ruth", role="reviewer", team="team.sales")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.sqlite'}")
    with open_store() as opened:
        opened.put_members([RUTH], by="Ada", at=NOW)
        yield opened


@pytest.fixture
def come(store):
    return lambda **claims: admit(store, claims, ADMIN, NOW)


@pytest.mark.parametrize("verified", [{}, {"email_verified": True}, {"email_verified": "true"}])
def test_a_member_is_known_by_the_address_whatever_its_letters(come, verified):
    assert come(email=" Ruth@Example.ORG ", name="Another", **verified) == RUTH


@pytest.mark.parametrize("email", [None, "", "ruth", 7, ["ruth@example.org"]])
def test_without_an_address_nobody_comes_in(come, email):
    with pytest.raises(Refused, match="gives no e-mail address"):
        come(email=email)


@pytest.mark.parametrize("verified", [False, "false", 0, "no"])
@pytest.mark.parametrize("email", [RUTH.email, ADMIN])
def test_an_address_that_is_not_verified_is_nobodys(come, store, email, verified):
    with pytest.raises(Refused, match="has not verified"):
        come(email=email, email_verified=verified)
    assert store.members() == (RUTH,)


def test_a_stranger_is_told_whom_to_ask_and_not_who_that_is(come, store):
    with pytest.raises(Refused, match="ask the admin of this Remit") as refused:
        come(email="eve@example.net")
    assert ADMIN not in str(refused.value)
    assert store.members() == (RUTH,)


def test_the_first_admin_is_kept_once_and_stands_in_the_log(come, store):
    first = come(email=ADMIN, name="Ada")
    assert (first.role, first.name) == ("admin", "Ada")
    assert come(email=ADMIN, name="Ada B.") == first
    assert [each.by for each in store.log() if each.kind == "member"] == ["Ada", "Ada"]


@pytest.mark.parametrize("name", ["Ruth", "", None, 7])
def test_a_name_that_cannot_be_or_is_taken_gives_way_to_the_address(come, name):
    assert come(email=ADMIN, name=name).name == ADMIN


def test_whose_role_was_taken_away_is_given_as_such(come, store):
    gone = RUTH.model_copy(update={"active": False})
    store.put_members([gone], by="Ada", at=NOW)
    assert come(email=RUTH.email) == gone


def test_while_another_is_admin_the_address_gives_no_rights(come, store):
    other = Member(email="bo@example.org", name="Bo", role="admin")
    lesser = Member(email=ADMIN, name="Ada", role="viewer")
    store.put_members([other, lesser], by="Bo", at=NOW)
    assert come(email=ADMIN).role == "viewer"
    store.put_members([other.model_copy(update={"active": False})], by="Bo", at=NOW)
    assert come(email=ADMIN).role == "admin"


def test_the_first_admin_comes_back_where_no_admin_is_left(come, store):
    store.put_members([Member(email=ADMIN, name="Ada", role="pmm", active=False)], by="Ada", at=NOW)
    again = come(email=ADMIN)
    assert (again.role, again.active, again.name) == ("admin", True, "Ada")
