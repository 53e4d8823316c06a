"""What a KPI's record asks to settle first: shown at the KPI, and written down in a form."""

from __future__ import annotations

from functools import partial

import streamlit as st

from knowledge_graph.records import Metric
from scorecards.desk import Desk, Opened
from scorecards.document import ScorecardKpi
from scorecards.making.settling import settle, shut, unsettled
from ui.kept import asking
from ui.parts.wording import escape, listed


def told(kpi: ScorecardKpi, metric: Metric) -> str:
    """What was settled and what is open, as lines of Markdown; empty where nothing is asked."""
    lines = [f"{escape(_named(each.what))}: {escape(each.says)}" for each in kpi.settled]
    if closed := shut(kpi, metric):
        lines.append(f":red-badge[:material/lock: Not open yet] Needs {escape(listed(closed))}.")
    if left := unsettled(kpi, metric):
        lines.append(f":orange-badge[:material/edit_note: To define] {escape(listed(left))}.")
    return "  \n".join(lines)


def show(desk: Desk, opened: Opened, metric: str) -> None:
    """Show the form."""
    record = desk.adviser.knowledge.get(Metric, metric)
    have = {each.what: each.says for each in opened.card.kpi(metric).settled}
    if record.gate:
        st.markdown(
            "It opens when both can be written down."
            if len(record.gate) == 2
            else "It opens when this can be written down."
        )
    for number, what in enumerate(_asked(record)):
        st.text_area(
            _named(what),
            have.get(what, ""),
            key=asking.field(opened, f"settled_{number}", metric),
            max_chars=1000,
            height="content",
            placeholder="Who was asked, when, and what came of it" if what in record.gate else "",
        )
    asking.wrong({})
    asking.buttons(opened, "Keep the answers", partial(_keep, opened, record))


def _asked(record: Metric) -> tuple[str, ...]:
    return (*record.gate, *record.define_first)


def _named(what: str) -> str:
    return what[:1].upper() + what[1:]


def _keep(opened: Opened, record: Metric) -> None:
    answers = {
        what: asking.typed(opened, f"settled_{number}", record.id)
        for number, what in enumerate(_asked(record))
    }
    asking.keep(
        opened,
        lambda card: settle(card, record, answers),
        f"What {record.label} means here was written down.",
    )
