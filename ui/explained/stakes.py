"""What follows from taking a KPI, who disagrees, and which parts of it are whose."""

from __future__ import annotations

import streamlit as st

from engine.explain.records import Dissent, Outline
from knowledge_graph.load import Knowledge
from ui.explained.case import Case
from ui.explained.ticks import LEGEND, lines, moves, sentences, ticked
from ui.parts.routes import record_link, rule_link
from ui.parts.wording import BASIS, escape


def follows(case: Case, metric: str) -> None:
    """What is needed to take it as a KPI, and what it will not show."""
    st.markdown(sentences(case.follows(metric).says, case.knowledge))


def dissent(case: Case, metric: str) -> None:
    """The disputes that touch it: both sides, the policy in force, and the other scorecard."""
    found = case.dissent(metric)
    if not found:
        st.info("No dispute touches it.", icon=":material/balance:")
    for each in found:
        _dispute(each, case.knowledge)


def _dispute(each: Dissent, knowledge: Knowledge) -> None:
    st.markdown(f"### {escape(each.label)}")
    st.markdown(escape(" ".join(each.says)))
    st.markdown("**What the sides say**\n\n" + sentences(each.positions, knowledge))
    with st.container(gap="xxsmall"):
        for other in each.others:
            value = other.value.replace("-", " ")
            with st.expander(f"Under another policy: **{escape(value)}**"):
                st.markdown(f"{escape(other.means)}\n\n{lines(other.says)}")
                if other.moved:
                    st.markdown("**What would move**\n\n" + moves(other.moved))
    st.caption(f"Raised by {rule_link(each.rule)}. Choose a policy in the form.")


def contract(case: Case, metric: str, rules: bool = True) -> None:
    """Who answers for what: the shared result, the own parts, and what nobody controls."""
    found = case.contract(metric)
    st.markdown(lines(found.says))
    if found.parts:
        st.markdown("**Your own part**")
        for part in found.parts:
            one = Outline(text=part.why, basis=part.basis, citations=part.citations)
            control = f"your control of it: {escape(part.control)}"
            st.markdown(
                f"- {record_link(part.metric, case.knowledge)}: {control}\n"
                + "\n".join(f"    {line}" for line in sentences((one,), case.knowledge).split("\n"))
            )
    if found.outside:
        st.markdown("**What nobody controls**\n\n" + sentences(found.outside, case.knowledge))
    if rules and found.held:
        st.markdown("**Rules that say who answers for it**")
        st.caption(LEGEND)
        with st.container(gap="xxsmall"):
            for each in found.held:
                with st.expander(f"**{escape(each.rule)}** · {escape(each.says)}"):
                    st.markdown(f"{escape(each.because)} *{BASIS[each.basis]}*")
                    st.markdown(ticked(each.when))
