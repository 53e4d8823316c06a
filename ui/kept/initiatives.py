"""Joint initiatives: criteria stated before, a verdict of each team after."""

from __future__ import annotations

import datetime

import streamlit as st

from knowledge_graph.graph import LEAD
from knowledge_graph.records import Team
from scorecards.accountability.ventures import (
    add_initiative,
    drop_initiative,
    free_id,
    give_verdict,
    is_over,
    withdraw_verdict,
)
from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.together import Initiative, Verdict
from scorecards.versions.jointly import RESULT
from ui.kept.here import AFTER, day, key, save, writable
from ui.parts.headings import heading
from ui.parts.wording import escape, listed

BADGE = {
    "met": ":green-badge[:material/check: Met]",
    "partly": ":orange-badge[:material/timelapse: Partly met]",
    "not-met": ":red-badge[:material/close: Not met]",
    "differs": ":violet-badge[:material/call_split: Teams differ]",
}
LATE = ":orange-badge[:material/history: Stated late]"


def show(desk: Desk, opened: Opened) -> None:
    """Every initiative, and a form for the next."""
    heading(
        "Joint initiatives",
        desk.adviser.knowledge,
        caption=(
            "What several teams do together. Say before it begins by what you will judge it; the "
            "result stands when each team has given its verdict."
        ),
    )
    for each in opened.card.initiatives:
        with st.container(border=True, key=f"agreed_card_initiative_{each.id}", gap="small"):
            _initiative(desk, opened, each)
    if not opened.card.initiatives:
        st.info(
            "No initiative is agreed. Add one that product marketing carries out with another "
            "team, such as a launch.",
            icon=":material/rocket_launch:",
        )
    if writable(opened):
        with st.expander("Add an initiative", icon=":material/add:"):
            _add_form(desk, opened)


def _initiative(desk: Desk, opened: Opened, each: Initiative) -> None:
    known = desk.adviser.knowledge

    def teams(ids: tuple[str, ...]) -> str:
        return escape(listed(known.label(team) for team in ids))

    st.markdown(f"#### {escape(each.title)}")
    begins = f"begins {day(each.begins_on)}, " if each.begins_on else ""
    serves = f" · for {escape(known.label(each.objective))}" if each.objective else ""
    st.caption(f"{teams(each.teams)} · {begins}judged from {day(each.ends_on)}{serves}")
    late = f" {LATE} when it had begun" if each.stated_late else ""
    lines = "\n".join(f"- {escape(criterion)}" for criterion in each.criteria)
    st.markdown(f"Judged by, stated on {day(each.set_on)}{late}:\n{lines}")
    result = each.result
    if result is not None:
        st.markdown(f"**Result:** {BADGE[result]}")
    elif is_over(each, opened.today):
        st.markdown(f"**Result:** open until {teams(each.unsigned)} gave a verdict.")
    else:
        st.markdown(f"**Result:** not yet; the teams can judge it from {day(each.ends_on)} on.")
    for verdict in each.verdicts:
        _verdict(desk, opened, each, verdict)
    verdicts = writable(opened, "edit", *AFTER)
    if verdicts and is_over(each, opened.today) and each.unsigned:
        _verdict_form(desk, opened, each)
    if not writable(opened):
        return
    st.button(
        f"Take {escape(each.title)} away",
        type="tertiary",
        icon=":material/delete:",
        on_click=_drop,
        args=(opened, each),
        key=key(opened, f"drop_{each.id}"),
    )


def _drop(opened: Opened, each: Initiative) -> None:
    why = f'The initiative "{each.title}" was taken away.'
    save(opened, lambda card: drop_initiative(card, each.id), why)


def _withdraw(desk: Desk, opened: Opened, each: Initiative, team: str) -> None:
    why = f'{desk.adviser.knowledge.label(team)} withdrew its verdict on "{each.title}".'
    save(opened, lambda card: withdraw_verdict(card, each.id, team), why)


def _verdict(desk: Desk, opened: Opened, each: Initiative, verdict: Verdict) -> None:
    team = desk.adviser.knowledge.label(verdict.team)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        note = f": {escape(verdict.note)}" if verdict.note else ""
        st.markdown(
            f"{BADGE[verdict.result]} says **{escape(team)}** "
            f"({escape(verdict.by)}, {day(verdict.on)}){note}"
        )
        if writable(opened, "edit", *AFTER):
            st.button(
                f"Withdraw for {escape(team)}",
                type="tertiary",
                icon=":material/undo:",
                on_click=_withdraw,
                args=(desk, opened, each, verdict.team),
                key=key(opened, f"withdraw_{each.id}_{verdict.team}"),
            )


def _verdict_form(desk: Desk, opened: Opened, each: Initiative) -> None:
    known = desk.adviser.knowledge

    def at(name: str) -> str:
        return key(opened, f"verdict_{name}_{each.id}")

    def keep() -> None:
        state = st.session_state
        team = state[at("team")]

        def change(card: Scorecard) -> Scorecard:
            verdict = Verdict(
                team=team,
                by=state[at("by")],
                on=desk.today,
                result=state[at("result")],
                note=state[at("note")],
            )
            return give_verdict(card, each.id, verdict)

        save(opened, change, f'{known.label(team)} gave its verdict on "{each.title}".')

    with st.form(at("form"), border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox("Team", each.unsigned, format_func=known.label, key=at("team"))
            st.text_input("Who says so", max_chars=120, placeholder="A name", key=at("by"))
        st.radio(
            "By what was stated, it is",
            list(RESULT),
            format_func=lambda result: RESULT[result].capitalize(),
            index=None,
            horizontal=True,
            key=at("result"),
        )
        st.text_input("Note", max_chars=400, key=at("note"))
        st.form_submit_button("Give the verdict", on_click=keep)


def _add_form(desk: Desk, opened: Opened) -> None:
    known = desk.adviser.knowledge
    teams = [team.id for team in known.every(Team)]
    objectives = list(dict.fromkeys(o for kpi in opened.card.kpis for o in kpi.objectives))
    today = opened.today

    def at(name: str) -> str:
        return key(opened, f"initiative_{name}")

    def keep() -> None:
        state = st.session_state
        title = state[at("title")].strip()

        def change(card: Scorecard) -> Scorecard:
            initiative = Initiative(
                id=free_id(title, (each.id for each in card.initiatives)),
                title=title,
                objective=state[at("objective")],
                teams=tuple(state[at("teams")]),
                criteria=tuple(filter(str.strip, state[at("criteria")].splitlines())),
                set_on=desk.today,
                begins_on=state[at("begins")],
                ends_on=state[at("ends")],
            )
            return add_initiative(card, initiative)

        save(opened, change, f'The initiative "{title}" was agreed.')

    with st.form(at("form"), border=False):
        st.text_input("What is done together", max_chars=120, key=at("title"))
        st.multiselect(
            "Teams, two or more", teams, [LEAD], format_func=known.label, key=at("teams")
        )
        st.selectbox(
            "Objective it serves",
            objectives,
            index=None,
            format_func=known.label,
            placeholder="None of the scorecard's",
            key=at("objective"),
        )
        st.text_area(
            "Criteria of success, one in each line",
            placeholder="For example: 30 sellers have used the new deck in a deal.",
            help="They count as stated today. Those stated when it has begun are marked as late.",
            key=at("criteria"),
        )
        with st.container(horizontal=True):
            st.date_input("Begins on", today, key=at("begins"), format="YYYY-MM-DD")
            st.date_input(
                "Can be judged from",
                max(opened.card.period.end, today + datetime.timedelta(days=1)),
                key=at("ends"),
                format="YYYY-MM-DD",
            )
        st.form_submit_button("Add the initiative", type="primary", on_click=keep)
