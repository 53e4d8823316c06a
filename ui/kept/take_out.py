"""Taking a scorecard along: a file of each kind."""

from __future__ import annotations

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.exports import FORMATS, Kind, export, file_name, gather
from ui.kept import here

_ICON: dict[Kind, str] = {
    "pdf": ":material/picture_as_pdf:",
    "xlsx": ":material/table_view:",
    "html": ":material/language:",
    "md": ":material/notes:",
    "csv": ":material/table_rows:",
    "readings": ":material/timeline:",
    "json": ":material/data_object:",
}


def show(desk: Desk, opened: Opened) -> None:
    """Show a card for each kind of file; a file is made when it is asked for."""
    st.subheader("Take it along", anchor=False)
    number = opened.version.number
    today = here.day(opened.today)
    told = f"Each file holds version {number} with every reading up to today, {today}."
    if number != opened.latest:
        told += f" Version {opened.latest} stands; to take that one, go to it first."
    st.markdown(told)
    with st.container(key="take_out"):
        for kind in FORMATS:
            _card(desk, opened, kind)
    st.caption(
        "Attached files stay here: JSON names them, and says by a digest which they were. "
        "The same scorecard on the same day gives the same file."
    )


def _card(desk: Desk, opened: Opened, kind: Kind) -> None:
    made = FORMATS[kind]

    def content() -> bytes:
        return export(gather(desk, opened), desk.adviser, kind)

    with st.container(border=True, key=f"carry_{kind}", gap="small"):
        st.markdown(f"##### {_ICON[kind]} {made.title}")
        st.markdown(made.use)
        st.download_button(
            f"Download {made.title.partition(',')[0]}",
            data=content,
            file_name=file_name(opened, kind),
            mime=made.mime,
            icon=":material/download:",
            on_click="ignore",
            key=here.key(opened, f"take_{kind}"),
        )
