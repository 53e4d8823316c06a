"""Each partner team before a period: what it is asked to share, its answers, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.document import Period
from scorecards.exports.agreement import file_name, write
from scorecards.negotiation import DAYS, Settlement, Window, progress, window
from scorecards.periods import coming, running
from ui.kept import agreed_set, asked_team, which_period
from ui.kept.here import ALL, day
from ui.parts.headings import heading
from ui.parts.wording import escape

PLAN = "views/planning.py"
TEAM = "team"


def show(desk: Desk) -> None:
    """Show the page."""
    known, params = desk.periods(), st.query_params.to_dict()
    period = which_period.asked(params) or coming(known, desk.today) or running(known, desk.today)
    settlements = desk.agreements(period)
    with st.container(key="agreements", gap="medium"):
        st.markdown(
            "Before a period each partner team says which KPIs it shares. When all have answered, "
            "what was agreed is announced."
        )
        with st.container(
            key="agree_head", horizontal=True, gap="medium", vertical_alignment="bottom"
        ):
            which_period.choose(period, known, desk, "agree_period")
            st.page_link(
                PLAN,
                label="See all scorecards of it",
                icon=":material/view_column:",
                query_params=which_period.address(period),
            )
            if settlements:
                _paper(desk, period, settlements)
        _window(window(period, desk.today))
        if not settlements:
            _empty()
            return
        team = _team(desk, settlements, params.get(TEAM, ""))
        if team is not None:
            with st.container(key="asked_team", gap="medium"):
                asked_team.show(desk, settlements, team, window(period, desk.today))
        if any(each.whole for each in settlements):
            with st.container(key="agree_far", gap="medium"):
                _progress(desk, [each for each in settlements if each.whole])
        agreed_set.show(desk, settlements, which_period.words(period))


def _paper(desk: Desk, period: Period, settlements: Sequence[Settlement]) -> None:
    def content() -> bytes:
        return write(settlements, period, desk.words, desk.today)

    st.download_button(
        "One page to print",
        data=content,
        file_name=file_name(period),
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
        key="agree_paper",
    )


def _window(days: Window) -> None:
    """Where today lies in the two weeks before the period, said plainly."""
    opens, closes = day(days.opens), day(days.closes)
    match days.stands:
        case "before":
            st.info(
                f"Teams answer from {opens}, {DAYS} days before the period, until it begins on "
                f"{closes}. Until then this shows what they will be asked.",
                icon=":material/event_upcoming:",
            )
        case "open":
            st.success(
                f"Teams answer now. The period begins on {closes}.",
                icon=":material/event_available:",
            )
        case "over":
            st.warning(
                f"The period began on {closes}, so the time to answer is over. An answer is still "
                "taken, and marked as late.",
                icon=":material/event_busy:",
            )


def _empty() -> None:
    st.info(
        "Nothing of this period is shared with another team, as far as you may see. Choose another "
        "period, or share a KPI under *Accountability* of a scorecard.",
        icon=":material/handshake:",
    )
    st.page_link(ALL, label="See all scorecards", icon=":material/arrow_forward:")


def _team(desk: Desk, settlements: Sequence[Settlement], wanted: str) -> str | None:
    """The team that this person speaks for: their own; whoever is alone chooses one."""
    if not desk.member.alone:
        return desk.member.team
    label = desk.words.label
    found = {team for s in settlements for each in s.asked for team in each.teams}
    teams = sorted(found, key=label)
    chosen = wanted if wanted in teams else teams[0]

    def follow() -> None:
        st.query_params[TEAM] = st.session_state[f"agree_team_{chosen}"]

    with st.container(key="agree_team"):
        st.selectbox(
            "Speak for",
            teams,
            index=teams.index(chosen),
            format_func=label,
            key=f"agree_team_{chosen}",
            on_change=follow,
            help="Without login you may speak for any team. Your name stands at the answer.",
        )
    return chosen


def _progress(desk: Desk, settlements: Sequence[Settlement]) -> None:
    heading("How far the teams are", desk.adviser.knowledge)
    with st.container(border=True, key="agree_progress", gap="small"):
        for each in progress(settlements, desk.words):
            parts = [
                f"{count} {word}"
                for count, word in (
                    (each.yes, "yes"),
                    (each.no, "no"),
                    (each.otherwise, "otherwise"),
                )
                if count
            ]
            said = f" ({', '.join(parts)})" if parts else ""
            much = f"{each.answered} of {each.asked} answered"
            st.progress(
                each.answered / each.asked,
                f"**{escape(desk.words.label(each.team))}**: {much}{said}",
            )
