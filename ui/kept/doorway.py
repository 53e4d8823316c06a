"""What stands at the door: the login, who is here, and sitting down as somebody else."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.records import Team
from scorecards.part import Refused
from scorecards.rights import ROLES, Member
from scorecards.rights_words import ROLE
from scorecards.store import StoreError
from ui import door
from ui.kept import here
from ui.parts.wording import escape, lowered
from ui.session import knowledge

PEOPLE = "views/people.py"
_GUEST = "guest@localhost"
_NAME, _ROLE, _TEAM, _MEMBER = "seat_name", "seat_role", "seat_team", "seat_member"
_OPEN = "who_open"


def let_in() -> Member | None:
    """Who comes in; None after showing why nobody does, and what to do."""
    try:
        try:
            who = door.member(here.store())
        except StoreError:
            if door.login() is not None:
                raise
            who = door.this_person()  # what needs no database goes on without it
    except (Refused, StoreError) as error:
        _closed(here.sentence(error) if isinstance(error, Refused) else escape(str(error)))
        return None
    if not who.active and door.login() is not None:
        _closed(here.not_allowed(who, "read"))
        return None
    return who


def _closed(why: str) -> None:
    """The one page of somebody who is not let in."""
    with st.container(key="entrance", gap="medium"):
        st.title("Remit", anchor=False)
        if door.login() is None:
            st.warning(why, icon=":material/lock:")
        elif door.logged_in():
            st.warning(why, icon=":material/lock:", title="You are not let in")
            st.markdown("Your login worked. What is missing is that an admin adds your address.")
            st.button("Log out", icon=":material/logout:", key="log_out", on_click=st.logout)
        else:
            st.markdown(
                "What a product marketer answers for, with the reason of every choice. "
                "Log in with the account that your company gave you."
            )
            st.button(
                "Log in", icon=":material/login:", type="primary", key="log_in", on_click=st.login
            )
            st.caption("Who may come in is decided by the admin of this Remit.")


def badge(who: Member) -> None:
    """Who is here, in a corner of every page, and what that person can do about it."""
    local = door.login() is None
    label = f"{escape(who.name)} · {ROLE[who.role]}"
    if local:
        label = "Local mode" if who.alone else f"Local mode · as {escape(who.name)}"
    icon = ":material/computer:" if local else ":material/person:"
    with st.container(key="who", horizontal=True, horizontal_alignment="right"):
        told = st.popover(label, icon=icon, key=_OPEN, on_change="rerun")
    if told.open:
        with told:
            (_local if local else _account)(who)
    if door.seat() is not None:
        _seated(who)


def _account(who: Member) -> None:
    team = f" for {escape(knowledge().label(who.team))}" if who.team else ""
    st.markdown(f"**{escape(who.name)}**  \n{ROLE[who.role]}{team}  \n{escape(who.email)}")
    st.page_link(PEOPLE, label="People and roles", icon=":material/group:")
    st.button("Log out", icon=":material/logout:", key="log_out", on_click=st.logout)


def _seated(who: Member) -> None:
    """That one acts as somebody else, with the way back."""
    team = f" of {escape(knowledge().label(who.team))}" if who.team else ""
    with st.container(
        border=True, key="seated", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.markdown(
            f":material/switch_account: You sit here as **{escape(who.name)}**, "
            f"{lowered(ROLE[who.role])}{team}. What you do is done in this name, with these rights."
        )
        st.button(
            "Be yourself again", icon=":material/undo:", key="stand_up", on_click=door.stand_up
        )


def _local(who: Member) -> None:
    """What local mode means, and sitting down as somebody else."""
    st.markdown(
        "**Local mode: names are on trust.** There is no login. Only this machine can open Remit, "
        "and whoever sits at it may do everything, in any name."
    )
    st.page_link(PEOPLE, label="People and roles", icon=":material/group:")
    st.markdown(
        "**Sit down as somebody else**, to walk through a review on one machine. It lasts until "
        "you go back or load the page anew."
    )
    here.tell()
    members = {each.email: each for each in _members() if each.active and each.name != who.name}
    if members:
        st.selectbox(
            "Member",
            list(members),
            index=None,
            format_func=lambda email: (
                f"{members[email].name}, {lowered(ROLE[members[email].role])}"
            ),
            placeholder="Choose one",
            key=_MEMBER,
        )
        st.button("Sit down", key="seat_as_member", on_click=_sit_as_member, args=(members,))
    with st.form("seat_form", border=False):
        st.text_input("Or a name", max_chars=120, key=_NAME)
        st.selectbox("Role", ROLES, index=1, format_func=ROLE.__getitem__, key=_ROLE)
        st.selectbox(
            "Team",
            [team.id for team in knowledge().every(Team)],
            index=None,
            format_func=knowledge().label,
            placeholder="None",
            key=_TEAM,
        )
        st.form_submit_button("Sit down as this person", key="seat_go", on_click=_sit)


def _members() -> tuple[Member, ...]:
    try:
        return here.store().members()
    except StoreError:
        return ()


def _sit_as_member(members: dict[str, Member]) -> None:
    chosen = members.get(st.session_state[_MEMBER])
    if chosen is not None:
        _sit_down(chosen)


def _sit() -> None:
    state = st.session_state

    def doing() -> None:
        fields = {"name": state[_NAME], "role": state[_ROLE], "team": state[_TEAM]}
        made = Member.model_validate({"email": _GUEST, **fields})
        known = {each.name: each for each in _members() if each.active}
        _sit_down(known.get(made.name, made))

    here.act(doing)


def _sit_down(as_: Member) -> None:
    door.sit_down(as_)
    st.session_state[_OPEN] = False
