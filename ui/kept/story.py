"""The story that a scorecard tells: where it stands, KPI by KPI, down to the bottom line."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.story.figures import difference, short
from scorecards.story.said import STATUS, interpretable
from scorecards.story.tell import Line, Story, tell
from ui.kept import story_line
from ui.kept.here import PAGE, day, link
from ui.parts.wording import escape

FULL = 8
"""With more KPIs than these, paper has no room for every chart."""


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    began = desk.as_it_began(opened)
    story = tell(opened.card, opened.readings, desk.adviser.graph, opened.today, began)
    lines = sum(len(chapter.lines) for chapter in story.chapters)
    with st.container(key="story_long" if lines > FULL else "story_short", gap="medium"):
        _opening(opened, story)
        if not story.chapters:
            st.info("Add a KPI, and its story begins here.")
            _to(opened, "kpis", "Choose KPIs", ":material/target:")
        elif not opened.readings:
            st.info("There is no reading yet. Enter one, and the story begins to tell itself.")
            _to(opened, "readings", "Enter the first reading", ":material/edit_note:")
        for chapter in story.chapters:
            with st.container(
                gap="small", key=f"chapter_{story_line.slug(str(chapter.objective))}"
            ):
                st.header(escape(chapter.label), anchor=False)
                with st.container(key=f"lines_{story_line.slug(str(chapter.objective))}"):
                    for line in chapter.lines:
                        story_line.show(desk, opened, line)
    with st.container(key="story_foot", horizontal=True):
        _to(opened, "monthly", "Monthly check-in", ":material/calendar_month:")
        _to(opened, "dates", "Launch, dates, next cycle", ":material/event:")


def _opening(opened: Opened, story: Story) -> None:
    """The headline and where it stands, in figures and a sentence or two."""
    head = next((e for c in story.chapters for e in c.lines if e.role == "headline"), None)
    with st.container(key="story_opening", gap="small"):
        st.markdown(f"Where it stands on {day(opened.today)}")
        if head is not None:
            st.header(escape(head.label), anchor=False)
            with st.container(key="story_tiles", horizontal=True, gap="medium"):
                for number, (name, value) in enumerate(_tiles(opened, head)):
                    with st.container(key=f"storytile_{number}", gap=None, width="content"):
                        st.markdown(escape(value))
                        st.caption(name)
        st.markdown(escape(story.opening))


def _tiles(opened: Opened, line: Line) -> list[tuple[str, str]]:
    """The headline in at most four figures."""
    where, target = line.track.standing, opened.card.kpi(line.metric).target
    currency = where.reading.currency if where.reading else None
    tiles = []
    if where.adjusted is not None:
        tiles.append(("now", short(where.adjusted, line.unit, currency)))
    if where.aim is not None and target is not None:
        tiles.append((f"target for {day(target.deadline)}", short(where.aim, line.unit, currency)))
    if line.track.behind and interpretable(where):
        side = "behind the line" if line.track.behind > 0 else "ahead of the line"
        tiles.append((side, difference(line.track.behind, line.unit, currency)))
    status = STATUS[where.status]
    if where.status == "not-yet-interpretable":
        tiles.append((status.lower(), f"{where.count} of {where.needed}"))
    else:
        tiles.append(("status", status))
    return tiles


def _to(opened: Opened, part: str, label: str, icon: str) -> None:
    st.page_link(PAGE, label=label, icon=icon, query_params=link(opened.id, part))
