"""The parts of a scorecard, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.rights import Action
from ui.kept import (
    aims,
    checkin,
    contracts,
    dates,
    findings,
    guiding,
    outside,
    read,
    reviewing,
    story,
    take_out,
    versions,
    wizard,
)
from ui.kept.here import AFTER, ALL, PART, day, link, why_not
from ui.kept.titles import TITLES
from ui.parts.wording import escape

Show = Callable[[Desk, Opened], None]


@dataclass(frozen=True)
class View:
    """A part of a scorecard, as the person chooses it.

    Attributes:
        needs: Whoever may do one of these does something here; the others are told why not.
    """

    icon: str
    show: Show
    needs: tuple[Action, ...] = ("edit",)


PARTS: dict[str, View] = {
    "story": View(":material/insights:", story.show, ()),
    "guide": View(":material/explore:", guiding.show, ("record",)),
    "kpis": View(":material/target:", aims.show),
    "contract": View(":material/handshake:", contracts.show, ("edit", *AFTER)),
    "readings": View(":material/edit_note:", read.show, ("record",)),
    "monthly": View(":material/calendar_month:", checkin.show, ("edit", "record")),
    "dates": View(":material/event:", dates.show, ("record", "create")),
    "findings": View(":material/fact_check:", findings.show),
    "outside": View(":material/cloud:", outside.show, ("edit", *AFTER)),
    "review": View(":material/rate_review:", reviewing.show, ()),
    "versions": View(":material/history:", versions.show),
    "export": View(":material/download:", take_out.show, ()),
    "steps": View(":material/checklist:", wizard.show),
}
"""What the address calls a part -> the part."""

STATUS = {
    "draft": ":gray-badge[Draft]",
    "in-review": ":blue-badge[In review]",
    "changes-requested": ":orange-badge[Changes asked for]",
    "approved": ":green-badge[Approved]",
    "closed": ":gray-badge[Closed]",
}


def top(opened: Opened) -> Show:
    """The title of a scorecard and the choice of a part; gives what shows that part."""
    card = opened.card
    st.page_link(ALL, label="All scorecards", icon=":material/arrow_back:")
    st.title(escape(card.title), anchor=False)
    marks = [STATUS[card.status], *([":violet-badge[Sample, made up]"] if card.sample else [])]
    who = f"For **{escape(card.person)}**" if card.person else "A role template"
    when = f"{day(card.period.start)} to {day(card.period.end)}"
    st.markdown(f"{who} · {when} · version {opened.version.number} {' '.join(marks)}")
    if opened.current and opened.review.status == "approved":
        st.caption("A change of what was agreed makes it a draft again.")
    if opened.version.number != opened.latest:
        st.info(
            f"This is version {opened.version.number}; version {opened.latest} stands. "
            "An old version can be read and compared, not changed."
        )
        st.page_link(
            "views/scorecard.py",
            label=f"Go to version {opened.latest}",
            query_params=link(opened.id),
        )
    asked = st.query_params.get(PART, "")
    chosen = asked if asked in PARTS else "story"
    picked = st.segmented_control(
        "Part of the scorecard",
        list(PARTS),
        default=chosen,
        format_func=lambda part: f"{PARTS[part].icon} {TITLES[part]}",
        label_visibility="collapsed",
        key=f"part_{opened.id}_{chosen}",
    )
    if picked and picked != chosen:
        st.query_params[PART] = picked
        st.rerun()
    read_only = why_not(opened, *PARTS[chosen].needs)
    if PARTS[chosen].needs and read_only:
        st.markdown(f":material/lock: You can read this part. {read_only}")
    return PARTS[chosen].show
