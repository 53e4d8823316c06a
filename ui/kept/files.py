"""A small file of comma-separated rows: a template to fill in, and a place to give it."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Opened
from scorecards.part import Refused
from scorecards.readings.delimited import decoded
from ui.kept import here
from ui.parts.wording import escape


def given_text(opened: Opened, name: str, template: str) -> str | None:
    """The rows that somebody uploaded or pasted; None where there are none, or no text."""
    st.download_button(
        "Template",
        template,
        file_name=f"{name.replace('_', '-')}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"{name}_template",
    )
    columns = template.splitlines()[0]
    count = len(opened.readings)
    file = st.file_uploader(f"File with the columns {columns}", "csv", key=f"{name}_file_{count}")
    pasted = st.text_area(
        "Or paste the rows", key=here.key(opened, f"{name}_rows_{count}"), placeholder=template
    )
    if file is None:
        return pasted if pasted.strip() else None
    try:
        return decoded(file.getvalue())
    except Refused as refused:
        st.error(escape(str(refused)))
        return None
