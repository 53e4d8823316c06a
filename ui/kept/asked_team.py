"""What one partner team is asked to lead or share, and its answers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.negotiation import Answered, Asked, Settlement, Window
from scorecards.review.acts import Answer
from scorecards.rights import may
from ui.kept.here import act, day, desk, say
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.wording import escape, listed, lowered

SAYS = {
    "yes": ":green-badge[:material/check: Yes]",
    "no": ":red-badge[:material/close: No]",
    "otherwise": ":orange-badge[:material/swap_horiz: Otherwise]",
}
_CHOICE = {"yes": "Yes, we do", "no": "No", "otherwise": "Otherwise"}
_AT_ONCE = 10
_SHOWN = "asked_shown"


def show(at: Desk, settlements: Sequence[Settlement], team: str, days: Window) -> None:
    """What the team is asked; what it has not answered first."""
    name = at.words.label(team)
    asked = [(each, row) for each in settlements for row in each.of(team)]
    heading(
        f"Asked of {lowered(name)}",
        at.adviser.knowledge,
        ("term.shared",),
        caption="Which KPIs the team is asked to lead or share, on which scorecard.",
    )
    if not asked:
        st.info(
            f"{escape(name)} is asked to share nothing in this period. Choose another period.",
            icon=":material/check:",
        )
        return
    asked.sort(key=lambda each: each[1].answer(team) is not None)
    limit: int = st.session_state.get(_SHOWN, _AT_ONCE)
    with st.container(key="asked_cards"):
        for settlement, row in asked[:limit]:
            _card(at, settlement, row, team, days)
    left = len(asked) - limit
    if left > 0:
        st.button(f"Show {min(left, _AT_ONCE)} more of {left}", key="asked_more", on_click=_more)


def _more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _AT_ONCE) + _AT_ONCE


def _card(at: Desk, settlement: Settlement, row: Asked, team: str, days: Window) -> None:
    said = row.answer(team)
    name = f"{settlement.card}_{slug(row.metric)}"
    with st.container(border=True, key=f"asked_card_{name}", gap="small"):
        part = "lead it" if row.lead == team else "share it"
        with st.container(gap=None):
            st.markdown(f"#### {record_link(row.metric, at.adviser.knowledge)}")
            st.caption(f"{escape(settlement.title)}. Asked to **{part}**.")
        st.markdown(_facts(at, settlement, row, team))
        if said is not None:
            st.markdown(answer_words(at, said, row))
        if row.before:
            mine = [each for each in row.before if each.team == team]
            _before(at, mine, row)
        _form(at, settlement, row, team, days, said)


def _facts(at: Desk, settlement: Settlement, row: Asked, team: str) -> str:
    known = at.adviser.knowledge
    others = [
        lowered(known.label(each))
        for each in (row.lead, *row.co_owners)
        if each not in (None, team)
    ]
    due = f", by {day(row.deadline)}" if row.deadline else ""
    parts = ", ".join(record_link(metric, known) for metric in row.own_part)
    lines = {
        "It means": escape(row.definition),
        "Target": escape(row.target) + due if row.target != "none" else "none set yet",
        f"{escape(settlement.person or 'The PMM')}'s own part": parts or "none named yet",
        "With": escape(listed(dict.fromkeys(others))) or "nobody else",
        "Decides where they disagree": escape(row.tie_breaker or "nobody named yet"),
    }
    return "\n".join(f"- **{name}:** {text}" for name, text in lines.items())


def answer_words(at: Desk, said: Answered, row: Asked) -> str:
    """What a team said, in a line."""
    marks = [SAYS[said.says]]
    if said.late:
        marks.append(":gray-badge[Late]")
    who = f"**{escape(at.words.label(said.team))}**, {escape(said.by)}, {day(said.at.date())}"
    words = f": “{escape(said.words)}”" if said.words else ""
    edited = (
        " *The scorecard has been changed since; look at it again.*"
        if said.edited and row.answer(said.team) == said
        else ""
    )
    return f"{' '.join(marks)} {who}{words}{edited}"


def _before(at: Desk, before: Sequence[Answered], row: Asked) -> None:
    if before:
        with st.expander("What was answered before", icon=":material/history:"):
            for each in before:
                st.markdown(answer_words(at, each, row))


def _form(
    at: Desk, settlement: Settlement, row: Asked, team: str, days: Window, said: Answered | None
) -> None:
    if settlement.closed:
        st.caption("The scorecard is closed; nothing is answered any more.")
        return
    if settlement.announced_by:
        st.caption(f"Announced by {escape(settlement.announced_by)}; answers stand as they are.")
        return
    if days.stands == "before" and said is None:
        st.caption(f"The team can answer from {day(days.opens)}.")
        return
    if not may(at.member, "answer", frozenset({"partner"})):
        st.caption(f"Somebody of {escape(lowered(at.words.label(team)))} has to answer.")
        return
    count = len(row.answers) + len(row.before)
    name = f"{settlement.card}_{slug(row.metric)}_{slug(team)}_{count}"
    if said is None:
        _fields(name, settlement.card, row.metric, team)
    else:
        with st.expander("Answer anew", icon=":material/edit:"):
            _fields(name, settlement.card, row.metric, team)


def _fields(name: str, card: str, metric: str, team: str) -> None:
    with st.form(f"answer_{name}", border=False):
        st.radio(
            "The answer",
            list(_CHOICE),
            format_func=_CHOICE.__getitem__,
            index=None,
            horizontal=True,
            key=f"says_{name}",
        )
        st.text_input(
            "In words",
            max_chars=4000,
            placeholder="What should be otherwise, or why not",
            key=f"words_{name}",
        )
        st.form_submit_button("Answer", on_click=_answer, args=(name, card, metric, team))


def _answer(name: str, card: str, metric: str, team: str) -> None:
    says, words = (st.session_state.get(f"{each}_{name}") for each in ("says", "words"))

    def doing() -> str:
        at = desk()
        given = {"team": team, "metric": metric, "says": says, "words": words or ""}
        at.answer(card, Answer.model_validate(given))
        label = at.words.label
        return f"{escape(label(team))} said {says} to {escape(label(metric))}."

    if says is None:
        say("Choose yes, no or otherwise first.", "error")
        return
    act(doing)
