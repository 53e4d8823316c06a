"""The first ninety days beside a scorecard: what to do by when, ticked off and noted."""

from __future__ import annotations

import datetime

import streamlit as st

from knowledge_graph.onboarding import BY_DAYS, ByDay
from scorecards.calendar_file import calendar_file
from scorecards.desk import Desk, Opened
from scorecards.onboarding import OnboardingGuide
from scorecards.onboarding.days import days_of
from scorecards.onboarding.page import as_markdown
from scorecards.part import FIRST, LAST
from ui.kept import guiding_item, guiding_phase, here
from ui.parts.glossed import Glossed
from ui.parts.headings import words_of_the_page
from ui.parts.wording import escape

TITLES: dict[ByDay, str] = {
    30: "Take stock and agree",
    60: "Learn and agree the parts",
    90: "Set targets and show them",
}
"""What the three stretches of thirty days are for."""


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    guide, words = desk.guide(opened), Glossed(desk.adviser.knowledge)
    with st.container(key="guide", gap="medium"):
        _head(opened, guide)
        guiding_phase.show(desk, opened, guide)
        for by_day in BY_DAYS:
            _stretch(desk, opened, guide, by_day, words)
        _take_along(desk, opened, guide)
        words_of_the_page(words, desk.adviser.knowledge, "guide_words")


def _head(opened: Opened, guide: OnboardingGuide) -> None:
    """How far it is, and the day from which it counts."""
    late = sum(line.late for line in guide.lines)
    today = (opened.today - guide.start).days + 1
    when = f"Today is day {today}." if today > 0 else f"It begins in {1 - today} days."
    with st.container(key="guide_head", gap="small"):
        st.markdown(
            f"**{guide.settled} of {len(guide.lines)} settled.** Day 1 is "
            f"{here.day(guide.start)}. {when}"
            + (f" :orange-badge[:material/schedule: {late} late]" if late else "")
        )
        st.progress(guide.settled / len(guide.lines) if guide.lines else 0.0)
        if guide.cycle > 1:
            st.caption(
                f"Cycle {guide.cycle}: the last values are baselines, what was open is carried "
                "over with its notes, and what is done once in a role stays done."
            )
        if here.writable(opened, "record"):
            with st.popover("Change day 1", icon=":material/edit_calendar:", key="guide_begin"):
                key = f"guide_start_{opened.id}_{guide.start}"
                st.date_input(
                    "Your first day in the role", guide.start, min_value=FIRST, max_value=LAST,
                    format="YYYY-MM-DD", key=key,
                )  # fmt: skip
                st.button("Save", type="primary", key=f"{key}_save", on_click=_begin,
                          args=(opened, key))  # fmt: skip


def _begin(opened: Opened, key: str) -> None:
    def doing() -> str:
        start: datetime.date = st.session_state[key]
        here.desk().step(opened, "begin", on=start)
        return f"Day 1 is {here.day(start)}; every day of the guide counts from it."

    here.act(doing)


def _stretch(
    desk: Desk, opened: Opened, guide: OnboardingGuide, by_day: ByDay, words: Glossed
) -> None:
    """The items of thirty days."""
    lines = guide.by_day(by_day)
    if not lines:
        return
    settled = sum(line.state != "open" for line in lines)
    last = lines[0].item.last_day
    with st.container(border=True, key=f"guide_{by_day}", gap="small"):
        st.subheader(f"By day {by_day}: {TITLES[by_day].lower()}", anchor=False)
        st.caption(
            f"{f'Until {here.day(last)} · ' if last else ''}{settled} of {len(lines)} settled"
        )
        with st.grid(2, min_column_width=360, gap="small"):
            told: set[str] = set()
            for line in lines:
                guiding_item.show(desk, opened, line, words, again=line.item.why in told)
                told.add(line.item.why)


def _take_along(desk: Desk, opened: Opened, guide: OnboardingGuide) -> None:
    """The guide as a page and as days for a calendar; the browser prints it."""
    dates = days_of(guide, opened.id)
    with st.container(horizontal=True, key="guide_files"):
        st.download_button(
            "Download the guide",
            lambda: as_markdown(guide, opened.card.title),
            file_name=f"{opened.id}-first-90-days.md",
            mime="text/markdown",
            icon=":material/download:",
            on_click="ignore",
            key="guide_markdown",
        )
        st.download_button(
            "What is open, for a calendar",
            lambda: calendar_file(
                opened.card, dates, stamp=opened.version.at, sequence=opened.version.number
            ),
            file_name=f"{opened.id}-first-90-days.ics",
            mime="text/calendar",
            icon=":material/event:",
            on_click="ignore",
            disabled=not dates,
            key="guide_calendar",
        )
    st.caption(
        f"To print {escape(opened.card.title)}, use your browser's print: "
        "buttons and folded parts are left out."
    )
