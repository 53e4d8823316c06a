"""The door: who is at the page, by login where there is one, else the person of this machine."""

from __future__ import annotations

import datetime
import getpass
import os
from urllib.parse import urlsplit

import streamlit as st

from scorecards.desk import alone
from scorecards.desk.admission import admit
from scorecards.part import Refusal, Refused
from scorecards.rights import Member
from scorecards.store import Store
from ui.login import Login, configured, only_here

_SEAT = "door_seat"


def login() -> Login | None:
    """How people log in here; None where Remit serves the one person of this machine.

    Raises:
        LoginError: The settings are not whole; the server does not start with such.
    """
    return configured(os.environ)


def logged_in() -> bool:
    """Whether somebody has logged in on this page."""
    return bool(st.user.get("is_logged_in"))


def member(store: Store) -> Member:
    """Who is at the page; asked anew each time, so that a role taken away is gone at once.

    Raises:
        Refused: Nobody has logged in, or somebody whom no admin has let in.
        StoreError: The database fails.
    """
    settings = login()
    if settings is not None:
        if not logged_in():
            raise _refused("nobody has logged in here", "log in")
        now = datetime.datetime.now(datetime.UTC)
        return admit(store, st.user, settings.admin, now)
    seated = seat()
    if seated is None:
        return this_person()
    return store.member(seated.email) or seated


def this_person() -> Member:
    """The one person of this machine, who may do all of it.

    Raises:
        Refused: The page was opened from elsewhere.
    """
    if login() is not None or _from_elsewhere():
        wrong = "without a login, Remit serves only the machine that it runs on"
        raise _refused(wrong, "open it there at http://localhost, or have the login set up")
    return alone(_name())


def seat() -> Member | None:
    """As whom the person of this machine has sat down on this page; None where as nobody else."""
    found: Member | None = st.session_state.get(_SEAT)
    return found


def sit_down(as_: Member) -> None:
    """Do what follows on this page as somebody else, with the rights of that member.

    Raises:
        Refused: People log in here, so that each does what is their own.
    """
    if login() is not None:
        raise _refused("people log in here", "let them log in themselves")
    st.session_state[_SEAT] = as_.model_copy(update={"alone": False})


def stand_up() -> None:
    """Be oneself again."""
    st.session_state.pop(_SEAT, None)


def _from_elsewhere() -> bool:
    """Whether the page came over the network, or under a name that is not this machine's."""
    host = urlsplit(f"//{st.context.headers.get('Host') or 'localhost'}").hostname
    peer = st.context.ip_address
    return not only_here(host or "") or (isinstance(peer, str) and not only_here(peer))


def _name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _refused(wrong: str, right: str) -> Refused:
    return Refused(Refusal(field="login", wrong=wrong, right=right))
