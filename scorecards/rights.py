"""Who may do what to a scorecard: one table, asked before anything is read or written. Pure.

A right is for roles, and for how the person stands to the scorecard. A person's scorecard is
private to the person, the manager and its reviewers; role templates and samples are for everybody.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from knowledge_graph.records import Id
from scorecards.document import Scorecard
from scorecards.part import Name, Part, Refusal, Refused
from scorecards.review import Review, co_owners

MemberRole = Literal["viewer", "pmm", "manager", "reviewer", "curator", "admin"]
Standing = Literal["person", "manager", "reviewer", "partner", "everybody", "nobody"]
"""How somebody stands to a scorecard: ``partner`` is of a team that is asked to share a KPI of it,
``everybody`` is how all stand to what is not private."""
Action = Literal[
    "read",
    "create",
    "edit",
    "record",
    "comment",
    "judge",
    "submit",
    "agree",
    "answer",
    "review",
    "announce",
    "close",
    "remove-sample",
    "practise",
    "see-the-plan",
    "see-the-log",
    "see-to-members",
    "see-single-people",
]
ROLES: tuple[MemberRole, ...] = get_args(MemberRole)
ACTIONS: tuple[Action, ...] = get_args(Action)

Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, max_length=200, pattern=r"^[^@\s]+@[^@\s]+$"
    ),
]


class Member(Part):
    """Somebody who works with scorecards.

    Attributes:
        email: By which a login is known.
        name: Unique; scorecards and acts speak of people by it.
        team: For which this person signs and answers.
        active: False where the role was taken away.
        alone: True for the one person of a machine without login, who may do all of it.
    """

    email: Email
    name: Name
    role: MemberRole
    team: Id | None = None
    active: bool = True
    alone: Annotated[bool, Field(exclude=True)] = False


_OWN: frozenset[Standing] = frozenset({"person", "manager"})
_CLOSE: frozenset[Standing] = frozenset({"person", "manager", "reviewer"})
_ALL: frozenset[Standing] = frozenset({"person", "manager", "reviewer", "everybody"})
_ANY: frozenset[Standing] = _ALL | {"partner", "nobody"}
_REVIEWS: frozenset[Standing] = frozenset({"reviewer", "everybody"})
_NOBODY: frozenset[Standing] = frozenset({"nobody"})
_WORKS: tuple[MemberRole, ...] = ("pmm", "manager", "reviewer", "curator", "admin")

RIGHTS: dict[Action, dict[MemberRole, frozenset[Standing]]] = {
    "read": dict.fromkeys(ROLES, _ALL),
    "create": {
        "pmm": frozenset({"person", "everybody"}),
        "manager": _ANY,
        "curator": frozenset({"everybody"}),
    },
    "edit": {
        "pmm": frozenset({"person"}),
        "manager": frozenset({"person", "manager", "everybody"}),
        "reviewer": frozenset({"person"}),
        "curator": frozenset({"person", "everybody"}),
        "admin": frozenset({"person"}),
    },
    "record": dict.fromkeys(_WORKS, _OWN | {"everybody"}),
    "comment": dict.fromkeys(_WORKS, _ALL),
    "judge": dict.fromkeys(_WORKS, _CLOSE | {"everybody"}),
    "submit": dict.fromkeys(_WORKS, _OWN | {"everybody"}),
    "agree": dict.fromkeys(_WORKS, _REVIEWS),
    "answer": dict.fromkeys(_WORKS, _REVIEWS | {"partner"}),
    "review": dict.fromkeys(("manager", "reviewer"), _REVIEWS),
    "announce": dict.fromkeys(_WORKS, _OWN | {"everybody"}),
    "close": dict.fromkeys(_WORKS, _OWN | {"everybody"}),
    "remove-sample": dict.fromkeys(_WORKS, _ANY),
    "practise": dict.fromkeys(ROLES, _ANY),
    "see-the-plan": dict.fromkeys(ROLES, _ANY),
    "see-the-log": {"admin": _ANY},
    "see-to-members": {"admin": _ANY},
    "see-single-people": {"manager": _ANY},
}
"""Action -> role -> how one has to stand to the scorecard, one of these."""

_ACTS: dict[str, Action] = {
    "submit": "submit",
    "withdraw": "submit",
    "comment": "comment",
    "resolve": "comment",
    "judge": "judge",
    "sign": "agree",
    "unsign": "agree",
    "answer": "answer",
    "ask-for-changes": "review",
    "waive": "review",
    "approve": "review",
    "announce": "announce",
    "close": "close",
}

_DOING: dict[Action, str] = {
    "read": "read this scorecard",
    "create": "make this scorecard",
    "edit": "change this scorecard",
    "record": "enter readings here",
    "comment": "comment on this scorecard",
    "judge": "judge the recommendation here",
    "submit": "send this scorecard to review",
    "agree": "sign for a team here",
    "answer": "answer for a team here",
    "review": "review this scorecard",
    "announce": "announce what was agreed here",
    "close": "close this scorecard",
    "remove-sample": "remove the sample",
    "practise": "do exercises",
    "see-the-plan": "see the plan",
    "see-the-log": "see the log",
    "see-to-members": "see to the members",
    "see-single-people": "see rows about single people",
}


def action_of(kind: str) -> Action:
    """The action that an act of a review is."""
    return _ACTS[kind]


def standing(member: Member, card: Scorecard, review: Review) -> frozenset[Standing]:
    """How somebody stands to a scorecard."""
    found: set[Standing] = set()
    if card.person is None or card.sample:
        found.add("everybody")
    if member.name == card.person:
        found.add("person")
    if member.name == card.manager:
        found.add("manager")
    if review.reviews(member.name):
        found.add("reviewer")
    if member.team in co_owners(card):
        found.add("partner")
    return frozenset(found) or _NOBODY


def may(member: Member, action: Action, stands: frozenset[Standing] = _NOBODY) -> bool:
    """Whether somebody may do something.

    Args:
        member: Who.
        action: What.
        stands: How the person stands to the scorecard, where it is about one.
    """
    if not member.active:
        return False
    return member.alone or bool(RIGHTS[action].get(member.role, frozenset()) & stands)


def require(member: Member, action: Action, stands: frozenset[Standing] = _NOBODY) -> None:
    """See that somebody may do something.

    Raises:
        Refused: The person may not; says who may.
    """
    if may(member, action, stands):
        return
    if not member.active:
        wrong, right = f"{member.name} may not log in any more", "ask an admin"
    else:
        wrong = f"as {member.role}, {member.name} may not {_DOING[action]}"
        right = f"ask {_who_may(action)}"
    raise Refused(Refusal(field="role", wrong=wrong, right=right))


_KNOWN_AS: dict[Standing, str] = {
    "person": "the person it is for",
    "manager": "that person's manager",
    "reviewer": "a reviewer of it",
    "partner": "somebody of a team that is asked to share it",
}


def _who_may(action: Action) -> str:
    stands = {each for found in RIGHTS[action].values() for each in found}
    close = [text for key, text in _KNOWN_AS.items() if key in stands]
    if action.startswith("see-") or not close:
        return " or ".join(
            f"an {role}" if role[0] in "aeiou" else f"a {role}" for role in RIGHTS[action]
        )
    return " or ".join(close)
