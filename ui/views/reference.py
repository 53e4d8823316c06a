"""Everything that is known, and the rules in force: to search, to read, to link to."""

from __future__ import annotations

import streamlit as st

from ui.parts.find import KINDS, Hit, everything, search
from ui.parts.records import show
from ui.parts.rulings import show_rule
from ui.parts.wording import escape
from ui.session import adviser

ADVISER = adviser()
KNOWLEDGE = ADVISER.knowledge
COUNT = {kind: len(everything(kind, ADVISER)) for kind in KINDS}
PAGE = 40


def results(hits: list[Hit], with_kind: bool) -> None:
    """A list of what was found, each with its link."""
    with st.container(key="hits"), st.grid(2, min_column_width=340, gap="medium"):
        for hit in hits:
            with st.container(gap="xxsmall"):
                st.page_link(
                    "views/reference.py",
                    label=f"**{escape(hit.label)}**"
                    + (f" · {escape(hit.id)}" if hit.kind == "rule" else ""),
                    query_params={"id": hit.id},
                )
                found = f"Found as *{escape(hit.matched)}*. " if hit.matched else ""
                kind = f"{KINDS[hit.kind]} · " if with_kind else ""
                st.caption(f"{kind}{found}{escape(hit.about)}")


def span(part: list[Hit]) -> str:
    """How a part of a list is called: by what it starts and ends with."""
    first, last = part[0], part[-1]
    if first.kind == "rule":
        return f"{first.id} to {last.id}"
    return f"{first.label[:3]} – {last.label[:3]}"


wanted = st.query_params.get("id", "")
if wanted != st.session_state.get("reference_id", wanted):
    # A link from this page to itself does not reach the address bar by itself.
    st.query_params.from_dict({"id": wanted} if wanted else {})
st.session_state["reference_id"] = wanted
with st.container(key="reference", gap="medium"):
    if wanted:
        st.page_link(
            "views/reference.py", label="All of the reference", icon=":material/arrow_back:"
        )
        record = KNOWLEDGE.records.get(wanted)
        if record is not None:
            with st.container(key="record", gap="small"):
                show(record, ADVISER)
        elif any(rule.id == wanted for rule in ADVISER.rules.rules):
            with st.container(key="record", gap="small"):
                show_rule(ADVISER.rules.get(wanted), ADVISER)
        else:
            st.warning("Nothing bears this id. Search for it by name.", title=wanted[:80])
        st.stop()

    st.title("Reference", anchor=False)
    st.markdown("What Remit knows and the rules it follows. Search by any name a thing goes by.")
    words = st.text_input(
        "Search",
        key="search",
        placeholder="Win rate, CLV, Van Westendorp, SEL-001 …",
        icon=":material/search:",
        max_chars=80,
    )
    if words:
        hits = search(words, ADVISER)
        st.caption(f"{len(hits)} found" if hits else "Nothing found; try another word.")
        results(hits, with_kind=True)
    else:
        kinds = [kind for kind, count in COUNT.items() if count]
        kind = st.pills(
            "What",
            kinds,
            default="metric",
            required=True,
            format_func=lambda each: f"{KINDS[each]} {COUNT[each]}",
            key="reference_kind",
            label_visibility="collapsed",
        )
        every = everything(str(kind), ADVISER)
        starts = list(range(0, len(every), PAGE))
        start = 0
        if len(starts) > 1:
            names = {each: span(every[each : each + PAGE]) for each in starts}
            start = st.segmented_control(
                "Part of the list",
                starts,
                default=0,
                required=True,
                format_func=names.__getitem__,
                key=f"page_{kind}",
                label_visibility="collapsed",
            )
        results(every[start : start + PAGE], with_kind=False)
