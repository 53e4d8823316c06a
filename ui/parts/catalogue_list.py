"""The list of the catalogue: search, kinds, filters, and what they leave."""

from __future__ import annotations

import streamlit as st

from engine import Adviser
from ui.parts import narrowing
from ui.parts.facets import Chosen
from ui.parts.find import KINDS, counts
from ui.parts.hits import matrix_table, nothing, paged
from ui.parts.metric_facets import Row, matrix, metric_facets
from ui.parts.queries import AT_ONCE, LISTS, Query, hits, metrics, write_query
from ui.parts.routes import show_address

PAGE = "catalogue"


def show_list(adviser: Adviser) -> None:
    """The whole list page, in step with its address."""
    facets = metric_facets(adviser)
    narrowing.take_over(PAGE, facets)
    words = narrowing.ask_words(PAGE, "Win rate, CLV, Van Westendorp, battlecard …")
    kind = str(st.session_state[f"{PAGE}_kind"]) if words else _ask_kind(adviser)
    chosen: Chosen = {}
    if words or kind == "metric":
        chosen = narrowing.filters(PAGE, facets)
    as_matrix = kind == "metric" and _ask_view()
    query = Query(words, kind, chosen, as_matrix)
    query = _matrix(query, adviser) if as_matrix else _list(query, adviser)
    address = write_query(query)
    narrowing.leave_from(PAGE, address)
    show_address(PAGE, address)


def _ask_kind(adviser: Adviser) -> str:
    number = counts(adviser)
    asked = st.session_state[f"{PAGE}_kind"]
    return str(
        st.pills(
            "What",
            [kind for kind in LISTS if number[kind] or kind == asked],
            required=True,
            format_func=lambda each: f"{KINDS[each]} {number[each]}",
            key=f"{PAGE}_kind",
            label_visibility="collapsed",
            on_change=narrowing.from_the_start,
            args=(PAGE,),
        )
    )


def _ask_view() -> bool:
    view = st.segmented_control(
        "Show as",
        ["list", "matrix"],
        required=True,
        format_func={
            "list": ":material/list: List",
            "matrix": ":material/grid_on: By phase",
        }.__getitem__,
        key=f"{PAGE}_view",
        label_visibility="collapsed",
        on_change=narrowing.from_the_start,
        args=(PAGE,),
    )
    return view == "matrix"


def _list(query: Query, adviser: Adviser) -> Query:
    found = hits(query, adviser)
    what = "found" if query.words else KINDS[query.kind].lower()
    narrowing.count_line(PAGE, f"**{len(found)}** {what}", query, metric_facets(adviser))
    if not found:
        nothing(query.words, bool(query.chosen), adviser)
        return query
    part = paged(PAGE, found, with_kind=bool(query.words))
    return Query(query.words, query.kind, query.chosen, part=part)


def _matrix(query: Query, adviser: Adviser) -> Query:
    every = matrix(metrics(query, adviser), adviser.graph)
    tracked = [row for row in every if row.tracked]
    rest = len(every) - len(tracked)
    said = f"**{len(tracked)}** metrics are tracked by a phase or every month"
    narrowing.count_line(PAGE, said, query, metric_facets(adviser))
    untracked = bool(rest) and st.toggle(
        f"Show also the {rest} that none tracks", key=f"{PAGE}_untracked"
    )
    rows = list(every) if untracked else tracked
    if not rows:
        nothing(query.words, bool(query.chosen), adviser)
        return query
    st.caption(
        "✓ with the row of the source's grid that names the metric. "
        "A metric opens in a new tab, so that the table stays."
    )
    part = narrowing.ask_part(PAGE, _row_spans(rows))
    matrix_table(rows[part * AT_ONCE : (part + 1) * AT_ONCE], adviser)
    return Query(query.words, query.kind, query.chosen, True, untracked, part)


def _row_spans(rows: list[Row]) -> list[str]:
    starts = range(0, len(rows), AT_ONCE)
    return [f"{start + 1} – {min(start + AT_ONCE, len(rows))}" for start in starts]
