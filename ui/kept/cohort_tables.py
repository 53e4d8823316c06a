"""Churn and conversion by cohort: what is kept, and a file to add."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.part import Refused
from scorecards.readings.cohort_files import converted_rows, keep_cohorts, lost_rows, preview
from scorecards.readings.cohorts import (
    CHURN,
    CONVERSION,
    CONVERTED_TEMPLATE,
    LOST_TEMPLATE,
    Lost,
    best_words,
    by_month,
)
from scorecards.story.figures import day, grouped
from ui.kept import here
from ui.kept.files import given_text
from ui.parts.wording import escape


def churn(desk: Desk, opened: Opened) -> None:
    """Customers lost and revenue lost, for each cohort and month."""
    with st.container(border=True, key="churn_cohorts", gap="small"):
        st.subheader("Churn by cohort and month", anchor=False)
        rows = lost_rows(desk, opened)
        if rows:
            whole = by_month(rows)
            st.table({"Month": [f"{e.month:%b %Y}" for e in whole], **_lost_columns(whole)})
            with st.expander("Each cohort in each month", expanded=len(rows) <= 24):
                st.table(
                    {
                        "Month": [f"{each.month:%b %Y}" for each in rows],
                        "Cohort": [each.cohort for each in rows],
                        **_lost_columns(rows),
                    }
                )
        else:
            st.caption("No cohort file yet. Add one to see customers lost and revenue lost.")
        _add(opened, CHURN, LOST_TEMPLATE, "A file holds all cohorts of each of its months.")


def conversion(desk: Desk, opened: Opened) -> None:
    """Sign-up to subscriber conversion for each cohort, the best one named."""
    with st.container(border=True, key="conversion_cohorts", gap="small"):
        st.subheader("Sign-ups that subscribe, by cohort", anchor=False)
        rows = converted_rows(desk, opened)
        if rows:
            st.markdown(f"**{escape(best_words(rows))}**")
            st.table(
                {
                    "Cohort": [each.cohort for each in rows],
                    "Sign-ups": [f"{each.signups:,}" for each in rows],
                    "Subscribers": [f"{each.subscribers:,}" for each in rows],
                    "Conversion": [_percent(each.rate) for each in rows],
                }
            )
        else:
            st.caption("No cohort file yet. Add one to see which cohort converts best.")
        _add(opened, CONVERSION, CONVERTED_TEMPLATE, "The total becomes a reading of today.")


def _lost_columns(rows: Sequence[Lost]) -> dict[str, list[str]]:
    return {
        "Customers lost": [f"{e.customers_lost:,} of {e.customers_start:,}" for e in rows],
        "Share of customers": [_percent(each.customers) for each in rows],
        "Revenue lost": [f"{grouped(e.revenue_lost)} of {grouped(e.revenue_start)}" for e in rows],
        "Share of revenue": [_percent(each.revenue) for each in rows],
    }


def _percent(value: object) -> str:
    return "unknown" if value is None else f"{value}%"


def _add(opened: Opened, metric: str, template: str, about: str) -> None:
    """A file to add: template, preview, then kept."""
    if not here.writable(opened, "record") or not opened.card.holds(metric):
        return
    churns = metric == CHURN
    with st.expander("Add a cohort file", icon=":material/upload_file:"):
        st.caption(about)
        name = "churn" if churns else "conversion"
        text = given_text(opened, f"{name}_cohorts", template)
        if text is None:
            return
        try:
            values = preview(opened, text, churns)
        except Refused as refused:
            st.error("\n".join(f"- {escape(str(each))}" for each in refused.refusals))
            return
        st.table(
            {
                "Day": [day(each.on) for each in values],
                "Value": [f"{each.value}%" for each in values],
                "Counted from": [f"{each.n:,}" for each in values],
            }
        )
        st.button(
            "Keep these readings",
            type="primary",
            key=here.key(opened, f"keep_{name}_cohorts"),
            disabled=not values,
            on_click=_keep,
            args=(opened.id, text, churns),
        )


def _keep(id: str, text: str, churns: bool) -> None:
    here.act(lambda: keep_cohorts(here.desk(), id, text, churns))
