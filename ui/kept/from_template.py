"""A role template and the scorecards that persons get from it."""

from __future__ import annotations

import secrets

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.document import Period
from scorecards.making.adopt import drift, for_person
from scorecards.part import FIRST, LAST, Refused
from scorecards.rights import may
from scorecards.store import StoreError
from ui.kept import here
from ui.parts.wording import escape

_TOKEN = "template_token"


def show(desk: Desk, opened: Opened) -> None:
    """Offer a person's scorecard from a template; for one made so, say what differs."""
    if opened.card.person is None:
        if opened.current and may(desk.member, "create", frozenset({"person"})):
            _offer(opened)
    elif opened.card.template:
        _drift(desk, opened, opened.card.template)


def _offer(opened: Opened) -> None:
    card = opened.card
    token = st.session_state.setdefault(f"{_TOKEN}_{opened.id}", secrets.token_hex(5))
    name = f"staff_{token}"
    with st.expander(
        "Make a person's scorecard from this",
        icon=":material/person_add:",
        key=f"staffing_{opened.id}",
    ):
        st.caption(
            "The person gets a scorecard of their own with all KPIs and targets. This template "
            "stays as it is. In another period each deadline moves with it."
        )
        with st.form(f"{name}_form", border=False), st.grid(2, min_column_width=220, gap="small"):
            st.text_input("Person", key=f"{name}_person", max_chars=120)
            manager = card.manager or ""
            st.text_input("Manager", manager, key=f"{name}_manager", max_chars=120)
            for label, key, day in (
                ("First day of the period", "start", card.period.start),
                ("Last day of the period", "end", card.period.end),
            ):
                st.date_input(
                    label, day, min_value=FIRST, max_value=LAST, format="YYYY-MM-DD",
                    key=f"{name}_{key}",
                )  # fmt: skip
            st.form_submit_button(
                "Make it", key=f"{name}_make", type="primary", on_click=_make, args=(opened, token)
            )


def _make(opened: Opened, token: str) -> None:
    state, name = st.session_state, f"staff_{token}"

    def doing() -> str | None:
        person = state[f"{name}_person"].strip()
        if not person:
            here.say("Person: nobody is named; say whose scorecard it is.", "error")
            return None
        period = Period(start=state[f"{name}_start"], end=state[f"{name}_end"])
        manager = state[f"{name}_manager"].strip() or None
        card = for_person(opened.card, id=token, person=person, manager=manager, period=period)
        why = f"Made for {person} from {opened.card.title}."
        here.desk().create(card, why=why, token=f"template-{token}")
        state.pop(f"{_TOKEN}_{opened.id}", None)
        st.query_params.from_dict(here.link(card.id, "kpis"))
        return escape(why)

    here.act(doing)


def _drift(desk: Desk, opened: Opened, template: str) -> None:
    with st.expander(
        "Drift from the template", icon=":material/compare_arrows:", key=f"drift_{opened.id}"
    ):
        try:
            found = desk.open(template)
        except StoreError:
            st.markdown("The template is not kept any more, so nothing can be compared.")
            return
        except Refused as refused:
            st.markdown(here.sentence(refused))
            return
        changes = drift(found.card, opened.card, desk.words)
        st.markdown(
            "\n".join(f"- {escape(each.says)}" for each in changes)
            or "Nothing differs from the template apart from who and when."
        )
        st.page_link(
            here.PAGE,
            label=f"Open the template: {escape(found.card.title)}",
            query_params=here.link(template, "kpis"),
            icon=":material/arrow_forward:",
        )
