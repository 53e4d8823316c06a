"""Entries of a list, each with its link; and the matrix of metrics against phases."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine import Adviser
from ui.parts.find import KINDS, Hit, near
from ui.parts.metric_facets import Row, columns
from ui.parts.narrowing import ask_part
from ui.parts.queries import AT_ONCE, spans
from ui.parts.routes import page_of, record_link
from ui.parts.wording import escape


def entries(found: Sequence[Hit], with_kind: bool) -> None:
    """What was found, each with its link."""
    with st.container(key="hits"), st.grid(2, min_column_width=340, gap="medium"):
        for hit in found:
            with st.container(gap="xxsmall"):
                rule = f" · {escape(hit.id)}" if hit.kind == "rule" else ""
                st.page_link(
                    page_of(hit.id),
                    label=f"**{escape(hit.label)}**{rule}",
                    query_params={"id": hit.id},
                )
                matched = f"Found as *{escape(hit.matched)}*. " if hit.matched else ""
                kind = f"{KINDS[hit.kind]} · " if with_kind else ""
                st.caption(f"{kind}{matched}{escape(hit.about)}")


def paged(page: str, found: list[Hit], with_kind: bool) -> int:
    """A long list in parts; the part that is shown, from zero."""
    part = ask_part(page, spans(found))
    entries(found[part * AT_ONCE : (part + 1) * AT_ONCE], with_kind)
    return part


def nothing(words: str, filtered: bool, adviser: Adviser) -> None:
    """What to do where nothing was found."""
    if filtered:
        st.info("Nothing passes all of these. Take a filter away.", icon=":material/search_off:")
        return
    if not words:
        st.info("None is recorded yet.", icon=":material/search_off:")
        return
    close = near(words, adviser)
    advice = (
        "Did you mean one of these?"
        if close
        else "Try fewer or shorter words, or clear the search and walk through the lists."
    )
    st.info(f"Nothing goes by that name. {advice}", icon=":material/search_off:")
    entries(close, with_kind=True)


def unknown(some_id: str, adviser: Adviser) -> None:
    """What to do where nothing bears an id."""
    st.warning("Nothing bears this id. Search for it by name.", title=some_id[:80])
    words = some_id[:80].rpartition(".")[2].replace("-", " ")
    entries(near(words, adviser, limit=6), with_kind=True)


def matrix_table(rows: Sequence[Row], adviser: Adviser) -> None:
    """Metrics against phases. A number is the row of the source's grid that names the metric."""
    titles = [column.label for column in columns(adviser.graph)]
    cells: dict[str, list[str]] = {
        "Metric": [record_link(row.metric.id, adviser.knowledge) for row in rows]
    }
    for number, title in enumerate(titles):
        marks = [row.marks[number] for row in rows]
        cells[title] = [_mark(places) for places in marks]
    with st.container(key="matrix"):
        st.table(
            cells,
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt="Which phase tracks which metric",
        )


def _mark(places: Sequence[int]) -> str:
    return f"✓ {', '.join(map(str, places))}" if places else ""
