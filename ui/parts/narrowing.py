"""The widgets that ask what a list should hold, in step with the address of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.parts.facets import Chosen, Facet
from ui.parts.queries import WORDS, Query, read_query


def take_over(page: str, facets: Sequence[Facet[Any]]) -> None:
    """Set the widgets of a page to what its address asks, where that is not what they show."""
    params, state = st.query_params.to_dict(), st.session_state
    if f"{page}_words" in state and state.get(f"{page}_address") == params:
        return
    fill_in(page, read_query(params, facets), facets)


def fill_in(page: str, query: Query, facets: Sequence[Facet[Any]]) -> None:
    """Set every widget of a page; to be called before they are shown."""
    state = st.session_state
    state[f"{page}_words"] = query.words
    state[f"{page}_kind"] = query.kind
    state[f"{page}_view"] = "matrix" if query.matrix else "list"
    state[f"{page}_untracked"] = query.untracked
    state[f"{page}_page"] = query.part
    for facet in facets:
        state[f"{page}_by_{facet.name}"] = list(query.chosen.get(facet.name, ()))


def from_the_start(page: str) -> None:
    """Show the first part again: another question has another list."""
    st.session_state[f"{page}_page"] = 0


def ask_words(page: str, placeholder: str) -> str:
    """Ask for words to search for."""
    words = st.text_input(
        "Search",
        key=f"{page}_words",
        placeholder=placeholder,
        icon=":material/search:",
        max_chars=WORDS,
        on_change=from_the_start,
        args=(page,),
    )
    return (words or "")[:WORDS].strip()


def ask_facets(page: str, facets: Sequence[Facet[Any]]) -> Chosen:
    """Ask for every filter; several values of one filter mean any of them."""
    chosen: dict[str, tuple[str, ...]] = {}
    with st.grid(4, min_column_width=210, gap="small"):
        for facet in facets:
            values = st.multiselect(
                facet.label,
                list(facet.options),
                format_func=facet.options.__getitem__,
                key=f"{page}_by_{facet.name}",
                placeholder="Any",
                on_change=from_the_start,
                args=(page,),
            )
            if values:
                chosen[facet.name] = tuple(values)
    return chosen


def filters(page: str, facets: Sequence[Facet[Any]]) -> Chosen:
    """The filters, folded away until they are wanted or in use."""
    used = any(st.session_state.get(f"{page}_by_{facet.name}") for facet in facets)
    with st.expander("Filter", icon=":material/tune:", expanded=used, key=f"{page}_filters"):
        return ask_facets(page, facets)


def count_line(page: str, said: str, query: Query, facets: Sequence[Facet[Any]]) -> None:
    """How many were found, and the way to take every word and filter away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(said, width="content")
        if query.words or query.chosen:
            st.button(
                "Clear search and filters",
                icon=":material/filter_alt_off:",
                type="tertiary",
                key=f"{page}_clear",
                on_click=fill_in,
                args=(page, Query(kind=query.kind, matrix=query.matrix), facets),
            )


def ask_part(page: str, spans: Sequence[str]) -> int:
    """Ask which part of a long list to show."""
    key = f"{page}_page"
    if st.session_state.get(key) not in range(len(spans)):
        st.session_state[key] = 0
    if len(spans) < 2:
        return 0
    part = st.segmented_control(
        "Part of the list",
        range(len(spans)),
        required=True,
        format_func=lambda each: spans[each],
        key=key,
        label_visibility="collapsed",
    )
    return int(part or 0)


def back_to(page: str, view: str, label: str) -> None:
    """The way back to a list as it was left."""
    left: Mapping[str, str] = st.session_state.get(f"{page}_left", {})
    st.page_link(view, label=label, icon=":material/arrow_back:", query_params=left)


def leave_from(page: str, address: Mapping[str, str]) -> None:
    """Keep in mind how a list was left, for the way back to it."""
    st.session_state[f"{page}_left"] = dict(address)
