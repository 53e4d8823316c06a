"""Uploading a file with readings: what each row would become, then all of it or nothing."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.part import Refused
from scorecards.readings.uploads import (
    MAX_BYTES,
    MAX_ROWS,
    Preview,
    Row,
    Sheet,
    UploadError,
    read,
    template,
)
from scorecards.readings.uploads.limits import MIB
from scorecards.readings.uploads.preview import STATES
from ui.kept import here
from ui.parts.wording import escape

SHOWN = 100
"""Rows of a preview that are shown; those with a mistake come first."""
_READ = "upload_read"


def show(desk: Desk, opened: Opened) -> None:
    """The file, its preview, and the button that keeps it."""
    st.markdown(
        "A CSV or an Excel file with a row for each reading, or an export of Google Trends. "
        "Nothing is kept before you have seen what each row becomes."
    )
    st.caption(f"At most {MAX_BYTES // MIB} MiB and {MAX_ROWS:,} rows.")
    st.download_button(
        "Template for this scorecard",
        template(opened.card, desk.adviser.knowledge),
        file_name=f"readings-{opened.id}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=here.key(opened, "template"),
        on_click="ignore",
    )
    file = st.file_uploader(
        "File with readings",
        type=["csv", "txt", "tsv", "xlsx"],
        max_upload_size=MAX_BYTES // MIB,
        key=here.key(opened, f"upload_{len(opened.readings)}"),
    )
    if file is None:
        st.session_state.pop(_READ, None)
        return
    try:
        sheet = _sheet(file)
        term = None
        if len(sheet.terms) > 1:
            term = st.selectbox(
                "Which term of the export", sheet.terms, key=here.key(opened, "term")
            )
        found = desk.preview(opened, sheet, term)
    except Refused as error:
        st.error(escape(str(error)), title="This file cannot be taken")
        return
    _preview(opened, sheet, term, found)


def _sheet(file: Any) -> Sheet:
    """The rows of the file, read once for as long as it stays."""
    known: tuple[str, Sheet | UploadError] | None = st.session_state.get(_READ)
    if known is None or known[0] != file.file_id:
        try:
            known = (file.file_id, read(file.name, file.getvalue()))
        except UploadError as error:
            known = (file.file_id, error)
        st.session_state[_READ] = known
    if isinstance(known[1], UploadError):
        raise known[1]
    return known[1]


def _preview(opened: Opened, sheet: Sheet, term: str | None, found: Preview) -> None:
    for note in found.notes:
        st.markdown(escape(note))
    counts = {state: found.count(state) for state in STATES}
    st.markdown(
        " · ".join(f"{STATES[state]}: **{count}**" for state, count in counts.items() if count)
        or "The file has no row under its names."
    )
    if counts["error"]:
        st.error(
            "Nothing can be kept before every row is right: mend the file and upload it again."
        )
    elif not counts["new"]:
        st.info("There is nothing new in this file.")
    rows = sorted(found.rows, key=lambda row: row.state != "error")[:SHOWN]
    if rows:
        with st.container(key="upload_rows"):
            _table(rows)
    if len(found.rows) > SHOWN:
        st.caption(f"{len(found.rows) - SHOWN:,} more rows are not shown here.")
    new = len(found.readings)
    st.button(
        f"Keep {new:,} reading{'' if new == 1 else 's'}",
        type="primary",
        icon=":material/save:",
        disabled=not new,
        key=here.key(opened, "keep_upload"),
        on_click=_keep,
        args=(opened.id, sheet, term),
    )


def _table(rows: list[Row]) -> None:
    lines = [(row, text) for row in rows for text in row.problems or (row.says,)]
    st.table(
        {
            "Row": [str(row.number) for row, _ in lines],
            "Becomes": [STATES[row.state] for row, _ in lines],
            "In words": [escape(text[:1].upper() + text[1:]) for _, text in lines],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt="What each row of the file would become",
    )


def _keep(id: str, sheet: Sheet, term: str | None) -> None:
    def doing() -> str:
        desk = here.desk()
        opened = desk.open(id)
        found = desk.record(opened, desk.preview(opened, sheet, term).readings)
        count = len(found.kept)
        if not count:
            return "Nothing was new: all of it is already there."
        return f"Kept {count:,} reading{'' if count == 1 else 's'} from {escape(sheet.name)}."

    here.act(doing)
