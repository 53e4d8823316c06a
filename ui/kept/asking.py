"""The one form that is open over the KPIs of a scorecard, and what keeps or refuses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from scorecards.desk import Opened
from scorecards.document import Scorecard
from scorecards.part import Refusal, Refused
from scorecards.targets import check_scorecard
from scorecards.versions.diff import diff
from ui.kept import here
from ui.parts.cards import slug
from ui.parts.wording import escape
from ui.session import knowledge

_OPEN, _WRONG = "asking_open", "asking_wrong"


def ask(opened: Opened, what: str, metric: str = "") -> None:
    """Open a form, in a callback; another one closes."""
    st.session_state[_OPEN] = (opened.id, opened.version.number, what, metric)
    st.session_state.pop(_WRONG, None)


def asked(opened: Opened) -> tuple[str, str] | None:
    """What is asked of this version and of which metric, if a form is open."""
    found: tuple[str, int, str, str] | None = st.session_state.get(_OPEN)
    if found is None or found[:2] != (opened.id, opened.version.number):
        return None
    return found[2:]


def close() -> None:
    """Close the form."""
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_WRONG, None)


def field(opened: Opened, name: str, metric: str = "") -> str:
    """The key of a field of the form."""
    return here.key(opened, f"asked_{slug(metric)}_{name}")


def typed(opened: Opened, name: str, metric: str = "") -> str:
    """The text in a field of the form; empty where it is not shown."""
    return str(st.session_state.get(field(opened, name, metric)) or "")


def keep(opened: Opened, change: Callable[[Scorecard], Scorecard], why: str = "") -> None:
    """Keep what a form asks for, in a callback, and close it; else it stays with what is wrong.

    Args:
        opened: The scorecard as the person saw it.
        change: Makes the changed document; may raise ``Refused``.
        why: What was done; without it the difference in sentences.
    """
    card, state = opened.card, st.session_state
    try:
        changed = change(card)
        found = _refusals(card, changed, opened)
        if found:
            raise Refused(*found)
    except Refused as refused:
        state[_WRONG] = refused.refusals
        return
    if not why:
        words = here.desk().words
        plainly = diff(card, changed, words, leave_out=("set_on", "why"))
        why = " ".join(each.says for each in plainly or diff(card, changed, words))
    if here.save(opened, lambda _: changed, why) or here.conflict(opened.id):
        close()


def wrong(names: Mapping[str, str]) -> None:
    """Say why the last attempt to keep the form was refused.

    Args:
        names: What a field is called in this form, by its name in the document.
    """
    refusals: tuple[Refusal, ...] = st.session_state.get(_WRONG, ())
    here.tell()
    if refusals:
        lines = [
            f"- **{escape(names.get(each.field, each.field))}**: {escape(each.wrong)}. "
            f"{escape(each.right[:1].upper() + each.right[1:])}."
            for each in refusals
        ]
        st.error("\n".join(lines), title="This cannot be kept yet")


def buttons(
    opened: Opened, label: str, keeping: Callable[[], None], disabled: bool = False
) -> None:
    """The two ways out of a form."""
    with st.container(horizontal=True, gap="small"):
        st.button(
            label,
            type="primary",
            key=field(opened, "keep"),
            on_click=keeping,
            disabled=disabled,
        )
        st.button("Cancel", key=field(opened, "cancel"), on_click=close)


def _refusals(card: Scorecard, changed: Scorecard, opened: Opened) -> tuple[Refusal, ...]:
    """What the change makes impossible, with the readings that there are."""
    known = knowledge()
    before = check_scorecard(card, known, opened.readings)
    after = check_scorecard(changed, known, opened.readings)
    return tuple(refusal for metric, refusal in after if (metric, refusal) not in before)
