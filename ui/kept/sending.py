"""Sending a scorecard to review: who is asked, team by team."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from knowledge_graph.graph import LEAD
from knowledge_graph.records import Team
from scorecards.desk import Desk, Opened
from scorecards.part import Refusal, Refused
from scorecards.review import co_owners
from scorecards.review.acts import Reviewer, Submit
from ui.kept import doing
from ui.parts.cards import slug
from ui.parts.wording import escape


def form(desk: Desk, opened: Opened) -> None:
    """Who is asked, a row for each team that shares a KPI; and sending it."""
    answers = opened.review.status == "changes-requested"
    wanted = co_owners(opened.card)
    st.markdown(
        "Name who reviews it. Each team that shares a KPI has to be asked; nobody reviews what is "
        "their own."
    )
    with st.grid(2, min_column_width=280, gap="small"):
        for team in (*wanted, LEAD):
            _row(desk, opened, team, needed=team in wanted)
    others = [each.id for each in desk.adviser.knowledge.every(Team)]
    others = [team for team in others if team not in (*wanted, LEAD)]
    with (
        st.expander("Ask other teams as well", icon=":material/group_add:"),
        st.grid(2, min_column_width=280, gap="small"),
    ):
        for team in others:
            _row(desk, opened, team, needed=False)
    st.button(
        "Send it to review again" if answers else "Send it to review",
        type="primary",
        icon=":material/send:",
        key=doing.key(opened, "submit"),
        on_click=_send,
        args=(opened, (*wanted, LEAD, *others)),
    )


def _row(desk: Desk, opened: Opened, team: str, *, needed: bool) -> None:
    label = escape(desk.words.label(team))
    label = f"{label} (shares a KPI)" if needed else f"{label} (may stay empty)"
    before = [each.name for each in opened.review.reviewers if each.team == team]
    if not before and team == LEAD and opened.card.manager not in (None, desk.who):
        before = [str(opened.card.manager)]
    known = [each.name for each in desk.members() if each.active and each.team == team]
    known = [name for name in known if name not in (opened.card.person, desk.who)]
    if known:
        offered = list(dict.fromkeys((*known, *before)))
        st.multiselect(label, offered, default=before, key=_key(opened, team))
    else:
        st.text_input(
            label,
            value=", ".join(before),
            max_chars=400,
            placeholder="Names, with commas between them",
            key=_key(opened, team),
        )


def _key(opened: Opened, team: str) -> str:
    # Who is offered depends on who asks: another person at the same page gets fields of their own.
    return doing.key(opened, f"reviewers_{slug(team)}_{opened.member.name}")


def _named(opened: Opened, team: str) -> Iterator[str]:
    given = st.session_state.get(_key(opened, team)) or ()
    names = given.split(",") if isinstance(given, str) else given
    yield from dict.fromkeys(name.strip() for name in names if name.strip())


def _send(opened: Opened, teams: tuple[str, ...]) -> None:
    def make() -> Submit:
        reviewers = tuple(
            Reviewer(team=team, name=name) for team in teams for name in _named(opened, team)
        )
        if not reviewers:
            wrong, right = "nobody is named", "name at least one person"
            raise Refused(Refusal(field="reviewers", wrong=wrong, right=right))
        return Submit(reviewers=reviewers)

    doing.do(opened, make, "It is in review now.")
