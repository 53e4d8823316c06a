"""Where a person is among the scorecards, and what the person does there.

Each act is one call of the desk, made in a callback; its outcome is told at the top of the page
that follows. A scorecard, the part of it that is shown and the version stand in the address.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

import streamlit as st
from pydantic import ValidationError

from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.part import Refused
from scorecards.rights import Action, Member, Standing, require
from scorecards.store import Conflict, NotFound, Store, StoreError, open_store, where_it_is
from ui import door
from ui.parts.wording import escape
from ui.session import adviser

PAGE = "views/scorecard.py"
ALL = "views/all_scorecards.py"
ID, PART, VERSION = "id", "part", "version"
_AGAIN = {
    "approved": "It was approved and is a draft again; send it to review once more.",
    "in-review": "It was in review and is a draft again; send it to review once more.",
}
_SAID, _CONFLICTS = "kept_said", "kept_conflicts"


@st.cache_resource(show_spinner=False)
def _store(where: str) -> Store:
    return open_store()


def store() -> Store:
    """The store, opened once for the process; whom it serves is for ``ui.door`` to say.

    Raises:
        StoreError: The database cannot be opened.
    """
    return _store(where_it_is())


def desk() -> Desk:
    """The desk of the person on this page.

    Raises:
        Refused: Nobody who is known is at the page.
        StoreError: The database cannot be opened.
    """
    return Desk(store(), adviser(), door.member(store()))


def open_desk() -> Desk | None:
    """The desk, or None after saying on the page why there is none."""
    try:
        return desk()
    except StoreError as error:
        st.error(escape(str(error)), title="The scorecards cannot be reached")
    except Refused as refused:
        st.error(sentence(refused), icon=":material/lock:")
    return None


def opened(at: Desk, params: Mapping[str, str]) -> Opened | None:
    """The scorecard that an address names, or None after saying why there is none."""
    id, number = params.get(ID, ""), params.get(VERSION, "")
    try:
        return at.open(id, int(number) if number.isdecimal() and len(number) < 9 else None)
    except NotFound:
        st.warning(f"There is no scorecard `{escape(id[:40])}` here, or not in that version.")
    except Refused as refused:
        st.warning(sentence(refused), icon=":material/lock:", title="This scorecard is private")
    except StoreError as error:
        st.error(escape(str(error)), title="This scorecard cannot be opened")
    st.page_link(ALL, label="See all scorecards", icon=":material/arrow_back:")
    return None


def link(id: str, part: str = "", version: int | None = None) -> dict[str, str]:
    """The address of a scorecard on its page."""
    found = {ID: id}
    if part:
        found[PART] = part
    if version is not None:
        found[VERSION] = str(version)
    return found


def key(opened: Opened, name: str) -> str:
    """The key of a widget: a saved change makes a new one, so that it shows what was saved."""
    return f"{name}_{opened.id}_{opened.version.number}"


def say(text: str, kind: str = "success") -> None:
    """Have a sentence told at the top of the next page; ``kind`` is success, info or error."""
    st.session_state.setdefault(_SAID, []).append((kind, text))


def tell() -> None:
    """Tell what the last act came to."""
    for kind, text in st.session_state.pop(_SAID, ()):
        {"error": st.error, "info": st.info}.get(kind, st.success)(text)


def act(doing: Callable[[], str | None]) -> bool:
    """Do one thing in a callback; what it says, or why it cannot be, is told on the page after.

    Args:
        doing: Calls the desk, and gives the sentence to tell, if any.

    Returns:
        Whether it was done.
    """
    try:
        text = doing()
    except Conflict as conflict:
        st.session_state.setdefault(_CONFLICTS, {})[conflict.mine.id] = conflict
        return False
    except Refused as refused:
        for refusal in refused.refusals:
            say(escape(str(refusal)), "error")
        return False
    except ValidationError as error:
        for found in error.errors(include_url=False):
            where = ".".join(map(str, found["loc"]))
            told = str(found["msg"]).removeprefix("Value error, ")
            say(escape(f"{where}: {told}" if where else told), "error")
        return False
    except StoreError as error:
        say(escape(str(error)), "error")
        return False
    if text:
        say(text)
    return True


def save(opened: Opened, change: Callable[[Scorecard], Scorecard], why: str) -> bool:
    """Change the scorecard in a callback, and keep the result as its next version.

    Args:
        opened: The scorecard as the person saw it.
        change: Makes the changed document.
        why: What was done, a sentence; it stands in the history.
    """

    def doing() -> str | None:
        changed = change(opened.card)
        if changed == opened.card:
            return None
        version = desk().save(changed, opened.version.number, why=why)
        again = ""
        if opened.review.status in _AGAIN and version.document.status == "draft":
            again = f" {_AGAIN[opened.review.status]}"
        return f"{escape(why)} Saved as version {version.number}.{again}"

    return act(doing)


def conflict(id: str) -> Conflict | None:
    """Two versions of a scorecard of which this person has to choose, if there are."""
    found: dict[str, Conflict] = st.session_state.get(_CONFLICTS, {})
    return found.get(id)


def conflict_over(id: str) -> None:
    """The person has chosen."""
    st.session_state.get(_CONFLICTS, {}).pop(id, None)


def day(date: datetime.date) -> str:
    """A day as people write it: 31 Mar 2027."""
    return f"{date.day} {date:%b %Y}"


AFTER: tuple[Action, ...] = ("agree", "review", "record")
"""Whoever may do one of these signs, gives a verdict and reviews a factor after all is agreed."""


def writable(opened: Opened, *actions: Action) -> bool:
    """Whether this person may do something here; an old version or a closed one is only read.

    Args:
        opened: The scorecard as the person has it.
        actions: One of these has to be allowed; none named is to change it.
    """
    allowed = any(opened.may(action) for action in actions or ("edit",))
    return allowed and opened.review.status != "closed"


def why_not(opened: Opened, *actions: Action) -> str:
    """Why this person may not, a sentence; empty for who may, and of an old version."""
    if not opened.current or writable(opened, *actions):
        return ""
    if opened.review.status == "closed":
        return "It is closed: it can be read, and not changed."
    return not_allowed(opened.member, (actions or ("edit",))[0], opened.stands)


def not_allowed(member: Member, action: Action, stands: frozenset[Standing] = frozenset()) -> str:
    """Why somebody may not do something, a sentence as Markdown; empty for who may."""
    try:
        require(member, action, stands)
    except Refused as refused:
        return sentence(refused)
    return ""


def no_new_one() -> str:
    """Why this person may not make a scorecard, a sentence; empty for who may.

    A database that cannot be reached is told when somebody tries.
    """
    try:
        member = door.member(store())
    except StoreError:
        return ""
    return not_allowed(member, "create", frozenset({"person", "everybody"}))


def sentence(refused: Refused) -> str:
    """What was refused and what would be right, as Markdown."""
    said = " ".join(f"{each.wrong}; {each.right}." for each in refused.refusals)
    return escape(said[:1].upper() + said[1:])
