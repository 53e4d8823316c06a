"""The door *Design a scorecard*: a short form, and the scorecard that follows from it."""

from __future__ import annotations

import streamlit as st

from engine import Policy
from ui.explained.address import apart
from ui.explained.ask_next import ask_next, decides
from ui.explained.doors import any_metric
from ui.explained.panel import panel
from ui.explained.ticks import moves
from ui.explained.trial import tried
from ui.explained.what_if import compare
from ui.kept.adopting import adopt_block, arrive
from ui.parts import lists, sections, verdicts
from ui.parts.cards import changes_by_metric, gone_card, headline_card, kpi_card
from ui.parts.exports import copy_out
from ui.parts.form import ask, fill_in
from ui.parts.headings import heading
from ui.parts.links import OTHER, TRIED, read_link, write_link
from ui.parts.targets import targets
from ui.session import (
    adviser,
    forget_changes,
    moved,
    prospects,
    recommend,
    start_anew,
    work_out,
)

arrive()
ADVISER = adviser()
KNOWLEDGE = ADVISER.knowledge

params, page = apart(st.query_params.to_dict())
saved: dict[str, str] = st.session_state.get("design_link", {})
entered = "f_objectives" not in st.session_state
if entered and not params:
    params = saved
if entered or params != saved:
    linked = read_link(params, KNOWLEDGE)
    fill_in(linked, KNOWLEDGE)
    st.session_state["link_problems"] = linked.problems
    if TRIED not in page:
        start_anew()


def start_over() -> None:
    """Empty the form and the address."""
    fill_in(read_link({}, KNOWLEDGE), KNOWLEDGE)
    start_anew()
    st.session_state["design_link"] = {}
    st.query_params.clear()


st.title("Design a scorecard", anchor=False)
st.markdown(
    "Answer what you know; leave out what you do not. Each answer changes the scorecard at once, "
    "and everything on it says why it is there."
)

trying = st.container()
left, right = st.columns([0.36, 0.64], gap="large")
with left, st.container(border=True, key="form", gap="medium"):
    st.subheader("The role", anchor=False)
    asked = ask(ADVISER, decides(st.session_state.get("prospects"), KNOWLEDGE))
    if asked.answers or asked.policy != Policy():
        st.button("Start over", icon=":material/restart_alt:", type="tertiary", on_click=start_over)
    with st.container(key="to_scorecard"):
        st.markdown("[:material/arrow_downward: See the scorecard](#scorecard)")

link = write_link(asked, KNOWLEDGE)
if link != saved or st.query_params.to_dict() != {**link, **page}:
    st.session_state["design_link"] = link
    st.query_params.from_dict({**link, **page})

with right, st.container(key="result", gap="small"):
    case = recommend(asked)
    recommendation = case.recommendation
    ahead = prospects(asked)
    for problem in (*st.session_state.get("link_problems", ()), *asked.problems):
        st.warning(problem, title="Left out", icon=":material/link_off:")
    if ahead is not None:
        st.session_state.pop("link_problems", None)
    firm = ahead.firm if ahead else {}
    found = moved(case)
    by_metric = changes_by_metric(found)

    with st.container(key="summary", gap="xxsmall"):
        sections.outcome_line(recommendation, ADVISER)
        if recommendation.kpis:
            sections.counts_line(recommendation, ADVISER)
            st.markdown("[:material/bookmark_add: Adopt this as a scorecard](#adopt-this)")
        sections.appraisal(recommendation, ADVISER)
    if found:
        with st.expander(
            f"What your last change did: {len(found)} KPIs", icon=":material/difference:"
        ):
            st.markdown(moves(found))
            st.button("Take this as the new starting point", on_click=forget_changes)
    with trying:
        tried(case, page)
    ask_next(ahead, ADVISER)
    with st.container(key="asks", horizontal=True, vertical_alignment="bottom", gap="small"):
        any_metric()
        if OTHER not in page:
            compare(case, ADVISER)
    if OTHER in page:
        compare(case, ADVISER)

    first, *rest = recommendation.kpis or (None,)
    if first is None:
        if asked.profile.objectives:
            st.info(
                "Nothing is left that could be a KPI. Take an objective more, or look below at "
                "what was barred and by which rule.",
                icon=":material/flag:",
            )
    elif first.metric == recommendation.headline:
        headline_card(first, case, ADVISER, by_metric.get(first.metric), firm.get(first.metric))
    else:
        kpi_card(first, case, ADVISER, by_metric.get(first.metric), firm.get(first.metric))
    gone = [change for change in found if change.mark == "went"]
    if rest or gone:
        heading("The other KPIs", KNOWLEDGE, ("term.supporting",))
        with st.grid(2, min_column_width=320, gap="medium"):
            for kpi in rest:
                if kpi is not None:
                    kpi_card(kpi, case, ADVISER, by_metric.get(kpi.metric), firm.get(kpi.metric))
            for change in gone:
                gone_card(change)
    verdicts.findings(recommendation, ADVISER)
    lists.monitor(recommendation, ADVISER)
    lists.guardrails(recommendation, ADVISER)
    adopt_block(recommendation, asked, KNOWLEDGE)
    goals = targets(asked.profile.objectives or (), ADVISER)
    verdicts.disputes(recommendation, ADVISER)
    lists.considered(recommendation, ADVISER)
    lists.barred(recommendation, ADVISER)
    verdicts.little(recommendation, ADVISER)
    verdicts.advice(recommendation, ADVISER)
    copy_out(recommendation, goals, ADVISER)
    lists.proof(recommendation, ADVISER)

panel(case)
if ahead is None:
    work_out(asked)
    st.rerun()
