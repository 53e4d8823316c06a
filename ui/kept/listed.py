"""Every scorecard in a list, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.overview import Glance, When
from ui.kept import here, made_up, subscribe, take_in
from ui.kept.here import PAGE, day, link
from ui.kept.noticed import ICON
from ui.kept.parts import STATUS
from ui.parts.wording import escape

DESIGN, HOME = "views/design.py", "views/home.py"
PLAN, AGREE = "views/planning.py", "views/agreements.py"
GROUPS: dict[When, str] = {
    "this-period": "This period",
    "earlier": "Earlier",
    "template": "Role templates",
}
STATUS_NAME = {
    "draft": "Draft",
    "in-review": "In review",
    "changes-requested": "Changes asked for",
    "approved": "Approved",
    "closed": "Closed",
}
FEW = 8
"""Scorecards up to which nobody needs to narrow the list."""
AT_ONCE = 50
"""Scorecards that are shown before one asks for more."""
_SHOWN = "list_shown"


def show(desk: Desk) -> None:
    """Show the list."""
    every = desk.overview()
    if not every:
        _empty(desk)
        return
    with st.container(key="list", gap="medium"):
        with st.container(horizontal=True, gap="medium"):
            st.page_link(PLAN, label="See them side by side", icon=":material/view_column:")
            st.page_link(AGREE, label="Agree with other teams", icon=":material/handshake:")
        samples = any(each.sample for each in every)
        if samples:
            made_up.take_away(desk)
        with st.container(horizontal=True, vertical_alignment="center", key="list_top"):
            late = _only_overdue(every)
            _count(desk)
            subscribe.show(desk)
        chosen = _narrowed(every) if len(every) > FEW else every
        if not chosen or (late and not any(each.overdue for each in chosen)):
            st.info("No scorecard is like that. Choose fewer things above.")
        elif late:
            _overdue(chosen)
        else:
            _groups(chosen)
        if not samples and made_up.offered(desk):
            st.button(
                made_up.OPEN,
                icon=":material/apartment:",
                type="tertiary",
                help=made_up.OFFER,
                key="sample_open",
                on_click=made_up.open_it,
            )
        take_in.show(desk)


def card(each: Glance) -> None:
    """One scorecard: whose and when, how its headline stands, and what waits."""
    with st.container(border=True, key=f"glance_{each.id}", gap="xsmall", height="stretch"):
        st.page_link(PAGE, label=f"**{escape(each.title)}**", query_params=link(each.id))
        st.markdown(words(each))


def words(each: Glance) -> str:
    """What a card says below its title."""
    marks = [STATUS[each.status], *([made_up.MARK] if each.sample else [])]
    whose = escape(each.person) if each.person else "For a role"
    lines = [f"{whose} · {day(each.start)} to {day(each.end)} {' '.join(marks)}"]
    if each.headline is None:
        lines.append("No headline yet. Open it and choose one.")
    elif each.when == "template":
        lines.append(f"Headline: **{escape(each.headline)}**")
    else:
        lines.append(f"Headline: **{escape(each.headline)}**. {escape(each.standing)}")
    return "\n\n".join([*lines, waits(each)])


def waits(each: Glance) -> str:
    """What waits on a scorecard, a line each."""
    said = [f"{ICON[wait.kind]} {escape(wait.says)}" for wait in each.waiting]
    return "\n\n".join(said)


def _empty(desk: Desk) -> None:
    st.markdown(
        "A scorecard holds what one product marketer answers for in a period: a few KPIs, each "
        "with a target, and who shares it. You read the figures into it as they come, and it "
        "says how they stand."
    )
    with st.grid(2, min_column_width=260, gap="medium"):
        with st.container(border=True, key="door_kept_design", gap="small", height="stretch"):
            st.subheader("Design one", anchor=False, icon=":material/edit_square:")
            st.markdown(
                "Describe the role, look at what is recommended and why, then adopt it as a "
                "scorecard."
            )
            st.page_link(DESIGN, label="Design a scorecard", icon=":material/arrow_forward:")
        with st.container(border=True, key="door_kept_sample", gap="small", height="stretch"):
            st.subheader("Look at a sample", anchor=False, icon=":material/apartment:")
            st.markdown(made_up.OFFER)
            if made_up.offered(desk):
                st.button(
                    made_up.OPEN,
                    icon=":material/arrow_forward:",
                    icon_position="right",
                    key="sample_open",
                    on_click=made_up.open_it,
                )
            else:
                st.caption(here.not_allowed(desk.member, "remove-sample"))
    take_in.show(desk)


def _only_overdue(every: Sequence[Glance]) -> bool:
    """The choice of all scorecards, or of those whose review is overdue, where any is."""
    count = sum(each.overdue > 0 for each in every)
    if not count:
        return False
    names = {"all": f"All ({len(every)})", "overdue": f"Review overdue ({count})"}
    chosen = st.segmented_control(
        "Which scorecards",
        list(names),
        default="all",
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        key="list_which",
    )
    return chosen == "overdue"


def _count(desk: Desk) -> None:
    """How much waits for this person, and the way to it."""
    count = len(desk.notices())
    if count:
        label = f"{count} {'thing waits' if count == 1 else 'things wait'} for you"
        st.page_link(HOME, label=label, icon=":material/notifications:")


def _overdue(chosen: Sequence[Glance]) -> None:
    """Those whose review is overdue, the longest first."""
    late = sorted((each for each in chosen if each.overdue), key=lambda each: -each.overdue)
    with st.grid(2, min_column_width=320, gap="small"):
        for each in late:
            card(each)


def _narrowed(every: Sequence[Glance]) -> Sequence[Glance]:
    """The scorecards of the person, manager and status that were chosen."""
    with st.container(key="list_filter"), st.grid(3, min_column_width=180, gap="small"):
        person = _choice("Person", [each.person for each in every], "list_person")
        manager = _choice("Manager", [each.manager for each in every], "list_manager")
        status = st.selectbox(
            "Status",
            [each for each in STATUS if any(found.status == each for found in every)],
            index=None,
            format_func=STATUS_NAME.__getitem__,
            placeholder="Any",
            key="list_status",
        )
    return [
        each
        for each in every
        if person in (None, each.person)
        and manager in (None, each.manager)
        and status in (None, each.status)
    ]


def _choice(label: str, values: Sequence[str | None], key: str) -> str | None:
    known = sorted({each for each in values if each}, key=str.casefold)
    chosen: str | None = st.selectbox(label, known, index=None, placeholder="Any", key=key)
    return chosen


def _groups(chosen: Sequence[Glance]) -> None:
    limit: int = st.session_state.get(_SHOWN, AT_ONCE)
    ordered = [each for when in GROUPS for each in chosen if each.when == when]
    for when, title in GROUPS.items():
        shown = [each for each in ordered[:limit] if each.when == when]
        if shown:
            count = sum(each.when == when for each in chosen)
            st.subheader(f"{title} ({count})", anchor=False)
            with st.grid(2, min_column_width=320, gap="small"):
                for each in shown:
                    card(each)
    left = len(ordered) - limit
    if left > 0:
        st.button(f"Show {min(left, AT_ONCE)} more of {left}", key="list_more", on_click=_more)


def _more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, AT_ONCE) + AT_ONCE
