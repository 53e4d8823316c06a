"""One KPI in the story: against its target, product marketing's part, the bottom line."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

from engine.explain.words import listed, lowered
from knowledge_graph.records import Basis
from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.making.adopt import add
from scorecards.readings.standing import RECURRING, Status
from scorecards.story.beside import Beside
from scorecards.story.own import Own
from scorecards.story.recurring import year_end
from scorecards.story.said import STATUS, waiting
from scorecards.story.tell import Line
from ui.kept import here
from ui.kept.story_chart import drawn, figures
from ui.parts.cards import slug as slug
from ui.parts.wording import BASIS, escape

Colour = Literal["green", "blue", "orange", "red", "gray"]
_MARK: dict[Status, tuple[str, Colour]] = {
    "met": (":material/check_circle:", "green"),
    "on-the-way": (":material/trending_up:", "blue"),
    "at-risk": (":material/warning:", "orange"),
    "missed": (":material/cancel:", "red"),
    "not-yet-interpretable": (":material/hourglass_empty:", "gray"),
    "no-target": (":material/flag:", "gray"),
}
_ROLE = {
    "headline": "Headline",
    "supporting": "Supporting",
    "guardrail": "Guardrail",
    "monitor": "Watched",
}


def show(desk: Desk, opened: Opened, line: Line) -> None:
    """Show one KPI; the headline with its chart at its side."""
    head = line.role == "headline"
    name = "storyhead" if head else f"storyline_{line.role}"
    with st.container(border=True, key=f"{name}_{slug(line.metric)}", gap="small"):
        if head:
            told, seen = st.columns([1.25, 1], gap="large")
            with told:
                _said(line)
                _answers(desk, line)
            with seen:
                _chart(opened, line)
        else:
            _said(line)
            _chart(opened, line)
            _answers(desk, line)
        if line.beside:
            _together(desk, opened, line)


def _said(line: Line) -> None:
    """The KPI against its target: the status as a word, then a sentence."""
    where = line.track.standing
    icon, colour = _MARK[where.status]
    says = STATUS[where.status]
    if where.status == "not-yet-interpretable" and where.count < where.needed:
        says = waiting(where).removesuffix(" readings.")
    with st.container(horizontal=True, gap="xsmall", key=f"marks_{slug(line.metric)}"):
        st.badge(says, icon=icon, color=colour)
        st.badge(_ROLE[line.role], color="gray")
    st.subheader(escape(line.label), anchor=False)
    st.markdown(escape(line.says))
    if line.agreed:
        st.markdown(f":orange-badge[:material/history: Target moved] {escape(line.agreed)}")
    if line.settled:
        st.caption(escape(" ".join(line.settled)))


def _answers(desk: Desk, line: Line) -> None:
    """Product marketing's part with its own figures, and the way to the bottom line."""
    with st.container(key=f"answers_{slug(line.metric)}", gap="xsmall"):
        st.markdown(f"**Product marketing’s part.** {escape(line.own_part)}")
        here_now = [each for each in line.own if each.on_card]
        if here_now:
            st.markdown("\n".join(f"- **{escape(e.label)}:** {_own_words(e)}" for e in here_now))
        away = listed((lowered(each.label) for each in line.own if not each.on_card), "and")
        if away:
            st.caption(escape(f"Not on this scorecard: {away}."))
        st.markdown(f"**Bottom line.** {_way(desk, line)}")
        st.caption(escape(line.effect))


def _own_words(own: Own) -> str:
    return escape(f"{own.value}. {own.says}" if own.value else own.says)


def _way(desk: Desk, line: Line) -> str:
    label = desk.adviser.knowledge.label
    steps = [escape(label(each)) for each in (*line.way.path, *line.way.corporate[:1])]
    return " → ".join(steps) if line.way.corporate else "Not known."


def _chart(opened: Opened, line: Line) -> None:
    kpi = opened.card.kpi(line.metric)
    spec = _spec(line.model_dump_json(), kpi.model_dump_json(), line, kpi)
    if spec is None:
        return
    with st.container(key=f"drawn_{slug(line.metric)}", gap=None):
        st.vega_lite_chart(spec, width="stretch", key=f"chart_{slug(line.metric)}")
        if line.track.standing.aim is not None:
            st.caption(escape(f"Dashed: the target, {line.target}"))
        with st.expander("The figures as a table"):
            rows = figures(line)
            st.table({"Day": [here.day(d) for d, _ in rows], line.label: [v for _, v in rows]})


@st.cache_data(show_spinner=False, max_entries=512)
def _spec(told: str, agreed: str, _line: Line, _kpi: ScorecardKpi) -> dict[str, Any] | None:
    """The chart as Vega-Lite, by all that it is drawn from; drawing takes longest on this page."""
    chart = drawn(_line, _kpi)
    return None if chart is None else chart.to_dict()


def _together(desk: Desk, opened: Opened, line: Line) -> None:
    """What has to be read beside it, always in sight."""
    with st.container(key=f"together_{slug(line.metric)}", gap="xsmall"):
        st.markdown("**Read it together with**")
        if line.metric in RECURRING:
            card, readings = opened.card, opened.readings
            answer = year_end(card, readings, desk.adviser.knowledge, opened.today)
            st.markdown(f"On track for the revenue target of the year? {escape(answer.says)}")
            if answer.month:
                st.caption(escape(answer.month))
        for each in line.beside:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                value = f" {escape(each.value)}." if each.value else ""
                st.markdown(f"**{escape(each.label)}**:{value} {escape(each.says)}")
                if not each.on_card and here.writable(opened):
                    _offer(opened, line, each)


def _offer(opened: Opened, line: Line, each: Beside) -> None:
    st.button(
        "Watch it here",
        icon=":material/add:",
        key=here.key(opened, f"beside_{slug(line.metric)}_{slug(each.metric)}"),
        on_click=watch,
        args=(opened, (each.metric,), f"It is read together with {line.label}."),
        help=f"{escape(each.why)} ({_basis(each.basis)})",
    )


def _basis(basis: Basis) -> str:
    return BASIS[basis].lower()


def watch(opened: Opened, metrics: tuple[str, ...], reason: str) -> None:
    """Put metrics on the scorecard to be watched only; a callback."""
    graph = here.desk().adviser.graph
    names = ", ".join(graph.knowledge.label(each) for each in metrics)

    def change(card: Scorecard) -> Scorecard:
        for metric in metrics:
            card = add(card, metric, "monitor", reason, graph)
        return card

    here.save(opened, change, f"{names}: watched here now.")
