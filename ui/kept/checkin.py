"""The monthly check-in: the figures of every month, with their calendar, trend and cohorts."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.story.figures import compact, figure
from scorecards.story.monthly import STATES, Month, Watched, monthly, open_months
from scorecards.story.recurring import ARR, MRR, trend, trend_words, year_end
from scorecards.versions.diff import Words
from ui.kept import cohort_tables, here
from ui.kept.story_chart import trend_chart
from ui.kept.story_line import slug, watch
from ui.parts.wording import escape

_MARK = {
    "read": ":material/check:",
    "due": ":material/schedule:",
    "missing": ":material/error:",
    "to-come": "·",
    "before": "–",
}


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    found = monthly(opened.card, opened.readings, desk.adviser.graph, opened.today)
    by_metric = {each.metric: each for each in found}
    with st.container(key="checkin", gap="medium"):
        st.header("Monthly check-in", anchor=False)
        st.caption(
            "These four are looked at every month, in every phase. They are watched, not answered "
            "for, so no limit on KPIs takes them away."
        )
        _missing(opened, found)
        _due(opened, found)
        _grid(found)
        _recurring(desk, opened, by_metric)
        cohort_tables.churn(desk, opened)
        cohort_tables.conversion(desk, opened)


def _missing(opened: Opened, found: Sequence[Watched]) -> None:
    """The figures that are not on the scorecard, and a way to get them there."""
    away = [each for each in found if not each.on_card]
    if not away:
        return
    names = ", ".join(each.label for each in away)
    st.info(f"Not on this scorecard yet: {escape(names)}. Watch them here to enter readings.")
    if here.writable(opened):
        st.button(
            "Watch them here",
            icon=":material/add:",
            type="primary",
            key=here.key(opened, "watch_monthly"),
            on_click=watch,
            args=(opened, tuple(each.metric for each in away), "It is looked at every month."),
        )


def _due(opened: Opened, found: Sequence[Watched]) -> None:
    """What is open, and where to enter it."""
    due = [(label, month) for label, month in open_months(found)]
    if not due:
        return
    told = [f"{label} for {month.first:%b %Y} ({STATES[month.state]})" for label, month in due]
    st.markdown(f"**{len(due)} open:** {escape('; '.join(told[:6]))}{' …' if len(due) > 6 else ''}")
    st.page_link(
        here.PAGE,
        label="Enter readings",
        icon=":material/edit_note:",
        query_params=here.link(opened.id, "readings"),
    )


def _grid(found: Sequence[Watched]) -> None:
    """A row for each figure, a column for each month."""
    months = found[0].months if found else ()
    heads = "".join(f"<th scope='col'>{m.first:%b}<br>{m.first:%y}</th>" for m in months)
    rows = "".join(_row(each) for each in found)
    with st.container(key="month_grid"):
        st.html(
            "<div class='scroll' tabindex='0' role='region' aria-label='Readings by month'>"
            f"<table><thead><tr><th scope='col'>Figure</th>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>"
        )
    st.caption(
        "A month shows its value once it is read; due: this month’s reading is still open; "
        "missing: the month went by without one; “–”: before the period; “·”: to come."
    )


def _row(each: Watched) -> str:
    cells = "".join(f"<td class='{m.state}'>{_cell(m)}</td>" for m in each.months)
    state = _inert(each.says if each.on_card else "Not on this scorecard")
    return f"<tr><th scope='row'>{_inert(each.label)}<small>{state}</small></th>{cells}</tr>"


def _cell(month: Month) -> str:
    if month.state == "read":
        assert month.reading is not None
        sign = "%" if month.value.endswith(" percent") else ""
        return f"<span title='{_inert(month.value)}'>{compact(month.reading.value)}{sign}</span>"
    if month.state in ("due", "missing"):
        return STATES[month.state]
    return f"<span title='{STATES[month.state]}'>{_MARK[month.state]}</span>"


def _inert(text: str) -> str:
    return html.escape(text)


def _recurring(desk: Desk, opened: Opened, found: dict[str, Watched]) -> None:
    """Recurring revenue of the year and the month, side by side."""
    answer = year_end(opened.card, opened.readings, desk.adviser.knowledge, opened.today)
    word = {"yes": "Yes", "no": "No", "unknown": "Unknown"}[answer.answer]
    colour = {"yes": "green", "no": "orange", "unknown": "gray"}[answer.answer]
    with st.container(border=True, key="recurring", gap="small"):
        st.subheader("Recurring revenue: year and month", anchor=False)
        st.markdown(f"On track for the revenue target of the year? :{colour}-badge[{word}]")
        st.markdown(escape(answer.says))
        if answer.month:
            st.caption(escape(answer.month))
        here_now = [found[each] for each in (ARR, MRR) if each in found and found[each].on_card]
        for column, watched in zip(st.columns(2, gap="large"), here_now, strict=False):
            with column:
                _trend(desk, opened, watched)
        _spending(opened)


def _trend(desk: Desk, opened: Opened, watched: Watched) -> None:
    steps = trend(watched)
    read = [m.reading for m in watched.months if m.reading]
    unit = Words(desk.adviser.knowledge).unit(opened.card.kpi(watched.metric))
    currency = read[-1].currency if read else None
    st.markdown(f"**{escape(watched.label)}**  \n{escape(trend_words(steps, unit, currency))}")
    known = [each for each in steps if each.value is not None]
    if len(known) > 1:
        text = trend_words(steps, unit, currency)
        chart = trend_chart(watched.label, text, [(e.first, e.value) for e in known if e.value])
        st.altair_chart(chart, width="stretch", key=f"trend_{slug(watched.metric)}")
        with st.expander(f"{escape(watched.label)} as a table"):
            st.table(
                {
                    "Month": [f"{each.first:%b %Y}" for each in known],
                    "Value": [figure(each.value, unit, currency) for each in known if each.value],
                    "Change from the month before": [
                        "unknown" if each.change is None else figure(each.change, unit, currency)
                        for each in known
                    ],
                }
            )


def _spending(opened: Opened) -> None:
    """What the trend means for planned spending, as somebody declared it."""
    old = not here.writable(opened)
    key = here.key(opened, "spending")
    st.text_area(
        "What the trend means for planned spending",
        value=opened.card.spending,
        max_chars=4000,
        placeholder="Such as: the second campaign waits until revenue is back on its line.",
        disabled=old,
        key=key,
    )
    if not old:
        st.button(
            "Keep the note",
            icon=":material/save:",
            key=here.key(opened, "keep_spending"),
            on_click=_keep_spending,
            args=(opened, key),
        )


def _keep_spending(opened: Opened, key: str) -> None:
    text = str(st.session_state[key]).strip()

    def change(card: Scorecard) -> Scorecard:
        return card.model_copy(update={"spending": text})

    here.save(opened, change, "Noted what recurring revenue means for planned spending.")
