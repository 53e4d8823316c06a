"""Doing something in a review from its page: the words that go with it, and why it cannot be."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.part import Refusal, Refused
from scorecards.review import Act
from scorecards.review.told import worded
from ui.kept import here
from ui.parts.wording import escape


def key(opened: Opened, name: str) -> str:
    """The key of a widget: whatever is said or judged makes a new one, so that it is empty."""
    review = opened.review
    acts = len(review.said) + sum(bool(each.resolved_by) for each in review.said)
    return here.key(opened, f"{name}_{acts}_{len(review.judged)}_{len(review.waived)}")


def typed(key: str) -> str:
    """What was typed into a field; empty where it is not shown."""
    return str(st.session_state.get(key) or "").strip()


def written(key: str) -> str:
    """What was typed into a field that may not stay empty.

    Raises:
        Refused: Nothing was.
    """
    if words := typed(key):
        return words
    raise Refused(Refusal(field="words", wrong="nothing is written", right="say it in a sentence"))


def do(opened: Opened, make: Callable[[], Act], says: str) -> None:
    """Do something in a review, in a callback.

    Args:
        opened: The scorecard as the person saw it.
        make: Gives the act; may raise ``Refused``.
        says: What is told when it is done.
    """

    def doing() -> str:
        desk = here.desk()
        try:
            desk.do(opened, make())
        except Refused as refused:
            label = desk.words.label
            raise Refused(*(worded(each, label) for each in refused.refusals)) from None
        return says

    here.act(doing)


def in_the_way(desk: Desk, opened: Opened, act: Act) -> str:
    """Why this person cannot do something now, in words; empty where it can be done."""
    if not opened.current:
        return "An old version can only be read."
    found = (worded(each, desk.words.label) for each in desk.in_the_way(opened, act))
    return " ".join(escape(f"{_begun(each.wrong, desk.who)}; {each.right}.") for each in found)


def _begun(wrong: str, name: str) -> str:
    """The beginning of a sentence; a name stays as the person writes it."""
    return wrong if wrong.startswith(name) else wrong[:1].upper() + wrong[1:]


def with_words(
    opened: Opened, name: str, label: str, question: str, then: Callable[[], None]
) -> None:
    """A button that first asks for words.

    Args:
        opened: The scorecard.
        name: Tells it from others.
        label: What is on the button.
        question: What is asked.
        then: Done when it is pressed; finds the words under ``key(opened, name)``.
    """
    with st.popover(label, key=key(opened, f"open_{name}")):
        st.text_area(question, max_chars=4000, key=key(opened, name))
        st.button(label, type="primary", key=key(opened, f"do_{name}"), on_click=then)
