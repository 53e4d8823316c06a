"""What each role meets on the pages: nothing private, and nothing offered that may not be done."""

from datetime import date

import pytest

from engine.profile import read_profile
from scorecards.document import Period
from scorecards.rights import ROLES, Member
from ui import door
from ui.kept.parts import PARTS

SECRET = "Nobody else reads this"
PERIOD = Period(start=date(2027, 1, 1), end=date(2027, 3, 31))
EDITS = {
    "kpis": ("Add a metric", "Set a target", "Edit target", "Drop", "Keep the settings"),
    "contract": ("Save", "Add the initiative"),
    "monthly": ("Watch them here", "Keep the note"),
    "findings": ("Mend",),
    "outside": ("Declare", "Withdraw this factor"),
    "steps": ("Save", "Mend it"),
    "readings": ("Keep this reading",),
}
"""Part -> buttons that only somebody has who may change it, or may enter readings."""


@pytest.fixture
def sit(monkeypatch):
    """Have somebody else at the page, as after a login."""

    def down(role, name="Xu", **fields):
        member = Member(email="xu@example.org", name=name, role=role, **fields)
        monkeypatch.setattr(door, "member", lambda store: member)

    return down


@pytest.fixture
def make(desk, knowledge):
    """Adopt a scorecard; of a person, or a role template."""
    answers = {"objectives": ["objective.increase-win-rate"], "alignment": "sales"}
    found = desk.adviser.recommend(read_profile(answers, knowledge))

    def one(title, person=None, manager=None):
        version = desk.adopt(
            found, title=title, period=PERIOD, person=person, manager=manager, token=title
        )
        return version.document

    return one


def labels(app):
    return {each.label for each in app.button}


def links(app):
    return "\n".join(each.proto.label for each in app.get("page_link"))


@pytest.mark.parametrize("role", ROLES)
def test_a_scorecard_of_somebody_else_is_nowhere_to_be_read(role, sit, make, visit, read):
    private = make(SECRET, person="Anna", manager="Mara")
    sit(role)
    for page in ("home", "all_scorecards", "planning", "agreements", "people"):
        app = visit(page)
        assert SECRET not in read(app) + links(app)
    for part in PARTS:
        app = visit("scorecard", id=private.id, part=part)
        said = read(app)
        assert SECRET not in said
        assert "Win rate" not in said
        assert "may not read this scorecard; ask the person it is for" in said
        assert not labels(app)


@pytest.mark.parametrize("part", EDITS)
@pytest.mark.parametrize("role", ROLES)
def test_the_own_scorecard_offers_its_changes_to_whoever_may_make_them(
    role, part, sit, make, visit, read
):
    own = make("Own", person="Xu")
    sit(role)
    app = visit("scorecard", id=own.id, part=part)
    offered = labels(app) & set(EDITS[part])
    if role == "viewer":
        assert not offered
        assert "You can read this part. As viewer, Xu may not" in read(app)
    else:
        assert offered
        assert "You can read this part" not in read(app)


@pytest.mark.parametrize("part", EDITS)
@pytest.mark.parametrize("role", ROLES)
def test_a_template_is_changed_by_managers_and_curators(role, part, sit, make, visit, read):
    template = make("For the role")
    sit(role)
    app = visit("scorecard", id=template.id, part=part)
    assert "For the role" in read(app)
    may = role != "viewer" if part == "readings" else role in ("manager", "curator")
    assert bool(labels(app) & set(EDITS[part])) == may
    signs = part in ("contract", "outside", "monthly") and role != "viewer"
    assert ("You can read this part" in read(app)) == (not may and not signs)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_what_may_be_read_opens(role, part, sit, make, visit, read):
    template = make("For the role")
    sit(role)
    assert "For the role" in read(visit("scorecard", id=template.id, part=part))


def test_a_manager_reads_and_changes_what_people_have(sit, make, visit):
    card = make("Of Anna", person="Anna", manager="Xu")
    sit("manager")
    assert "Of Anna" in links(visit("all_scorecards"))
    assert "Drop" in labels(visit("scorecard", id=card.id, part="kpis"))


@pytest.mark.parametrize("role", ROLES)
def test_new_scorecards_are_offered_to_whoever_may_make_them(role, sit, make, visit, read):
    template = make("For the role")
    sit(role)
    makes = role in ("pmm", "manager", "curator")
    app = visit("design", objectives="increase-win-rate")
    assert ("Adopt" in labels(app)) == makes
    assert (f"As {role}, Xu may not make this scorecard" in read(app)) != makes
    listed = visit("all_scorecards")
    assert ("Bring one in from a file" in read(listed)) == makes
    assert ("Open the sample company" in labels(listed)) == (role != "viewer")
    app = visit("scorecard", id=template.id, part="kpis")
    assert ("Make it" in labels(app)) == (role in ("pmm", "manager"))


def test_what_is_pressed_after_the_role_was_taken_away_is_refused(sit, make, visit, read, desk):
    own = make("Own", person="Xu")
    sit("pmm")
    app = visit("scorecard", id=own.id, part="monthly")
    sit("pmm", active=False)
    next(each for each in app.button if each.label == "Keep the note").click().run()
    assert not app.exception
    assert desk.open(own.id).version.number == 1
    assert "may not log in any more" in read(app)


def test_an_old_version_is_brought_back_only_by_whoever_may_change(sit, make, visit, desk):
    card = make("For the role")
    desk.save(card.model_copy(update={"title": "For a role"}), 1, why="Shorter.")
    for role, may in (("viewer", False), ("curator", True)):
        sit(role)
        app = visit("scorecard", id=card.id, part="versions", version="1")
        assert ("Bring version 1 back as version 2" in labels(app)) is False
        assert ("Bring version 1 back as version 3" in labels(app)) is may
