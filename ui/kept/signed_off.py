"""Who reviews a scorecard, which teams have signed it, and signing for one's team."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.review import Signed, co_owners
from scorecards.review.acts import Sign, Unsign
from ui.kept import doing, here
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.wording import escape


def show(desk: Desk, opened: Opened) -> None:
    """Show each team that shares a KPI with its signature, then who else reviews it."""
    wanted = co_owners(opened.card)
    heading(
        "Teams and reviewers",
        desk.adviser.knowledge,
        caption=(
            "Each team that shares a KPI signs for what the scorecard says. A later change of it "
            "voids the signature."
        ),
    )
    for team in wanted:
        with st.container(key=f"signing_{slug(team)}", gap="xsmall"):
            _team(desk, opened, team)
    if not wanted:
        st.info("No other team shares a KPI here, so nobody has to sign.", icon=":material/person:")
    others = [each for each in opened.review.reviewers if each.team not in wanted]
    if others:
        label = desk.words.label
        told = ", ".join(f"**{escape(each.name)}** ({escape(label(each.team))})" for each in others)
        st.markdown(f"Also asked to review it: {told}.")


def _team(desk: Desk, opened: Opened, team: str) -> None:
    label = escape(desk.words.label(team))
    signed = next((each for each in opened.review.signed if each.team == team), None)
    asked = [each.name for each in opened.review.reviewers if each.team == team]
    st.markdown(f"**{label}** {_mark(opened, signed)}")
    told = [f"Asked: {escape(', '.join(asked))}." if asked else "Nobody of it is asked yet."]
    if signed is not None:
        told.append(f"{escape(signed.by)} signed on {here.day(signed.at)}.")
    st.caption(" ".join(told))
    if opened.review.status != "in-review" or not opened.current:
        return
    sign = Sign(team=team)
    wrong = doing.in_the_way(desk, opened, sign)
    if signed is not None and signed.content == opened.content:
        _take_back(desk, opened, team, label)
    elif wrong:
        st.caption(f":material/lock: You cannot sign for it: {wrong}")
    else:
        st.button(
            f"Sign for {label}",
            icon=":material/draw:",
            type="primary",
            key=here.key(opened, f"sign_{slug(team)}_{len(opened.review.signed)}"),
            on_click=doing.do,
            args=(opened, partial(Sign, team=team), f"You signed for {label}."),
        )


def _take_back(desk: Desk, opened: Opened, team: str, label: str) -> None:
    name = f"unsign_{slug(team)}"
    if doing.in_the_way(desk, opened, Unsign(team=team, words="Why?")):
        return

    def taking() -> None:
        words = doing.key(opened, name)
        doing.do(
            opened,
            lambda: Unsign(team=team, words=doing.written(words)),
            f"The signature of {label} is taken back.",
        )

    doing.with_words(opened, name, "Take the signature back", "Why?", taking)


def _mark(opened: Opened, signed: Signed | None) -> str:
    if signed is None:
        return ":orange-badge[:material/schedule: Not signed]"
    if signed.content == opened.content:
        return ":green-badge[:material/check: Signed for this content]"
    return ":orange-badge[:material/history: Signed an earlier content]"
