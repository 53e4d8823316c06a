"""The app: its doors, its look, and what stands on every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.kept import doorway

HERE = Path(__file__).parent

st.set_page_config(
    page_title="Remit",
    page_icon=str(HERE / "style" / "icon.png"),
    layout="wide",
    menu_items={},
)
st.html(HERE / "style" / "remit.css")
st.logo(str(HERE / "style" / "logo.png"), size="large")

WHO = doorway.let_in()
PAGE = st.navigation(
    [
        st.Page("views/home.py", title="Home", default=True),
        st.Page("views/design.py", title="Design", url_path="design"),
        st.Page("views/all_scorecards.py", title="Scorecards", url_path="scorecards"),
        st.Page("views/scorecard.py", title="Scorecard", url_path="scorecard", visibility="hidden"),
        st.Page("views/measure.py", title="Measure", url_path="measure"),
        st.Page("views/planning.py", title="Plan", url_path="plan"),
        st.Page("views/learn.py", title="Learn", url_path="learn"),
        st.Page("views/practise.py", title="Practise", url_path="practise", visibility="hidden"),
        st.Page("views/review.py", title="Review", url_path="review"),
        st.Page("views/agreements.py", title="Agree", url_path="agree", visibility="hidden"),
        st.Page("views/people.py", title="People", url_path="people", visibility="hidden"),
        st.Page("views/catalogue.py", title="Catalogue", url_path="catalogue"),
        st.Page("views/rulebook.py", title="Rules", url_path="rules"),
        st.Page("views/reference.py", title="Reference", url_path="reference", visibility="hidden"),
    ],
    position="top" if WHO else "hidden",
)
if WHO is not None:
    doorway.badge(WHO)
    # A link from a page to itself leaves the address bar as it was: the next click would lead back.
    st.query_params.from_dict(st.query_params.to_dict())
    PAGE.run()
