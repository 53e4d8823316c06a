"""One KPI in the story: against its target, product marketing's part, the bottom line."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from knowledge_graph.records import Basis
from scorecards.adopt import add
from scorecards.beside import Beside
from scorecards.desk import Desk, Opened
from scorecards.readings import RECURRING, Status
from scorecards.recurring import year_end
from scorecards.said import STATUS, waiting
from scorecards.story import Line
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
    """Show one KPI."""
    with st.container(border=True, key=f"storyline_{slug(line.metric)}", gap="small"):
        told, seen = st.columns([1.25, 1], gap="large")
        with told:
            _marks(line)
            st.subheader(escape(line.label), anchor=False)
            st.markdown(escape(line.says))
            _labelled("Target", line.target)
            _labelled("Product marketing’s part", line.own_part)
            _own(line)
            _labelled("Bottom line", _way(desk, line))
            st.caption(escape(line.effect))
        with seen:
            _chart(opened, line)
        if line.beside:
            _together(desk, opened, line)


def _marks(line: Line) -> None:
    where = line.track.standing
    icon, colour = _MARK[where.status]
    says = STATUS[where.status]
    if where.status == "not-yet-interpretable" and where.count < where.needed:
        says = waiting(where).removesuffix(" readings.")
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(says, icon=icon, color=colour)
        st.badge(_ROLE[line.role], color="gray")


def _labelled(name: str, text: str) -> None:
    st.markdown(f"**{name}**  \n{escape(text)}")


def _own(line: Line) -> None:
    """The metrics of the own part, each with its own standing."""
    if line.own:
        st.markdown("\n".join(f"- {escape(each.label)}: {escape(each.says)}" for each in line.own))


def _way(desk: Desk, line: Line) -> str:
    label = desk.adviser.knowledge.label
    steps = [label(each) for each in (*line.way.path, *line.way.corporate[:1])]
    return " → ".join(steps) if line.way.corporate else "Not known"


def _chart(opened: Opened, line: Line) -> None:
    chart = drawn(line, opened.card.kpi(line.metric))
    if chart is None:
        with st.container(key=f"nochart_{slug(line.metric)}"):
            st.caption("No reading yet, so there is nothing to draw.")
        return
    st.altair_chart(chart, width="stretch", key=f"chart_{slug(line.metric)}")
    rows = figures(line)
    with st.expander("The figures as a table"):
        st.table({"Day": [here.day(d) for d, _ in rows], line.label: [v for _, v in rows]})
        st.caption(escape(f"Target: {line.target}"))


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
                if not each.on_card and opened.version.number == opened.latest:
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

    def change(card: here.Scorecard) -> here.Scorecard:
        for metric in metrics:
            card = add(card, metric, "monitor", reason, graph)
        return card

    here.save(opened, change, f"{names}: watched here now.")
