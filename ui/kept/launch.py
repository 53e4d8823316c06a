"""The launch windows of a scorecard, side by side, and counted from a file."""

from __future__ import annotations

import datetime

import streamlit as st

from knowledge_graph.records import Metric
from scorecards.desk import Desk, Opened
from scorecards.part import Refused
from scorecards.readings.standing import ReadOut, read_outs
from scorecards.readings.taken import Taken, keep_taken, window_value
from scorecards.readings.windows import TEMPLATE, rate, rate_words, read_exposures
from scorecards.story.around import around_launch
from scorecards.story.figures import short
from scorecards.units import is_percent, unit_of
from ui.kept import here
from ui.kept.files import given_text
from ui.kept.titles import TITLES
from ui.parts.cards import slug
from ui.parts.wording import escape

_STATE = {
    "open": ":blue-badge[:material/schedule: Open]",
    "read": ":green-badge[:material/lock: Read]",
    "missed": ":gray-badge[:material/event_busy: Missed]",
}


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    _windows(desk, opened)
    _around(desk, opened)


def _around(desk: Desk, opened: Opened) -> None:
    """How what is watched around a launch stood before it, and some months after."""
    found = around_launch(opened.card, opened.readings, desk.adviser.knowledge, opened.today)
    if not found:
        return
    with st.container(border=True, key="around_launch", gap="small"):
        st.subheader("Before and after the launch", anchor=False)
        for each in found:
            watch = " :orange-badge[:material/visibility: Watch it now]" if each.near else ""
            st.markdown(f"**{escape(each.label)}**{watch}  \n{escape(each.says)}")


def _windows(desk: Desk, opened: Opened) -> None:
    with st.container(border=True, key="launch_windows", gap="small"):
        st.subheader("Launch windows", anchor=False)
        launched, found = opened.card.launched_on, _outs(opened)
        if launched is None or not found:
            st.caption(_why_none(opened))
            st.page_link(
                here.PAGE,
                label=TITLES["kpis"],
                icon=":material/target:",
                query_params=here.link(opened.id, "kpis"),
            )
            return
        st.markdown(
            f"The launch is on {here.day(launched)}. A window runs from that day until its "
            "read-out day, both included. It locks when it closes: what was read stays, and "
            "nothing is entered later."
        )
        for metric in dict.fromkeys(each.metric for each in found):
            _row(desk, opened, metric, [each for each in found if each.metric == metric])
        _count(desk, opened, launched, found)


def _outs(opened: Opened) -> tuple[ReadOut, ...]:
    return read_outs(opened.card, opened.readings, opened.today)


def _why_none(opened: Opened) -> str:
    if opened.card.launched_on is None:
        return "The day of the launch is not set. Set it to get read-outs after 5, 10 and 30 days."
    return "No KPI is read in windows. Give one its read-out days."


def _row(desk: Desk, opened: Opened, metric: str, outs: list[ReadOut]) -> None:
    """The windows of one KPI side by side."""
    record = desk.adviser.knowledge.get(Metric, metric)
    unit = unit_of(record, opened.card.kpi(metric).variant)
    st.markdown(f"**{escape(record.label)}**")
    with st.container(horizontal=True, gap="small", key=f"windows_{slug(metric)}"):
        for out in outs:
            locked = opened.today > out.closes_on
            with st.container(border=True, key=f"window_{slug(metric)}_{out.window}", gap="small"):
                st.markdown(f"After {out.window} days")
                st.markdown(f"### {_value(out, unit)}")
                state = "Locked" if out.state == "read" and locked else out.state.capitalize()
                st.markdown(_STATE[out.state].replace(out.state.capitalize(), state))
                closes = "closed on" if locked else "open until"
                n = out.reading.n if out.reading else None
                counted = f", {n:,} people" if n is not None else ""
                st.caption(f"{closes} {here.day(out.closes_on)}{counted}")


def _value(out: ReadOut, unit: str) -> str:
    if out.reading is None:
        return "–"
    return escape(short(out.reading.value, unit, out.reading.currency))


def _count(desk: Desk, opened: Opened, launched: datetime.date, found: tuple[ReadOut, ...]) -> None:
    """A value counted from people who were exposed in the window."""
    if not here.writable(opened, "record"):
        return
    waiting = {
        f"{desk.adviser.knowledge.label(each.metric)}, {each.window} days": each
        for each in found
        if opened.today <= each.closes_on and is_percent(_unit(desk, opened, each.metric))
    }
    if not waiting:
        st.caption("Every window is closed, so nothing more can be read.")
        return
    with st.expander("Count a value from a file of people", icon=":material/upload_file:"):
        st.caption(
            "A person counts once, by the first day of being exposed. Counted are those exposed in "
            "the window; of them, those who acted in it too. Leave acted_on empty for who did not."
        )
        chosen = st.selectbox("Window", list(waiting), key=here.key(opened, "window_chosen"))
        text = given_text(opened, "exposures", TEMPLATE)
        if text is not None:
            _preview(opened, waiting[chosen], launched, text)


def _preview(opened: Opened, out: ReadOut, launched: datetime.date, text: str) -> None:
    try:
        people = read_exposures(text, opened.today)
    except Refused as refused:
        st.error("\n".join(f"- {escape(str(each))}" for each in refused.refusals))
        return
    found = rate(people, launched, out.window)
    says = rate_words(found)
    st.markdown(escape(says))
    value = window_value(out.metric, found, opened.today, says)
    st.button(
        "Keep this reading",
        type="primary",
        key=here.key(opened, "keep_window"),
        disabled=value is None,
        on_click=_keep,
        args=(opened.id, value),
    )


def _keep(id: str, value: Taken) -> None:
    def doing() -> str:
        kept = keep_taken(here.desk(), id, (value,))
        return "The reading is kept." if kept else "That reading stands already."

    here.act(doing)


def _unit(desk: Desk, opened: Opened, metric: str) -> str:
    return unit_of(desk.adviser.knowledge.get(Metric, metric), opened.card.kpi(metric).variant)
