"""What people say of each recommended KPI: taken, refused, or gone against, and why."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.review import REASONS
from scorecards.review.acts import Judge
from scorecards.review.recommended import Recommended, recommended
from ui.kept import doing, here
from ui.kept.aim_words import ROLES
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.wording import escape

_VERDICTS = {"accept": "Accept", "reject": "Reject", "override": "Go another way"}
_GIVEN = {
    "accept": ":green-badge[:material/check: Accepted]",
    "reject": ":orange-badge[:material/close: Rejected]",
    "override": ":orange-badge[:material/alt_route: Gone another way]",
}
_STATES = {
    "kept": ":material/check:",
    "swapped": ":material/swap_horiz:",
    "dropped": ":material/remove_circle:",
    "watched": ":material/visibility:",
}


def show(desk: Desk, opened: Opened) -> None:
    """Show every recommended KPI with what became of it, and the last word on it."""
    heading(
        "The recommendation",
        desk.adviser.knowledge,
        caption=(
            "What was recommended, and what became of it. A verdict changes nothing on the "
            "scorecard; it says why."
        ),
    )
    found = recommended(opened.card, opened.review, desk.words.label)
    if not found:
        st.info("Nothing was recommended for this scorecard, so there is nothing to judge.")
    said = sum(each.judged is not None for each in found)
    with st.expander(
        f"{len(found)} recommended, {said} judged", icon=":material/gavel:", key="verdicts"
    ):
        for each in found:
            _row(desk, opened, each)
        if not opened.may("judge"):
            st.caption("The person, the manager or a reviewer judges here.")


def _row(desk: Desk, opened: Opened, each: Recommended) -> None:
    label = escape(desk.words.label(each.metric))
    row = st.container(
        horizontal=True, vertical_alignment="center", key=f"judged_{slug(each.metric)}"
    )
    with row, st.container(width="stretch", gap="xsmall"):
        st.markdown(f"**{label}** · recommended as {ROLES[each.role].lower()}")
        st.markdown(f"{_STATES[each.state]} {escape(each.says)}")
        act = each.judged.act if each.judged else None
        if each.judged is not None and isinstance(act, Judge):
            why = escape(REASONS[act.reason]) + "." if act.reason else ""
            words = f" “{escape(act.words)}”" if act.words else ""
            who = f"{escape(each.judged.by)}, {here.day(each.judged.at)}."
            st.markdown(f"{_GIVEN[act.verdict]} {who} {why}{words}")
    if opened.may("judge") and opened.review.status != "closed":
        with row:
            _form(opened, each, label)


def _form(opened: Opened, each: Recommended, label: str) -> None:
    name = slug(each.metric)
    verdict, reason, words = (
        doing.key(opened, f"{what}_{name}") for what in ("verdict", "reason", "because")
    )
    with st.popover("Judge", icon=":material/gavel:", key=doing.key(opened, f"open_judge_{name}")):
        st.radio(
            f"What do you say to {label}?",
            list(_VERDICTS),
            format_func=_VERDICTS.__getitem__,
            key=verdict,
        )
        st.selectbox(
            "Reason (not needed to accept)",
            list(REASONS),
            index=None,
            format_func=REASONS.__getitem__,
            placeholder="Choose one",
            key=reason,
        )
        st.text_area("In your own words", max_chars=4000, key=words)
        st.button(
            "Keep the verdict",
            type="primary",
            key=doing.key(opened, f"judge_{name}"),
            on_click=doing.do,
            args=(
                opened,
                partial(_judge, each.metric, verdict, reason, words),
                f"Your verdict on {label} is kept.",
            ),
        )


def _judge(metric: str, verdict: str, reason: str, words: str) -> Judge:
    given = {"metric": metric, "verdict": st.session_state[verdict]}
    if given["verdict"] != "accept":
        given["reason"] = st.session_state[reason]
    return Judge.model_validate(given | {"words": doing.typed(words)})
