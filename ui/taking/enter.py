"""Three ways to give what came back: a file, a form, or the example to try it with."""

from __future__ import annotations

from typing import Any

import streamlit as st

from knowledge_graph.measures import Asked, Column, Measure, Setting
from scorecards.instruments.file import MAX_ROWS
from scorecards.instruments.given import Given, How, example, typed
from scorecards.instruments.questions import answered_with
from scorecards.readings.uploads import MAX_BYTES
from scorecards.readings.uploads.limits import MIB
from ui.parts.wording import escape

WAYS: dict[How, str] = {
    "file": ":material/upload_file: Upload a file",
    "form": ":material/table_edit: Type it in",
    "example": ":material/science: Try the example",
}
_EMPTY_ROWS = 6


def settings(measure: Measure) -> dict[str, str]:
    """What is said once for the file, as it was typed."""
    if not measure.settings:
        return {}
    st.caption("Said once for the whole file. What is left empty is unknown.")
    said = {}
    with st.grid(3, min_column_width=230, gap="small"):
        for each in measure.settings:
            said[each.name] = _setting(each, f"set_{measure.short}_{each.name}")
    return said


def _setting(setting: Setting, key: str) -> str:
    explained = escape(setting.question) or None
    if setting.kind in ("choice", "yes-no"):
        values = list(setting.values or ("yes", "no"))
        at = values.index(setting.default) if setting.default in values else None
        chosen = st.selectbox(
            setting.label, values, at, key=key, help=explained, placeholder="Not known"
        )
        return chosen or ""
    if setting.kind == "day":
        day = st.date_input(setting.label, setting.default or None, key=key, help=explained)
        return day.isoformat() if day else ""
    hint = answered_with(setting)
    return st.text_input(setting.label, setting.default, key=key, help=explained, placeholder=hint)


def given(measure: Measure) -> Given | None:
    """What somebody gave; None while there is nothing."""
    ways = ["file"] if measure.export else list(WAYS)
    way = st.segmented_control(
        "How do you want to enter it?",
        ways,
        default="file",
        required=True,
        format_func=lambda each: WAYS[each],
        key=f"way_{measure.short}",
    )
    match way:
        case "form":
            return _form(measure)
        case "example":
            return example(measure)
    return _file(measure)


def _file(measure: Measure) -> Given | None:
    file: Any = st.file_uploader(
        f"A CSV or Excel file with a row for each answer, at most {MAX_BYTES // MIB} MiB "
        f"and {MAX_ROWS:,} rows",
        type=["csv", "txt", "tsv", "xlsx"],
        max_upload_size=MAX_BYTES // MIB,
        key=f"given_{measure.short}",
    )
    return Given("file", file.name, file.getvalue()) if file is not None else None


def _form(measure: Measure) -> Given | None:
    st.caption(
        "Type, or paste rows from a spreadsheet. Empty rows are left out; mistakes are told by "
        "row, counted from the first one here, and by column."
    )
    names = [each.name for each in measure.columns]
    with st.form(f"form_{measure.short}", border=False):
        columns = st.data_editor(
            {name: [None] * _EMPTY_ROWS for name in names},
            column_config={each.name: _column(each) for each in measure.columns},
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            placeholder="",
            key=f"rows_{measure.short}",
        )
        st.form_submit_button("Work it out", type="primary", icon=":material/calculate:")
    return typed(measure, columns)


def _column(column: Column) -> Any:
    """How a column is typed into. Decimals and days stay texts: what can mean two is refused."""
    label = column.label if column.optional else f"{column.label} *"
    explained = _explained(column)
    match column.kind:
        case "choice" | "yes-no":
            values = column.values or ("yes", "no")
            return st.column_config.SelectboxColumn(label, help=explained, options=list(values))
        case "scale" | "count":
            return st.column_config.NumberColumn(label, help=explained, step=1)
        case _:
            return st.column_config.TextColumn(label, help=explained)


def _explained(asked: Asked) -> str:
    return " ".join(filter(None, (asked.question, f"({answered_with(asked)})")))
