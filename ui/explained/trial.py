"""A change that is being tried: what became of the metric, and the way back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from engine.explain.words import PLACE
from ui.explained.address import metric_in
from ui.explained.case import Case
from ui.parts.links import TRIED, write_link
from ui.parts.wording import escape
from ui.session import before

DESIGN = "views/design.py"


def tried(case: Case, page: Mapping[str, str]) -> None:
    """Say what became of the metric for whose sake other answers are tried."""
    metric = metric_in(page, TRIED, case.knowledge)
    if not metric:
        if TRIED in page:
            st.warning(
                f"{escape(page[TRIED][:80])}: there is no such metric to try answers for.",
                title="Left out",
                icon=":material/link_off:",
            )
        return
    label = escape(case.knowledge.label(metric))
    earlier = before()
    with st.container(border=True, key="tried", gap="xsmall"):
        was = f" It was {PLACE[earlier.place(metric)]}." if earlier else ""
        st.markdown(
            f":material/play_arrow: **You are trying other answers. "
            f"{label} is {PLACE[case.place(metric)]} now.**{was}"
        )
        with st.container(horizontal=True, gap="small"):
            if earlier:
                st.page_link(
                    DESIGN,
                    label="Go back to my answers",
                    icon=":material/undo:",
                    query_params=write_link(earlier.asked, case.knowledge),
                )
            st.button("Keep them", icon=":material/check:", key="tried_keep", on_click=_keep)


def _keep() -> None:
    st.query_params.pop(TRIED, None)
