"""Who may do what: every action, as every role, however one stands to the scorecard."""

import itertools

import pytest

from scorecards.part import Refused
from scorecards.review import ACT, Review
from scorecards.rights import ACTIONS, RIGHTS, ROLES, Member, action_of, may, require, standing

STANDINGS = ("person", "manager", "reviewer", "partner", "everybody", "nobody")
ALLOWED = {
    ("read", "viewer"): "person manager reviewer everybody",
    ("read", "pmm"): "person manager reviewer everybody",
    ("edit", "viewer"): "",
    ("edit", "pmm"): "person",
    ("edit", "manager"): "person manager everybody",
    ("edit", "reviewer"): "person",
    ("edit", "curator"): "person everybody",
    ("edit", "admin"): "person",
    ("create", "pmm"): "person everybody",
    ("create", "viewer"): "",
    ("review", "pmm"): "",
    ("review", "reviewer"): "reviewer everybody",
    ("review", "admin"): "",
    ("agree", "pmm"): "reviewer everybody",
    ("answer", "pmm"): "reviewer partner everybody",
    ("comment", "viewer"): "",
    ("record", "reviewer"): "person manager everybody",
    ("see-the-log", "manager"): "",
    ("see-to-members", "curator"): "",
}


def member(role="pmm", **fields):
    return Member(email="x@example.org", name="Xu", role=role, **fields)


@pytest.mark.parametrize(("action", "role"), list(itertools.product(ACTIONS, ROLES)))
def test_a_right_is_given_exactly_where_the_table_gives_it(action, role):
    given = RIGHTS[action].get(role, frozenset())
    for stands in STANDINGS:
        allowed = stands in given
        assert may(member(role), action, frozenset({stands})) == allowed
        if allowed:
            require(member(role), action, frozenset({stands}))
        else:
            with pytest.raises(Refused, match="may not"):
                require(member(role), action, frozenset({stands}))


@pytest.mark.parametrize(("key", "stands"), list(ALLOWED.items()))
def test_what_matters_most_is_said_twice(key, stands):
    action, role = key
    found = {each for each in STANDINGS if may(member(role), action, frozenset({each}))}
    assert found == set(stands.split())


@pytest.mark.parametrize("action", ACTIONS)
def test_whose_role_was_taken_away_may_do_nothing(action):
    for role in ROLES:
        assert not may(member(role, active=False), action, frozenset(STANDINGS))
        assert not may(member(role, active=False, alone=True), action, frozenset(STANDINGS))


def test_nobody_unconcerned_reads_a_persons_scorecard():
    assert not any(may(member(role), "read", frozenset({"nobody", "partner"})) for role in ROLES)


def test_every_act_of_a_review_is_an_action():
    kinds = [
        each["properties"]["kind"]["const"]
        for each in ACT.json_schema()["$defs"].values()
        if "const" in each.get("properties", {}).get("kind", {})
    ]
    assert len(kinds) == 13
    assert {action_of(kind) for kind in kinds} <= set(ACTIONS)


def test_how_one_stands_is_read_off_the_scorecard(card):
    theirs = card.model_copy(update={"person": "Xu"})
    assert standing(member(), theirs, Review()) == {"person"}
    assert standing(member(), card.model_copy(update={"person": "Anna"}), Review()) == {"nobody"}
    assert "everybody" in standing(member(), card, Review())


def test_an_email_is_one_whatever_its_letters():
    assert Member(email=" Ana@Example.ORG ", name="Ana", role="pmm").email == "ana@example.org"
