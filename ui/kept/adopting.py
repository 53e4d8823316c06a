"""From the page on which a scorecard is designed to one that is kept."""

from __future__ import annotations

import datetime

import streamlit as st

from engine import Recommendation
from knowledge_graph.load import Knowledge
from scorecards.document import Period, next_quarter
from scorecards.part import FIRST, LAST
from ui.explained.address import as_other
from ui.kept import here
from ui.kept.made_once import MadeOnce
from ui.kept.renewal import ANSWERS
from ui.parts.links import MEANT, Asked

_ADOPTED = "Adopted. This is a draft: set its targets, and change what does not fit."
_FORM = MadeOnce("adopt")
arrive = _FORM.arrive


def _for_one_that_is_there(asked: Asked, knowledge: Knowledge) -> None:
    """The way back to the scorecard for which the answers are changed, with what they do to it."""
    id = st.query_params[MEANT]
    with st.container(key="meant_for", border=True, gap="small"):
        st.markdown(
            "You are answering anew for a scorecard that is there already. Nothing of it has "
            "changed yet: look at the difference first, then take what you want of it."
        )
        st.page_link(
            here.PAGE,
            label="See what these answers change",
            icon=":material/difference:",
            query_params={**here.link(id, "versions"), ANSWERS: as_other(asked, knowledge)},
        )


def adopt_block(recommendation: Recommendation, asked: Asked, knowledge: Knowledge) -> None:
    """Offer to keep a recommendation as a draft; nothing where it has no KPI."""
    if not recommendation.kpis:
        return
    if MEANT in st.query_params:
        _for_one_that_is_there(asked, knowledge)
    period = next_quarter(datetime.datetime.now(datetime.UTC).date())
    token = _FORM.token()
    with st.container(key="adopt", border=True, gap="small"):
        st.subheader("Adopt this as a scorecard", anchor="adopt-this")
        guards = len(recommendation.guardrails)
        also = f" and {guards} guardrail{'s' if guards > 1 else ''}" if guards else ""
        st.caption(
            f"Keeps {_counted(len(recommendation.kpis))}{also} as a draft. You can change "
            "everything afterwards; what was recommended stays readable."
        )
        here.tell()
        refused = here.no_new_one()
        if refused:
            st.markdown(f":material/lock: {refused}")
            return
        named = _named(recommendation, period, knowledge)
        with st.form("adopt_form", border=False):
            st.text_input(
                "Title", key="adopt_title", max_chars=120, placeholder=named,
                help="Left empty, it gets the title that stands there in grey.",
            )  # fmt: skip
            with st.grid(2, min_column_width=220, gap="small"):
                st.text_input(
                    "Person", key="adopt_person", max_chars=120,
                    placeholder="Empty: a role template",
                    help="A template stands for a role; scorecards of persons are made from it.",
                )  # fmt: skip
                st.text_input("Manager", key="adopt_manager", max_chars=120)
                for label, name, day in (
                    ("First day", "adopt_start", period.start),
                    ("Last day", "adopt_end", period.end),
                ):
                    st.date_input(
                        label, day, min_value=FIRST, max_value=LAST, format="YYYY-MM-DD", key=name
                    )
            with st.container(horizontal=True, gap="small"):
                for label, part, kind in (
                    ("Adopt", "kpis", "primary"),
                    ("Adopt and go step by step", "steps", "secondary"),
                ):
                    st.form_submit_button(
                        label,
                        key=f"adopt_{part}",
                        type="primary" if kind == "primary" else "secondary",
                        on_click=_adopt,
                        args=(recommendation, token, named, part),
                    )


def _counted(kpis: int) -> str:
    return "1 KPI" if kpis == 1 else f"{kpis} KPIs"


def _named(recommendation: Recommendation, period: Period, knowledge: Knowledge) -> str:
    """What a scorecard is called where nobody gives it a title."""
    objectives = recommendation.profile.get("objectives") or ()
    about = objectives[0] if objectives else recommendation.kpis[0].metric
    return f"{knowledge.label(about)[:80]}, {here.day(period.start)} to {here.day(period.end)}"


def _adopt(recommendation: Recommendation, token: str, named: str, part: str) -> None:
    state = st.session_state

    def making() -> dict[str, str]:
        version = here.desk().adopt(
            recommendation,
            title=state["adopt_title"].strip() or named,
            period=Period(start=state["adopt_start"], end=state["adopt_end"]),
            person=state["adopt_person"].strip() or None,
            manager=state["adopt_manager"].strip() or None,
            token=token,
        )
        here.say(_ADOPTED)
        return here.link(version.document.id, part)

    _FORM.make(token, making)
