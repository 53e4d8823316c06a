"""The door: who is at the page, by login where there is one, else the person of this machine."""

from __future__ import annotations

import getpass

from scorecards.desk import alone
from scorecards.rights import Member
from scorecards.store import Store


def member(store: Store) -> Member:
    """Who is at the page."""
    return alone(this_person())


def this_person() -> str:
    """The name of the person at this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
