"""When a scorecard is looked at again, how often its KPIs are read, and who takes part."""

from __future__ import annotations

import datetime
from typing import get_args

import streamlit as st

from knowledge_graph.graph import LEAD
from knowledge_graph.records import Metric
from scorecards.accountability.steps import teams_concerned
from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.part import FIRST, LAST
from ui.kept import here
from ui.parts.wording import escape, listed, lowered

OFTEN: tuple[str, ...] = get_args(Metric.model_fields["cadence"].annotation)
"""How often a metric can be read."""

_WORDS = {
    "continuous": "All the time",
    "weekly": "Every week",
    "monthly": "Every month",
    "quarterly": "Every quarter",
    "per-launch": "At each launch",
    "per-wave": "At each wave of the survey",
    "yearly": "Every year",
}


def panel(desk: Desk, opened: Opened) -> None:
    """The next review, the cadences and those who take part."""
    _hears(desk, opened)
    if not here.writable(opened):
        day = opened.card.review_on
        st.markdown(f"**Next review:** {here.day(day) if day else 'not set'}.")
        for kpi in opened.card.proper:
            word = _WORDS.get(kpi.cadence, kpi.cadence)
            st.markdown(f"- {escape(desk.words.label(kpi.metric))}: {escape(lowered(word))}")
        return
    with (
        st.container(border=True, key="review_cadence"),
        st.form(here.key(opened, "cadence"), border=False),
    ):
        _form(desk, opened)


def _hears(desk: Desk, opened: Opened) -> None:
    card = opened.card
    teams = [lowered(desk.words.label(team)) for team in teams_concerned(card) if team != LEAD]
    who = [f"{card.person}, the product marketer" if card.person else "the product marketer"]
    who.append(f"{card.manager}, the manager" if card.manager else "the manager")
    if teams:
        who.append(f"people of {listed(teams, 'and')}")
    st.markdown(f"**Who takes part:** {escape('; '.join(who))}.")


def _form(desk: Desk, opened: Opened) -> None:
    card = opened.card
    names = ("review_on", "person", "manager")
    keys = {name: here.key(opened, f"settled_{name}") for name in names}
    end = card.period.end
    left, right = st.columns([0.4, 0.6], gap="medium")
    with left:
        st.date_input(
            "Next review",
            value=card.review_on or max(end, desk.today),
            min_value=FIRST,
            max_value=LAST,
            format="YYYY-MM-DD",
            help=f"The period ends on {here.day(end)}.",
            key=keys["review_on"],
        )
        for name, label in (("person", "Product marketer"), ("manager", "Manager")):
            st.text_input(label, value=getattr(card, name) or "", max_chars=120, key=keys[name])
    with right:
        for kpi in card.proper:
            often = OFTEN if kpi.cadence in OFTEN else (*OFTEN, kpi.cadence)
            st.selectbox(
                f"{escape(desk.words.label(kpi.metric))} is read",
                often,
                index=often.index(kpi.cadence),
                format_func=lambda each: _WORDS.get(each, each),
                key=here.key(opened, f"often_{kpi.metric}"),
            )

    def keep() -> None:
        day = st.session_state[keys["review_on"]]
        person, manager = (str(st.session_state[keys[name]]) for name in ("person", "manager"))
        often = {
            kpi.metric: str(st.session_state[here.key(opened, f"often_{kpi.metric}")])
            for kpi in card.proper
        }
        why = f"Set the next review for {here.day(day)}." if day else "Set the review."
        here.save(opened, lambda card: _settled(card, day, person, manager, often), why)

    st.form_submit_button("Save the review", type="primary", on_click=keep)


def _settled(
    card: Scorecard,
    day: datetime.date | None,
    person: str,
    manager: str,
    often: dict[str, str],
) -> Scorecard:
    kpis = tuple(
        kpi.model_copy(update={"cadence": often.get(kpi.metric, kpi.cadence)}) for kpi in card.kpis
    )
    names = {"person": person.strip() or None, "manager": manager.strip() or None}
    return card.model_copy(update={"review_on": day, "kpis": kpis, **names})
