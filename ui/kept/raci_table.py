"""Who is accountable, does the work, is asked and is told, as a table."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from scorecards.accountability.raci import raci
from scorecards.desk import Desk, Opened
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.wording import escape


def show(desk: Desk, opened: Opened) -> None:
    """The table, read off the contracts above; nothing is entered here."""
    known = desk.adviser.knowledge
    rows = raci(opened.card, known.label)
    if not rows:
        return

    def teams(found: Iterable[str]) -> str:
        return ", ".join(escape(known.label(team)) for team in found) or "—"

    heading(
        "Who does what",
        desk.adviser.knowledge,
        caption=(
            "Read off what is agreed above (RACI). One team is accountable for each KPI; those "
            "who are told share an objective that the KPI serves."
        ),
    )
    with st.container(key="raci"):
        st.table(
            {
                "KPI": [record_link(row.metric, known) for row in rows],
                "Accountable": [
                    teams((row.accountable,)) if row.accountable else f"**{row.gap}**"
                    for row in rows
                ],
                "Does the work": [teams(row.responsible) for row in rows],
                "Is asked": [teams(row.consulted) for row in rows],
                "Is told": [teams(row.informed) for row in rows],
                "Product marketing's own part": [
                    ", ".join(record_link(metric, known) for metric in row.own_part) or "—"
                    for row in rows
                ],
            },
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt="Which team has which part in each KPI",
        )
