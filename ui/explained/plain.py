"""Each KPI of a role in plain words: why it is there, and which part of it is whose."""

from __future__ import annotations

import streamlit as st

from ui.explained import stakes
from ui.explained.address import explanation_link
from ui.explained.case import Case
from ui.explained.ticks import sentences
from ui.parts.wording import escape

DESIGN = "views/design.py"


def plain_words(case: Case) -> None:
    """One entry for each KPI; what it says is worked out when it is opened."""
    kpis = case.recommendation.kpis
    if not kpis:
        st.info(
            "No KPI follows from what is known of the role yet. Say on *Design* what the business "
            "wants from it.",
            icon=":material/flag:",
        )
    with st.container(gap="xsmall"):
        for kpi in kpis:
            what = " · headline" if kpi.role == "headline" else ""
            with st.expander(
                f"{escape(kpi.label)}{what}",
                icon=":material/help:",
                key=f"plain_{kpi.metric}",
                on_change="rerun",
            ) as shown:
                if shown.open:
                    _plain(case, kpi.metric)


def _plain(case: Case, metric: str) -> None:
    st.markdown("**Why it makes sense for you**")
    st.markdown(sentences(case.why(metric).justification, case.knowledge))
    st.markdown("**Whose parts**")
    stakes.contract(case, metric, rules=False)
    st.page_link(
        DESIGN,
        label="Everything that explains it",
        icon=":material/arrow_forward:",
        query_params=explanation_link(case.asked, metric, case.knowledge),
    )
