"""Who somebody is here and may do, and for an admin who may log in and as what, and the log."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.records import Team
from scorecards.desk import Desk
from scorecards.rights import ROLES, Member, may
from scorecards.rights_words import MEANS, ROLE, allowed
from ui import door
from ui.kept import here, log_list
from ui.parts.cards import slug
from ui.parts.wording import escape, lowered


def show(desk: Desk) -> None:
    """Show the page."""
    with st.container(key="people", gap="medium"):
        _yourself(desk)
        if may(desk.member, "see-to-members"):
            _members(desk)
        else:
            st.markdown("Who may log in and as what is decided by an admin of this Remit.")
        if may(desk.member, "see-the-log"):
            log_list.show(desk)


def _yourself(desk: Desk) -> None:
    """Who is here, and what the role lets that person do."""
    who = desk.member
    with st.container(border=True, key="yourself", gap="small"):
        st.subheader(escape(who.name), anchor=False, icon=":material/person:")
        if who.alone:
            st.markdown(
                "You are the one person of this machine: there is no login, and you may do "
                "everything. Still nobody approves their own: sit down as somebody else for that."
            )
        else:
            team = f", {escape(desk.words.label(who.team))}" if who.team else ""
            st.markdown(f"**{ROLE[who.role]}**{team}. {MEANS[who.role]}")
            _rights(desk)
    with st.expander("What each role is for", icon=":material/badge:"):
        st.markdown("\n".join(f"- **{ROLE[role]}.** {MEANS[role]}" for role in ROLES))


def _rights(desk: Desk) -> None:
    st.markdown(
        "\n".join(
            f"- **{each.does}**{f': {each.of}' if each.of else ''}"
            for each in allowed(desk.member.role)
        )
    )


def _members(desk: Desk) -> None:
    """Everybody who may log in, or once might, and adding somebody."""
    members = desk.members()
    st.subheader(f"Members ({sum(each.active for each in members)})", anchor=False)
    if not members:
        st.info(
            "Nobody is a member yet. Add the people who take part in reviews: with a login they "
            "come in by their address, without one you can sit down as them."
        )
    with st.grid(2, min_column_width=320, gap="small"):
        for each in members:
            _member(desk, each)
    with st.expander("Add a member", icon=":material/person_add:", expanded=not members):
        _add(desk)


def _member(desk: Desk, each: Member) -> None:
    name = slug(each.email)
    with st.container(border=True, key=f"member_{name}", gap="xsmall", height="stretch"):
        mark = "" if each.active else " :gray-badge[:material/block: No access]"
        team = f", {escape(desk.words.label(each.team))}" if each.team else ""
        st.markdown(f"**{escape(each.name)}**{mark}  \n{ROLE[each.role]}{team}")
        st.caption(escape(each.email))
        with st.container(horizontal=True, gap="small"):
            with st.popover("Change", icon=":material/edit:", key=f"change_{name}"):
                role, team_id = _role_and_team(desk, f"{name}_{each.role}_{each.team}", each)
                st.button(
                    "Keep", type="primary", key=f"keep_{name}", on_click=_put,
                    args=(desk, each.model_copy(update={"role": role, "team": team_id})),
                )  # fmt: skip
            st.button(
                "Take access away" if each.active else "Give access back",
                icon=":material/block:" if each.active else ":material/undo:",
                type="tertiary",
                key=f"access_{name}",
                help=escape(each.name),
                on_click=_put,
                args=(desk, each.model_copy(update={"active": not each.active})),
            )


def _add(desk: Desk) -> None:
    st.caption(
        "The name has to be the one that scorecards give: by it a scorecard is theirs or not."
    )
    done = len(desk.members())
    with st.grid(2, min_column_width=220, gap="small"):
        name = st.text_input("Name", max_chars=120, key=f"new_name_{done}")
        email = st.text_input("E-mail address of the login", max_chars=200, key=f"new_email_{done}")
        role, team = _role_and_team(desk, f"new_{done}", None)
    fields = {"name": name, "email": email, "role": role, "team": team}
    st.button("Add", type="primary", key="new_add", on_click=_put_new, args=(desk, fields))


def _role_and_team(desk: Desk, key: str, now: Member | None) -> tuple[str, str | None]:
    teams = [each.id for each in desk.adviser.knowledge.every(Team)]
    role = st.selectbox(
        "Role",
        ROLES,
        index=ROLES.index(now.role if now else "pmm"),
        format_func=ROLE.__getitem__,
        key=f"role_{key}",
    )
    team = st.selectbox(
        "Team that this person signs for",
        teams,
        index=teams.index(now.team) if now and now.team in teams else None,
        format_func=desk.words.label,
        placeholder="None",
        key=f"team_{key}",
    )
    return role, team


def _put_new(desk: Desk, fields: dict[str, str | None]) -> None:
    def doing() -> str:
        new = Member.model_validate(fields)
        known = next((each for each in desk.members() if each.email == new.email), None)
        if known is not None:
            return f"{escape(known.name)} has this address already; change the role there."
        here.desk().put_member(new)
        come = "can log in now" if door.login() else "is a member now"
        return f"{escape(new.name)} {come}, as {lowered(ROLE[new.role])}."

    here.act(doing)


def _put(desk: Desk, member: Member) -> None:
    def doing() -> str:
        here.desk().put_member(member)
        state = lowered(ROLE[member.role]) if member.active else "no access"
        return f"{escape(member.name)}: {state} from now on."

    here.act(doing)
