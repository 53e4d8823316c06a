"""Bringing a scorecard in from its file: choose, look, keep."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk
from scorecards.exports.arrival import bring_in
from scorecards.exports.whole import MAX_FILE, Whole, read
from scorecards.part import Refused
from scorecards.readings.standing import in_force
from scorecards.rights import may
from ui.kept import here
from ui.parts.wording import escape

_FILE, _DONE, _ANEW = "take_in_file", "take_in_done", "take_in_anew"


def show(desk: Desk) -> None:
    """Let a person choose a file of JSON, see what it holds, and keep it."""
    if not may(desk.member, "create", frozenset({"person", "everybody"})):
        return
    with st.expander("Bring one in from a file", icon=":material/upload_file:", key="take_in"):
        st.markdown("Choose a JSON file from **Take along**, of this or another Remit.")
        file = st.file_uploader(
            "Scorecard as JSON",
            type="json",
            max_upload_size=MAX_FILE // 1024 // 1024,
            key=f"{_FILE}_{st.session_state.get(_DONE, 0)}",
        )
        if file is None:
            return
        try:
            whole = read(file.getvalue())
        except Refused as refused:
            lines = "\n".join(f"- {escape(str(each))}" for each in refused.refusals[:8])
            st.error(lines, title="This file cannot be brought in")
            return
        _preview(desk, whole)
        if any(each.id == whole.document.id for each in desk.cards()):
            st.info("This scorecard is here already; what you bring in gets a new id.")
        else:
            st.checkbox("Give it a new id; otherwise it keeps its own", key=_ANEW)
        st.button("Bring it in", type="primary", on_click=_keep, args=(whole,), key="take_in_go")


def _preview(desk: Desk, whole: Whole) -> None:
    card, knowledge = whole.document, desk.adviser.knowledge
    live = sum(len(in_force(whole.readings, kpi.metric)) for kpi in card.kpis)
    facts = [
        f"for **{escape(card.person)}**" if card.person else "a role template",
        f"{here.day(card.period.start)} to {here.day(card.period.end)}",
        f"version {whole.version}",
        f"{len(card.kpis)} KPIs",
        f"{len(whole.readings)} readings, {live} of them in force",
    ]
    st.markdown(f"**{escape(card.title)}**: {', '.join(facts)}.")
    notes = []
    unknown = [kpi.metric for kpi in card.kpis if kpi.metric not in knowledge.records]
    if unknown:
        notes.append(f"Not in the knowledge here: {', '.join(map(escape, unknown))}.")
    if whole.attachments:
        names = ", ".join(escape(each.name) for each in whole.attachments)
        notes.append(f"Attached files are not in it; add them again: {names}.")
    for note in notes:
        st.info(note)


def _keep(whole: Whole) -> None:
    def doing() -> str:
        anew = bool(st.session_state.get(_ANEW))
        version = bring_in(here.desk(), whole, as_new=anew)
        st.session_state[_DONE] = st.session_state.get(_DONE, 0) + 1
        return f"{escape(version.document.title)} is here, as version 1."

    here.act(doing)
