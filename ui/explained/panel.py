"""The panel that explains one metric, over the page; what it shows stands in the address."""

from __future__ import annotations

import streamlit as st

from ui.explained import changes, reasons, stakes
from ui.explained.address import ABOUT, about_in, explained, metric_in
from ui.explained.case import Case
from ui.parts.links import EXPLAIN, OF
from ui.parts.routes import CATALOGUE
from ui.parts.wording import escape, lowered
from ui.session import firmness

_CHOSEN = "panel_about"


def panel(case: Case) -> None:
    """Open the panel if the address asks for it."""
    params = st.query_params.to_dict()
    if OF not in params:
        return
    metric = metric_in(params, OF, case.knowledge)
    if not metric:
        st.warning(
            f"{escape(params[OF][:80])}: there is no such metric, so nothing can be explained.",
            title="Left out",
            icon=":material/link_off:",
        )
        return
    label = case.knowledge.label(metric)
    st.dialog(label, width="large", on_dismiss=close)(_body)(case, metric)


def open_panel(metric: str, about: str = "why") -> None:
    """Put an explanation into the address; the page then shows it."""
    for key, value in explained(metric, about).items():
        st.query_params[key] = value


def close() -> None:
    """Take the explanation out of the address."""
    for key in (OF, EXPLAIN):
        st.query_params.pop(key, None)


def _body(case: Case, metric: str) -> None:
    kpi = case.is_kpi(metric)
    shown = [each for each in ABOUT if kpi or each != "firm"]
    about = about_in(st.query_params.to_dict())
    if about not in shown:
        about = "why"
    st.session_state[_CHOSEN] = about
    with st.container(key="panel", gap="small"):
        st.pills(
            "What to explain",
            shown,
            format_func=lambda each: "Why not" if each == "why" and not kpi else ABOUT[each],
            key=_CHOSEN,
            label_visibility="collapsed",
            required=True,
            on_change=_turn,
        )
        _show(about, case, metric)
        st.page_link(
            CATALOGUE,
            label=f"All about {escape(lowered(case.knowledge.label(metric)))}",
            icon=":material/menu_book:",
            query_params={"id": metric},
        )


def _turn() -> None:
    st.query_params[EXPLAIN] = st.session_state[_CHOSEN]


def _show(about: str, case: Case, metric: str) -> None:
    match about:
        case "how":
            reasons.how(case, metric)
        case "change":
            changes.change(case, metric)
        case "firm":
            changes.firm(firmness(case.asked).get(metric))
        case "follows":
            stakes.follows(case, metric)
        case "dissent":
            stakes.dissent(case, metric)
        case "contract":
            stakes.contract(case, metric)
        case _:
            (reasons.why if case.is_kpi(metric) else reasons.why_not)(case, metric)
