"""What each role lets somebody do, in words that are read off the table of rights. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from scorecards.rights import ACTIONS, RIGHTS, Action, MemberRole, Standing

ROLE: dict[MemberRole, str] = {
    "viewer": "Viewer",
    "pmm": "PMM",
    "manager": "Manager",
    "reviewer": "Reviewer",
    "curator": "Curator",
    "admin": "Admin",
}
MEANS: dict[MemberRole, str] = {
    "viewer": "Looks and changes nothing.",
    "pmm": "A product-marketing manager with scorecards of their own.",
    "manager": "Makes scorecards for people and answers for them.",
    "reviewer": "Reviews, signs and answers for a team.",
    "curator": "Looks after the role templates.",
    "admin": "Says who may log in and as what, and reads the log.",
}
"""Role -> what it is for, a sentence."""

_DOES: dict[Action, str] = {
    "read": "Read",
    "create": "Make new scorecards",
    "edit": "Change KPIs, targets and agreements",
    "record": "Enter readings and files",
    "comment": "Comment",
    "judge": "Accept, refuse or override what was recommended",
    "submit": "Send to review and take back",
    "agree": "Sign for the own team",
    "answer": "Answer whether the own team shares a KPI",
    "review": "Approve, ask for changes, waive a word",
    "announce": "Announce what was agreed",
    "close": "Close after the period",
    "remove-sample": "Open and remove the made-up company",
    "practise": "Do exercises and have them remembered",
    "see-the-plan": "See the plan of a period",
    "see-the-log": "Read and verify the log",
    "see-to-members": "Add members, change and take away roles",
    "see-single-people": "See the rows about single people in what was measured",
}
_OF: dict[Standing, str] = {
    "person": "your own",
    "manager": "those of people whose manager you are",
    "reviewer": "those that you review",
    "partner": "those that ask your team to share a KPI",
    "everybody": "role templates and samples",
    "nobody": "all others",
}
_OF_NO_SCORECARD: tuple[Action, ...] = (
    "remove-sample",
    "practise",
    "see-the-plan",
    "see-the-log",
    "see-to-members",
    "see-single-people",
)


@dataclass(frozen=True)
class Allowed:
    """Something that a role lets somebody do.

    Attributes:
        does: What.
        of: With which scorecards; empty where it is about none.
    """

    does: str
    of: str = ""


def allowed(role: MemberRole) -> tuple[Allowed, ...]:
    """What a role lets somebody do, in the order of the actions."""
    found = []
    for action in ACTIONS:
        stands = RIGHTS[action].get(role, frozenset())
        if not stands:
            continue
        if action in _OF_NO_SCORECARD:
            found.append(Allowed(_DOES[action]))
            continue
        if stands == frozenset(_OF):
            found.append(Allowed(_DOES[action], "any scorecard"))
            continue
        found.append(Allowed(_DOES[action], ", ".join(_OF[each] for each in _OF if each in stands)))
    return tuple(found)
