"""Every KPI against every scorecard of a period: how each has it, in words."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.document import Scorecard
from scorecards.plan import Cell, Line, Plan
from ui.parts.headings import heading
from ui.parts.wording import ACCOUNTABILITY

_ROLE = {
    "headline": "headline",
    "supporting": "supporting",
    "monitor": "only watched",
    "guardrail": "guardrail",
}
_COLUMNS = 6
"""Scorecards up to which a table can be read; more are told as a list."""


def show(desk: Desk, plan: Plan, cards: Sequence[Scorecard]) -> None:
    """Show the KPIs proper; what is only watched, and the guardrails, are folded."""
    heading(
        "KPI by KPI",
        desk.adviser.knowledge,
        ("term.direct", "term.shared", "term.contributing"),
        caption="How each scorecard has it. What most of them have stands first.",
    )
    proper = [line for line in plan.matrix if line.proper]
    rest = [line for line in plan.matrix if not line.proper]
    if proper:
        _table(proper, cards, "plan_matrix")
    else:
        st.info("No scorecard of this period has a KPI yet. Open one and add its headline.")
    if rest:
        with st.expander(f"{len(rest)} guardrails and what is only watched"):
            _table(rest, cards, "plan_matrix_rest")


def _table(lines: Sequence[Line], cards: Sequence[Scorecard], key: str) -> None:
    heads = "".join(f"<th scope='col'>{_card(card)}</th>" for card in cards)
    body = "".join(_row(line, cards) for line in lines)
    wide = "" if len(cards) <= _COLUMNS else " class='long'"
    with st.container(key=key):
        st.html(
            f"<table{wide}><thead><tr><th scope='col'>KPI</th>{heads}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )


def _row(line: Line, cards: Sequence[Scorecard]) -> str:
    held = {cell.card: cell for cell in line.cells}
    metric, label = html.escape(line.metric), html.escape(line.label)
    # A list says only who has it; a table needs a place for everybody.
    listing = len(cards) > _COLUMNS
    cells = "".join(
        _cell(card, held.get(card.id)) for card in cards if card.id in held or not listing
    )
    return f"<tr><th scope='row'><a href='catalogue?id={metric}'>{label}</a></th>{cells}</tr>"


def _cell(card: Scorecard, cell: Cell | None) -> str:
    if cell is None:
        return "<td class='none'><span aria-label='not on it'>–</span></td>"
    return (
        f"<td class='{cell.kind}'><span class='who'>{html.escape(card.person or card.title)}</span>"
        f"<b>{ACCOUNTABILITY[cell.kind]}</b> <small>{_ROLE[cell.role]}</small></td>"
    )


def _card(card: Scorecard) -> str:
    name, title = html.escape(card.person or card.title), html.escape(card.title)
    return f"<a href='scorecard?id={html.escape(card.id)}' title='{title}'>{name}</a>"
