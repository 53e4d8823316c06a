"""Members, roles and the log, on their page."""

import pytest
import sqlalchemy

from scorecards.rights import ROLES, Member
from scorecards.rights_words import allowed
from ui import door
from ui.parts.cards import slug

ADA = Member(email="ada@example.org", name="Ada", role="admin")
RUTH = Member(email="ruth@example.org", name="Ruth", role="reviewer", team="team.sales")


@pytest.fixture
def page(visit, desk, monkeypatch):
    """The page as Ada has it, who is admin, with Ruth as a member beside her."""
    for each in (ADA, RUTH):
        desk.put_member(each)
    monkeypatch.setattr(door, "member", lambda store: store.member(ADA.email))
    return lambda: visit("people")


def test_somebody_is_added_once(page, desk, read):
    app = page()
    app.text_input(key="new_name_2").set_value("Ben")
    app.text_input(key="new_email_2").set_value("Ben@Example.org")
    app.run()
    app.button(key="new_add").click().run()
    assert "Ben is a member now, as PMM." in app.success[0].value
    assert desk._store.member("ben@example.org").role == "pmm"
    assert "Ben, PMM" in app.table[0].value["Did"][0]


@pytest.mark.parametrize(
    ("name", "email", "says"),
    [
        ("", "ben@example.org", "name"),
        ("Ben", "ben", "email"),
        ("Ruth", "other@example.org", "names tell people apart"),
        ("Ruth", "ruth@example.org", "has this address already"),
    ],
)
def test_what_cannot_be_added_is_refused_with_words(page, desk, name, email, says):
    app = page()
    app.text_input(key="new_name_2").set_value(name)
    app.text_input(key="new_email_2").set_value(email)
    app.run()
    app.button(key="new_add").click().run()
    assert any(says in each.value for each in (*app.error, *app.success))
    assert {each.name for each in desk.members()} == {"Ada", "Ruth"}


def test_a_role_is_changed_and_access_taken_away_and_given_back(page, desk):
    app = page()
    app.selectbox(key=f"role_{slug(RUTH.email)}_reviewer_team.sales").set_value("manager")
    app.run()
    app.button(key=f"keep_{slug(RUTH.email)}").click().run()
    assert desk._store.member(RUTH.email).role == "manager"
    for active in (False, True):
        app.button(key=f"access_{slug(RUTH.email)}").click().run()
        assert desk._store.member(RUTH.email).active is active


def test_the_last_admin_stays(page, desk):
    app = page()
    app.button(key=f"access_{slug(ADA.email)}").click().run()
    assert "nobody would be left to see to the members" in app.error[0].value
    assert desk._store.member(ADA.email).active


def test_the_log_is_verified_and_what_was_altered_is_found(page, desk, database):
    app = page()
    app.button(key="log_verify").click().run()
    assert "The log is whole: 2 entries" in app.success[0].value
    number, last = desk._store.log_end()
    assert app.code[0].value == last
    app.text_input(key="log_noted").set_value("f" * 64).run()
    app.button(key="log_verify").click().run()
    assert "no entry of the log has the noted hash" in app.error[0].value
    engine = sqlalchemy.create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        asked = "select name from sqlite_master where type = 'trigger' and tbl_name = 'log'"
        for guard in connection.exec_driver_sql(asked).scalars().all():
            connection.exec_driver_sql(f"drop trigger {guard}")
        connection.exec_driver_sql("update log set by = 'Eve' where number = 1")
    engine.dispose()
    app.text_input(key="log_noted").set_value("").run()
    app.button(key="log_verify").click().run()
    assert "entry 1 of the log was altered" in app.error[0].value


def test_the_log_of_one_scorecard_is_told_without_what_it_says(page, desk, adopted, read):
    app = page()
    assert adopted.title not in read(app)
    app.selectbox(key="log_scorecard").set_value(adopted.id).run()
    rows = app.table[0].value
    assert list(rows["Did"]) == ["saved a version"]
    assert list(rows["Scorecard"]) == [adopted.id]


@pytest.mark.parametrize("role", [each for each in ROLES if each != "admin"])
def test_others_read_who_they_are_and_may_do_and_no_more(role, visit, desk, read, monkeypatch):
    desk.put_member(RUTH)
    who = Member(email="xu@example.org", name="Xu", role=role)
    monkeypatch.setattr(door, "member", lambda store: who)
    said = read(visit("people"))
    for each in allowed(role):
        assert f"**{each.does}**" in said
    assert "Ruth" not in said
    assert "Verify the log" not in said
    assert "decided by an admin" in said
