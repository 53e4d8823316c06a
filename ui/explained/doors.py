"""The ways into an explanation: a row on a card, a button in a list, a search over all metrics."""

from __future__ import annotations

import streamlit as st

from engine import Recommendation
from ui.explained.address import ABOUT
from ui.explained.panel import open_panel
from ui.session import names_of_metrics

_SEARCH = "any_metric"


def ways(metric: str, label: str) -> None:
    """Everything that can be explained of a KPI, each one click away."""
    key = f"ways_{metric}"
    st.pills(
        f"Explain {label}",
        list(ABOUT),
        format_func=ABOUT.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=_picked,
        args=(key, metric),
    )


def _picked(key: str, metric: str) -> None:
    about, st.session_state[key] = st.session_state[key], None
    if about:
        open_panel(metric, about)


def listed_metric(said: str, metric: str, where: str, recommendation: Recommendation) -> None:
    """A line about a metric of a list, with the way to why it is a KPI or why it is none.

    Args:
        said: The line, as Markdown.
        metric: The metric that it is about.
        where: The list.
        recommendation: The scorecard.
    """
    kpi = next((each for each in recommendation.kpis if each.metric == metric), None)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(said, width="content")
        st.button(
            "Why a KPI?" if kpi else "Why not a KPI?",
            key=f"why_not_{where}_{metric}",
            type="tertiary",
            on_click=open_panel,
            args=(metric,),
        )


def any_metric() -> None:
    """A search over the whole catalogue: why a metric is a KPI here, or why it is none."""
    names = names_of_metrics()
    st.selectbox(
        "Why is a metric here, or why not?",
        list(names),
        index=None,
        placeholder="Any metric, by any of its names",
        key=_SEARCH,
        on_change=_found,
        args=(names,),
    )


def _found(names: dict[str, str]) -> None:
    name, st.session_state[_SEARCH] = st.session_state[_SEARCH], None
    if name in names:
        open_panel(names[name])
