"""An item of the guide: a tick, where it stands, and all of it when it is unfolded."""

from __future__ import annotations

import re

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.onboarding import Line
from ui.kept import here
from ui.kept.titles import TITLES
from ui.parts import first_days
from ui.parts.glossed import Glossed
from ui.parts.wording import escape

NOTE_LENGTH = 2000


def show(desk: Desk, opened: Opened, line: Line, words: Glossed, *, again: bool = False) -> None:
    """Show an item.

    Args:
        desk: Of the person.
        opened: The scorecard.
        line: The item as it stands.
        words: The words of the page.
        again: Whether an item above has the same reason; how it is done is told in its place.
    """
    key = _key(opened, line)
    with st.container(key=f"task_{key}", gap=None):
        st.checkbox(
            f"~~{escape(line.item.do)}~~" if line.state == "left-out" else escape(line.item.do),
            value=line.state == "done",
            key=f"tick_{key}_{line.state}",
            disabled=not _open_to(opened) or line.of_itself or line.state == "left-out",
            on_change=_tick,
            args=(opened, line, f"tick_{key}_{line.state}"),
        )
        st.caption(_standing(line, again, opened.id))
        if line.note:
            st.caption(f":material/sticky_note_2: {escape(line.note)}")
        with st.expander(
            "Why, how, with whom", key=f"more_{key}", type="compact", on_change="rerun"
        ) as more:
            if more.open:
                first_days.details(line.item, words, desk.adviser.knowledge, opened.id)
                _ways(opened, line)
                if _open_to(opened):
                    _write(opened, line, key)


def _key(opened: Opened, line: Line) -> str:
    return re.sub(r"\W+", "_", f"{opened.id}_{line.item.id.removeprefix('task.')}")


def _open_to(opened: Opened) -> bool:
    return here.writable(opened, "record")


def _standing(line: Line, again: bool, scorecard: str) -> str:
    """Where an item stands, in words and marks."""
    marks = []
    if line.carried:
        marks.append(":violet-badge[:material/redo: Carried over]")
    if line.late:
        marks.append(":orange-badge[:material/schedule: Late]")
    if line.state == "left-out":
        marks.append(":gray-badge[:material/do_not_disturb_on: Left out]")
    if line.of_itself:
        marks.append(":green-badge[:material/check: Done by itself]")
    said = escape(line.because)
    if line.by and line.at is not None:
        said = f"{said} {escape(line.by)}, {here.day(line.at.date())}.".strip()
    if line.state == "open":
        item = line.item
        who = ", ".join(escape(each.label) for each in item.ask)
        form = first_days.forms(item, scorecard)
        said = escape(item.how if again or item.kind == "meet" else item.why)
        said += f" With {who}." * bool(who) + f" Take it with: {form}." * bool(form)
    return " ".join([*marks, said]).strip() or "Done."


def _ways(opened: Opened, line: Line) -> None:
    """The way to where it is done on this scorecard."""
    if line.item.part:
        st.page_link(
            here.PAGE,
            label=f"Do it at {TITLES[line.item.part]}",
            icon=":material/arrow_forward:",
            query_params=here.link(opened.id, line.item.part),
        )


def _write(opened: Opened, line: Line, key: str) -> None:
    """A note, and leaving it out with a reason, or taking it up again."""
    with st.form(f"note_{key}", border=False, clear_on_submit=False):
        st.text_input("Note", value=line.note, max_chars=NOTE_LENGTH, key=f"note_text_{key}")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save the note",
                key=f"note_save_{key}",
                on_click=_note,
                args=(opened, line, f"note_text_{key}"),
            )
            if line.state == "open":
                st.form_submit_button(
                    "Leave it out, for this reason",
                    key=f"leave_{key}",
                    on_click=_leave,
                    args=(opened, line, f"note_text_{key}"),
                )
            elif line.state == "left-out":
                st.form_submit_button(
                    "Take it up again", key=f"again_{key}", on_click=_again, args=(opened, line)
                )


def _tick(opened: Opened, line: Line, key: str) -> None:
    ticked = bool(st.session_state[key])

    def doing() -> None:
        here.desk().step(opened, "done" if ticked else "open", line.item.id)

    if not here.act(doing):
        st.session_state[key] = not ticked


def _note(opened: Opened, line: Line, key: str) -> None:
    text = str(st.session_state[key])

    def doing() -> str:
        here.desk().step(opened, "note", line.item.id, text=text)
        return "The note is kept." if text.strip() else "The note is gone."

    here.act(doing)


def _leave(opened: Opened, line: Line, key: str) -> None:
    text = str(st.session_state[key])

    def doing() -> str:
        here.desk().step(opened, "left-out", line.item.id, text=text.strip())
        return f"Left out: {escape(line.item.do)}."

    here.act(doing)


def _again(opened: Opened, line: Line) -> None:
    def doing() -> str:
        here.desk().step(opened, "open", line.item.id)
        return f"Open again: {escape(line.item.do)}."

    here.act(doing)
