"""How far somebody has come: one line for each kind of exercise, and the way to start over."""

from __future__ import annotations

import streamlit as st

from engine.exercises import TITLES
from scorecards.learning.progress import MASTERED, Progress, Tally
from ui.practising.lesson import Lesson, start_over


def tally_board(at: Lesson, progress: Progress) -> None:
    """How each kind stands; a kind is mastered when its last three answers were right."""
    with st.container(border=True, key="tally_board", gap="small"):
        st.subheader("Your progress", anchor=False)
        if not progress.answered:
            st.markdown("Nothing is answered yet. What you answer is remembered.")
        else:
            count = "answer" if progress.answered == 1 else "answers"
            st.markdown(f"{progress.answered} {count}, {progress.right} right.")
        st.markdown("\n".join(f"- {_line(each)}" for each in progress.tallies))
        st.caption(f"Mastered: the last {MASTERED} answers of a kind were right.")
        if progress.answered:
            with st.popover("Start over", icon=":material/restart_alt:"):
                st.markdown("No answer from before will count any more.")
                st.button("Yes, start over", key="start_over", on_click=start_over, args=(at,))


def _line(tally: Tally) -> str:
    title = TITLES[tally.kind]
    if tally.mastered:
        return f":material/check_circle: **{title}**: mastered, {tally.right} of {tally.answered}"
    if not tally.answered:
        return f":material/circle: {title}: not begun"
    return f":material/clock_loader_40: {title}: {tally.right} of {tally.answered} right"
