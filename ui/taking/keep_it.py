"""Keeping a result: which scorecard, what each figure becomes there, and the buttons."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import streamlit as st

from knowledge_graph.measures import Instrument
from scorecards.desk import Desk, Opened
from scorecards.instruments import Result
from scorecards.instruments.fits import Fit, fits
from scorecards.instruments.given import Given
from scorecards.instruments.keep import (
    File,
    keep_baselines,
    keep_readings,
    recordable,
    watch,
    why_not_attached,
    without_a_baseline,
)
from scorecards.part import FIRST
from ui.kept import here
from ui.parts.cards import slug
from ui.parts.wording import escape
from ui.taking.address import CARD


def show(instrument: Instrument, result: Result, given: Given, card: str) -> None:
    """Where the result can be kept, and what it becomes there."""
    here.tell()
    if given.how == "example":
        st.info("The example is made up, so it is not kept. Upload a file, or type rows in.")
        return
    desk = here.open_desk()
    if desk is None:
        return
    cards = {each.id: each for each in recordable(desk, instrument)}
    if not cards:
        st.info(
            "You have no scorecard on which you may enter readings. Design one, and adopt it; the "
            "result can be kept there."
        )
        st.page_link("views/design.py", label="Design a scorecard", icon=":material/edit_square:")
        return
    if card and card not in cards:
        st.info("On the scorecard of this address you may not enter readings. Choose another.")
    ids, key = list(cards), f"keep_on_{card}"
    chosen = st.selectbox(
        "Scorecard",
        ids,
        index=ids.index(card) if card in cards else 0,
        format_func=lambda id: cards[id].title,
        key=key,
        on_change=_follow,
        args=(key,),
    )
    opened = here.opened(desk, {here.ID: chosen})
    if opened is not None:
        _on(desk, opened, instrument, result, given)


def _follow(key: str) -> None:
    st.query_params[CARD] = st.session_state[key]


def _on(desk: Desk, opened: Opened, instrument: Instrument, result: Result, given: Given) -> None:
    found = fits(opened.card, instrument, result, desk.adviser.knowledge)
    if not found:
        st.info("No figure of this instrument is a reading of a metric. Take the result as a file.")
        return
    wanted = [each for each in found if _fit(each, opened, instrument, len(found) > 1)]
    if not any(each.wrong is None for each in found):
        return
    on = _day(opened, wanted)
    file = (given.name, given.content)
    st.caption(
        why_not_attached(result, file)
        or "What you entered is kept with the scorecard as evidence, where all who may read it "
        "can open it."
    )
    _buttons(opened, instrument, result, wanted, on, file)
    st.page_link(
        here.PAGE,
        label="See the readings of this scorecard",
        icon=":material/edit_note:",
        query_params=here.link(opened.id, "readings"),
    )


def _fit(fit: Fit, opened: Opened, instrument: Instrument, several: bool) -> bool:
    """What one figure becomes; whether it is to be kept."""
    with st.container(border=True, key=f"fit_{slug(fit.metric)}", gap="xsmall"):
        label = escape(fit.label)
        if fit.wrong is None:
            st.markdown(f"**{label}**: {escape(fit.says)}")
            if several:
                return st.checkbox("Keep it", True, key=here.key(opened, f"want_{fit.figure}"))
            return True
        st.markdown(f"**{label}**")
        why = escape(f"{fit.wrong.wrong[:1].upper()}{fit.wrong.wrong[1:]}")
        if not fit.missing:
            st.markdown(f":material/block: Not kept. {why}; {escape(fit.wrong.right)}.")
            return False
        st.markdown(f":material/add_chart: {why}.")
        if here.writable(opened):
            st.button(
                f"Watch {label} here",
                key=here.key(opened, f"watch_{fit.figure}"),
                icon=":material/visibility:",
                on_click=_watch,
                args=(opened, instrument, fit),
            )
        else:
            st.caption(here.why_not(opened))
        return False


def _day(opened: Opened, wanted: list[Fit]) -> datetime.date | None:
    """The day that is asked, where a value has none of its own."""
    if all(value.on for each in wanted for value in each.values):
        return None
    return st.date_input(
        "Day that the values speak of",
        opened.today,
        min_value=FIRST,
        max_value=opened.today,
        key=here.key(opened, "measured_on"),
    )


def _buttons(
    opened: Opened,
    instrument: Instrument,
    result: Result,
    wanted: list[Fit],
    on: datetime.date | None,
    file: File,
) -> None:
    figures = [each.figure for each in wanted]
    count = sum(len(each.values) for each in wanted)
    bare = [each for each in wanted if without_a_baseline(opened.card, each)]
    with st.container(horizontal=True, gap="small"):
        st.button(
            f"Keep {count:,} reading{'' if count == 1 else 's'}",
            type="primary",
            icon=":material/save:",
            disabled=not count,
            key=here.key(opened, "keep_result"),
            on_click=_keep,
            args=(opened, instrument, result, on, figures, file),
        )
        if here.writable(opened) and wanted and not bare:
            st.button(
                "Take as baseline",
                icon=":material/flag:",
                key=here.key(opened, "keep_baseline"),
                on_click=_baseline,
                args=(opened, instrument, result, figures),
                help="The value from which the target starts; of several days the last.",
            )
    if not here.writable(opened):
        st.caption(f"It cannot be taken as a baseline. {here.why_not(opened)}")
    for each in bare:
        st.caption(f"{escape(each.label)}: {without_a_baseline(opened.card, each)}")


def _keep(
    opened: Opened,
    instrument: Instrument,
    result: Result,
    on: datetime.date | None,
    figures: list[str],
    file: File,
) -> None:
    def doing() -> str:
        desk = here.desk()
        done = keep_readings(desk, opened, instrument, result, on, figures, file)
        title = escape(opened.card.title)
        if not done.kept:
            return f"Nothing was new: all of it is already on {title}."
        label = desk.adviser.knowledge.label
        told = ", ".join(f"{label(e.metric)} on {here.day(e.taken_on)}" for e in done.kept[:6])
        more = f" and {len(done.kept) - 6} more" if len(done.kept) > 6 else ""
        return f"Kept on {title}: {escape(told)}{more}."

    here.act(doing)


def _baseline(opened: Opened, instrument: Instrument, result: Result, figures: list[str]) -> None:
    def doing() -> str:
        version = keep_baselines(here.desk(), opened, instrument, result, figures)
        return f"{escape(version.why)} Saved as version {version.number}."

    _change(opened, doing)


def _watch(opened: Opened, instrument: Instrument, fit: Fit) -> None:
    def doing() -> str:
        version = watch(here.desk(), opened, instrument, fit.metric)
        return f"{escape(version.why)} Saved as version {version.number}."

    _change(opened, doing)


def _change(opened: Opened, doing: Callable[[], str]) -> None:
    """Change the scorecard; where somebody else did in between, its own page asks what counts."""
    if not here.act(doing) and here.conflict(opened.id) is not None:
        title = escape(opened.card.title)
        told = f"Somebody else changed {title} in the meantime. Open it, and choose what counts."
        here.say(told, "error")
