"""The review of a scorecard: who says what, who signs, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.review import Act
from scorecards.review.acts import Approve, AskForChanges, Close, Waive, Withdraw
from scorecards.review.told import told
from scorecards.review.waits import stands, waits
from ui.kept import doing, here, sending, signed_off, talking, verdicts
from ui.parts.headings import heading
from ui.parts.wording import escape

_ICONS = {
    "submit": ":material/send:",
    "changes": ":material/edit:",
    "own-part": ":material/person:",
    "signature": ":material/draw:",
    "pmm": ":material/chat:",
    "stakeholder": ":material/chat:",
    "approval": ":material/task_alt:",
    "close": ":material/lock:",
}


@dataclass(frozen=True)
class _Choice:
    """Something that can be done with a few words.

    Attributes:
        make: Gives the act from the words.
        says: What is told when it is done.
        needed: Whether it wants words.
    """

    name: str
    label: str
    question: str
    make: Callable[[str], Act]
    says: str
    needed: bool = True


_APPROVE = _Choice(
    "approve",
    "Approve",
    "A word with it (may stay empty)",
    lambda words: Approve(words=words),
    "It is approved. A change of what was agreed makes it a draft again.",
    needed=False,
)
_ASK = _Choice(
    "ask",
    "Ask for changes",
    "What is to be changed?",
    lambda words: AskForChanges(words=words),
    "Changes are asked for; whoever it belongs to sends it again.",
)
_WITHDRAW = _Choice(
    "withdraw",
    "Take it back",
    "Why is it taken back?",
    lambda words: Withdraw(words=words),
    "It is a draft again.",
)
_CLOSE = _Choice(
    "close",
    "Close it",
    "What did the review come to?",
    lambda words: Close(words=words),
    "It is closed. The next cycle can begin.",
)
_WAIVE_PMM = _Choice(
    "waive_pmm",
    "Do without the PMM's word",
    "Why is it not waited for?",
    lambda words: Waive(whose="pmm", words=words),
    "The word of the PMM is waived, and the reason kept.",
)
_WAIVE_STAKEHOLDER = _Choice(
    "waive_stakeholder",
    "Do without a stakeholder's word",
    "Why is it not waited for?",
    lambda words: Waive(whose="stakeholder", words=words),
    "The word of a stakeholder is waived, and the reason kept.",
)


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    with st.container(key="reviewing", gap="medium"):
        with st.container(border=True, key="review_state", gap="small"):
            _state(desk, opened)
            if opened.current:
                _acts(desk, opened)
        if opened.current and opened.review.status in ("draft", "changes-requested"):
            _sending(desk, opened)
        signed_off.show(desk, opened)
        talking.show(desk, opened)
        verdicts.show(desk, opened)
        _dates(opened)
        _history(desk, opened)


def _state(desk: Desk, opened: Opened) -> None:
    review, card, label = opened.review, opened.card, desk.words.label
    if not opened.current:
        st.caption("What is said here of the review is about the version that stands.")
    st.markdown(f"#### {escape(stands(review, card, opened.content, label))}")
    if review.status == "changes-requested" and review.asked:
        asked = review.asked[-1]
        if isinstance(asked.act, AskForChanges):
            st.info(escape(asked.act.words), title=f"{escape(asked.by)} asks for this")
    lines = []
    authors = desk.authors(opened) if review.status == "in-review" else ()
    for wait in waits(review, card, opened.content, label, authors=authors, today=opened.today):
        names = f" **{escape(', '.join(wait.names))}**" if wait.names else ""
        lines.append(f"{_ICONS[wait.kind]} {escape(wait.text)}{names}")
    if lines:
        st.markdown("  \n".join(lines))


def _choices(opened: Opened) -> tuple[_Choice, ...]:
    """What this status is about; who may do it is another question."""
    match opened.review.status:
        case "in-review":
            unheard = opened.review.unheard(opened.card)
            waive = {"pmm": _WAIVE_PMM, "stakeholder": _WAIVE_STAKEHOLDER}
            return (_APPROVE, _ASK, *(waive[who] for who in unheard), _WITHDRAW)
        case "approved":
            return (_CLOSE, _ASK, _WITHDRAW)
        case _:
            return ()


def _acts(desk: Desk, opened: Opened) -> None:
    """A button for each thing this person can do now, and why the others are not there."""
    found = [(each, doing.in_the_way(desk, opened, each.make("Why?"))) for each in _choices(opened)]
    with st.container(horizontal=True, gap="small", key="review_acts"):
        for each, wrong in found:
            if not wrong:
                _offer(opened, each)
    barred = [f"- **{each.label}**: {wrong}" for each, wrong in found if wrong]
    if barred:
        with st.expander("What you cannot do now, and why", icon=":material/lock:"):
            st.markdown("\n".join(barred))


def _offer(opened: Opened, choice: _Choice) -> None:
    def then() -> None:
        key = doing.key(opened, choice.name)
        words = doing.written if choice.needed else doing.typed
        doing.do(opened, lambda: choice.make(words(key)), choice.says)

    doing.with_words(opened, choice.name, choice.label, choice.question, then)


def _sending(desk: Desk, opened: Opened) -> None:
    again = opened.review.status == "changes-requested"
    heading("Answer and send it again" if again else "Send it to review", desk.adviser.knowledge)
    if not opened.may("submit"):
        st.caption("The person it is for or the manager sends it to review.")
    elif not opened.card.proper:
        st.info("There is no KPI to review. Add one under *KPIs and targets* first.")
    else:
        sending.form(desk, opened)


def _dates(opened: Opened) -> None:
    """The day of the next review, set where it is shown."""
    day = opened.card.review_on
    st.subheader("Next review", anchor=False)
    if day is None:
        st.markdown(":orange-badge[:material/event_busy: No day is set] Set one below.")
    elif day < opened.today and opened.review.status != "closed":
        late = (opened.today - day).days
        counted = f"{late} day{'' if late == 1 else 's'}"
        st.markdown(
            f":orange-badge[:material/event_busy: Overdue by {counted}] It was due on "
            f"{here.day(day)}. Hold it, then set the next day."
        )
    else:
        st.markdown(f":material/event: {here.day(day)}")
    if not here.writable(opened):
        return
    key = here.key(opened, "review_on")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="next_review"):
        st.date_input("Day of the next review", value=day, format="YYYY-MM-DD", key=key)
        st.button(
            "Set the day",
            icon=":material/event:",
            key=here.key(opened, "set_review"),
            on_click=_set,
            args=(opened, key),
        )


def _set(opened: Opened, key: str) -> None:
    day = st.session_state[key]
    why = f"Next review on {here.day(day)}." if day else "No next review is set."
    here.save(opened, lambda card: card.model_copy(update={"review_on": day}), why)


def _history(desk: Desk, opened: Opened) -> None:
    """All that was done in the review, the newest first."""
    found = told(desk.acts(opened), desk.words.label)
    st.subheader("History", anchor=False)
    if not found:
        st.info("Nothing was done in this review yet.", icon=":material/history:")
        return
    counted = "1 act" if len(found) == 1 else f"{len(found)} acts, the newest first"
    with st.expander(counted, icon=":material/history:"):
        for number, each in enumerate(found):
            words = f" “{escape(each.words)}”" if each.words else ""
            with st.container(key=f"told_{number}", gap="xsmall"):
                st.markdown(f"{escape(each.says)}{words}")
                st.caption(f"{here.day(each.at)}, {each.at:%H:%M} UTC · version {each.version}")
