"""What is agreed with the partner teams on each scorecard of a period, and announcing it."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.negotiation import COLUMNS, Asked, Outcome, Settlement, row_words
from scorecards.review.acts import Announce
from ui.kept.asked_team import answer_words
from ui.kept.here import PAGE, act, day, desk, link
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.wording import escape, listed, lowered

_AT_ONCE = 12
_SHOWN = "agreed_shown"


def show(at: Desk, settlements: Sequence[Settlement], period: str) -> None:
    """Every scorecard with what is agreed on it for a period; the announced ones last."""
    heading(
        "What is agreed",
        at.adviser.knowledge,
        caption=f"{period}. Who leads, who shares, what was declined or wanted otherwise.",
    )
    ordered = sorted(settlements, key=lambda each: each.announced_by is not None)
    limit: int = st.session_state.get(_SHOWN, _AT_ONCE)
    for each in ordered[:limit]:
        with st.container(border=True, key=f"settled_{each.card}", gap="small"):
            _settlement(at, each)
    left = len(ordered) - limit
    if left > 0:
        st.button(f"Show {min(left, _AT_ONCE)} more of {left}", key="agreed_more", on_click=_more)


def _more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _AT_ONCE) + _AT_ONCE


def _settlement(at: Desk, each: Settlement) -> None:
    with st.container(gap=None):
        st.markdown(f"#### {escape(each.title)}")
        st.markdown(_state(each))
    if each.announced_words:
        st.markdown(f"“{escape(each.announced_words)}”")
    with st.container(key=f"settled_rows_{each.card}"):
        st.html(_table(at, each))
    if each.whole:
        for row in each.asked:
            if row.outcome in ("declined", "changed"):
                _next(at, each, row)
        if each.announceable and not (each.announced_by or each.closed):
            _announce(at, each)


def _state(each: Settlement) -> str:
    if each.announced_by and each.announced_at:
        on = day(each.announced_at.date())
        return f":green-badge[:material/campaign: Announced] by {escape(each.announced_by)} on {on}"
    missing = sum(len(row.unanswered) for row in each.asked)
    if not each.whole:
        return ":gray-badge[Not announced yet] Only what your team is asked is shown."
    if missing:
        return f":orange-badge[:material/schedule: Open] {missing} answers are missing"
    return ":blue-badge[:material/done_all: All answered] Not announced yet"


def _table(at: Desk, each: Settlement) -> str:
    head = "".join(f"<th scope='col'>{name}</th>" for name in COLUMNS)
    body = "".join(_row(row_words(row, each.told, at.words), row.outcome) for row in each.asked)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(texts: Sequence[str], outcome: Outcome) -> str:
    metric, *rest = map(html.escape, texts)
    cells = "".join(
        f"<td data-label='{name}'>{text}</td>" for name, text in zip(COLUMNS[1:], rest, strict=True)
    )
    return f"<tr class='{outcome}'><th scope='row'>{metric}</th>{cells}</tr>"


def _next(at: Desk, each: Settlement, row: Asked) -> None:
    """What can be done where a team declined, or wants it otherwise."""
    known = at.adviser.knowledge
    with st.container(key=f"wayout_{each.card}_{slug(row.metric)}", gap="xsmall"):
        st.markdown(f"**{record_link(row.metric, known)}**")
        for answer in row.answers:
            if answer.says != "yes":
                st.markdown(answer_words(at, answer, row))
        ways = (
            (("Drop it", "kpis"), ("Name another owner", "contract"), ("Talk about it", "review"))
            if row.outcome == "declined"
            else (("Change who answers", "contract"), ("Talk about it", "review"))
        )
        with st.container(horizontal=True, gap="small"):
            for text, part in ways:
                st.page_link(
                    PAGE,
                    label=text,
                    icon=":material/arrow_forward:",
                    query_params=link(each.card, part),
                    width="content",
                )


def _announce(at: Desk, each: Settlement) -> None:
    if each.open:
        teams = dict.fromkeys(team for row in each.asked for team in row.unanswered)
        names = listed(lowered(at.words.label(team)) for team in teams)
        st.caption(f"It can be announced when {escape(names)} {_have(len(teams))} answered.")
        return
    key = f"announce_{each.card}"
    with st.form(f"form_{key}", border=False):
        st.text_input(
            "Announce what was agreed",
            max_chars=4000,
            placeholder="A sentence to all teams",
            key=key,
        )
        st.form_submit_button("Announce", type="primary", on_click=_say, args=(each.card, key))


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _say(card: str, key: str) -> None:
    words = st.session_state.get(key)

    def doing() -> str:
        at = desk()
        opened = at.open(card)
        at.do(opened, Announce.model_validate({"words": words or ""}))
        return f"What was agreed on {escape(opened.card.title)} is announced."

    act(doing)
